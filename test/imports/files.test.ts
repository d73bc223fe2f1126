import { describe, expect, test } from 'vitest'
import {
  describeProblem,
  type ImportedDebt,
  PROBLEMS_TOLD_MAX,
  type ReadOptions,
  readDebts,
} from '../../src/imports/index.ts'

/** The files in test/vectors/imports show one rule each; here is what needs options, or many rows. */
function read(text: string | Uint8Array, options: ReadOptions = {}) {
  const debts: ImportedDebt[] = []
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const report = readDebts(bytes, options, (debt) => debts.push(debt))
  return { debts, ...report, told: report.problems.map(describeProblem) }
}

const HEADER = 'debtor,creditor,amount,currency\n'
const ALDER = { did: 'did:key:alder', name: 'Alder' }
const BIRCH = { did: 'did:key:birch', name: 'Müller' }
const AMONG = {
  parties: [ALDER, BIRCH, { did: 'did:key:cedar', name: 'alder' }, { did: 'did:key:dogwood', name: null }],
  units: [
    { code: 'EUR', scale: 3 },
    { code: 'hours', scale: 0 },
  ],
}

test('the first problems are told, and all are counted', () => {
  const { problems, problemCount, rejectedCount } = read(HEADER + 'A,B,x,EUR\n'.repeat(250))
  expect(problems).toHaveLength(PROBLEMS_TOLD_MAX)
  expect([problemCount, rejectedCount]).toEqual([250, 250])
})

test('every cell of a row that is wrong is told', () => {
  expect(read('debtor,creditor,amount,currency,dueDate\n,,x,E,yesterday\n').told).toEqual([
    'line 2, debtor: is missing; write a name',
    'line 2, creditor: is missing; write a name',
    expect.stringContaining("line 2, currency: 'E' is not a currency"),
    expect.stringContaining("line 2, dueDate: 'yesterday' is not a day"),
  ])
})

test('more rows than are taken are refused, and the file is no use in part', () => {
  for (const last of ['A,B,1,EUR\n', 'A,B\n']) {
    const { told, debts, isCutOff } = read(`${HEADER}${'A,B,1,EUR\n'.repeat(3)}${last}`, { rowsMax: 3 })
    expect(told).toEqual(['line 5 is row 4 below the header; a file has at most 3'])
    expect([debts.length, isCutOff]).toEqual([3, true])
  }
})

test('a value that nests deeper than JSON can be written is told like any other that is no name', () => {
  const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`
  const { told } = read(`{"debtor":${deep},"creditor":"B","amount":"1","currency":"EUR"}`)
  expect(told).toEqual(['line 1, debtor: a list is not a name of 1 to 200 characters'])
})

test.each([
  '{"debtor":"A","creditor":"B","amount":"1","amount":"100","currency":"EUR"}',
  '[{"debtor":"A","creditor":"B","amount" :"1","currency":"EUR","\\u0061mount":"100"}]',
])('a key that stands twice is told, not read as either: %s', (text) => {
  const { told, debts } = read(text)
  expect(told).toEqual([expect.stringContaining('line 1 cannot be read: it has the key "amount" twice')])
  expect(debts).toEqual([])
})

test('a text that looks like keys within a value is a text', () => {
  expect(read('{"debtor":"A","creditor":"B","amount":"1","currency":"EUR","id":"\\"x\\":1"}').debts).toHaveLength(1)
})

test.each([
  ['PK\x03\x04\x14', 'a spreadsheet as its program keeps it (.xlsx, .ods)'],
  ['\xd0\xcf\x11\xe0\xa1', 'a spreadsheet as an old program keeps it (.xls)'],
  ['%PDF-1.7', 'a PDF'],
])('another program’s file is told as what it is: %j', (start, what) => {
  const { told } = read(new Uint8Array(Buffer.from(`${start}\0\0`, 'latin1')))
  expect(told).toEqual([expect.stringMatching(/^line 1 begins .*: save it as CSV in UTF-8$/)])
  expect(told[0]).toContain(what)
})

test.each(['\u200b', '\u2060\u200d', '\u202e'])('a name without anything to see is refused: %j', (name) => {
  expect(read(`${HEADER}${name},B,1,EUR\n`).told).toEqual([
    expect.stringContaining('has nothing in it that can be seen'),
  ])
})

test('a currency is given for a file that has none, and decimal places for a unit', () => {
  const options = { currency: 'hours', scales: new Map([['HOURS', 0]]) }
  expect(read('debtor,creditor,amount\nA,B,7\n', options).debts).toMatchObject([{ amountMinor: 7n, currency: 'HOURS' }])
  expect(read('debtor,creditor,amount\nA,B,7.5\n', options).told).toEqual([
    "line 2, amount: '7.5' has 1 digit after the point where HOURS has 0",
  ])
})

test('a credit note is read as a debt of the other side where that is asked for', () => {
  const text = `${HEADER}A,B,-12.50,EUR\nA,B,(3),EUR\n`
  expect(read(text, { swapsNegative: true }).debts).toMatchObject([
    { debtor: 'B', creditor: 'A', amountMinor: 1250n },
    { debtor: 'B', creditor: 'A', amountMinor: 300n },
  ])
  expect(read(text).problems.map(({ code }) => code)).toEqual(['imports.negative-amount', 'imports.negative-amount'])
})

describe('among the parties of an agreement', () => {
  const rows = (text: string) => read(HEADER + text, { among: AMONG })

  test('names mean those who have them, in any form of Unicode, and DIDs whom they name', () => {
    const { debts, told } = rows('Alder , mu\u0308ller,1.005,eur\ndid:key:dogwood,alder,7,hours\n')
    expect(told).toEqual([])
    expect(debts).toMatchObject([
      { debtor: ALDER.did, creditor: BIRCH.did, amountMinor: 1005n, currency: 'EUR', scale: 3 },
      { debtor: 'did:key:dogwood', creditor: 'did:key:cedar', amountMinor: 7n, currency: 'hours', scale: 0 },
    ])
  })

  test('who is none of them, or one of two, is told', () => {
    expect(rows('Elder,ALDER,1,EUR\n').told).toEqual([
      "line 2, debtor: 'Elder' is not a party of the agreement; write its name or its DID",
      "line 2, creditor: 2 parties are called 'ALDER'; write the DID",
    ])
  })

  test('a debt has two sides, is more than nothing, and is in a currency of the agreement', () => {
    expect(rows('Alder,Alder,1,EUR\nAlder,Müller,0,EUR\nAlder,Müller,1,USD\nAlder,Müller,1,\n').told).toEqual([
      'line 2, creditor: is the debtor as well; a debt has two sides',
      "line 3, amount: '0' is nothing; a debt is larger than zero",
      "line 4, currency: 'USD' is not a currency of the agreement; allowed: EUR, hours",
      'line 5, currency: is missing; allowed: EUR, hours',
    ])
  })
})

test('a file with a row of many characters is refused at that row', () => {
  const { told, isCutOff } = read(`${HEADER}A,B,1,EUR\n${'x'.repeat(200_000)},B,1,EUR\n`)
  expect(told).toEqual(['line 3 begins a row of more than 100000 characters'])
  expect(isCutOff).toBe(true)
})

test('a long file is read part by part, and no part ends inside a cell', () => {
  const words = 'paid late, as agreed '.repeat(3)
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => `A,B,1,EUR,"${words}""${i}""\r\n\r\n"\r\n`).join('')
  const header = 'debtor,creditor,amount,currency,reference\n'
  const whole = read(header + rows(20_000))
  expect(whole.told).toEqual([])
  expect(whole.debts.map(({ line }) => line)).toEqual(Array.from({ length: 20_000 }, (_, i) => 2 + 3 * i))
  const flawed = read(`${header}${rows(15_000)}A,B,1,EUR,5" pipe\nA,B,1,EUR,"x"\n`)
  expect(flawed.told).toEqual([
    'line 45002 has a quotation mark inside a cell; put the cell in quotation marks and double those inside',
  ])
  expect([flawed.debts.length, flawed.isCutOff]).toEqual([15_000, true])
})
