import { verifyProof } from '../../identity/index.ts'
import type { Did, Hash, Instant, JsonObject } from '../../kernel/index.ts'
import { type Agreement, factsAbout, type GivenSignature, signaturesUnder } from '../agreement.ts'
import type { PartyRole } from '../document/agreement-type.ts'
import { type AgreementDocument, documentJson, endOfTerm, renewalsBy, signingParties } from '../document/document.ts'
import type { AgreementStatus } from '../machine.ts'
import {
  consentsTo,
  type Ending,
  endedBy,
  endingsOf,
  type NoticeCourse,
  type TerminationCause,
} from '../termination/termination.ts'
import type { AgreementTypeName, TypedTerms } from '../types/index.ts'
import { type AmendmentStatus, amendmentIdOf, amendmentStatus } from '../versions/amendment.ts'
import {
  amendmentsOf,
  currentVersion,
  decisionOf,
  missingSigners,
  type Version,
  versionsOf,
} from '../versions/versions.ts'
import { statusAt, suspensionsOf } from './status.ts'

export interface PartyView {
  readonly did: Did
  readonly role: PartyRole
  /** The newest version in force, or proposed as the first, that it has signed. */
  readonly signedVersion: number | null
}

export interface SignatureView {
  readonly party: Did
  readonly version: number
  readonly documentHash: Hash
  readonly signedAt: Instant
  readonly proof: JsonObject
  /** Verified on access. */
  readonly valid: boolean
}

export interface AutoRenewalView {
  readonly period: string
  readonly maxRenewals: number | null
  readonly renewed: number
}

export interface SuspensionView {
  readonly id: string
  readonly by: Did
  readonly reason: string
  readonly at: Instant
  readonly liftedAt: Instant | null
}

/** How an agreement ends: its earliest cause in effect. */
export interface TerminationView {
  readonly cause: TerminationCause
  readonly by: Did | null
  readonly explanation: string | null
  /** For a breach: the party that broke the clause. */
  readonly party: Did | null
  readonly clause: string | null
  /** In the future while notice runs; null while consents are still missing. */
  readonly effectiveAt: Instant | null
  /** For WITHDRAWAL: the progress of the notice. */
  readonly notice: NoticeCourse | null
  readonly consentedBy: readonly Did[]
  /** The parties that still have to consent, if some have; empty if none has, and once it has ended. */
  readonly awaiting: readonly Did[]
}

/** An amendment as of an instant, as the API shows it. */
export interface AmendmentView {
  readonly id: string
  readonly agreementId: string
  readonly status: AmendmentStatus
  readonly baseVersion: number
  readonly proposedBy: Did
  readonly proposedAt: Instant
  readonly description: string | null
  /** The id of the motion that adopted it, as its proposer says. */
  readonly motion: string | null
  readonly document: AgreementDocument
  readonly documentHash: Hash
  readonly signatures: readonly SignatureView[]
  readonly awaiting: readonly Did[]
}

/** The content of a document, whatever its outcome. */
export type DocumentView = {
  readonly type: AgreementTypeName
  readonly terms: TypedTerms['terms']
  readonly version: number
  readonly title: string
  readonly description: string | null
  readonly effectiveDate: Instant | null
  /** The end of the current term, including renewals. */
  readonly expiryDate: Instant | null
  readonly signBefore: Instant | null
  readonly noticeDays: number
  readonly autoRenewal: AutoRenewalView | null
  readonly governingLaw: string | null
  readonly disputeResolution: string | null
  readonly additionalTerms: string | null
  readonly document: AgreementDocument
  readonly documentHash: Hash
}

/** A version that is or was in force; before activation the proposed one. */
export interface VersionView extends DocumentView {
  readonly agreementId: string
  readonly proposedBy: Did
  readonly proposedAt: Instant
  /** For an amendment: its proposer's summary of the change, and the reason. */
  readonly change: string | null
  /** When it came into force, by its proposer's node; null while it is proposed. */
  readonly inForceFrom: Instant | null
  /** When the next version came into force; null while it is the last one. */
  readonly inForceUntil: Instant | null
  readonly parties: readonly PartyView[]
}

/** An agreement as of an instant, as the API shows it. */
export interface AgreementView extends DocumentView {
  readonly id: string
  readonly status: AgreementStatus
  /** ACTIVE, and within its effective dates. */
  readonly operational: boolean
  readonly parties: readonly PartyView[]
  readonly signatures: readonly SignatureView[]
  readonly awaiting: readonly Did[]
  readonly suspensions: readonly SuspensionView[]
  readonly amendments: readonly AmendmentView[]
  /** Oldest first; none of a draft. */
  readonly versions: readonly VersionView[]
  readonly termination: TerminationView | null
  readonly createdAt: Instant
  readonly proposedAt: Instant | null
  readonly activatedAt: Instant | null
}

/** Cache of the last view of a state, which is immutable: guards and reactions need it repeatedly. */
const views = new WeakMap<Agreement, { readonly now: Instant; readonly view: AgreementView }>()

/** An agreement as the API shows it at an instant. */
export function viewAgreement(state: Agreement, now: Instant): AgreementView {
  const known = views.get(state)
  if (known?.now === now) return known.view
  const view = makeView(state, now)
  views.set(state, { now, view })
  return view
}

function makeView(state: Agreement, now: Instant): AgreementView {
  const versions = versionsOf(state)
  const [root, current] = [versions[0], currentVersion(versions)]
  if (root === undefined || current === null) throw new Error('a proposed agreement has a document')
  const status = statusAt(state, now, versions)
  const proposedAt = factsAbout(state.proposals, root.hash)[0]?.at ?? (0 as Instant)
  return {
    id: state.id,
    status,
    operational: status === 'ACTIVE' && (current.document.effectiveDate ?? 0) <= now,
    ...viewDocument(current, now),
    parties: viewParties(state, versions, current.document),
    signatures: versions.flatMap((version) => viewSignatures(state, version)),
    awaiting: status === 'PROPOSED' ? missingSigners(state, current) : [],
    suspensions: suspensionsOf(state, versions).map(({ hash, by, reason, at, liftedAt }) => ({
      id: hash,
      by,
      reason,
      at,
      liftedAt,
    })),
    amendments: viewAmendments(state, versions, now),
    // Computed on access: lists of agreements do not show it.
    get versions() {
      return viewVersions(state, versions, now)
    },
    termination: viewTermination(state, versions, now),
    createdAt: proposedAt,
    proposedAt,
    activatedAt: decisionOf(state, root.hash)?.at ?? null,
  }
}

/** One amendment by the hash of its document, or null if it was never proposed. */
export function viewAmendment(state: Agreement, hash: Hash, now: Instant): AmendmentView | null {
  const amendment = amendmentsOf(state).find((version) => version.hash === hash)
  return amendment === undefined ? null : viewOne(state, amendment, versionsOf(state), now)
}

/** The part of a view that follows from a document alone; also for a draft. */
export function viewDocument({ hash, document }: Version, now: Instant): DocumentView {
  const { autoRenewal } = document
  const renewed = renewalsBy(document, now)
  return {
    type: document.type,
    terms: document.terms,
    version: document.version,
    title: document.title,
    description: document.description,
    effectiveDate: document.effectiveDate,
    expiryDate: endOfTerm(document, renewed),
    signBefore: document.signBefore,
    noticeDays: document.noticeDays,
    autoRenewal: autoRenewal === null ? null : { ...autoRenewal, renewed },
    governingLaw: document.governingLaw,
    disputeResolution: document.disputeResolution,
    additionalTerms: document.additionalTerms,
    document,
    documentHash: hash,
  }
}

function viewVersions(state: Agreement, versions: readonly Version[], now: Instant): VersionView[] {
  const inForceFrom = versions.map(({ hash }) => decisionOf(state, hash)?.at ?? null)
  return versions.map((version, i) => {
    const proposal = proposalOf(state, version)
    return {
      ...viewDocument(version, now),
      agreementId: state.id,
      proposedBy: proposal.by,
      proposedAt: proposal.at,
      change: proposal.description,
      inForceFrom: inForceFrom[i] ?? null,
      inForceUntil: inForceFrom[i + 1] ?? null,
      parties: viewParties(state, versions, version.document),
    }
  })
}

function viewParties(state: Agreement, versions: readonly Version[], { parties }: AgreementDocument): PartyView[] {
  return parties.map(({ did, role }) => ({ did, role, signedVersion: signedBy(state, versions, did) }))
}

function proposalOf(state: Agreement, { hash }: Version) {
  const proposal = factsAbout(state.proposals, hash)[0]
  if (proposal === undefined) throw new Error('a known document was proposed')
  return proposal
}

function viewAmendments(state: Agreement, versions: readonly Version[], now: Instant): AmendmentView[] {
  return amendmentsOf(state)
    .map((amendment) => viewOne(state, amendment, versions, now))
    .sort((a, b) => a.proposedAt - b.proposedAt || (a.documentHash < b.documentHash ? -1 : 1))
}

function viewOne(state: Agreement, amendment: Version, versions: readonly Version[], now: Instant): AmendmentView {
  const { hash, document } = amendment
  const proposal = proposalOf(state, amendment)
  const status = amendmentStatus(state, amendment, now, versions)
  return {
    id: amendmentIdOf(hash),
    agreementId: state.id,
    status,
    baseVersion: document.version - 1,
    proposedBy: proposal.by,
    proposedAt: proposal.at,
    description: proposal.description,
    motion: proposal.motion ?? null,
    document,
    documentHash: hash,
    signatures: viewSignatures(state, amendment),
    awaiting: status === 'PROPOSED' ? missingSigners(state, amendment) : [],
  }
}

function viewSignatures(state: Agreement, { hash, document }: Version): SignatureView[] {
  return [...signaturesUnder(state, hash).values()].map((signature) => viewSignature(signature, document))
}

function viewSignature({ by, at, proof, document: hash }: GivenSignature, document: AgreementDocument): SignatureView {
  return {
    party: by,
    version: document.version,
    documentHash: hash,
    signedAt: at,
    proof,
    // Lazy: an Ed25519 check of every signature of every listed agreement would be expensive.
    get valid() {
      const verified = verifyProof(documentJson(document), proof)
      return verified.ok && verified.value === by
    },
  }
}

function signedBy(state: Agreement, versions: readonly Version[], did: Did): number | null {
  const signed = versions.filter(({ hash }) => signaturesUnder(state, hash).has(did))
  return signed.at(-1)?.document.version ?? null
}

/** What ended it, or else a running notice, or else that some have consented and others not yet. */
function viewTermination(state: Agreement, versions: readonly Version[], now: Instant): TerminationView | null {
  const current = currentVersion(versions)
  if (current === null) return null
  const consents = consentsTo(state, current)
  const consentedBy = consents.map(({ by }) => by)
  const endings = endingsOf(state, versions)
  const ending = endedBy(endings, now)
  if (ending !== null) return { ...viewEnding(ending), consentedBy, awaiting: [] }
  const [opener] = consents
  const awaiting =
    opener === undefined ? [] : signingParties(current.document).filter((did) => !consentedBy.includes(did))
  const notice = endings.find(({ cause }) => cause === 'WITHDRAWAL')
  if (notice !== undefined) return { ...viewEnding(notice), consentedBy, awaiting }
  if (opener === undefined) return null
  const { by, explanation } = opener
  const said = { by, explanation, party: null, clause: null, effectiveAt: null, notice: null }
  return { cause: 'MUTUAL_CONSENT', ...said, consentedBy, awaiting }
}

function viewEnding({ isDecided: _, ...ending }: Ending): Omit<TerminationView, 'consentedBy' | 'awaiting'> {
  return ending
}
