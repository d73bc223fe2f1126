import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { expect } from 'vitest'
import { TestFolder } from './folders.ts'

/** What the container image's last stage takes out of the checkout, besides the packages. */
export function filesOfImage(): string[] {
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
export function filesOfPackage(): string[] {
  const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const packed: unknown = JSON.parse(told)
  const [{ files }] = Object.values(packed as object) as [{ files: { path: string }[] }]
  return files.map(({ path }) => path)
}

/** An empty folder with these files and the packages that an installation without the development ones has. */
export function install(files: readonly string[]): TestFolder {
  const folder = new TestFolder()
  for (const file of files) cpSync(file, folder.at(file), { recursive: true })
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { dev?: boolean }> }
  for (const [path, { dev = false }] of Object.entries(lock.packages)) {
    if (dev || !/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || !existsSync(path)) continue
    mkdirSync(dirname(folder.at(path)), { recursive: true })
    symlinkSync(resolve(path), folder.at(path), 'dir')
  }
  expect(lstatSync(folder.at('node_modules/piscina')).isSymbolicLink()).toBe(true)
  expect(existsSync(folder.at('node_modules/vitest'))).toBe(false)
  return folder
}
