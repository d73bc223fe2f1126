import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ImportedDebt, type Party, readDebts, type WrittenDebt, writeDebts } from '../../src/imports/index.ts'
import { neutralise, restore } from '../../src/imports/neutral.ts'

const DANGEROUS = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  ' ',
  ';',
  ',',
  '"',
  "'",
  '＝',
  '\u00a0',
  '\ufeff',
  '1',
  'e',
  'é',
  'e\u0301',
  '\ufffd',
]
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...DANGEROUS), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }).filter((one) => one.isWellFormed() && !one.includes('\0')),
)
/** As a cooperative may have announced it: not a word of it is trusted. */
const name = fc.option(fc.oneof(text, fc.constantFrom('Alder', 'alder ', 'did:key:0', 'Mu\u0308ller', 'Müller')))
const parties = fc
  .array(name, { minLength: 2, maxLength: 6 })
  .map((names) => names.map((one, i): Party => ({ did: `did:key:${i}`, name: one })))
const day = fc
  .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

/** Debts among some parties, all in one unit of some scale. */
const table = fc.record({ parties, scale: fc.integer({ min: 0, max: 6 }) }).chain(({ parties: among, scale }) => {
  const debt = fc
    .record({
      sides: fc.shuffledSubarray(among, { minLength: 2, maxLength: 2 }),
      amountMinor: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
      remainingMinor: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      reference: fc.option(text.filter((one) => one !== '')),
      dueDate: fc.option(day),
      status: fc.constantFrom('CONFIRMED', 'RECORDED'),
    })
    .map(({ sides, ...rest }) => ({ ...rest, debtor: sides[0] as Party, creditor: sides[1] as Party }))
  return fc.record({
    among: fc.constant(among),
    scale: fc.constant(scale),
    debts: fc
      .uniqueArray(debt, {
        minLength: 1,
        maxLength: 8,
        selector: ({ debtor, creditor, reference, amountMinor }) =>
          `${debtor.did} ${creditor.did} ${reference === null ? amountMinor : `: ${reference}`}`,
      })
      .map((debts) => debts.map((one, i): WrittenDebt => ({ ...one, currency: 'own', scale, id: `obl_${i}` }))),
  })
})

test('what is written is read back exactly, whatever stands in names and references', () => {
  fc.assert(
    fc.property(table, ({ among, scale, debts }) => {
      const read: ImportedDebt[] = []
      const bytes = new TextEncoder().encode(writeDebts(debts, among))
      const report = readDebts(bytes, { among: { parties: among, units: [{ code: 'own', scale }] } }, (one) =>
        read.push(one),
      )
      expect(report.problems).toEqual([])
      expect(read.map(({ line, ...debt }) => debt)).toEqual(
        debts.map(({ remainingMinor, status, ...debt }) => ({
          ...debt,
          debtor: debt.debtor.did,
          creditor: debt.creditor.did,
        })),
      )
    }),
    { numRuns: 300 },
  )
})

test('what is neutralised is restored exactly, and no spreadsheet runs it', () => {
  fc.assert(
    fc.property(text, (one) => {
      const cell = neutralise(one)
      expect(restore(cell)).toBe(one)
      for (const part of cell.split(/[;\t\r\n]/))
        expect(part.replace(/^["\p{Zs}]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/)
      expect(cell).not.toMatch(/^\s/)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['=1+1', "'=1+1"],
  ['  =1+1', "'  =1+1"],
  ['\r=1', "'\r'=1"],
  ['a;=1+1', "a;'=1+1"],
  ["'=1", "''=1"],
  ["'quoted'", "'quoted'"],
  ['plain - and simple', 'plain - and simple'],
  ['17;18', '17;18'],
])('%j is written as %j', (one, cell) => {
  expect(neutralise(one)).toBe(cell)
})
