import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
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

/** What is in the package: as `npm pack` writes it, without building it once more. */
export function filesOfPackage(): string[] {
  using folder = new TestFolder()
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder.path]
  const packed = execFileSync('npm', args, { encoding: 'utf8' }).trim()
  const names = execFileSync('tar', ['-tzf', folder.at(packed)], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 })
  return names
    .trim()
    .split('\n')
    .map((name) => name.replace(/^package\//, ''))
}

/** An empty folder with these files and the packages that an installation without the development ones has. */
export function install(files: readonly string[]): TestFolder {
  const folder = new TestFolder()
  for (const file of files) cpSync(file, folder.at(file), { recursive: true })
  symlinkSync(productionPackages().at('node_modules'), folder.at('node_modules'), 'dir')
  expect(existsSync(folder.at('node_modules/piscina/package.json'))).toBe(true)
  expect(existsSync(folder.at('node_modules/vitest'))).toBe(false)
  return folder
}

let copied: TestFolder | null = null

/**
 * The packages without the development ones, copied once for a test file: of links each would find all that lies beside
 * what they lead to, also what an installation lacks.
 */
function productionPackages(): TestFolder {
  if (copied !== null) return copied
  const folder = new TestFolder()
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { dev?: boolean }> }
  for (const [path, { dev = false }] of Object.entries(lock.packages)) {
    if (path === '' || dev || !existsSync(path)) continue
    const from = realpathSync(path)
    const nested = join(from, 'node_modules')
    cpSync(from, folder.at(path), { recursive: true, filter: (each) => each !== nested })
  }
  process.on('exit', () => folder[Symbol.dispose]())
  copied = folder
  return folder
}
