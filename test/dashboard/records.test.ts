import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../src/dashboard/logic/records/facts.ts'
import { type Field, fieldsOf, schemaOf } from '../../src/dashboard/logic/records/fields.ts'
import { checkRecordForm, type Entry, emptyEntry, filledEntry } from '../../src/dashboard/logic/records/form.ts'
import { answersTo, recordFilter } from '../../src/dashboard/logic/records/record.ts'
import { writeRecords } from '../../src/imports/index.ts'
import { checkValue, type Schema } from '../../src/typedef/index.ts'

const ALDER = 'did:key:z6MkAlder'
const BIRCH = 'did:key:z6MkBirch'

function fields(raw: object): Field {
  const schema = schemaOf(raw as Record<string, unknown>)
  if (schema === null) throw new Error('a schema of the tests is correct')
  return fieldsOf(schema, 'Delivery')
}

const filled = (members: Record<string, Entry>): Entry => ({ members })
const problemsOf = (field: Field, entry: Entry) => Object.fromEntries(checkRecordForm(field, entry).problems)

describe('a form made from the schema of a record', () => {
  test('has a field for each type, with titles and descriptions from its metadata', () => {
    const field = fields({
      properties: {
        goods: { type: 'string', metadata: { title: 'What came', description: 'As on the note' } },
        weightKg: { type: 'uint16' },
        cooled: { type: 'boolean' },
        at: { type: 'timestamp' },
        grade: { enum: ['A', 'B'] },
      },
      optionalProperties: { note: { type: 'string' } },
    })
    expect(field).toMatchObject({ kind: 'group', label: 'Delivery' })
    expect(
      'members' in field &&
        field.members.map(({ isRequired, field: { kind, label, hint } }) => [isRequired, kind, label, hint]),
    ).toEqual([
      [true, 'text', 'What came', 'As on the note'],
      [true, 'whole', 'Weight kg', null],
      [true, 'truth', 'Cooled', null],
      [true, 'moment', 'At', null],
      [true, 'choice', 'Grade', null],
      [false, 'text', 'Note', null],
    ])
    const entry = filled({ goods: ' Leeks ', weightKg: '120', cooled: 'false', at: '2026-11-30T12:00Z', grade: 'B' })
    expect(checkRecordForm(field, entry).payload).toEqual({
      goods: 'Leeks',
      weightKg: 120,
      cooled: false,
      at: '2026-11-30T12:00:00.000Z',
      grade: 'B',
    })
  })

  test('stands in the order that its metadata gives, as nodes keep the names of JSON in none', () => {
    const type = (order?: number) => ({ type: 'string', ...(order === undefined ? {} : { metadata: { order } }) })
    const raw = { properties: { a: type(), b: type(3), c: type(1) }, optionalProperties: { d: type(2) } }
    const field = fields(raw)
    expect('members' in field && field.members.map(({ name }) => name)).toEqual(['c', 'd', 'b', 'a'])
    const facts = factsOf({ a: '1', b: '2', c: '3', d: '4' }, { schema: schemaOf(raw) })
    expect(facts.map(({ label }) => label)).toEqual(['C', 'D', 'B', 'A'])
  })

  test('says beside each field what is missing or wrong, and sends nothing', () => {
    const field = fields({
      properties: {
        goods: { type: 'string' },
        weight: { type: 'int8' },
        at: { type: 'timestamp' },
        grade: { enum: ['A'] },
        ok: { type: 'boolean' },
      },
    })
    expect(problemsOf(field, emptyEntry(field))).toEqual({
      '/goods': 'Fill this in.',
      '/weight': 'Fill this in.',
      '/at': 'Fill this in.',
      '/grade': 'Choose one.',
      '/ok': 'Choose one.',
    })
    const wrong = filled({ goods: 'x', weight: '128', at: 'soon', grade: 'C', ok: 'true' })
    expect(problemsOf(field, wrong)).toEqual({
      '/weight': 'Write a whole number from -128 to 127.',
      '/at': 'Write a date and a time.',
      '/grade': 'Choose one of them.',
    })
    expect(checkRecordForm(field, wrong).payload).toBeNull()
    expect(problemsOf(field, filled({ weight: '1.5' }))['/weight']).toMatch(/whole number/)
  })

  test('leaves out what is optional and empty, and writes null where only that is taken', () => {
    const field = fields({
      properties: { lot: { type: 'string', nullable: true } },
      optionalProperties: {
        note: { type: 'string', nullable: true },
        crates: { elements: { type: 'uint8' } },
        place: { properties: { town: { type: 'string' } } },
        prices: { values: { type: 'uint32' } },
      },
    })
    expect(checkRecordForm(field, emptyEntry(field)).payload).toEqual({ lot: null })
    const place = 'members' in field ? field.members.find(({ name }) => name === 'place')?.field : undefined
    if (place?.kind !== 'group') throw new Error('a place is a group')
    expect(problemsOf(field, filled({ place: filledEntry(place) }))).toEqual({ '/place/town': 'Fill this in.' })
  })

  test('has lists, tables of names, and variants', () => {
    const field = fields({
      definitions: { line: { properties: { what: { type: 'string' } }, metadata: { title: 'A line' } } },
      properties: {
        lines: { elements: { ref: 'line' } },
        counts: { values: { type: 'uint8' } },
        paid: {
          discriminator: 'by',
          mapping: { cash: { properties: {} }, bank: { properties: { iban: { type: 'string' } } } },
        },
      },
    })
    const entry = filled({
      lines: { items: [filled({ what: 'Leeks' }), filled({ what: 'Kale' })] },
      counts: { rows: [{ name: 'crates', entry: '4' }] },
      paid: { tag: 'bank', entry: filled({ iban: 'DE1' }) },
    })
    expect(checkRecordForm(field, entry).payload).toEqual({
      lines: [{ what: 'Leeks' }, { what: 'Kale' }],
      counts: { crates: 4 },
      paid: { by: 'bank', iban: 'DE1' },
    })
    const twice = [
      { name: 'a', entry: '1' },
      { name: 'a', entry: '' },
      { name: ' ', entry: '1' },
    ]
    expect(problemsOf(field, filled({ counts: { rows: twice }, paid: { tag: '', entry: null } }))).toEqual({
      '/counts/1/name': 'This name is used twice.',
      '/counts/1/value': 'Fill this in.',
      '/counts/2/name': 'Give it a name.',
      '/paid/by': 'Choose one.',
    })
  })

  test('falls back to JSON where it would be too deep, without end, or of any form', () => {
    const endless = {
      properties: { name: { type: 'string' } },
      optionalProperties: { parts: { elements: { ref: 'part' } } },
    }
    const field = fields({ definitions: { part: endless }, properties: { top: { ref: 'part' }, extra: {} } })
    expect(JSON.stringify(field)).toContain('"kind":"json"')
    const deep = filled({
      top: filled({ name: 'a', parts: { items: [filled({ name: 'b', parts: '[{ "name": "c" }]' })] } }),
      extra: '[1]',
    })
    expect(checkRecordForm(field, deep).payload).toEqual({
      top: { name: 'a', parts: [{ name: 'b', parts: [{ name: 'c' }] }] },
      extra: [1],
    })
    expect(problemsOf(field, filled({ top: filled({ name: 'a' }), extra: '{' }))['/extra']).toMatch(/no JSON/)
  })

  test('is one of JSON where there would be more fields than somebody fills in, and checks that by the schema', () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`f${i}`, { type: 'uint8' }]))
    const field = fields({ optionalProperties: many })
    expect(field.kind).toBe('json')
    expect(checkRecordForm(field, '{ "f7": 3 }').payload).toEqual({ f7: 3 })
    expect(problemsOf(field, '{ "f7": "x" }')['']).toMatch(/at \/f7/)
    expect(problemsOf(field, '[]')['']).toMatch(/not what the type/)
  })

  test('makes nothing that the node refuses, whatever is typed', () => {
    const schema = {
      properties: { a: { type: 'int16' }, b: { enum: ['x'] } },
      optionalProperties: { c: { type: 'timestamp' }, d: { type: 'boolean', nullable: true } },
    } as unknown as Schema
    const typing = fc.oneof(fc.string(), fc.constantFrom('', '7', '-32769', '99999', 'x', 'true', '2026-11-30T12:00'))
    fc.assert(
      fc.property(fc.record({ a: typing, b: typing, c: typing, d: typing }), (entries) => {
        const { payload } = checkRecordForm(fieldsOf(schema, 'R'), filled(entries))
        if (payload !== null) expect(checkValue(schema, payload).ok).toBe(true)
      }),
    )
  })
})

describe('a record', () => {
  const schema = schemaOf({
    properties: {
      goods: { type: 'string', metadata: { title: 'What came' } },
      at: { type: 'timestamp' },
      lines: { elements: { properties: { cooled: { type: 'boolean' } } } },
    },
  })

  test('is told as labelled facts in the order of its type, and without one by its names', () => {
    const payload = { at: '2026-11-30T12:00:00Z', goods: 'Leeks', lines: [{ cooled: true }], lotNumber: null }
    const facts = factsOf(payload, { schema, locale: 'en-GB' })
    expect(facts.map(({ label }) => label)).toEqual(['What came', 'At', 'Lines', 'Lot number'])
    expect(facts[0]?.text).toBe('Leeks')
    expect(facts[1]?.text).toMatch(/30 Nov 2026/)
    expect(facts[2]?.inside).toEqual([
      { label: '1', text: null, inside: [{ label: 'Cooled', text: 'Yes', inside: [] }] },
    ])
    expect(factsOf({ goods: 'Leeks' }, { schema: null })).toEqual([{ label: 'Goods', text: 'Leeks', inside: [] }])
  })

  test('is answered by the other signing parties, and withdrawn by its author while it is open', () => {
    const party = (did: string, role = 'COUNTERPARTY') => ({ role, cooperative: { did } })
    const record = {
      status: 'RECORDED',
      author: { did: ALDER },
      confirmedBy: [],
      awaiting: [{ did: BIRCH }],
      dispute: null,
      agreement: { parties: [party(ALDER), party(BIRCH), party('did:witness', 'WITNESS')] },
    } as const
    expect(answersTo(record, ALDER)).toEqual({ canConfirm: false, canDispute: false, canWithdraw: true })
    expect(answersTo(record, BIRCH)).toEqual({ canConfirm: true, canDispute: true, canWithdraw: false })
    expect(answersTo(record, 'did:witness')).toMatchObject({ canConfirm: false, canDispute: false })
    const dispute = { by: { did: BIRCH }, resolvedAt: null }
    const disputed = { ...record, status: 'DISPUTED', awaiting: [{ did: ALDER }], dispute } as const
    expect(answersTo(disputed, BIRCH)).toMatchObject({ canConfirm: true, canDispute: false })
    const confirmed = { ...record, status: 'CONFIRMED', confirmedBy: [{ did: BIRCH }], awaiting: [] } as const
    expect([answersTo(confirmed, ALDER), answersTo(confirmed, BIRCH)]).toEqual(
      Array(2).fill({ canConfirm: false, canDispute: false, canWithdraw: false }),
    )
  })

  test('is found by what stands in the address', () => {
    expect(recordFilter({ status: 'CONFIRMED', awaiting: 'yes', agreement: 'agr_1', type: 'delivery' })).toEqual({
      status: ['CONFIRMED'],
      awaitingMe: true,
      agreementId: 'agr_1',
      type: 'delivery',
    })
    expect(recordFilter({ status: 'toString', type: '' })).toEqual({})
  })

  test('is written to a table with a column for each member, none of which a spreadsheet runs', () => {
    const record = {
      id: 'rec_1',
      type: 'delivery',
      reference: null,
      status: 'CONFIRMED',
      recordedAt: '2026-11-30T12:00:00Z',
      author: { did: ALDER, name: 'Alder' },
      agreement: { title: 'Food hub' },
    }
    const csv = writeRecords([
      { ...record, payload: { goods: '=1+1', lines: [1, 2] } },
      { ...record, id: 'rec_2', payload: { cooled: true } },
    ])
    expect(csv.replace('\ufeff', '').split('\r\n')).toEqual([
      'id,agreement,type,reference,author,recordedAt,status,payload.goods,payload.lines,payload.cooled',
      `rec_1,Food hub,delivery,,Alder,2026-11-30T12:00:00Z,CONFIRMED,'=1+1,"[1,2]",`,
      'rec_2,Food hub,delivery,,Alder,2026-11-30T12:00:00Z,CONFIRMED,,,true',
      '',
    ])
  })
})
