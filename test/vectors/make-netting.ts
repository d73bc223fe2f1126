import { createHash } from 'node:crypto'
import { canonicalBytes } from '../../src/kernel/index.ts'
import type { NettingObligation, SetOff } from '../../src/netting/index.ts'
import { debt, debts, inputText, setOffOf, tradeDebts } from '../netting/debts.ts'
import type { Vector } from './make.ts'

const MAX = 2n ** 63n - 1n

/** Where examples of others were published. */
const SOURCES: Readonly<Record<string, string>> = {
  'seven obligations of which 420 or 500 were said to clear':
    'https://cycles.money/blog/obligation-clearing-algorithm-design-101 (2024)',
}

/** Inputs that are written out, whole, with the whole result. */
const SMALL: Readonly<Record<string, readonly NettingObligation[]>> = {
  'nothing owed': [],
  'debts of nothing': debts('A>B 0, B>A 0, B>B 0'),
  'what somebody owes himself': debts('A>A 7, A>B 5, A>A 2'),
  'the triangle of 100, 80 and 60': debts('A>B 100, B>C 80, C>A 60'),
  'seven obligations of which 420 or 500 were said to clear': debts(
    'Alice>Bob 100, Bob>Eve 70, Eve>Alice 100, Charlie>Dave 100, Dave>Eve 100, Eve>Charlie 70, Bob>Charlie 100',
  ),
  'a pair': debts('A>B 100, B>A 60'),
  'a pair netted first is a trap: 8, not 6': debts('u>v 5, v>u 3, u>w 2, w>v 2'),
  'two pairs and a circle in each other’s way': debts('A>B 7, B>A 4, B>C 6, C>B 3, C>A 5, A>D 9, D>B 2'),
  'no circle at all': debts('A>B 5, B>C 5, A>C 5, D>A 1'),
  'of a pair the oldest first, undated last': [
    { id: 'late', debtor: 'A', creditor: 'B', amount: 10n, dueMs: 300 },
    { id: 'undated', debtor: 'A', creditor: 'B', amount: 10n, dueMs: null },
    { id: 'early-2', debtor: 'A', creditor: 'B', amount: 10n, dueMs: 100 },
    { id: 'early-1', debtor: 'A', creditor: 'B', amount: 10n, dueMs: 100 },
    { id: 'back', debtor: 'B', creditor: 'A', amount: 25n, dueMs: null },
  ],
  'of equal circles the older, an undated one last': debts(
    'A>B 30, B>A 10, B>C 20, C>A 20, B>D 20, D>A 20, B>E 20, E>A 20',
  ).map((obligation, i) => ({ ...obligation, dueMs: [null, null, null, null, 172_800_000, 259_199_999, 1, 0][i]! })),
  'names in the order of their UTF-8 bytes': debts('😀>\uFFFD 1, \uFFFD>é 1, é>z 1, z>Z 1, Z>😀 1'),
  'round 2^53': triangle(2n ** 53n),
  'round 2^63': triangle(2n ** 63n - 2n),
  'single amounts of 2^63 − 1 that add up beyond 2^64': Array.from({ length: 10 }, (_v, i) =>
    debt(i, i % 3, (i + 1) % 3, MAX),
  ),
}

/** Inputs that a rule makes: `o<i>` is owed from `p<from>` to `p<to>`, none with a date. Only hashes are given. */
const LARGE: Readonly<Record<string, { readonly rule: string; readonly make: () => readonly NettingObligation[] }>> = {
  'one circle of 50,000': {
    rule: 'i from 0 to 49999: from i to i+1 mod 50000, amount 1000 + (7919·i mod 100003)',
    make: () => Array.from({ length: 50_000 }, (_v, i) => debt(i, i, (i + 1) % 50_000, amountOf(i))),
  },
  'a chain of 400': {
    rule: 'i from 0 to 399: from i to i+1, amount 1000 + (7919·i mod 100003)',
    make: () => Array.from({ length: 400 }, (_v, i) => debt(i, i, i + 1, amountOf(i))),
  },
  'everybody owes everybody': {
    rule: 'i from 0 to 1599: from ⌊i/40⌋ to i mod 40, amount 1000 + (7919·i mod 100003)',
    make: () => Array.from({ length: 1600 }, (_v, i) => debt(i, Math.floor(i / 40), i % 40, amountOf(i))),
  },
  'a ring of 600 with chords': {
    rule: 'i from 0 to 1799: from i mod 600 to i + 1 + (i² mod 7) mod 600, amount 1000 + (7919·i mod 100003)',
    make: () => Array.from({ length: 1800 }, (_v, i) => debt(i, i % 600, (i + 1 + ((i * i) % 7)) % 600, amountOf(i))),
  },
  'trade of 300 parties': {
    rule: 'tradeDebts of test/netting/debts.ts with 300 parties, 3000 obligations and the seed 9',
    make: () => tradeDebts({ parties: 300, obligations: 3000, seed: 9 }),
  },
}

/** What the algorithm gives: totals, levels and bytes. A change of any of them is a new version of its name. */
export function nettingVectors(): Readonly<Record<string, readonly Vector[]>> {
  const small = Object.entries(SMALL).map(([name, obligations]): Vector => {
    const source = SOURCES[name] === undefined ? {} : { source: SOURCES[name] }
    return { name, ...source, obligations: inputRows(obligations), result: resultOf(setOffOf(obligations)) }
  })
  const large = Object.entries(LARGE).map(([name, { rule, make }]): Vector => {
    const obligations = make()
    const setOff = setOffOf(obligations)
    return {
      name,
      rule,
      inputHash: sha256(new TextEncoder().encode(inputText(obligations))),
      grossTotal: String(setOff.grossTotal),
      setOffTotal: String(setOff.setOffTotal),
      cycleCount: setOff.cycles.length,
      resultHash: sha256(canonicalBytes(resultOf(setOff))),
    }
  })
  return { 'netting/set-off.jsonl': small, 'netting/set-off.hashes.jsonl': large }
}

function triangle(amount: bigint): NettingObligation[] {
  return [debt(1, 1, 2, amount + 1n), debt(2, 2, 3, amount), debt(3, 3, 1, amount - 1n)]
}

function amountOf(i: number): bigint {
  return BigInt(1000 + ((7919 * i) % 100_003))
}

function inputRows(obligations: readonly NettingObligation[]) {
  return obligations.map(({ id, debtor, creditor, amount, dueMs }) => [id, debtor, creditor, String(amount), dueMs])
}

function resultOf({ setOffs, cycles, levels, participants, ...setOff }: SetOff) {
  return {
    algorithm: setOff.algorithm,
    grossTotal: String(setOff.grossTotal),
    setOffTotal: String(setOff.setOffTotal),
    residualTotal: String(setOff.residualTotal),
    participants,
    levels: levels.map(({ level }) => level),
    setOffs: setOffs.map(({ obligation, amount }) => [obligation, String(amount)]),
    cycles: cycles.map(({ amount, obligations }) => [String(amount), obligations]),
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
