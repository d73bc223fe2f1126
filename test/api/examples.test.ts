import { readdirSync, readFileSync } from 'node:fs'
import {
  buildSchema,
  isObjectType,
  Kind,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { expect, test } from 'vitest'

const schema = buildSchema(readFileSync('schema/federation.graphql', 'utf8'))
const EXAMPLES = readdirSync('schema/examples').map((file) => {
  return { file, document: parse(readFileSync(`schema/examples/${file}`, 'utf8')) }
})
const ROOTS = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]

test.each(EXAMPLES)('$file fits the schema', ({ document }) => {
  expect(validate(schema, document, specifiedRules)).toEqual([])
})

test.each(readdirSync('schema/tour'))(
  '%s of the tour fits the schema, and so does what its comments suggest',
  (file) => {
    const text = readFileSync(`schema/tour/${file}`, 'utf8')
    const suggested = text.match(/^# (?:mutation|query)(?:.|\n)*?^# }$/gm) ?? []
    expect(suggested.length > 0).toBe(text.includes('# mutation'))
    for (const each of [text, ...suggested.map((lines) => lines.replaceAll(/^# ?/gm, ''))]) {
      expect(validate(schema, parse(each), specifiedRules), each).toEqual([])
    }
  },
)

test('there is an example for every root field, and each further one is about one of them', () => {
  const wanted = ROOTS.flatMap((type) => {
    const kind = type?.name.toLowerCase()
    return Object.keys(type?.getFields() ?? {}).map((field) => `${kind}-${kebab(field)}.graphql`)
  })
  const shown = EXAMPLES.map(({ file }) => file)
  expect(wanted.filter((file) => !shown.includes(file))).toEqual([])
  const isAbout = (file: string) => wanted.some((root) => file.startsWith(root.replace('.graphql', '-')))
  expect(shown.filter((file) => !wanted.includes(file) && !isAbout(file))).toEqual([])
})

test('every field of every type stands in some example', () => {
  const shown = new Set<string>()
  const types = new TypeInfo(schema)
  for (const { document } of EXAMPLES) {
    const collect = visitWithTypeInfo(types, {
      enter: (node) => {
        if (node.kind === Kind.FIELD) shown.add(`${types.getParentType()?.name}.${node.name.value}`)
      },
    })
    visit(document, collect)
  }
  const fields = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) => Object.keys(isObjectType(type) ? type.getFields() : {}).map((field) => `${type.name}.${field}`))
  expect(fields.filter((field) => !shown.has(field))).toEqual([])
})

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
