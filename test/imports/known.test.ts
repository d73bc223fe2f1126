import { expect, test } from 'vitest'
import { compareWithKnown, describeProblem, type ImportedDebt, type KnownDebt } from '../../src/imports/index.ts'

const DEBT: ImportedDebt = {
  ...{ line: 2, debtor: 'a', creditor: 'b', amountMinor: 1250n, currency: 'EUR', scale: 2 },
  ...{ id: null, reference: 'inv-17', dueDate: '2027-01-31' },
}

function compare(changes: Partial<ImportedDebt>, known: Partial<KnownDebt> = {}) {
  const {
    fresh,
    known: repeated,
    taken,
    warnings,
  } = compareWithKnown([{ ...DEBT, ...changes }], [{ ...DEBT, ...known }])
  return {
    counts: [fresh.length, repeated.length],
    taken: taken.map(describeProblem),
    warned: warnings.map(describeProblem),
  }
}

test('a debt that is recorded with the same reference, amount and day is there already', () => {
  expect(compare({})).toEqual({ counts: [0, 1], taken: [], warned: [] })
})

test('a reference that names another debt is taken', () => {
  expect(compare({ amountMinor: 1300n }).taken).toEqual([
    "line 2, reference: 'inv-17' names another debt already: 12.50 EUR, due 2027-01-31",
  ])
})

test.each(['INV-17', 'inv-17 ', 'inv-17\u200b', 'ｉｎｖ-17'])(
  '%j is told to look like one that is recorded',
  (reference) => {
    expect(compare({ reference })).toMatchObject({ counts: [1, 0], taken: [] })
    expect(compare({ reference }).warned[0]).toMatch(
      /^line 2, reference: '.*' looks like 'inv-17', which is recorded: 12.50 EUR, due 2027-01-31$/,
    )
  },
)

test('one without a reference is told to say the same as one that is recorded', () => {
  expect(compare({ reference: null }).warned).toEqual([
    "line 2 says the same as 'inv-17', which is recorded: 12.50 EUR, due 2027-01-31",
  ])
  expect(compare({ reference: null }, { reference: '4e23f7186bfb538d1f699d2f64148a1b' }).warned).toEqual([
    'line 2 says the same as a debt, which is recorded: 12.50 EUR, due 2027-01-31',
  ])
})

test('what is between others, the other way or in another currency is another debt', () => {
  for (const other of [{ debtor: 'b', creditor: 'a' }, { creditor: 'c' }, { currency: 'USD' }]) {
    expect(compare({}, other)).toEqual({ counts: [1, 0], taken: [], warned: [] })
  }
})
