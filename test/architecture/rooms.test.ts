import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom. This table is the architecture; everything else is a drawing of it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  // pure rooms
  kernel: [],
  identity: ['kernel'],
  log: ['kernel', 'identity'],
  registry: ['kernel', 'identity', 'log'],
  agreements: ['kernel', 'identity', 'log', 'registry'],
  netting: ['kernel'],
  imports: ['kernel'],
  clearing: ['kernel', 'identity', 'log', 'registry', 'agreements', 'netting'],
  attestations: ['kernel', 'identity', 'log', 'registry'],
  // the node, and the adapters around it
  node: ['kernel', 'identity', 'log'],
  app: ['kernel', 'identity', 'log', 'registry', 'agreements', 'clearing', 'attestations', 'node'],
  storage: ['kernel', 'identity', 'log', 'clearing', 'node'],
  gossip: ['kernel', 'identity', 'log', 'node'],
  api: ['kernel', 'identity', 'log', 'registry', 'agreements', 'clearing', 'attestations', 'node', 'app'],
  config: ['kernel', 'node'],
  workers: ['node', 'app'],
  outbound: ['kernel', 'attestations', 'node', 'app'],
  dashboard: ['kernel', 'imports'],
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
const PURE = ['kernel', 'identity', 'log', 'registry', 'agreements', 'netting', 'imports', 'clearing', 'attestations']
/** Beside zod, which reads bodies: what a pure room may take from outside, each because it is pure itself. */
const PURE_PACKAGES: Record<string, readonly string[]> = {
  identity: ['node:crypto', 'multiformats/bases/base58', '@noble/curves/ed25519.js'],
  log: ['node:crypto'],
  imports: ['csv-parse/sync'],
  attestations: ['node:zlib'],
}
const IMPURE_WORDS = /\b(async|await|Promise)\b|\b(Date\.now|new Date\(\)|Math\.random|process\.|setTimeout|fetch\()/
const FILE_LINES_MAX = 400
/** The only files at the top of src/: they construct things and are imported by nothing but each other. */
const TOP_FILES = ['main.ts', 'start.ts', 'upkeep.ts']

const src = resolve('src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('/generated/'))
  .map((path) => ({ path, room: path.split('/')[0] ?? '', text: readFileSync(join(src, path), 'utf8') }))
const inRooms = files.filter(({ path }) => path.includes('/'))

test('only the constructing files stand outside the rooms', () => {
  const outside = files.filter(({ path }) => !path.includes('/')).map(({ path }) => path)
  expect(outside.filter((path) => !TOP_FILES.includes(path))).toEqual([])
})

test.each(files)('$path has at most 400 lines', ({ text }) => {
  expect(text.split('\n').length).toBeLessThanOrEqual(FILE_LINES_MAX + 1)
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
