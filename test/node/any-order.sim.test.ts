import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import { type Hash, type JsonObject, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { openTestNode, START, signerNumber } from '../support/node.ts'
import { documentHashOf, PACT_PROTOCOL, pactScope } from '../support/pact.ts'
import { Pen } from '../support/pen.ts'
import { Random } from '../support/random.ts'
import { shortOrLong } from '../support/short-or-long.ts'

const AUTHORS = [1, 2, 3].map(signerNumber)
const stranger = signerNumber(4)
const witness = signerNumber(5)
const founder = signerNumber(1)
const PACT = pactScope(founder.did, 'n')
const PARTIES = [...AUTHORS, witness].map(({ did }) => did)
const MINUTE_MS = 60_000

/** One step of a story: who writes what after which of his own entries, naming which entries of anybody. */
interface Step {
  readonly author: number
  readonly back: number
  readonly what: number
  readonly names: readonly number[]
  readonly twist: number
}

const step: fc.Arbitrary<Step> = fc.record({
  author: fc.oneof({ weight: 9, arbitrary: fc.nat(2) }, fc.constant(3)),
  back: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(4)),
  what: fc.nat(11),
  names: fc.array(fc.nat(40), { maxLength: 3 }),
  twist: fc.nat(12),
})

type Words = { readonly kind: string; readonly subject: string; readonly body: JsonObject }
type Vocabulary = (step: Step, said: readonly SealedEntry[]) => Words

const tally = (kind: string, amount: number, more: JsonObject = {}): Words => ({
  kind,
  subject: 'tal_x',
  body: { tally: 'x', amount, ...more },
})

/** Words of the public scope, sound and unsound. */
const publicWords: Vocabulary = ({ what, names }, said) => {
  const sees = names.flatMap((place) => said[place % Math.max(1, said.length)]?.hash ?? [])
  const words: readonly Words[] = [
    tally('tally.added', 1 + what),
    tally('tally.added', 2),
    tally('tally.added', -1),
    tally('tally.closed', 1),
    tally('tally.added', 3, { sees }),
    tally('tally.sung', 1),
    { ...tally('tally.added', 4), subject: 'tal_y' },
    { kind: 'debt.added', subject: 'dbt_x', body: { debt: 'x', amount: 1 } },
    { kind: 'tally.added', subject: 'tal_y', body: { tally: 'y', amount: 5 } },
    { kind: 'tally.closed', subject: 'dbt_x', body: { tally: 'x', amount: 5 } },
  ]
  return words[what % words.length] as Words
}

/** The documents that each remove one of the parties. */
const LESS = PARTIES.slice(0, 3).map((leaving, i) => ({
  nonce: `less ${i}`,
  parties: PARTIES.filter((did) => did !== leaving),
}))

/** Words of an agreement: documents, signatures, removals, and what hangs on it. */
const pactWords: Vocabulary = ({ what, twist, author }) => {
  const pact = (kind: string, body: JsonObject): Words => ({ kind, subject: PACT, body })
  const debt = (kind: string): Words => ({
    kind,
    subject: `dbt_${twist % 2}`,
    body: { debt: `${twist % 2}`, amount: 1 },
  })
  const documentOf = (leaving: number) => documentHashOf(LESS[leaving % 3] as JsonObject)
  const words: readonly Words[] = [
    pact('pact.signed', { document: documentOf(author) }),
    pact('pact.signed', { document: documentOf(author) }),
    pact('pact.effected', { document: documentOf(author + 1 + (twist % 2)) }),
    pact('pact.effected', { document: documentOf(author + 1 + (twist % 2)) }),
    debt('debt.added'),
    debt('debt.raised'),
    { kind: 'turn.taken', subject: 'trn_1', body: { round: '1', amount: 1, debts: [`${twist % 2}`] } },
    pact(author === 0 || twist === 0 ? 'pact.founded' : 'pact.sung', { nonce: 'n', parties: PARTIES.slice(0, 2) }),
    { kind: 'debt.sung', subject: `dbt_${twist}`, body: {} },
    { kind: 'turn.taken', subject: 'dbt_0', body: { round: '1', amount: 1, debts: [] } },
    pact('pact.amended', { nonce: `${twist}`, parties: PARTIES.slice(twist % 3) }),
    tally('tally.added', 1),
  ]
  return words[what] as Words
}

/** Tells a story: all of its entries, and a witness who names every beginning of every branch. */
function tell(
  scope: Scope,
  steps: readonly Step[],
  vocabulary: Vocabulary,
  opening: readonly SealedEntry[],
): SealedEntry[] {
  const said = [...opening]
  for (const choice of steps) {
    const signer: Signer = choice.author === 3 ? stranger : (AUTHORS[choice.author] ?? stranger)
    const own = said.filter(({ entry }) => entry.author === signer.did)
    const prev = own[own.length - 1 - choice.back] ?? own.at(-1) ?? null
    const answered = choice.names.flatMap((place) => said[place % Math.max(1, said.length)]?.hash ?? [])
    const opened = choice.twist === 9 && own.length > 0 ? [] : opening.map(({ hash }) => hash)
    const isLate = choice.twist === 7 && choice.what === 4
    said.push(
      new Pen(signer, scope, prev).write({
        ...vocabulary(choice, said),
        after: [...answered, ...opened],
        at: isLate ? START + 10 * MINUTE_MS : (prev?.entry.at ?? START),
      }),
    )
  }
  return [...said, ...witnessed(scope, said, opening)]
}

function witnessed(scope: Scope, said: readonly SealedEntry[], opening: readonly SealedEntry[]): SealedEntry[] {
  const siblings = new Map<string, Hash[]>()
  for (const { entry, hash } of said) {
    const place = `${entry.author} ${entry.prev}`
    siblings.set(place, [...(siblings.get(place) ?? []), hash])
  }
  const pen = new Pen(witness, scope)
  const after = opening.slice(0, 1).map(({ hash }) => hash)
  return [...AUTHORS, stranger].flatMap(({ did }) => {
    const places = [...siblings].filter(([place]) => place.startsWith(did)).map(([, hashes]) => hashes)
    const branches = [...new Set(places.filter((hashes) => hashes.length > 1).flat())].sort()
    if (branches.length === 0) return []
    return [pen.write({ kind: 'fork.witnessed', subject: `frk_${did}`, body: { author: did, branches }, after })]
  })
}

/** What a silent node comes to that gets all of this in some order, again and again, as sync would bring it. */
async function outcomeOf(scope: Scope, entries: readonly SealedEntry[], seed: number): Promise<string> {
  const random = new Random(seed)
  await using node = await openTestNode({ signer: signerNumber(9), protocol: PACT_PROTOCOL, keyIsNew: false })
  for (let quiet = 0; quiet < 2; ) {
    const order = random.shuffle(random.chance(0.5) ? entries : [...entries, ...entries])
    let admitted = 0
    while (order.length > 0) {
      const batch = order.splice(0, 1 + random.below(entries.length))
      admitted += (await node.receive(batch, new Map(), null)).admitted
    }
    quiet = admitted === 0 ? quiet + 1 : 0
  }
  return await node.store.read(async (reader) => {
    const { digest, entryCount, heads } = await node.stateDigest(reader, scope)
    const rows = await reader.subjectsOf(scope, 'debt')
    const owed = rows.map(({ id, index }) => `${id} ${index?.reference}`)
    const setOffs = (await reader.setOffs(scope, null)).map(({ subject, proposal }) => `${subject} ${proposal}`)
    return JSON.stringify({ digest, entryCount, heads, owed, setOffs }, null, 1)
  })
}

async function expectSameInAnyOrder(scope: Scope, entries: readonly SealedEntry[]): Promise<void> {
  const outcomes = new Set<string>()
  for (const seed of [1, 2, 3]) outcomes.add(await outcomeOf(scope, entries, seed))
  expect([...outcomes]).toHaveLength(1)
}

describe('whatever is said, and in whatever order it comes, all nodes come to the same', () => {
  test('in the public scope', { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
      await expectSameInAnyOrder(PUBLIC_SCOPE, tell(PUBLIC_SCOPE, steps, publicWords, []))
    })
    await fc.assert(property, { numRuns: shortOrLong(20, 40) })
  })

  test('in the scope of an agreement, with parties added and removed', { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
      const pen = new Pen(founder, PACT)
      const founded = pen.write({ kind: 'pact.founded', subject: PACT, body: { nonce: 'n', parties: PARTIES } })
      const amended = LESS.map((body) => pen.write({ kind: 'pact.amended', subject: PACT, body }))
      await expectSameInAnyOrder(PACT, tell(PACT, steps, pactWords, [founded, ...amended]))
    })
    await fc.assert(property, { numRuns: shortOrLong(20, 40) })
  })
})
