import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import { type Hash, type JsonObject, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { openTestNode, START, signerNumber } from '../support/node.ts'
import { Random } from '../support/random.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { documentHashOf, TEST_AGREEMENT_PROTOCOL, testAgreementScope } from '../support/test-agreement.ts'

const AUTHORS = [1, 2, 3].map(signerNumber)
const stranger = signerNumber(4)
const witness = signerNumber(5)
const founder = signerNumber(1)
const AGREEMENT = testAgreementScope(founder.did, 'n')
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

const counter = (kind: string, amount: number, more: JsonObject = {}): Words => ({
  kind,
  subject: 'tal_x',
  body: { counter: 'x', amount, ...more },
})

/** Words of the public scope, sound and unsound. */
const publicWords: Vocabulary = ({ what, names }, said) => {
  const sees = names.flatMap((place) => said[place % Math.max(1, said.length)]?.hash ?? [])
  const words: readonly Words[] = [
    counter('counter.added', 1 + what),
    counter('counter.added', 2),
    counter('counter.added', -1),
    counter('counter.closed', 1),
    counter('counter.added', 3, { sees }),
    counter('counter.sung', 1),
    { ...counter('counter.added', 4), subject: 'tal_y' },
    { kind: 'debt.added', subject: 'dbt_x', body: { debt: 'x', amount: 1 } },
    { kind: 'counter.added', subject: 'tal_y', body: { counter: 'y', amount: 5 } },
    { kind: 'counter.closed', subject: 'dbt_x', body: { counter: 'x', amount: 5 } },
  ]
  return words[what % words.length] as Words
}

/** The documents that each remove one of the parties. */
const LESS = PARTIES.slice(0, 3).map((leaving, i) => ({
  nonce: `less ${i}`,
  parties: PARTIES.filter((did) => did !== leaving),
}))

/** Words of an agreement: documents, signatures, removals, and what hangs on it. */
const agreementWords: Vocabulary = ({ what, twist, author }) => {
  const agreement = (kind: string, body: JsonObject): Words => ({ kind, subject: AGREEMENT, body })
  const debt = (kind: string): Words => ({
    kind,
    subject: `dbt_${twist % 2}`,
    body: { debt: `${twist % 2}`, amount: 1 },
  })
  const documentOf = (leaving: number) => documentHashOf(LESS[leaving % 3] as JsonObject)
  const words: readonly Words[] = [
    agreement('test-agreement.signed', { document: documentOf(author) }),
    agreement('test-agreement.signed', { document: documentOf(author) }),
    agreement('test-agreement.effected', { document: documentOf(author + 1 + (twist % 2)) }),
    agreement('test-agreement.effected', { document: documentOf(author + 1 + (twist % 2)) }),
    debt('debt.added'),
    debt('debt.raised'),
    { kind: 'turn.taken', subject: 'trn_1', body: { round: '1', amount: 1, debts: [`${twist % 2}`] } },
    agreement(author === 0 || twist === 0 ? 'test-agreement.founded' : 'test-agreement.sung', {
      nonce: 'n',
      parties: PARTIES.slice(0, 2),
    }),
    { kind: 'debt.sung', subject: `dbt_${twist}`, body: {} },
    { kind: 'turn.taken', subject: 'dbt_0', body: { round: '1', amount: 1, debts: [] } },
    agreement('test-agreement.amended', { nonce: `${twist}`, parties: PARTIES.slice(twist % 3) }),
    counter('counter.added', 1),
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
      new EntryWriter(signer, scope, prev).write({
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
  const writer = new EntryWriter(witness, scope)
  const after = opening.slice(0, 1).map(({ hash }) => hash)
  return [...AUTHORS, stranger].flatMap(({ did }) => {
    const places = [...siblings].filter(([place]) => place.startsWith(did)).map(([, hashes]) => hashes)
    const branches = [...new Set(places.filter((hashes) => hashes.length > 1).flat())].sort()
    if (branches.length === 0) return []
    return [writer.write({ kind: 'fork.witnessed', subject: `frk_${did}`, body: { author: did, branches }, after })]
  })
}

/** What a silent node comes to that gets all of this in some order, again and again, as sync would bring it. */
async function outcomeOf(scope: Scope, entries: readonly SealedEntry[], seed: number): Promise<string> {
  const random = new Random(seed)
  await using node = await openTestNode({ signer: signerNumber(9), protocol: TEST_AGREEMENT_PROTOCOL, keyIsNew: false })
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
  test('in the public scope', async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
      await expectSameInAnyOrder(PUBLIC_SCOPE, tell(PUBLIC_SCOPE, steps, publicWords, []))
    })
    await fc.assert(property, { numRuns: shortOrLong(20, 40) })
  })

  test('in the scope of an agreement, with parties added and removed', async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
      const writer = new EntryWriter(founder, AGREEMENT)
      const founded = writer.write({
        kind: 'test-agreement.founded',
        subject: AGREEMENT,
        body: { nonce: 'n', parties: PARTIES },
      })
      const amended = LESS.map((body) => writer.write({ kind: 'test-agreement.amended', subject: AGREEMENT, body }))
      await expectSameInAnyOrder(AGREEMENT, tell(AGREEMENT, steps, agreementWords, [founded, ...amended]))
    })
    await fc.assert(property, { numRuns: shortOrLong(20, 40) })
  })
})
