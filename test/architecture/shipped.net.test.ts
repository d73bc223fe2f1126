import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { NodeProcess } from '../../src/cli/demo/processes.ts'
import { rochdale } from '../support/command-line.ts'
import { TestFolder } from '../support/folders.ts'
import { copyMigratedDatabase } from '../support/pglite.ts'

/** What the container image's last stage takes out of the checkout, besides the packages. */
function filesOfImage(): string[] {
  const lastStage =
    readFileSync('Dockerfile', 'utf8')
      .split(/^FROM /m)
      .at(-1) ?? ''
  expect(lastStage).toContain('ENTRYPOINT ["node", "/app/dist/main.js"]')
  const copied = [...lastStage.matchAll(/^COPY --from=build (.+) (\S+)$/gm)].flatMap(([, sources = '', target = '']) =>
    sources.split(' ').map((source) => {
      expect(target.endsWith('/') ? `${target}${source.split('/').at(-1)}` : target).toBe(source)
      return relative('/app', source)
    }),
  )
  expect(copied).toContain('node_modules')
  return copied.filter((path) => path !== 'node_modules')
}

/** What is in the package. */
function filesOfPackage(): string[] {
  const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const packed: unknown = JSON.parse(told)
  const [{ files }] = Object.values(packed as object) as [{ files: { path: string }[] }]
  return files.map(({ path }) => path)
}

/** An empty folder with these files and the packages that an installation without the development ones has. */
function install(files: readonly string[]): TestFolder {
  const folder = new TestFolder()
  for (const file of files) cpSync(file, folder.at(file), { recursive: true })
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { dev?: boolean }> }
  for (const [path, { dev = false }] of Object.entries(lock.packages)) {
    if (dev || !/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || !existsSync(path)) continue
    mkdirSync(dirname(folder.at(path)), { recursive: true })
    symlinkSync(resolve(path), folder.at(path), 'dir')
  }
  expect(lstatSync(folder.at('node_modules/express')).isSymbolicLink()).toBe(true)
  expect(existsSync(folder.at('node_modules/vitest'))).toBe(false)
  return folder
}

test.each([
  { what: 'the container image', files: filesOfImage },
  { what: 'the package', files: filesOfPackage },
])('with nothing but the files of $what a node starts, and serves its API and its pages', async ({ files }) => {
  using folder = install(files())
  await copyMigratedDatabase(folder.at('data/database'))
  await using node = await NodeProcess.start({
    name: 'Shipped',
    dataDir: folder.at('data'),
    main: folder.at('dist/main.js'),
  })
  expect(await node.client.request('{ self { version } }')).toMatchObject({ self: { version: expect.any(String) } })
  for (const path of ['/', '/graphql']) {
    const page = await fetch(`${node.client.url}${path}`, { headers: { accept: 'text/html' } })
    const html = await page.text()
    expect([page.status, page.headers.get('content-type')], path).toEqual([200, 'text/html; charset=utf-8'])
    const loaded = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file = '']) => file)
    expect(loaded.length).toBeGreaterThan(1)
    for (const file of loaded) expect([(await fetch(`${node.client.url}${file}`)).status, file]).toEqual([200, file])
  }
})

test('where a file of the program is missing, that file is named, and not the data folder', async () => {
  using folder = install(filesOfImage())
  await copyMigratedDatabase(folder.at('data/database'))
  const env = {
    ROCHDALE_DATA_DIR: folder.at('data'),
    ROCHDALE_MDNS: 'false',
    ROCHDALE_HTTP_PORT: '0',
    ROCHDALE_P2P_LISTEN: '/ip4/127.0.0.1/tcp/0',
  }
  for (const missing of ['schema/tour', 'dist/api/graphql/schema.js']) {
    rmSync(folder.at(missing), { recursive: true })
    const { code, err } = await rochdale(['start'], env, folder.path, folder.at('dist/main.js'))
    expect(code).toBe(1)
    expect(err).toContain(`${join(folder.path, missing)} is not there: the program is not whole; install it again\n`)
    expect(err).not.toContain('ROCHDALE_DATA_DIR')
  }
})

const TAR_BLOCK_BYTES = 512

/** What PostgreSQL names a database by when it is initialised: the first number of its control file. */
function systemIdOf(control: Buffer): bigint {
  return control.readBigUInt64LE()
}

test('the first start unpacks the empty database that the build has packed', () => {
  using folder = install(filesOfPackage())
  const [packed = '', ...more] = readdirSync(folder.at('dist/storage/embedded')).filter((name) => name.endsWith('.tgz'))
  expect(more).toEqual([])
  const open = `import('./dist/storage/index.js').then(async ({ openPglite }) => {
    await (await openPglite('database'))[Symbol.asyncDispose]()
  })`
  execFileSync(process.execPath, ['-e', open], { cwd: folder.path })
  const tar = gunzipSync(readFileSync(folder.at(join('dist/storage/embedded', packed))))
  const control = tar.indexOf('/global/pg_control') + TAR_BLOCK_BYTES
  expect(systemIdOf(readFileSync(folder.at('database/global/pg_control')))).toBe(systemIdOf(tar.subarray(control)))
})

test('whoever installs the package again in its own folder needs none of the tools that build it', () => {
  using folder = install(filesOfPackage())
  expect(() => execFileSync('npm', ['run', 'prepare'], { cwd: folder.path, stdio: 'pipe' })).not.toThrow()
})
