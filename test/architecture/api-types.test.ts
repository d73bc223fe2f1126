import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const API = readdirSync('src/api', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join('src/api', path), 'utf8'))

/** By its GraphQL type, the view that the compiler holds it against. */
const SHOWN = new Map(
  API.flatMap((text) =>
    [...text.matchAll(/class (\w+)[^{]* implements Shows<(\w+), \1>/g)].map(([, type = '', view = '']) => [type, view]),
  ),
)
const RESOLVERS = API.flatMap((text) =>
  [...text.matchAll(/^@Resolver\(\(\) => (\w+)\)\nexport class \w+ \{\n([\s\S]*?)^\}/gm)].map(
    ([, type = '', body = '']) => ({
      type,
      roots: new Set([...body.matchAll(/@Root\(\) (?:\{[^}]*\}|\w+): (\w+)/g)].map(([, view]) => view)),
    }),
  ),
).filter(({ type, roots }) => roots.size > 0 && !type.endsWith('Payload'))

test.each(RESOLVERS)('the fields of $type are read from the view that its class shows', ({ type, roots }) => {
  // Where the class itself is answered, there is no view that could lack a field.
  expect([...roots].filter((view) => view !== type && view !== SHOWN.get(type))).toEqual([])
})
