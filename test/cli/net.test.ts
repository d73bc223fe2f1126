import { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { describe, expect, test } from 'vitest'
import { type NettingObjective, nettingPreview } from '../../src/clearing/index.ts'
import { DebtTable } from '../../src/cli/net/debt-table.ts'
import { JsonWriter } from '../../src/cli/net/json.ts'
import { findCycles, nameDebts, netDebts } from '../../src/cli/net/netting.ts'
import { describeNetting } from '../../src/cli/net/report.ts'
import type { NettingObligation } from '../../src/netting/index.ts'
import { inputOf, obligationNamed } from '../clearing/inputs.ts'
import { debt, debts, tradeDebts } from '../netting/debts.ts'

function tableOf(obligations: readonly NettingObligation[], currency = 'EUR'): DebtTable {
  const table = new DebtTable()
  for (const [i, { amount: amountMinor, dueMs, ...debt }] of obligations.entries()) {
    const dueDate = dueMs === null ? null : new Date(dueMs).toISOString().slice(0, 10)
    table.add({ ...debt, line: i + 2, amountMinor, dueDate, currency, scale: 2, reference: null })
  }
  return table
}

function nettingOf(obligations: readonly NettingObligation[], objective: NettingObjective = 'SET_OFF') {
  return netDebts(nameDebts(tableOf(obligations).columns()[0]!), objective)
}

/** What was written, whole: the writer must wait whenever this asks it to. */
class Sheet extends Writable {
  text = ''

  constructor() {
    super({ highWaterMark: 100, decodeStrings: false })
  }

  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.text += chunk
    setImmediate(done)
  }
}

async function jsonOf(obligations: readonly NettingObligation[], objective: NettingObjective, stepsMax?: number) {
  const sheet = new Sheet()
  const writer = new JsonWriter(sheet)
  const netting = nettingOf(obligations, objective)
  await writer.add(netting, netting.setOff === null ? null : findCycles(netting, netting.setOff, stepsMax))
  await writer.end()
  await finished(sheet.end())
  // What a terminal would obey stands in it only as JSON's own escapes.
  expect(sheet.text).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e]/u)
  const [result] = JSON.parse(sheet.text)
  return result
}

const WEBS = {
  'a triangle': debts('A>B 100, B>C 80, C>A 60'),
  'nothing owed': debts('A>B 0'),
  'what somebody owes himself': debts('A>A 7, A>B 5, A>A 2'),
  'names that need quotes, or sort after others': debts('😀>"\uFFFD" 1, "\uFFFD">é\\ 1, é\\>z 1, z>Z 1, Z>😀 1'),
  'names that would move a cursor or turn the direction': debts('A\u202e>\u009b2J 2, \u009b2J>C 3, C>A\u202e 1'),
  trade: tradeDebts({ parties: 60, obligations: 900, seed: 4 }),
  'amounts beyond 2^53': debts('A>B 100, B>C 80, C>A 60, C>B 7').map((one) => ({ ...one, amount: one.amount << 50n })),
  'amounts that add up beyond 2^63': Array.from({ length: 10 }, (_v, i) => debt(i, i % 3, (i + 1) % 3, 2n ** 63n - 1n)),
}

describe.each(Object.entries(WEBS))('the JSON of a file with %s', (_name, web) => {
  test.each(['SET_OFF', 'LEAST_VALUE', 'FEWEST_TRANSFERS'] as const)(
    'is what a node would say of the same debts: %s',
    async (objective) => {
      const named = web.map((one) => ({ ...one, id: obligationNamed(one.id) }))
      const preview = nettingPreview(inputOf(named), { currency: 'EUR', scale: 2 }, objective)
      const json = await jsonOf(named, objective)
      expect(preview.ok && preview.value).toMatchObject(json)
      expect(json.transferLowerBound === null).toBe(objective === 'SET_OFF')
    },
  )
})

test('a plan over existing pairs pays nobody who is no counterparty', async () => {
  const web = debts('A>B 10, B>C 10, C>D 10')
  const plan = (existingPairs: boolean) => netDebts(nameDebts(tableOf(web).columns()[0]!), 'LEAST_VALUE', existingPairs)
  const payments = ({ names, transfers: { from, to, amount } }: ReturnType<typeof plan>) =>
    Array.from(from, (payer, i) => `${names[payer]}>${names[to[i]!]} ${amount[i]}`)
  expect(payments(plan(false))).toEqual(['A>D 10'])
  expect(payments(plan(true))).toEqual(['A>B 10', 'B>C 10', 'C>D 10'])
  expect(plan(true).algorithm).toContain('restricted')
})

describe('cycles that would have too many steps', () => {
  test('are left out, and all else is there', async () => {
    const all = await jsonOf(WEBS.trade, 'SET_OFF')
    const { cycles, cycleCount, resultHash, ...rest } = await jsonOf(WEBS.trade, 'SET_OFF', 10)
    expect([cycles, cycleCount]).toEqual([[], 0])
    expect(resultHash).not.toBe(all.resultHash)
    expect(all).toMatchObject(rest)
    expect(rest.certificate.verified).toBe(true)
  })

  test('come with a sentence that says so', () => {
    const netting = nettingOf(WEBS.trade)
    expect(findCycles(netting, netting.setOff!, 10).leftOut).toContain('more than 10 steps')
    expect(findCycles(netting, netting.setOff!).leftOut).toBeNull()
  })
})

describe('the report', () => {
  test('says who still pays whom, and where everybody stands', () => {
    expect(describeNetting(nettingOf(WEBS['a triangle']))).toMatch(
      / {2}gross +2\.40\n {2}set off +1\.80 {3}75\.0 %\n {2}residual +0\.60 {3}to be paid in 2 transfers\n {2}verified: .*\n {2}transfers\n {4}A pays B 0\.40\n {4}B pays C 0\.20\n {2}net positions\n {4}A owes 0\.40\n {4}B is owed 0\.20\n {4}C is owed 0\.20\n$/,
    )
  })

  test('lists the largest where there are too many', () => {
    const fan = Array.from({ length: 30 }, (_v, i) => debt(i, 0, i + 1, BigInt(100 + ((i * 7) % 30))))
    const report = describeNetting(nettingOf(fan))
    const paid = [...report.matchAll(/p0 pays p\d+ 1\.(\d\d)/g)].map(([, cents]) => Number(cents))
    expect(paid).toEqual(Array.from({ length: 20 }, (_v, i) => 29 - i))
    expect(report).toContain('  the largest transfers\n')
    expect(report).toContain('    … and 10 more; --json lists all\n  the largest net positions\n    p0 owes 34.35\n')
  })
})
