import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const FOLDERS = ['.ci', 'docs', 'drizzle', 'schema', 'src', 'test']
const FILES = [
  ...readdirSync('.'),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  ),
]
const DOCUMENTS = FILES.filter((path) => path.endsWith('.md'))
const SOURCES = FILES.filter((path) => /^src\/.*\.ts$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('')

test.each(DOCUMENTS)('%s names only files that are there', (document) => {
  expect(pathsIn(prose(document)).filter((path) => !isThere(path, document))).toEqual([])
})

test.each(DOCUMENTS)('every link of %s leads to a page and a heading that are there', (document) => {
  const broken = linksIn(prose(document)).filter((link) => {
    const [path = '', heading] = link.split('#')
    const target = path === '' ? document : normalize(join(dirname(document), path))
    return (
      !FILES.includes(target.replace(/\/$/, '')) || (heading !== undefined && !headingsOf(target).includes(heading))
    )
  })
  expect(broken).toEqual([])
})

test.each(DOCUMENTS)('every bound that %s names is there', (document) => {
  const named = [...prose(document).matchAll(/`([A-Z][A-Z_]+_(?:MAX|MIN|MS|LIMIT|FACTOR|TAG))`/g)].map(
    ([, name = '']) => name,
  )
  expect(named.filter((name) => !SOURCES.includes(name))).toEqual([])
})

/** A document without its blocks of code. */
function prose(document: string): string {
  return readFileSync(document, 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '')
}

/** What stands in backticks and is written like a file of the repository; `<name>` and `*` stand for any one name. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([\w.@/<>*-]+)`/g)].map(([, words = '']) => words)
  return quoted.filter(
    (words) =>
      /\w\.(ts|tsx|mjs|md|sql|graphql|cpp)$/.test(words) || FOLDERS.includes(words.split('/').slice(0, -1)[0] ?? ''),
  )
}

/** From the root, beside the document, or anywhere below its folder; of a page about the whole, anywhere below `src`. */
function isThere(path: string, document: string): boolean {
  const home = dirname(document)
  const room = home.startsWith('src') ? home : 'src'
  const places = [path, `src/${path}`, normalize(join(home, path)), `${room}/(.+/)?${path}`].map(patternOf)
  return FILES.some((file) => places.some((place) => place.test(file)))
}

function patternOf(path: string): RegExp {
  const text = path.replace(/\/$/, '').replaceAll(/\.(?!\+)/g, '\\.')
  return new RegExp(`^${text.replaceAll(/<[^>]+>|\*/g, '[^/]+')}$`)
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^\w+:/.test(link))
}

/** The names that a page's headings have in links, as GitHub makes them. */
function headingsOf(document: string): string[] {
  return [...prose(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
