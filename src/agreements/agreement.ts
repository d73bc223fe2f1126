import type { DataIntegrityProof } from '../identity/index.ts'
import type { Did, Hash, Instant, Scope } from '../kernel/index.ts'
import { type EntryContext, stateReader } from '../log/index.ts'
import type { AgreementDocument } from './document/document.ts'

/** Author and time of a fact; its key in a record is its entry's hash. */
export type Fact = { readonly by: Did; readonly at: Instant }
type AboutDocument = Fact & { readonly document: Hash }

export type ProposalFact = AboutDocument & {
  readonly proof: DataIntegrityProof
  readonly description: string | null
  /** The id of the motion that adopted it, as its proposer says. */
  readonly motion?: string
}
export type SignatureFact = AboutDocument & { readonly proof: DataIntegrityProof }
export type RefusalFact = AboutDocument & { readonly reason: string | null }
/** That a document is in force, with the signing entries on which this is based. */
export type DecisionFact = AboutDocument & { readonly signatures: readonly Hash[] }
export type SuspensionFact = AboutDocument & { readonly reason: string }
export type ResumptionFact = Fact & { readonly suspension: Hash }
export type ConsentFact = AboutDocument & { readonly explanation: string | null }
export type BreachFact = AboutDocument & {
  readonly party: Did
  readonly clause: string
  readonly explanation: string
}
export type NoticeFact = AboutDocument & { readonly explanation: string | null }
export type AcknowledgementFact = Fact & { readonly notice: Hash }

export type Facts<F> = Readonly<Record<string, F>>

/**
 * All facts of one agreement that count. It only grows, each fact keyed by its entry's hash, so that concurrent entries
 * give the same state in any order; consequences of the facts are computed by the views.
 */
export type Agreement = {
  readonly id: Scope
  readonly documents: Facts<AgreementDocument>
  readonly proposals: Facts<ProposalFact>
  readonly signatures: Facts<SignatureFact>
  readonly declined: Facts<RefusalFact>
  readonly withdrawn: Facts<RefusalFact>
  readonly decisions: Facts<DecisionFact>
  readonly suspensions: Facts<SuspensionFact>
  readonly resumptions: Facts<ResumptionFact>
  readonly consents: Facts<ConsentFact>
  readonly breaches: Facts<BreachFact>
  readonly notices: Facts<NoticeFact>
  readonly acknowledgements: Facts<AcknowledgementFact>
}

type FactOf<Name extends keyof Agreement> = Agreement[Name] extends Facts<infer F extends Fact> ? F : never
type RecordName = { [Name in keyof Agreement]: FactOf<Name> extends never ? never : Name }[keyof Agreement]

/** The state with one more fact, from an entry. */
export function withFact<Name extends RecordName>(
  state: Agreement | null,
  name: Name,
  fact: Omit<FactOf<Name>, keyof Fact>,
  { author, at, hash, scope }: EntryContext,
): Agreement {
  const before = state ?? nothingSaid(scope)
  return { ...before, [name]: { ...before[name], [hash]: { ...fact, by: author, at } } }
}

/** The state with a document that an entry brought. */
export function withDocument(
  state: Agreement | null,
  hash: Hash,
  document: AgreementDocument,
  { scope }: EntryContext,
): Agreement {
  const before = state ?? nothingSaid(scope)
  return { ...before, documents: { ...before.documents, [hash]: document } }
}

/** A fact with the hash of its entry. */
export type Listed<F> = F & { readonly hash: Hash }

/** Cache of the list of a record's facts; a record is immutable and its list is needed many times. */
const lists = new WeakMap<Facts<Fact>, readonly Listed<Fact>[]>()

/** The facts of a record, earliest claimed time first; ties by hash, so that every node shows the same order. */
export function listFacts<F extends Fact>(facts: Facts<F>): readonly Listed<F>[] {
  const known = lists.get(facts) as readonly Listed<F>[] | undefined
  if (known !== undefined) return known
  const list = Object.entries(facts)
    .map(([hash, fact]) => ({ ...fact, hash: hash as Hash }))
    .sort((a, b) => a.at - b.at || (a.hash < b.hash ? -1 : 1))
  lists.set(facts, list)
  return list
}

/** Those that are about one document. */
export function factsAbout<F extends Fact & { readonly document: Hash }>(facts: Facts<F>, document: Hash): Listed<F>[] {
  return listFacts(facts).filter((fact) => fact.document === document)
}

/** A party's signature under a document: its own entry, or the proposal itself. */
export type GivenSignature = Listed<SignatureFact>

/** Cache of signatures by state and document, for the same reason. */
const signatures = new WeakMap<Agreement, Map<Hash, ReadonlyMap<Did, GivenSignature>>>()

/** The signatures under a document, one for each signer; of a forker the first one. */
export function signaturesUnder(state: Agreement, document: Hash): ReadonlyMap<Did, GivenSignature> {
  const byDocument = signatures.get(state) ?? new Map<Hash, ReadonlyMap<Did, GivenSignature>>()
  const known = byDocument.get(document)
  if (known !== undefined) return known
  const given = findSignatures(state, document)
  signatures.set(state, byDocument.set(document, given))
  return given
}

function findSignatures(state: Agreement, document: Hash): ReadonlyMap<Did, GivenSignature> {
  const first = new Map<Did, GivenSignature>()
  for (const given of [...factsAbout(state.proposals, document), ...factsAbout(state.signatures, document)]) {
    const { by, at, proof, hash } = given
    if (!first.has(by)) first.set(by, { by, at, document, proof, hash })
  }
  return first
}

/** Reads a stored state of this aggregate. */
export const asAgreement = stateReader<Agreement>()

function nothingSaid(id: Scope): Agreement {
  return {
    id,
    documents: {},
    proposals: {},
    signatures: {},
    declined: {},
    withdrawn: {},
    decisions: {},
    suspensions: {},
    resumptions: {},
    consents: {},
    breaches: {},
    notices: {},
    acknowledgements: {},
  }
}
