import { describe, expect, test } from 'vitest'
import type { DebtFactsFragment } from '../../src/dashboard/generated/operations.ts'
import {
  dueDayOf,
  formText,
  planImport,
  problemText,
  readFile,
  rowOf,
  sumsOf,
  withoutRefused,
} from '../../src/dashboard/logic/clearing/import.ts'
import { amountsAfter, buildNetwork } from '../../src/dashboard/logic/clearing/network.ts'
import { referenceText } from '../../src/dashboard/logic/words.ts'

const party = (name: string) => ({ did: `did:${name}`, name })
const [A, B, C] = [party('Alder'), party('Birch'), party('Cedar')] as const
const PLACE = { parties: [A, B, C], currencies: [{ code: 'EUR', scale: 2 }] }

function read(text: string, swapsNegative = false) {
  return readFile(new TextEncoder().encode(text), PLACE, swapsNegative)
}

function recorded(changes: Partial<DebtFactsFragment> = {}): DebtFactsFragment {
  return {
    ...{ id: 'obl_1', amount: '12050', remaining: '12050', overpaid: '0', currency: 'EUR', scale: 2, reference: 'r1' },
    ...{ status: 'CONFIRMED', dueDate: '2027-01-31T00:00:00.000Z', recordedAt: '2027-01-01T00:00:00.000Z' },
    ...{ agreement: { id: 'agr_1', title: 'Clearing' }, debtor: A, creditor: B, recordedBy: A },
    ...changes,
  }
}

const HEADER = 'debtor,creditor,amount,currency,reference,dueDate\n'

describe('an import', () => {
  test('is planned beside what is recorded: what is new, what is there, what would be confirmed', () => {
    const file = read(
      `${HEADER}Alder,Birch,120.50,EUR,r1,2027-01-31\nBirch,Alder,3,EUR,r2,\nAlder,Birch,1,EUR,r3,\nAlder,Birch,1,EUR,R1,\n`,
    )
    const theirs = recorded({
      debtor: B,
      creditor: A,
      amount: '300',
      reference: 'r2',
      dueDate: null,
      status: 'RECORDED',
    })
    const plan = planImport(file, [recorded(), { ...theirs, recordedBy: B }], A.did)
    expect(plan.debts.map(({ line }) => line)).toEqual([3, 4, 5])
    expect(plan).toMatchObject({ alreadyThere: 1, confirmed: 1, problemCount: 0, warningCount: 2 })
    expect(plan.warnings.map(({ line, code }) => [line, code])).toEqual([
      [5, 'imports.similar-reference'],
      [5, 'imports.similar-reference'],
    ])
  })

  test('of what is all there already has nothing to record; what was withdrawn is not there', () => {
    const file = read(`${HEADER}Alder,Birch,120.50,EUR,r1,2027-01-31\n`)
    expect(planImport(file, [recorded()], A.did)).toMatchObject({ debts: [], alreadyThere: 1 })
    expect(planImport(file, [recorded({ status: 'WITHDRAWN' })], A.did)).toMatchObject({ alreadyThere: 0 })
  })

  test('tells a reference that names another debt, and goes on without the rows that the node refuses', () => {
    const file = read(`${HEADER}Alder,Birch,120,EUR,r1,\nAlder,Birch,1,EUR,r2,\nAlder,Birch,x,EUR,r3,\n`)
    const plan = planImport(file, [recorded()], A.did)
    expect(plan).toMatchObject({ debts: [{ line: 3 }], rejectedCount: 2, problemCount: 2 })
    expect(plan.problems.map(({ line, code }) => [line, code])).toEqual([
      [2, 'imports.reference-taken'],
      [4, 'imports.bad-amount'],
    ])
    const judged = withoutRefused(plan, [{ line: 3, message: 'over the limit' }])
    expect(judged).toMatchObject({ debts: [], rejectedCount: 3, problemCount: 3 })
    expect(judged.problems[1]).toMatchObject({ line: 3, message: 'was refused by the node: over the limit' })
  })

  test('sends amounts in minor units and days as the instants at which they begin in UTC', () => {
    const { debts } = read(`debtor,creditor,amount,currency,id,dueDate\nAlder,did:Birch,120.5,eur,i1,2027-01-31\n`)
    expect(debts.map(rowOf)).toEqual([
      {
        ...{ debtor: A.did, creditor: B.did, amount: '12050', currency: 'EUR', reference: 'i1' },
        dueDate: '2027-01-31T00:00:00.000Z',
      },
    ])
    expect(dueDayOf('2027-01-31T00:00:00.000Z')).toBe('2027-01-31')
  })

  test('shows sums by currency, and swaps credit notes where that is asked for', () => {
    const text = `${HEADER}Alder,Birch,5,EUR,,\nBirch,Alder,3,EUR,,\nBirch,Cedar,1,EUR,,\nAlder,Birch,-2,EUR,,\n`
    const sums = (swaps: boolean) => sumsOf(read(text, swaps).debts, A.did)
    const unit = { currency: 'EUR', scale: 2 }
    expect(sums(false)).toEqual([{ ...unit, count: 3, total: '900', payable: '500', receivable: '300' }])
    expect(sums(true)).toEqual([{ ...unit, count: 4, total: '1100', payable: '500', receivable: '500' }])
  })

  test('says how the file was read', () => {
    expect(formText(read('debtor;creditor;amount;currency\n').report)).toBe('CSV separated by semicolons, UTF-8')
    expect(formText(read('{}').report)).toBe('JSON lines, UTF-8')
  })

  test('has no more rows than the node records at once', () => {
    const { report } = read(HEADER + 'Alder,Birch,1,EUR,,\n'.repeat(10_001))
    expect(report).toMatchObject({ isCutOff: true, problems: [{ code: 'imports.too-many-rows', line: 10_002 }] })
  })
})

test('the worked example as a picture: one circle takes 60 from each of three lines, and 60 are left', () => {
  const debts = [
    { debtor: A, creditor: B, amount: '7000' },
    { debtor: A, creditor: B, amount: '3000' },
    { debtor: B, creditor: C, amount: '8000' },
    { debtor: C, creditor: A, amount: '6000' },
  ]
  const network = buildNetwork(debts, [{ amount: '6000', participants: [A, B, C] }])
  expect(network.nodes.map(({ name }) => name)).toEqual(['Alder', 'Birch', 'Cedar'])
  expect([...amountsAfter(network, 0).values()]).toEqual([10_000n, 8_000n, 6_000n])
  expect([...amountsAfter(network, 1).values()]).toEqual([4_000n, 2_000n, 0n])
})

test('a reference is what somebody wrote, and not the digits that the node puts where nobody did', () => {
  expect(referenceText('invoice 17')).toBe('invoice 17')
  expect(referenceText('4e23f7186bfb538d1f699d2f64148a1b')).toBeNull()
  expect(referenceText(null)).toBeNull()
})

test('a problem of a file reads as a sentence, whatever its subject is', () => {
  const problem = { line: 5, code: 'imports.bad-currency', class: 'invalid' } as const
  expect(problemText({ ...problem, column: 'currency', message: 'is missing; allowed: EUR, HOURS' })).toBe(
    'Currency is missing; allowed: EUR, HOURS',
  )
  expect(problemText({ ...problem, column: 'amount', message: "'12,50' is not an amount; use 12.50" })).toBe(
    "'12,50' is not an amount; use 12.50",
  )
  expect(problemText({ ...problem, column: null, message: 'is empty' })).toBe('Line 5 is empty')
})
