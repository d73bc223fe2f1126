import assert from 'node:assert/strict'
import { orderById } from '../../src/netting/graph/obligation.ts'
import {
  type Cycle,
  columnsOf,
  cyclesOfColumns,
  inputLine,
  largestSetOffOfColumns,
  type NettingObligation,
  type ObligationSetOff,
  type SetOff,
} from '../../src/netting/index.ts'

/** Reads debts as one would write them on paper: `A>B 100, B>C 80`; the ids are o1, o2 … in this order. */
export function debts(text: string): NettingObligation[] {
  return text.split(',').map((line, i) => {
    const match = /^\s*(\S+)>(\S+)\s+(\d+)\s*$/.exec(line)
    assert(match, `"${line}" is a debt`)
    return { id: `o${i + 1}`, debtor: match[1]!, creditor: match[2]!, amount: BigInt(match[3]!), dueMs: null }
  })
}

/** A debt between two numbered parties. */
export function debt(
  i: number,
  from: number,
  to: number,
  amount: bigint,
  dueMs: number | null = null,
): NettingObligation {
  return { id: `o${i}`, debtor: `p${from}`, creditor: `p${to}`, amount, dueMs }
}

/** The result of the engine, with names in the place of its numbers. */
export function setOffOf(obligations: readonly NettingObligation[]): SetOff {
  const columns = columnsOf(obligations)
  const result = largestSetOffOfColumns(columns)
  assert(result.ok, 'these debts can be netted')
  const { algorithm, grossTotal, setOffTotal, residualTotal, shares, levels } = result.value
  const cycles = cyclesOfColumns(columns, { shares })
  assert(cycles.ok, 'its cycles are not too long')
  const { amount, start, rows } = cycles.value
  const { names } = columns
  const idOf = (row: number) => obligations[columns.rows[row]!]!.id
  return {
    algorithm,
    participants: names,
    grossTotal,
    setOffTotal,
    residualTotal,
    setOffs: Array.from<number | bigint, ObligationSetOff>(shares, (share, row) => ({
      obligation: idOf(row),
      amount: BigInt(share),
    })).filter((setOff) => setOff.amount > 0n),
    cycles: Array.from<number | bigint, Cycle>(amount, (taken, c) => ({
      amount: BigInt(taken),
      obligations: Array.from(rows.subarray(start[c]!, start[c + 1]!), idOf),
    })),
    levels: names.map((party, i) => ({ party, level: levels[i]! })),
  }
}

/** The canonical text of an input, which is hashed. */
export function inputText(obligations: readonly NettingObligation[]): string {
  return Array.from(orderById(obligations), (i) => inputLine(obligations[i]!)).join('\n')
}

/** A result as text, to compare byte by byte. */
export function bytesOf(result: SetOff): string {
  return JSON.stringify(result, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

/** Numbers from 0 up to 1 that are the same on every machine: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface TradeShape {
  readonly parties: number
  readonly obligations: number
  readonly seed: number
}

/**
 * Trade debts as they look in real life: a few large parties, many small ones, communities that trade among
 * themselves, some trade both ways, repeated invoices, and amounts over several orders of magnitude.
 */
export function tradeDebts({ parties, obligations, seed }: TradeShape): NettingObligation[] {
  const random = seeded(seed)
  const below = (n: number) => Math.floor(random() * n)
  const trader = () => Math.floor(parties * random() * random() * random())
  const communities = Math.max(1, Math.round(Math.sqrt(parties) / 2))
  const made: { from: number; to: number }[] = []
  while (made.length < obligations) {
    const earlier = made.length > 0 ? made[below(made.length)]! : { from: trader(), to: trader() }
    const dice = random()
    let from = dice < 0.04 ? earlier.to : earlier.from
    let to = dice < 0.04 ? earlier.from : earlier.to
    if (dice > 0.14) {
      from = trader()
      to = trader()
      if (dice > 0.4) to = Math.min(parties - 1, to - (to % communities) + (from % communities))
    }
    if (from !== to) made.push({ from, to })
  }
  return made.map(({ from, to }, i) =>
    debt(i, from, to, BigInt(1 + below(1000) * 2 ** below(14)), random() < 0.9 ? 86_400_000 * below(400) : null),
  )
}

/** The same debts in another order. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed)
  const copy = [...items]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[copy[i], copy[j]] = [copy[j]!, copy[i]!]
  }
  return copy
}
