import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Did, Hash } from '../../src/kernel/index.ts'
import { forkedIn, isAncestor, type Line, liesOn, type Position, ScopePast } from '../../src/log/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'

interface Placed {
  readonly position: Position
  readonly follows: readonly Placed[]
}

/** Entries of several authors that answer and follow one another, some of them on further branches of their logs. */
function placed(steps: readonly (readonly [author: number, answered: readonly number[], forks: boolean])[]): Placed[] {
  const entries: Placed[] = []
  steps.forEach(([author, answered, forks], i) => {
    const own = entries.filter(({ position }) => position.author === `did:${author}`)
    const prev = forks ? own[(answered[0] ?? 0) % Math.max(1, own.length)] : own.at(-1)
    const isTip = prev !== undefined && !entries.some(({ follows }) => follows[0] === prev)
    const line = (prev !== undefined && isTip ? prev.position.line : `line ${i}`) as Hash
    const others = answered.flatMap((place) => entries[place % Math.max(1, entries.length)] ?? [])
    const after = others.filter(({ position }) => position.author !== `did:${author}`)
    const position = { author: `did:${author}` as Did, seq: (prev?.position.seq ?? 0) + 1, line }
    entries.push({ position, follows: prev === undefined ? after : [prev, ...after] })
  })
  return entries
}

function pastOf(entry: Placed): Set<Placed> {
  const past = new Set<Placed>()
  const frontier = [...entry.follows]
  for (let next = frontier.pop(); next !== undefined; next = frontier.pop()) {
    if (past.has(next)) continue
    past.add(next)
    frontier.push(...next.follows)
  }
  return past
}

const histories = fc.array(
  fc.tuple(
    fc.nat(3),
    fc.array(fc.nat(60), { maxLength: 3 }),
    fc.boolean().map((often) => often),
  ),
  { minLength: 1, maxLength: 40 },
)

test('the past of an entry is what its edges lead to, over all logs and branches', () => {
  fc.assert(
    fc.property(histories, (steps) => {
      const entries = placed(steps)
      const past = new ScopePast()
      for (const { position, follows } of entries)
        past.add(
          position,
          follows.map((each) => each.position),
        )
      for (const entry of entries) {
        const expected = pastOf(entry)
        const reach = past.reachOf([entry.position])
        const before = past.reachOf(entry.follows.map(({ position }) => position))
        for (const other of entries) {
          expect(liesOn(other.position, reach)).toBe(other === entry || expected.has(other))
          expect(liesOn(other.position, before)).toBe(expected.has(other))
        }
      }
    }),
    { numRuns: shortOrLong(80, 300) },
  )
})

test('who had forked its log in a past is told by that past alone', () => {
  fc.assert(
    fc.property(histories, (steps) => {
      const entries = placed(steps)
      const past = new ScopePast()
      const lines = new Map<Hash, Line>()
      const tips = new Map<Hash, Position>()
      for (const { position, follows } of entries) {
        const prev = follows[0]?.position.author === position.author ? follows[0].position : null
        const begins = !tips.has(position.line)
        if (begins && (prev !== null || [...tips.values()].some(({ author }) => author === position.author)))
          lines.set(position.line, { line: position.line, parent: prev?.line ?? null, parentSeq: prev?.seq ?? 0 })
        tips.set(position.line, position)
        past.add(
          position,
          follows.map((each) => each.position),
        )
      }
      for (const entry of entries) {
        const before = pastOf(entry)
        const isBefore = (one: Placed, other: Placed) => isAncestor(one.position, other.position, lines)
        const forkers = [...before].flatMap((one) =>
          [...before].some(
            (other) => other.position.author === one.position.author && !isBefore(one, other) && !isBefore(other, one),
          )
            ? one.position.author
            : [],
        )
        const reach = past.reachOf(entry.follows.map(({ position }) => position))
        const forked = forkedIn(reach, [...tips.values()], lines)
        const told = [...tips.values()].flatMap(({ line, author }) => (forked.has(line) ? author : []))
        expect(new Set(told)).toEqual(new Set(forkers))
      }
    }),
    { numRuns: shortOrLong(80, 300) },
  )
})

test('what is undone was never there', () => {
  fc.assert(
    fc.property(histories, fc.nat(40), (steps, settled) => {
      const entries = placed(steps)
      const add = (past: ScopePast, { position, follows }: Placed) =>
        past.add(
          position,
          follows.map((each) => each.position),
        )
      const [past, whole, part] = [new ScopePast(), new ScopePast(), new ScopePast()]
      const kept = entries.slice(0, settled)
      for (const entry of kept) for (const each of [past, whole, part]) add(each, entry)
      past.settle()
      for (const entry of entries.slice(settled)) for (const each of [past, whole]) add(each, entry)
      past.undo()
      for (const { position } of entries) expect(past.lastOf(position.line)).toBe(part.lastOf(position.line))
      for (const { position } of kept) expect(past.reachOf([position])).toEqual(part.reachOf([position]))
      for (const entry of entries.slice(settled)) add(past, entry)
      for (const { position } of entries) expect(past.reachOf([position])).toEqual(whole.reachOf([position]))
    }),
    { numRuns: shortOrLong(80, 300) },
  )
})

test('many thousands of entries of a thousand authors are added, and asked about, in little time', () => {
  const COUNT = shortOrLong(6_000, 100_000)
  const past = new ScopePast()
  const last = new Map<number, Position>()
  for (let i = 0; i < COUNT; i++) {
    const author = i % 1000
    const before = last.get(author)
    const answered = last.get((author * 7 + 13) % 1000)
    const position = { author: `did:${author}` as Did, seq: (before?.seq ?? 0) + 1, line: `line ${author}` as Hash }
    past.add(
      position,
      [before, answered].flatMap((each) => each ?? []),
    )
    last.set(author, position)
  }
  expect(past.reachOf([...last.values()]).size).toBe(1000)
}, 60_000)

test('thousands of branches, each of which follows all those before, take about as much as they add', () => {
  const past = new ScopePast()
  const trunk: Position = { author: 'did:0' as Did, seq: 1, line: 'trunk' as Hash }
  past.add(trunk, [])
  let last = trunk
  for (let i = 1; i <= 20_000; i++) {
    const branch: Position = { author: trunk.author, seq: 2, line: `branch ${i}` as Hash }
    past.add(branch, [trunk, last])
    last = branch
  }
  expect(past.reachOf([last]).size).toBe(20_001)
  expect(past.size).toBeLessThan(50_000)
}, 60_000)
