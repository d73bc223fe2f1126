import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TABLES, withTables } from '../../docs/tables.ts'

const pages = readdirSync('docs').filter((name) => name.endsWith('.md'))
const textOf = (page: string) => readFileSync(`docs/${page}`, 'utf8')

test.each(pages)('the tables of docs/%s are what the code makes: if not, run npm run docs', (page) => {
  expect(withTables(textOf(page))).toBe(textOf(page))
})

test('each table stands in one page, and is not empty', () => {
  const names = pages.flatMap((page) => [...textOf(page).matchAll(/<!-- table: (\w+) -->/g)].map(([, name]) => name))
  expect(names.sort()).toEqual(Object.keys(TABLES).sort())
  for (const make of Object.values(TABLES)) expect(make().split('\n').length).toBeGreaterThan(3)
})

test('the numbers of LIMITS.md are those of the constants beside them', () => {
  const text = readFileSync('src/api/LIMITS.md', 'utf8')
  const stated = [...text.matchAll(/(\d[\d,.]*)(?: (s|KiB|MiB)\b)?[a-z ]*\(`([A-Z_]+)`\)/g)]
  expect(stated.length).toBeGreaterThan(8)
  for (const [all, number = '', unit = '', name = ''] of stated) {
    expect(Number(number.replaceAll(',', '')) * (UNITS[unit] ?? 1), all).toBe(constants().get(name))
  }
})

test('the pictures are small enough for a page', () => {
  for (const name of readdirSync('docs/pictures'))
    expect(statSync(`docs/pictures/${name}`).size, name).toBeLessThan(200_000)
})

const UNITS: Readonly<Record<string, number>> = { s: 1_000, KiB: 1_024, MiB: 1_024 ** 2 }

/** Every constant of the API, or of the feed that it reads, that is a product of whole numbers, exported or not. */
function constants(): ReadonlyMap<string, number> {
  const files = ['src/api', 'src/node/feed'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  const found = files
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/const ([A-Z_]+) = (?:\{ max: )?([\d_]+(?: \* [\d_]+)*)/g),
    ])
  const product = (text: string) =>
    text.split(' * ').reduce((value, factor) => value * Number(factor.replaceAll('_', '')), 1)
  return new Map(found.map(([, name = '', text = '']) => [name, product(text)]))
}
