import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hash, Scope } from '../../src/kernel/index.ts'
import {
  type Aggregate,
  foldSubject,
  forkAggregate,
  isAncestor,
  type Line,
  NOTHING_NAMED,
  type PlacedEntry,
  type SealedEntry,
  SubjectLog,
} from '../../src/log/index.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import { counterAggregate, totalOf } from '../support/counter.ts'
import { described } from '../support/described.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { signerNumber } from '../support/node.ts'
import { shortOrLong } from '../support/short-or-long.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)
const AGREEMENT = `agr_${'0'.repeat(64)}` as Scope

/** Places entries that nobody forked. */
function placed(entries: readonly SealedEntry[]): PlacedEntry[] {
  const lines = new Map<string, Hash>()
  return entries.map((sealed) => {
    const { author, seq } = sealed.entry
    const line = lines.get(author) ?? sealed.hash
    lines.set(author, line)
    return { ...sealed, position: { author, seq, line } }
  })
}

function fold(entries: readonly SealedEntry[], aggregates: readonly Aggregate[] = [counterAggregate]) {
  const { kindOf, aggregateOf } = createProtocol(aggregates)
  const { state, verdicts } = foldSubject({
    entries: placed(entries),
    lines: new Map(),
    kindOf,
    aggregateOf,
    namedBy: () => NOTHING_NAMED,
  })
  return { total: totalOf(state), codes: entries.map(({ hash }) => verdicts.get(hash)?.code ?? null) }
}

describe('a subject folded from all of its entries', () => {
  test('an entry of an unknown kind counts for nothing, but what follows it follows what it followed', () => {
    const first = new EntryWriter(alder).add(1)
    const close = new EntryWriter(birch).write({
      kind: 'counter.closed',
      subject: 'tal_x',
      body: { counter: 'x', amount: 1 },
      after: [first.hash],
    })
    const unknown = new EntryWriter(cedar).write({
      kind: 'counter.sung',
      subject: 'tal_x',
      body: {},
      after: [close.hash],
    })
    const late = new EntryWriter(signerNumber(4)).add(2, { after: [unknown.hash] })
    expect(fold([first, close, unknown, late])).toEqual({
      total: 1,
      codes: [null, null, 'log.unknown-kind', 'log.not-a-party'],
    })
  })

  test('an entry of a public kind counts for nothing in the scope of an agreement', () => {
    const entry = new EntryWriter(alder, AGREEMENT).add(1)
    expect(fold([entry])).toEqual({ total: 0, codes: ['log.wrong-scope'] })
  })

  test('a kind reads no state that the kinds of another aggregate made', () => {
    const nosy: Aggregate = {
      name: 'nosy',
      ...described('nosy'),
      scope: 'public',
      kinds: [{ ...counterAggregate.kinds[1], name: 'nosy.closed' } as Aggregate['kinds'][number]],
    }
    const first = new EntryWriter(alder).add(1)
    const words = { kind: 'nosy.closed', subject: 'tal_x', body: { counter: 'x', amount: 1 }, after: [first.hash] }
    const close = new EntryWriter(birch).write(words)
    const more = new EntryWriter(cedar).add(2, { after: [close.hash] })
    expect(fold([first, close, more], [counterAggregate, forkAggregate, nosy])).toEqual({
      total: 3,
      codes: [null, 'log.not-a-party', null],
    })
  })
})

interface Web {
  readonly entries: PlacedEntry[]
  readonly lines: Map<Hash, Line>
}

/** A web of entries with forks: each number says what the next entry follows in its log and what it names. */
function webOf(choices: readonly (readonly [author: number, prev: number, after: readonly number[]])[]): Web {
  const entries: PlacedEntry[] = []
  const lines = new Map<Hash, Line>()
  const continued = new Set<Hash>()
  const begun = new Set<number>()
  for (const [author, back, after] of choices) {
    const signer = signerNumber(author)
    const own = entries.filter(({ entry }) => entry.author === signer.did)
    const prev = own.length === 0 ? null : (own[back % (own.length + 1)] ?? null)
    const names = after.flatMap((place) => entries[place % Math.max(1, entries.length)]?.hash ?? [])
    const sealed = new EntryWriter(signer).fork(prev).add(entries.length + 1, { after: names })
    const branches = prev === null ? begun.has(author) : continued.has(prev.hash)
    const line = prev === null || branches ? sealed.hash : prev.position.line
    const parent = prev?.position.line ?? null
    if (branches) lines.set(line, { line, parent, parentSeq: prev?.position.seq ?? 0 })
    if (prev === null) begun.add(author)
    else continued.add(prev.hash)
    entries.push({ ...sealed, position: { author: signer.did, seq: sealed.entry.seq, line } })
  }
  return { entries, lines }
}

describe('the causal past of an entry', () => {
  test('is whatever its edges lead to, forks and other subjects between them included', () => {
    const choice = fc.tuple(fc.nat(2), fc.nat(9), fc.array(fc.nat(30), { maxLength: 3 }))
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 25 }), fc.array(fc.boolean(), { maxLength: 25 }), (choices, about) => {
        const { entries, lines } = webOf(choices)
        const here = entries.filter((_, i) => about[i] !== false)
        const log = new SubjectLog(here)
        for (const entry of entries) {
          const past = log.pastOf(entry, lines).map(({ hash }) => hash)
          expect(past).toEqual(pastByDefinition(entry, here, lines))
        }
      }),
      { numRuns: shortOrLong(25, 60) },
    )
  })

  test('of hundreds of entries that hardly know each other is the whole of what they saw', () => {
    const [one, other] = [new EntryWriter(alder), new EntryWriter(birch)]
    const mine = one.addMany(200)
    const theirs = Array.from({ length: 200 }, (_, i) => other.add(1, { after: [mine[i - 1]?.hash ?? []].flat() }))
    expect(fold([...mine, ...theirs]).codes.every((code) => code === null)).toBe(true)
  })
})

function pastByDefinition(entry: PlacedEntry, here: readonly PlacedEntry[], lines: Map<Hash, Line>): Hash[] {
  const past = new Set<Hash>()
  const visit = (later: PlacedEntry): void => {
    for (const other of here) {
      if (other.hash === later.hash || past.has(other.hash)) continue
      if (!later.entry.after.includes(other.hash) && !isAncestor(other.position, later.position, lines)) continue
      past.add(other.hash)
      visit(other)
    }
  }
  visit(entry)
  return here.flatMap(({ hash }) => (past.has(hash) ? [hash] : []))
}
