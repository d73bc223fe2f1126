import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PROTOCOL } from '../../src/app/subjects.ts'
import type { Did, JsonObject, Scope } from '../../src/kernel/index.ts'

/** The body of an entry of one kind, fixed: what has once been signed must read the same for ever. */
interface KindVector {
  readonly kind: string
  readonly author: Did
  readonly scope: Scope
  readonly subject: string
  readonly body: JsonObject
  readonly reason?: string
}

const names = PROTOCOL.aggregates.flatMap(({ kinds }) => kinds.map(({ name }) => name)).sort()
const valid = read('valid')
const invalid = read('invalid')

test('every kind has a valid and an invalid vector', () => {
  expect([...new Set(valid.map(({ kind }) => kind))].sort()).toEqual(names)
  expect([...new Set(invalid.map(({ kind }) => kind))].sort()).toEqual(names)
})

test.each(valid)('$kind reads the body that was signed, about the subject that it names', (vector) => {
  const kind = PROTOCOL.kindOf(vector.kind)
  const decoded = kind?.decode(vector.body)
  expect(decoded).toMatchObject({ ok: true })
  if (kind === undefined || !decoded?.ok) return
  expect(kind.subject(decoded.value, vector)).toBe(vector.subject)
})

test.each(invalid)('$kind refuses a body where $reason', (vector) => {
  expect(PROTOCOL.kindOf(vector.kind)?.decode(vector.body)).toMatchObject({ ok: false })
})

function read(name: 'valid' | 'invalid'): KindVector[] {
  const lines = readFileSync(`test/vectors/kinds.${name}.jsonl`, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as KindVector)
}
