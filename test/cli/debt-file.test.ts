import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDebtFile } from '../../src/cli/net/debt-file.ts'
import type { ReadOptions } from '../../src/imports/index.ts'
import { TestFolder } from '../support/folders.ts'

async function read(text: string, options: ReadOptions = {}) {
  using folder = new TestFolder()
  const path = folder.at('debts')
  writeFileSync(path, text)
  const { table, report } = await readDebtFile(path, options)
  const rows = table.columns().flatMap(({ currency, scale, parties, debtor, creditor, amount, dueMs, ids }) =>
    ids.map((id, i) => {
      const due = dueMs[i] ?? Number.NaN
      const dueDate = Number.isNaN(due) ? null : new Date(due).toISOString()
      return [id, parties[debtor[i] ?? -1], parties[creditor[i] ?? -1], amount[i], currency, scale, dueDate]
    }),
  )
  return { rows, report }
}

test('debts stand in columns by currency, with the decimal places of each', async () => {
  const { rows, report } = await read(
    'debtor,creditor,amount,currency,id,dueDate\nAlder,Birch,120.50,EUR,i1,2026-03-31\nBirch,Alder,7,hours,,\nBirch,Alder,7,JPY,i3,\n',
    { scales: new Map([['HOURS', 0]]) },
  )
  expect(rows).toEqual([
    ['i1', 'Alder', 'Birch', 12050n, 'EUR', 2, '2026-03-31T00:00:00.000Z'],
    ['line-3', 'Birch', 'Alder', 7n, 'HOURS', 0, null],
    ['i3', 'Birch', 'Alder', 7n, 'JPY', 0, null],
  ])
  expect(report.problemCount).toBe(0)
})

test('the old reading takes amounts as minor units, and a currency may be given for the file', async () => {
  const { rows } = await read('debtor,creditor,amount\nA,B,12050\n', { amountsAreMinor: true, currency: 'eur' })
  expect(rows).toEqual([['line-2', 'A', 'B', 12050n, 'EUR', 2, null]])
})

test('references that two pairs have used tell debts apart with their lines', async () => {
  const text =
    'debtor,creditor,amount,currency,id,reference\nA,B,1,EUR,17-3,\nA,C,1,EUR,,17\nB,C,1,EUR,,17\nA,B,1,EUR,line-6,\nA,B,2,EUR,,\n'
  const { rows, report } = await read(text)
  expect(rows.map(([id]) => id)).toEqual(['17-3', '17', '17-4', 'line-6', 'line-6-6'])
  expect(report.problemCount).toBe(0)
})

test('a file that is not there is said to be missing', async () => {
  await expect(readDebtFile('/no/such/file')).rejects.toThrow('there is no such file')
})
