import { type DataIntegrityProof, verifyProof } from '../identity/index.ts'
import { type Did, done, type Hash, ok, type Result } from '../kernel/index.ts'
import type { EntryContext } from '../log/index.ts'
import { type Agreement, type Fact, type Facts, signaturesUnder } from './agreement.ts'
import { type AgreementDocument, documentJson, isSigningParty, proposerOf } from './document/document.ts'
import { type AgreementEvent, checkTransition } from './machine.ts'
import { refuse } from './refusals.ts'
import { amendmentIdOf, openAmendmentsSignedBy } from './versions/amendment.ts'
import { currentVersion, requiredSigners, type Version, versionsOf } from './versions/versions.ts'
import { statusAt } from './view/status.ts'

/** The agreement as of an entry's causal past, with the version that the entry is about. */
export interface Grounds {
  readonly state: Agreement
  readonly version: Version
}

/** An entry about a first document that is still proposed. */
export function checkProposed(
  state: Agreement | null,
  hash: Hash,
  event: AgreementEvent,
  { at }: EntryContext,
): Result<Grounds> {
  const version = findVersion(state, hash)
  if (!version.ok) return version
  if (version.value.version.document.base !== null) {
    return refuse('agreements.other-document', `${event} is about a first document; for an amendment use amendment.*`)
  }
  const known = version.value.state
  const allowed = checkTransition(statusAt(known, at, versionsOf(known, hash)), event)
  return allowed.ok ? version : allowed
}

/** An entry about the agreement in force, which names the current version's hash. */
export function checkInForce(
  state: Agreement | null,
  hash: Hash,
  event: AgreementEvent,
  { author, at }: EntryContext,
): Result<Grounds> {
  const version = findVersion(state, hash)
  if (!version.ok) return version
  const current = checkCurrent(version.value.state, hash, event, at)
  if (!current.ok) return current
  if (isSigningParty(version.value.version.document, author)) return version
  return refuse('agreements.not-a-party', `${author} is not a signing party of ${hash}: only signing parties decide`)
}

/** An entry about an amendment of the version in force. */
export function checkAmendment(
  state: Agreement | null,
  hash: Hash,
  event: AgreementEvent,
  { at }: EntryContext,
): Result<Grounds> {
  const version = findVersion(state, hash)
  if (!version.ok) return version
  const { base } = version.value.version.document
  if (base === null) return refuse('agreements.other-document', `${hash} is no amendment`)
  const current = checkCurrent(version.value.state, base, event, at)
  return current.ok ? version : current
}

/** Checks that a proposer decides about its own document. */
export function checkProposer(document: AgreementDocument, author: Did): Result<void> {
  if (proposerOf(document) === author) return done
  return refuse('agreements.not-the-proposer', `only its proposer, ${proposerOf(document)}, decides it`)
}

/** Checks that an author's answer is wanted and its first: the first one in its log stands (I4). */
export function checkMayAnswer({ state, version }: Grounds, author: Did): Result<void> {
  const { hash, document } = version
  if (!requiredSigners(state, document).includes(author)) {
    return refuse('agreements.not-a-party', `${author} is not asked to sign ${hash}`)
  }
  const saidYes = signaturesUnder(state, hash).has(author)
  if (!saidYes && !hasSaid(state.declined, author, hash)) return done
  return refuse('agreements.already-said', `${author} has already ${saidYes ? 'signed' : 'declined'} ${hash}`)
}

/**
 * I10: entries of a party after it signed its own removal lapse with it. Since others rely on a refusal or a withdrawal to
 * sign something else, a leaving party must sign those before.
 */
export function checkNotLeaving({ state, version }: Grounds, author: Did): Result<void> {
  const leaving = openAmendmentsSignedBy(state, author, version).find(
    ({ document }) => !isSigningParty(document, author),
  )
  if (leaving === undefined) return done
  return refuse(
    'agreements.open-amendment',
    `${author} has signed ${amendmentIdOf(leaving.hash)}, which removes it: decline or withdraw others before that`,
  )
}

/** Cache of a proof's signer; both are immutable, and an agreement with removals is folded repeatedly. */
const signers = new WeakMap<
  DataIntegrityProof,
  { readonly document: AgreementDocument; readonly signed: Result<string> }
>()

function signerOf(document: AgreementDocument, proof: DataIntegrityProof): Result<string> {
  const known = signers.get(proof)
  if (known?.document === document) return known.signed
  const signed = verifyProof(documentJson(document), proof)
  signers.set(proof, { document, signed })
  return signed
}

/** Checks that a proof is over this document, by the entry's author. */
export function checkProof(document: AgreementDocument, proof: DataIntegrityProof, author: Did): Result<void> {
  const signed = signerOf(document, proof)
  if (!signed.ok) return refuse('agreements.bad-proof', signed.refusal.message)
  return signed.value === author
    ? done
    : refuse(
        'agreements.bad-proof',
        `the proof is by ${signed.value}; it must be by ${author}, the author of the entry`,
      )
}

/**
 * Checks that a decision names a signature of every party that must sign, except the author's own proposal, and no other
 * entry.
 */
export function checkSignatures({ state, version }: Grounds, author: Did, named: readonly Hash[]): Result<void> {
  const signers = new Set<Did>([author])
  for (const hash of named) {
    const signature = state.signatures[hash]
    if (signature === undefined || signature.document !== version.hash) {
      return refuse('agreements.unknown-entry', `${hash} is no signature under ${version.hash} that came before`)
    }
    signers.add(signature.by)
  }
  const missing = requiredSigners(state, version.document).find((did) => !signers.has(did))
  if (missing === undefined) return done
  return refuse('agreements.unsigned', `the signature of ${missing} is not among those named`)
}

/** Checks that a decision precedes the deadline that its document sets. */
export function checkDeadline({ signBefore }: AgreementDocument, { at }: { readonly at: number }): Result<void> {
  if (signBefore === null || at < signBefore) return done
  const deadline = new Date(signBefore).toISOString()
  return refuse('agreements.past-deadline', `it had to be signed before ${deadline}; propose it again`)
}

/** Whether a cooperative has such a fact about a document. */
export function hasSaid(facts: Facts<Fact & { readonly document: Hash }>, by: Did, document: Hash): boolean {
  return Object.values(facts).some((fact) => fact.by === by && fact.document === document)
}

function checkCurrent(state: Agreement, hash: Hash, event: AgreementEvent, at: EntryContext['at']): Result<void> {
  const versions = versionsOf(state)
  const allowed = checkTransition(statusAt(state, at, versions), event)
  if (!allowed.ok) return allowed
  const current = currentVersion(versions)
  if (current?.hash === hash) return done
  return refuse('agreements.other-document', `the version in force is ${current?.hash}, not ${hash}: look at it again`)
}

function findVersion(state: Agreement | null, hash: Hash): Result<Grounds> {
  const document = state?.documents[hash]
  if (state !== null && document !== undefined) return ok({ state, version: { hash, document } })
  return refuse('agreements.unknown-document', `no document ${hash} was proposed before this entry`)
}
