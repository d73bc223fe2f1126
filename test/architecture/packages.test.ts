import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  readonly dev?: boolean
  readonly optional?: boolean
  readonly dependencies?: Record<string, string>
  readonly engines?: { readonly node?: string }
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
/** What a user runs: the packages that are installed, and those that are built in. */
const builtIn = withDependencies(packagesOfProgram())
const RUN = Object.entries(packages).filter(([path, { dev }]) => path !== '' && (dev !== true || builtIn.has(path)))

const VERSIONS = ['20.19.0', '22.12.0', '24.0.0']
const NAMED = 'Node.js 20 (from 20.19 on), 22 (from 22.12 on) or 24'

test('README, the guide and package.json name the same versions of Node.js', () => {
  for (const file of ['README.md', 'docs/operate.md']) expect(readFileSync(file, 'utf8'), file).toContain(NAMED)
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
  const tried = [...VERSIONS, '20.18.3', '21.7.3', '22.11.0', '23.11.1', '24.9.0']
  expect(tried.filter((version) => satisfies(version, engines.node))).toEqual([...VERSIONS, '24.9.0'])
  expect(packages['']?.engines).toEqual(engines)
})

test.each(VERSIONS)('no package, be it to build, to test or to run the program, warns on Node.js %s', (version) => {
  // What is optional and for another platform is not installed.
  const installed = Object.entries(packages).filter(([, { optional }]) => optional !== true)
  const warns = [...installed, ...RUN].filter(
    ([, { engines }]) => engines?.node !== undefined && !satisfies(version, engines.node),
  )
  expect(warns.map(([path, { engines }]) => `${path} ${engines?.node}`)).toEqual([])
})

test('a range of versions is read', () => {
  expect(
    ['>=20.0.0', '^18 || ^20.10', '>= 14 < 21', '*', '>=20.19 || >=22', '~20.19', '20.x'].filter((range) =>
      satisfies('20.19.0', range),
    ),
  ).toHaveLength(7)
  expect(['>=22', '^18 || ^20.20', '>=14 <20', '~20.18'].filter((range) => satisfies('20.19.0', range))).toEqual([])
})

/** The packages that the sources of the program import, as paths in the lock file. */
function packagesOfProgram(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.startsWith('dashboard/') && !path.endsWith('.config.ts'),
  )
  const imported = files.flatMap((path) =>
    [...readFileSync(`src/${path}`, 'utf8').matchAll(/(?:from|import) '((?:@[\w-]+\/)?[\w-]+)/g)].map(
      ([, name]) => name,
    ),
  )
  return imported.map((name) => `node_modules/${name}`).filter((path) => path in packages)
}

/** The same, with all that they depend on, wherever it is installed. */
function withDependencies(paths: readonly string[]): ReadonlySet<string> {
  const found = new Set(paths)
  for (const path of found)
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
      const nested = `${path}/node_modules/${name}`
      found.add(nested in packages ? nested : `node_modules/${name}`)
    }
  return found
}

/** Whether a version is within a range as npm writes them: alternatives of comparators. */
function satisfies(version: string, range: string): boolean {
  const [major = 0, minor = 0] = numbersOf(version)
  return range.split('||').some((alternative) =>
    [...alternative.matchAll(/([<>=^~]*)\s*v?([\d.x*]+)/g)].every(([, sign = '', text = '']) => {
      const [wantedMajor = 0, wantedMinor = 0] = numbersOf(text)
      const order = compare(numbersOf(version), numbersOf(text))
      if (text === '*') return true
      if (sign === '^') return major === wantedMajor && order >= 0
      if (sign === '~') return major === wantedMajor && minor === wantedMinor && order >= 0
      if (sign === '>=') return order >= 0
      if (sign === '>') return order > 0
      if (sign === '<') return order < 0
      if (sign === '<=') return order <= 0
      return major === wantedMajor && (!/\.\d/.test(text) || minor === wantedMinor)
    }),
  )
}

function numbersOf(version: string): number[] {
  return version.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : 0))
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const i of [0, 1, 2]) if (one[i] !== other[i]) return (one[i] ?? 0) - (other[i] ?? 0)
  return 0
}
