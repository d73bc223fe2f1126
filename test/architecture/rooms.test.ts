import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom. This table is the architecture; everything else is a drawing of it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  // pure rooms
  kernel: [],
  typedef: ['kernel'],
  identity: ['kernel'],
  log: ['kernel', 'identity'],
  registry: ['kernel', 'identity', 'log'],
  agreements: ['kernel', 'identity', 'log', 'registry', 'typedef'],
  netting: ['kernel'],
  imports: ['kernel'],
  clearing: ['kernel', 'identity', 'log', 'registry', 'agreements', 'netting'],
  governance: ['kernel', 'identity', 'log', 'agreements'],
  attestations: ['kernel', 'identity', 'log', 'registry', 'agreements'],
  records: ['kernel', 'identity', 'log', 'agreements', 'typedef'],
  resources: ['kernel', 'identity', 'log', 'agreements', 'attestations', 'clearing'],
  // the node, and the adapters around it
  node: ['kernel', 'identity', 'log'],
  app: [
    'kernel',
    'identity',
    'log',
    'registry',
    'agreements',
    'clearing',
    'attestations',
    'governance',
    'resources',
    'records',
    'node',
  ],
  storage: ['kernel', 'identity', 'log', 'clearing', 'node'],
  gossip: ['kernel', 'identity', 'log', 'node'],
  api: [
    'kernel',
    'identity',
    'log',
    'registry',
    'agreements',
    'clearing',
    'attestations',
    'governance',
    'resources',
    'records',
    'node',
    'app',
  ],
  config: ['kernel', 'node'],
  workers: ['node', 'app'],
  outbound: ['kernel', 'attestations', 'node', 'app'],
  dashboard: ['kernel', 'typedef', 'imports'],
  cli: [
    'kernel',
    'identity',
    'log',
    'agreements',
    'netting',
    'imports',
    'clearing',
    'attestations',
    'node',
    'app',
    'config',
  ],
}
const PURE = [
  'kernel',
  'typedef',
  'identity',
  'log',
  'registry',
  'agreements',
  'netting',
  'imports',
  'clearing',
  'attestations',
  'governance',
  'resources',
  'records',
]
/** Beside zod, which reads bodies: what a pure room may take from outside, each because it is pure itself. */
const PURE_PACKAGES: Record<string, readonly string[]> = {
  identity: ['node:crypto', 'multiformats/bases/base58', '@noble/curves/ed25519.js'],
  log: ['node:crypto'],
  imports: ['csv-parse/sync'],
  attestations: ['node:zlib'],
}
const IMPURE_WORDS = /\b(async|await|Promise)\b|\b(Date\.now|new Date\(\)|Math\.random|process\.|setTimeout|fetch\()/
const FILE_LINES_MAX = 400
const FOLDER_FILES_MAX = 20
/** Casts that the compiler cannot check; each has a comment that says why it holds. */
const UNCHECKED_CASTS_MAX = 9
/** The only files at the top of src/: they construct or build, and are imported by nothing but each other. */
const TOP_FILES = ['bundle.config.ts', 'main.ts', 'start.ts', 'upkeep.ts']

const src = resolve('src')
/** Every file that people write, documents included. */
const everything = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(src, join(entry.parentPath, entry.name)))
  .filter((path) => !path.includes('/generated/'))
const files = everything
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, room: path.split('/')[0] ?? '', text: readFileSync(join(src, path), 'utf8') }))
const inRooms = files.filter(({ path }) => path.includes('/'))

test('only the constructing files stand outside the rooms', () => {
  const outside = files.filter(({ path }) => !path.includes('/')).map(({ path }) => path)
  expect(outside.filter((path) => !TOP_FILES.includes(path))).toEqual([])
})

test.each(foldersOf(everything))('%s has at most 20 files beside its folders', (_folder, names) => {
  expect(names.length, names.join(', ')).toBeLessThanOrEqual(FOLDER_FILES_MAX)
})

test('no file imports itself through others, for types either', () => {
  expect(cyclesAmong(files)).toEqual([])
})

test('types are cast past the compiler only where a comment says why', () => {
  const casts = files.flatMap(({ path, text }) => (text.match(/as unknown as/g) ?? []).map(() => path))
  expect(casts.length, casts.join(', ')).toBeLessThanOrEqual(UNCHECKED_CASTS_MAX)
})

test('subjects are listed in one place', () => {
  const lists = inRooms.filter(({ text }) => new Set(text.match(/\w+Aggregate\b/g) ?? []).size > 2)
  expect(lists.map(({ path }) => path)).toEqual(['app/subjects.ts'])
  const naming = inRooms.filter(
    ({ room, text }) => room === 'node' && /'(agreement|obligation|round|attestation)'/.test(text),
  )
  expect(naming.map(({ path }) => path)).toEqual([])
})

const API_SHARED = ['execution', 'graphql', 'http', 'changes']
/** What one subject's slice of the API may take from another's: what it shows, and how that is read. */
const API_TAKEN = /\.(type|input)\.ts$|-views\.ts$|\/(peers|positions|scopes)\.ts$/
test.each(inRooms.filter(({ room }) => room === 'api'))('$path keeps to its subject', ({ path, text }) => {
  const slice = path.split('/').slice(0, -1)[1]
  if (slice === undefined || API_SHARED.includes(slice)) return
  for (const specifier of importsOf(text).filter((one) => one.startsWith('../'))) {
    const target = relative(src, resolve(src, dirname(path), specifier))
    const [room, other] = target.split('/')
    if (room !== 'api' || other === slice || API_SHARED.includes(other ?? '')) continue
    expect(target, `${path} imports ${target}`).toMatch(API_TAKEN)
  }
})

test.each(inRooms.filter(({ path }) => path.startsWith('dashboard/views/')))(
  '$path is no other view’s business',
  ({ path, text }) => {
    const own = dirname(path)
    if (own === 'dashboard/views') return
    for (const specifier of importsOf(text).filter((one) => one.startsWith('.'))) {
      const target = relative(src, resolve(src, own, specifier))
      if (target.startsWith('dashboard/views/'))
        expect(target).toMatch(new RegExp(`^(${own}/|dashboard/views/\\w+\\.ts$)`))
    }
  },
)

test('no file has more than 400 lines, of tests neither', () => {
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('generated/'))
    .map((path) => ({ path: `test/${path}`, text: readFileSync(join('test', path), 'utf8') }))
  const long = [...files, ...tests].filter(({ text }) => text.split('\n').length > FILE_LINES_MAX + 1)
  expect(long.map(({ path }) => path)).toEqual([])
})

test.each(inRooms)('$path keeps to its room', ({ path, room, text }) => {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')
  expect(MAY_IMPORT, 'every folder under src/ is declared').toHaveProperty(room)
  for (const specifier of importsOf(code)) {
    if (specifier.startsWith('.')) {
      const target = relative(src, resolve(src, dirname(path), specifier))
      const targetRoom = target.split('/')[0] ?? ''
      if (targetRoom === room) continue
      expect(MAY_IMPORT[room], `${path} imports ${target}`).toContain(targetRoom)
      expect(target, 'other rooms are entered by their door').toBe(`${targetRoom}/index.ts`)
    } else if (PURE.includes(room)) {
      expect(['zod', 'node:assert/strict', ...(PURE_PACKAGES[room] ?? [])], `${path} is pure`).toContain(specifier)
    }
  }
  if (PURE.includes(room)) expect(withoutStrings(code)).not.toMatch(IMPURE_WORDS)
})

test('tables and the decimal places of currencies are known in one room', () => {
  const elsewhere = inRooms.filter(({ room }) => room !== 'imports')
  const knowing = elsewhere.filter(({ text }) => /from 'csv-parse|style: 'currency'|supportedValuesOf/.test(text))
  expect(knowing.map(({ path }) => path)).toEqual([])
})

test.each(inRooms.filter(({ path }) => /\/(entries|types)\/index\.ts$/.test(path)))(
  '$path lists every file beside it',
  ({ path, text }) => {
    const beside = inRooms
      .filter((file) => dirname(file.path) === dirname(path) && /export const \w+:/.test(file.text))
      .map((file) => `./${file.path.split('/').at(-1)}`)
      .filter((name) => name !== './index.ts')
    for (const name of beside) expect(importsOf(text)).toContain(name)
  },
)

function importsOf(code: string): string[] {
  return [...code.matchAll(/(?:from|import)\s+'([^']+)'/g)].map((match) => match[1] ?? '')
}

function withoutStrings(code: string): string {
  return code.replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g, "''")
}

interface SourceFile {
  readonly path: string
  readonly text: string
}

function foldersOf(all: readonly string[]): [string, string[]][] {
  const folders = new Map<string, string[]>()
  for (const path of all) folders.set(dirname(path), [...(folders.get(dirname(path)) ?? []), path])
  return [...folders]
}

/** Files that import one another in a circle (Tarjan, Depth-First Search and Linear Graph Algorithms, 1972). */
function cyclesAmong(all: readonly SourceFile[]): string[][] {
  const imports = new Map(
    all.map(({ path, text }) => [
      path,
      importsOf(text).flatMap((one) => (one.startsWith('.') ? [relative(src, resolve(src, dirname(path), one))] : [])),
    ]),
  )
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const cycles: string[][] = []
  const visit = (path: string): void => {
    index.set(path, index.size)
    low.set(path, index.get(path) ?? 0)
    stack.push(path)
    for (const next of imports.get(path) ?? []) {
      if (!imports.has(next)) continue
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0))
    }
    if (low.get(path) !== index.get(path)) return
    const component = stack.splice(stack.indexOf(path))
    if (component.length > 1) cycles.push(component.sort())
  }
  for (const path of imports.keys()) if (!index.has(path)) visit(path)
  return cycles
}
