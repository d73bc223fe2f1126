import { z } from 'zod'
import { idOf, sha256 } from '../../src/identity/index.ts'
import {
  canonicalBytes,
  type Did,
  decodeShape,
  done,
  type Hash,
  type Json,
  type JsonObject,
  ok,
  type Scope,
  shape,
} from '../../src/kernel/index.ts'
import { type Adjustment, type Aggregate, type EntryKind, forkAggregate, refuseLog } from '../../src/log/index.ts'
import type { StoreReader } from '../../src/node/ports/ports.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import type { ScopeParties, ScopeReaders } from '../../src/node/sync/scope-access.ts'
import { counterAggregate } from './counter.ts'
import { described } from './described.ts'

/**
 * An agreement as small as can be: whoever founds the scope names its parties. Any party brings other documents; one that
 * is effected removes those of the founders whom it does not name and who have signed it. Beside it stand debts, to
 * which anybody adds, and rounds, which take from debts.
 */
export interface TestAgreement {
  readonly documents: Readonly<Record<Hash, readonly Did[]>>
  readonly founders: Readonly<Record<Hash, readonly Did[]>>
  readonly signed: Readonly<Record<Hash, { readonly by: Did; readonly document: Hash }>>
  readonly effected: Readonly<Record<Hash, { readonly document: Hash }>>
}

const EMPTY: TestAgreement = { documents: {}, founders: {}, signed: {}, effected: {} }
const foundedShape = z.strictObject({ nonce: z.string().min(1).max(64), parties: z.array(shape.did).min(1) })
const amendedShape = z.strictObject({ nonce: z.string().min(1).max(64), parties: z.array(shape.did) })
const signedShape = z.strictObject({ document: shape.hash })
const effectedShape = z.strictObject({ document: shape.hash })

export function testAgreementScope(founder: Did, nonce: string): Scope {
  return idOf('agr', [founder, nonce]) as Scope
}

export function documentHashOf(body: JsonObject): Hash {
  return sha256(canonicalBytes(body))
}

const founded: EntryKind<z.infer<typeof foundedShape>, TestAgreement> = {
  name: 'test-agreement.founded',
  decode: (raw) => decodeShape(foundedShape, raw),
  subject: (_, { scope }) => scope,
  opens: (body, { author, scope }) => {
    if (scope !== testAgreementScope(author, body.nonce))
      return refuseLog('log.wrong-scope', 'its scope has another id')
    const documentHash = documentHashOf(body)
    return ok({ founding: true, document: body as JsonObject, documentHash, parties: body.parties })
  },
  check: (state) => (state === null ? done : refuseLog('log.bad-body', 'it has been founded')),
  evolve: (state, body) => {
    const documents = { ...state?.documents, [documentHashOf(body)]: body.parties }
    const founders = { ...state?.founders, [documentHashOf(body)]: body.parties }
    return { ...(state ?? EMPTY), documents, founders }
  },
}

const amended: EntryKind<z.infer<typeof amendedShape>, TestAgreement> = {
  name: 'test-agreement.amended',
  decode: (raw) => decodeShape(amendedShape, raw),
  subject: (_, { scope }) => scope,
  opens: (body) =>
    ok({
      founding: false,
      document: body as JsonObject,
      documentHash: documentHashOf(body),
      parties: body.parties,
    }),
  check: (state) => (state === null ? refuseLog('log.bad-body', 'there is nothing to amend') : done),
  evolve: (state, body) => ({
    ...(state ?? EMPTY),
    documents: { ...state?.documents, [documentHashOf(body)]: body.parties },
  }),
}

const signed: EntryKind<z.infer<typeof signedShape>, TestAgreement> = {
  name: 'test-agreement.signed',
  decode: (raw) => decodeShape(signedShape, raw),
  subject: (_, { scope }) => scope,
  check: (state, { document }) => (state?.documents[document] === undefined ? unknown(document) : done),
  evolve: (state, { document }, { hash, author }) => ({
    ...(state ?? EMPTY),
    signed: { ...state?.signed, [hash]: { by: author, document } },
  }),
}

const effected: EntryKind<z.infer<typeof effectedShape>, TestAgreement> = {
  name: 'test-agreement.effected',
  decode: (raw) => decodeShape(effectedShape, raw),
  subject: (_, { scope }) => scope,
  names: ({ document }) => ({ documents: [document] }),
  check: (state, { document }) => (state?.documents[document] === undefined ? unknown(document) : done),
  evolve: (state, { document }, { hash }) => ({
    ...(state ?? EMPTY),
    effected: { ...state?.effected, [hash]: { document } },
  }),
}

function unknown(document: Hash) {
  return refuseLog('log.bad-body', `nobody has brought ${document}`)
}

function removalsOf({ documents, founders, signed, effected }: TestAgreement) {
  const removals = Object.values(effected).flatMap(({ document }) => {
    const leaving = Object.values(founders)
      .flat()
      .filter((did) => !documents[document]?.includes(did))
    return Object.entries(signed).flatMap(([hash, signature]) =>
      signature.document === document && leaving.includes(signature.by)
        ? [{ author: signature.by, signed: hash as Hash }]
        : [],
    )
  })
  return removals.sort((a, b) => (a.signed < b.signed ? -1 : 1))
}

export const testAgreementAggregate: Aggregate = {
  name: 'test-agreement',
  ...described('agr_'),
  scope: 'agreement',
  kinds: [founded, amended, signed, effected],
  removals: (state) => removalsOf(state as unknown as TestAgreement),
}

/** What was added to a debt, by the entry that added it. */
export interface Debt {
  readonly added: Readonly<Record<Hash, number>>
}

const debtShape = z.strictObject({ debt: z.string().min(1).max(40), amount: z.number().int().min(1) })

const debtAdded: EntryKind<z.infer<typeof debtShape>, Debt> = {
  name: 'debt.added',
  decode: (raw) => decodeShape(debtShape, raw),
  subject: ({ debt }) => `dbt_${debt}`,
  check: () => done,
  evolve: (state, { amount }, { hash }) => ({ added: { ...state?.added, [hash]: amount } }),
}

/** Adds only where something was added before, in what its author had seen. */
const debtRaised: EntryKind<z.infer<typeof debtShape>, Debt> = {
  ...debtAdded,
  name: 'debt.raised',
  check: (state) => (state === null ? refuseLog('log.bad-body', 'there is nothing to raise') : done),
}

export const debtAggregate: Aggregate = {
  name: 'debt',
  ...described('dbt_'),
  scope: 'agreement',
  kinds: [debtAdded, debtRaised],
  adjustable: () => true,
  index: (state, adjustments) => ({
    phase: 'OWED',
    reference: String(sumOf((state as unknown as Debt).added) - adjustedBy(adjustments)),
  }),
}

function sumOf(amounts: Readonly<Record<string, number>>): number {
  return Object.values(amounts).reduce((sum, amount) => sum + amount, 0)
}

function adjustedBy(adjustments: readonly Adjustment[]): number {
  return adjustments.reduce((sum, { amount }) => sum + Number(amount), 0)
}

/** A round takes an amount from each of some debts. */
type Round = { readonly taken: Readonly<Record<Hash, { readonly amount: number; readonly debts: readonly string[] }>> }

const roundShape = z.strictObject({
  round: z.string().min(1).max(40),
  amount: z.number().int().min(1),
  debts: z.array(z.string()),
})

const roundTaken: EntryKind<z.infer<typeof roundShape>, Round> = {
  name: 'turn.taken',
  lapses: true,
  decode: (raw) => decodeShape(roundShape, raw),
  subject: ({ round }) => `trn_${round}`,
  check: () => done,
  evolve: (state, { amount, debts }, { hash }) => ({ taken: { ...state?.taken, [hash]: { amount, debts } } }),
}

export const turnAggregate: Aggregate = {
  name: 'turn',
  ...described('trn_'),
  scope: 'agreement',
  kinds: [roundTaken],
  adjusts: {
    change: 'debt.taken',
    attachments: () => [],
    rows: (state) =>
      Object.entries((state as unknown as Round).taken).flatMap(([hash, { amount, debts }]) =>
        debts.map((debt) => ({
          ...{ subject: `dbt_${debt}`, proposal: hash as Hash, amount: String(amount) },
          ...{ backward: false, at: 0 as Adjustment['at'] },
        })),
      ),
  },
}

const deedShape = z.strictObject({ attachments: z.array(shape.hash) })

/** A deed is whatever it has attached; it may be filed anywhere. */
const deedFiled: EntryKind<z.infer<typeof deedShape>, { readonly lengths: Readonly<Record<Hash, number>> }> = {
  name: 'deed.filed',
  decode: (raw) => decodeShape(deedShape, raw),
  subject: () => 'deeds',
  names: ({ attachments }) => ({ attachments }),
  check: (_, { attachments }, { named }) =>
    attachments.every((hash) => named.attachment(hash) !== null) ? done : refuseLog('log.bad-body', 'not attached'),
  evolve: (state, { attachments }, { named }) => ({
    lengths: {
      ...state?.lengths,
      ...Object.fromEntries(attachments.map((hash) => [hash, named.attachment(hash)?.length ?? 0])),
    },
  }),
}

export const deedAggregate: Aggregate = { name: 'deed', ...described('deeds'), scope: 'either', kinds: [deedFiled] }

export const TEST_AGREEMENT_PROTOCOL = createProtocol([
  forkAggregate,
  counterAggregate,
  testAgreementAggregate,
  debtAggregate,
  turnAggregate,
  deedAggregate,
])

/** Everybody whom any document of an agreement names, whether it counts or not: nobody ceases to be a reader. */
export const TEST_AGREEMENT_READERS: ScopeReaders = { partiesOf, knownPeers: async () => [] }

async function partiesOf(reader: StoreReader, scopes: readonly Scope[]): Promise<ReadonlyMap<Scope, ScopeParties>> {
  const parties = new Map<Scope, ScopeParties>()
  for (const scope of scopes) {
    const entries = await reader.entriesOf(scope, [scope])
    const bodies = entries.map(({ entry }) => decodeShape(amendedShape, entry.body))
    const readers = [...new Set(bodies.flatMap((body) => (body.ok ? body.value.parties : [])))].sort()
    parties.set(scope, { readers, signers: readers })
  }
  return parties
}

export function asTestAgreement(state: Json): TestAgreement {
  return (state as unknown as TestAgreement | null) ?? EMPTY
}
