import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { NodeProcess } from '../../src/cli/demo/processes.ts'
import { rochdale } from '../support/command-line.ts'
import { TestFolder } from '../support/folders.ts'
import { copyMigratedDatabase } from '../support/pglite.ts'
import { filesOfImage, filesOfPackage, install } from '../support/shipped.ts'

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
  for (const missing of ['schema/tour', 'dist/start.js']) {
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

test('the first start unpacks the empty database that the build has packed', async () => {
  using folder = install(filesOfPackage())
  const [packed = '', ...more] = readdirSync(folder.at('dist')).filter((name) => name.endsWith('.tgz'))
  expect(more).toEqual([])
  const dataDir = folder.at('data')
  await (await NodeProcess.start({ name: 'Shipped', dataDir, main: folder.at('dist/main.js') })).stop()
  const tar = gunzipSync(readFileSync(folder.at(join('dist', packed))))
  const control = tar.indexOf('/global/pg_control') + TAR_BLOCK_BYTES
  expect(systemIdOf(readFileSync(join(dataDir, 'database/global/pg_control')))).toBe(systemIdOf(tar.subarray(control)))
})

/** What npm runs of a package where somebody installs it, from an archive, a folder or a repository. */
const AT_INSTALLATION = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']

test('whoever installs the package runs no script of it, and in its own folder needs none of the tools that build it', () => {
  using folder = install(filesOfPackage())
  const { scripts } = JSON.parse(readFileSync(folder.at('package.json'), 'utf8')) as { scripts: object }
  expect(Object.keys(scripts).filter((name) => AT_INSTALLATION.includes(name))).toEqual([])
  expect(() => execFileSync('npm', ['run', 'dependencies'], { cwd: folder.path, stdio: 'pipe' })).not.toThrow()
})

test('npm builds a checkout when it has installed its packages, and not one that lacks the tools', () => {
  using folder = new TestFolder()
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const { dependencies = '' } = scripts
  const build = "node -e \"require('fs').writeFileSync('built', '')\""
  mkdirSync(folder.at('used'))
  writeFileSync(folder.at('used/package.json'), JSON.stringify({ name: 'used', version: '1.0.0' }))
  const root = {
    name: 'checkout',
    version: '1.0.0',
    dependencies: { used: 'file:used' },
    scripts: { dependencies, build },
  }
  writeFileSync(folder.at('package.json'), JSON.stringify(root))
  writeFileSync(folder.at('tsconfig.json'), '{}')
  const npm = (command: string) =>
    execFileSync('npm', [command, '--offline', '--no-audit'], { cwd: folder.path, stdio: 'pipe' })
  npm('install')
  expect(existsSync(folder.at('built'))).toBe(false)
  const tool = { name: 'rolldown', version: '1.0.0' }
  mkdirSync(folder.at('tool'))
  writeFileSync(folder.at('tool/package.json'), JSON.stringify(tool))
  writeFileSync(folder.at('package.json'), JSON.stringify({ ...root, devDependencies: { rolldown: 'file:tool' } }))
  npm('install')
  rmSync(folder.at('built'))
  npm('ci')
  expect(existsSync(folder.at('built'))).toBe(true)
})
