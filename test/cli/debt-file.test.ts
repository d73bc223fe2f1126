import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DebtFileError, ERRORS_TOLD_MAX, readDebtFile } from '../../src/cli/net/debt-file.ts'
import { TestFolder } from '../support/folders.ts'

async function read(text: string) {
  using folder = new TestFolder()
  const path = folder.at('debts')
  writeFileSync(path, text)
  const { table, errors, errorCount } = await readDebtFile(path, () => undefined)
  const rows = table.columns().flatMap(({ currency, parties, debtor, creditor, amount, dueMs, ids }) =>
    ids.map((id, i) => {
      const due = dueMs[i] ?? Number.NaN
      const dueDate = Number.isNaN(due) ? null : new Date(due).toISOString()
      return [id, parties[debtor[i] ?? -1], parties[creditor[i] ?? -1], amount[i], currency, dueDate]
    }),
  )
  return { rows, errors, errorCount }
}

const WHOLE = [
  ['i1', 'Alder', 'Birch', 12050n, 'EUR', '2026-03-31T00:00:00.000Z'],
  ['line-3', 'Birch', 'Alder', 0n, 'EUR', null],
  ['i3', 'Cedar, Ltd', 'Cedar, Ltd', 9_223_372_036_854_775_807n, 'hours', '2026-03-30T22:00:00.000Z'],
]

test('CSV is read with its columns in any order, others left aside', async () => {
  const { rows, errorCount } = await read(
    '\ufeffamount,note,debtor,creditor,id,currency,dueDate\r\n' +
      '12050,bread,Alder,Birch,i1,EUR,2026-03-31\r\n' +
      '0,,Birch,Alder,,EUR,\r\n' +
      '\r\n' +
      '9223372036854775807,"two\r\nlines","Cedar, Ltd","Cedar, Ltd",i3,hours,2026-03-31T00:00:00+02:00\r\n',
  )
  expect(rows).toEqual(WHOLE)
  expect(errorCount).toBe(0)
})

test('JSON lines say the same', async () => {
  const lines = [
    { debtor: 'Alder', creditor: 'Birch', amount: 12050, currency: 'EUR', id: 'i1', dueDate: '2026-03-31' },
    {},
    { debtor: 'Birch', creditor: 'Alder', amount: '0', currency: 'EUR', dueDate: null },
    {
      ...{ debtor: 'Cedar, Ltd', creditor: 'Cedar, Ltd', amount: '9223372036854775807', currency: 'hours', id: 'i3' },
      dueDate: '2026-03-31T00:00:00+02:00',
    },
  ]
  const text = lines.map((line) => (Object.keys(line).length === 0 ? '' : JSON.stringify(line))).join('\n')
  expect((await read(text)).rows).toEqual(WHOLE)
})

test('a value that nests deeper than JSON can be written is told like any other that is no name', async () => {
  const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`
  const { errors } = await read(`{"debtor":${deep},"creditor":"B","amount":"1","currency":"EUR"}`)
  expect(errors).toEqual([{ line: 1, message: expect.stringContaining('a list is no name') }])
})

test.each([
  ['an amount with a point', 'A,B,1.5,EUR', 'amount: "1.5" is no amount'],
  ['an amount with a sign', 'A,B,-3,EUR', 'amount: "-3" is no amount'],
  ['an amount with an exponent', 'A,B,1e9,EUR', 'amount: "1e9" is no amount'],
  ['no number', 'A,B,NaN,EUR', 'amount: "NaN" is no amount'],
  ['an amount beyond 2^63−1', 'A,B,9223372036854775808,EUR', 'is no amount'],
  ['no amount', 'A,B,,EUR', 'amount: "" is no amount'],
  ['no debtor', ',B,1,EUR', 'debtor: is empty'],
  ['no creditor', 'A, ,1,EUR', 'creditor: " " is no name'],
  ['a currency of one letter', 'A,B,1,E', 'currency: "E" is no currency'],
  ['a day that does not exist', 'A,B,1,EUR,x,2026-02-30', 'dueDate: "2026-02-30" is no date'],
  ['a date of another form', 'A,B,1,EUR,x,31.3.2026', 'dueDate: "31.3.2026" is no date'],
  ['an id that is given already', 'A,B,1,EUR,first,', 'id: "first" is given on line 2 already'],
  ['too few fields', 'A,B,1', 'has 3 fields where the header has 6'],
])('%s is told with its line, and nothing of that row counts', async (_, row, message) => {
  const filled = row.split(',').length < 4 ? row : row.padEnd(row.length + 6 - row.split(',').length, ',')
  const header = 'debtor,creditor,amount,currency,id,dueDate\n'
  const { rows, errors, errorCount } = await read(`${header}A,B,1,EUR,first,\n${filled}\nB,A,2,EUR,last,\n`)
  expect(rows.map(([id]) => id)).toEqual(['first', 'last'])
  expect(errors).toEqual([{ line: 3, message: expect.stringContaining(message) }])
  expect(errorCount).toBe(1)
})

test('numbers of JSON that are not exact are refused', async () => {
  const line = (amount: string) => `{"debtor":"A","creditor":"B","amount":${amount},"currency":"EUR"}\n`
  const { errors } = await read(`${line('1')}${line('9007199254740993')}${line('1.5')}${line('-1')}[1]\n{"debtor"\n`)
  expect(errors.map(({ line: number }) => number)).toEqual([2, 3, 4, 5, 6])
})

test('only the first errors are told, and all are counted', async () => {
  const { errors, errorCount } = await read(`debtor,creditor,amount,currency\n${'A,B,x,EUR\n'.repeat(250)}`)
  expect(errors).toHaveLength(ERRORS_TOLD_MAX)
  expect(errorCount).toBe(250)
})

test.each([
  ['an empty file', '', 'is empty'],
  ['a header without an amount', 'debtor,creditor,currency\nA,B,EUR\n', 'no column amount'],
  ['semicolons', 'debtor;creditor;amount;currency\nA;B;1;EUR\n', 'separated by commas'],
  ['a quote that does not end', 'debtor,creditor,amount,currency\n"A,B,1,EUR\n', 'is no CSV by RFC 4180'],
])('%s is refused as a whole', async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(DebtFileError)
  await expect(read(text)).rejects.toThrow(message)
})

test('a file that is not there is said to be missing', async () => {
  await expect(readDebtFile('/no/such/file', () => undefined)).rejects.toThrow('there is no such file')
})
