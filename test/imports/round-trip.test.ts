import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { type ImportedDebt, type Party, readDebts, type WrittenDebt, writeDebts } from '../../src/imports/index.ts'
import { neutralise, restore } from '../../src/imports/neutral.ts'
import { anyCell as text } from '../support/any-character.ts'

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

afterEach(() => {
  vi.unstubAllEnvs()
})

test('the time zone can be set here, so that what is said of it below is shown', () => {
  const offsetIn = (zone: string) => {
    vi.stubEnv('TZ', zone)
    return new Date(0).getTimezoneOffset()
  }
  expect([offsetIn('Pacific/Pago_Pago'), offsetIn('Asia/Tokyo')]).toEqual([660, -540])
})

const timeZone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago')

test('what is written is read back exactly, whatever stands in names and references, in every time zone', () => {
  fc.assert(
    fc.property(table, timeZone, timeZone, ({ among, scale, debts }, here, there) => {
      vi.stubEnv('TZ', here)
      const read: ImportedDebt[] = []
      const bytes = new TextEncoder().encode(writeDebts(debts, among))
      vi.stubEnv('TZ', there)
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

test('every row is found by its line, whatever separates cells and ends lines', () => {
  const end = fc.constantFrom('\n', '\r\n', '\r')
  const row = fc.record({
    reference: fc.array(fc.oneof(end, fc.constant('x')), { maxLength: 4 }),
    blanks: fc.array(end),
    end,
  })
  fc.assert(
    fc.property(fc.constantFrom(',', ';', '\t'), fc.array(row, { minLength: 1 }), (separator, rows) => {
      // A CR right before an LF would be one line end.
      const joined = (...parts: readonly string[]) =>
        parts.reduce((text, part) => (/\r$/.test(text) && part.startsWith('\n') ? `${text} ${part}` : text + part), '')
      let text = `${['debtor', 'creditor', 'amount', 'currency', 'reference'].join(separator)}\n`
      const lines: number[] = []
      for (const { reference, blanks, end: last } of rows) {
        text = joined(text, ...blanks)
        lines.push(text.split(/\r\n|\r|\n/).length)
        const label = joined('i', ...reference, String(lines.length))
        text += `${['A', 'B', '1.00', 'EUR', `"${label}"`].join(separator)}${last}`
      }
      const found: number[] = []
      const report = readDebts(new TextEncoder().encode(text), {}, ({ line }) => found.push(line))
      expect(report.problems).toEqual([])
      expect(found).toEqual(lines)
    }),
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
