import { expect } from 'vitest'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { canonicalText, type Hash, type Json } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { digestOf } from '../../src/node/gate/scope-digest.ts'
import { elm } from '../agreements/agreeing.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import type { History } from '../support/history.ts'
import { HandClock, openTestNode, signerNumber } from '../support/node.ts'
import { Random } from '../support/random.ts'

const DAY_MS = 24 * 60 * 60 * 1000

type States = Record<string, Json>
type Codes = Record<string, string | null>

/** Elm, who is allowed in by the first entry, names every branch of every forked log, so that all of them may come. */
export function witnessed({ sealed, scope }: History): SealedEntry[] {
  const siblings = new Map<string, Hash[]>()
  for (const { entry, hash } of sealed) {
    const place = `${entry.author} ${entry.prev}`
    siblings.set(place, [...(siblings.get(place) ?? []), hash])
  }
  const writer = new EntryWriter(elm, scope)
  const after = sealed.slice(0, 1).map(({ hash }) => hash)
  return [...new Set(sealed.map(({ entry }) => entry.author))].flatMap((author) => {
    const places = [...siblings].filter(([place]) => place.startsWith(author)).map(([, hashes]) => hashes)
    const branches = places
      .filter((hashes) => hashes.length > 1)
      .flat()
      .sort()
    if (branches.length === 0) return []
    return [writer.write({ kind: 'fork.witnessed', subject: `frk_${author}`, body: { author, branches }, after })]
  })
}

/**
 * Gives a history to silent nodes, to each in an order of its own: shuffled, some of it twice, attachments early or
 * late, the clock behind some entries. Again and again, as sync would, until nothing is new. Holds that all come to the
 * same, and that what each holds is the fold of what it admitted. Answers how many entries each has left out.
 */
export async function expectSameEverywhere(history: History, seeds: readonly number[]): Promise<number> {
  const entries = [...history.sealed, ...witnessed(history)]
  const [first, ...others] = await Promise.all(seeds.map((seed) => outcomeOf(history, entries, seed)))
  for (const other of others) expect(other).toEqual(first)
  return entries.length - (first?.entryCount ?? 0)
}

async function outcomeOf(history: History, entries: readonly SealedEntry[], seed: number) {
  const random = new Random(seed)
  const clock = new HandClock()
  const last = Math.max(...entries.map(({ entry }) => entry.at))
  await using node = await openTestNode({ signer: signerNumber(9), protocol: PROTOCOL, keyIsNew: false, clock })
  for (let quiet = 0; quiet < 2; ) {
    const order = random.shuffle(random.chance(0.5) ? entries : [...entries, ...entries])
    let admitted = 0
    while (order.length > 0) {
      // Once nothing is new, everything is brought: what waits for an attachment is not left out by chance.
      const brought = new Map([...history.attachments].filter(() => quiet > 0 || random.chance(0.5)))
      const batch = order.splice(0, 1 + random.below(entries.length))
      admitted += (await node.receive(batch, brought, null)).admitted
    }
    quiet = admitted === 0 && clock.now > last ? quiet + 1 : 0
    clock.advance(random.below(2 * DAY_MS))
    await node.check()
  }
  const { scope } = history
  return await node.store.read(async (reader) => {
    const { digest, entryCount, heads } = await node.stateDigest(reader, scope)
    const states: States = {}
    const verdicts: Codes = {}
    await reader.eachState(scope, (id, state) => {
      states[id] = state
    })
    for (const { hash, code } of await reader.verdictsOf(scope, null)) verdicts[hash] = code
    const admitted = history.only(entries.filter(({ hash }) => hash in verdicts))
    expectFolded(admitted, states, verdicts)
    expect(await digestOf(reader, scope), 'the digest that is kept').toBe(digest)
    expect(await reader.entryCount(scope)).toBe(entryCount)
    const rows = await reader.subjectsOf(scope, 'obligation')
    const setOffs = (await reader.setOffs(scope, null)).map((row) => canonicalText(row as unknown as Json)).sort()
    return { digest, entryCount, heads, owed: rows.map(({ id, index }) => ({ id, index })), setOffs, verdicts }
  })
}

/** What a node holds is what its entries fold to from nothing. */
function expectFolded(history: History, states: States, verdicts: Codes): void {
  const folded = JSON.parse(history.digest()) as Record<string, { state: Json; verdicts: Codes }>
  for (const [id, subject] of Object.entries(folded)) {
    expect(canonicalText(states[id] ?? null), `the state of ${id}`).toBe(canonicalText(subject.state))
    expect(verdicts, `the verdicts on ${id}`).toMatchObject(subject.verdicts)
  }
}
