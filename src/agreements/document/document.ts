import { z } from 'zod'
import { idOf, sha256 } from '../../identity/index.ts'
import {
  addPeriods,
  canonicalText,
  type Did,
  decodePeriod,
  decodeShape,
  done,
  findFlaw,
  type Hash,
  INSTANT_MAX,
  type Instant,
  isVisible,
  type Json,
  type JsonObject,
  ok,
  printable,
  type Result,
  type Scope,
  shape,
} from '../../kernel/index.ts'
import { RULE_SET } from '../../log/index.ts'
import { refuse } from '../refusals.ts'
import { AGREEMENT_TYPES, type AgreementTypeName, type TypedTerms } from '../types/index.ts'
import { type AgreementType, PARTY_ROLES, type Party, signs } from './agreement-type.ts'
import { firstDuplicate } from './first-duplicate.ts'

export const PARTIES_MAX = 1_000
const TITLE_CHARS_MAX = 200
export const DESCRIPTION_CHARS_MAX = 10_000
const LAW_CHARS_MAX = 500
const DISPUTES_CHARS_MAX = 5_000
const ADDITIONAL_CHARS_MAX = 40_000
export const NOTICE_DAYS_MAX = 3_650
/** Days of notice where the terms name none. */
export const NOTICE_DAYS_DEFAULT = 30
export const RENEWALS_MAX = 10_000
/** The rule set from which on names have a visible character; earlier documents are read without. */
const NAMED_FROM = 6

const memberShape = z.strictObject({ did: shape.did, role: z.enum(PARTY_ROLES) })
const partyShape = z.union([
  memberShape.extend({
    /**
     * The hash of the first entry of its public log, so that a stolen key cannot give a party another history; null in a
     * draft.
     */
    firstEntry: shape.hash.nullable(),
  }),
  // As in documents of rule set 1.
  memberShape,
])

const commonShape = z.strictObject({
  /** The rules for the entries of its scope; kinds outside this rule set are inert there. */
  ruleSet: z.number().int().min(1).max(RULE_SET),
  agreementId: z
    .string()
    .regex(/^agr_[0-9a-f]{64}$/)
    .transform((text) => text as Scope),
  /** In a first version: part of the agreement's id. In an amendment: distinguishes two equal ones. */
  nonce: z.string().regex(/^[\w-]{16,64}$/, 'a nonce is 16 to 64 letters, digits, - or _'),
  version: z.number().int().min(1),
  /** The hash of the document that this one amends; null for the first. */
  base: shape.hash.nullable(),
  parties: z.array(partyShape).max(PARTIES_MAX),
  /** From this instant on no signature and no activation counts. */
  signBefore: shape.instant.nullable(),
  type: z.enum(AGREEMENT_TYPES.map(({ name }) => name) as [AgreementTypeName, ...AgreementTypeName[]]),
  terms: z.unknown(),
  title: shape.text(TITLE_CHARS_MAX),
  description: shape.text(DESCRIPTION_CHARS_MAX).nullable(),
  effectiveDate: shape.instant.nullable(),
  expiryDate: shape.instant.nullable(),
  noticeDays: z.number().int().min(0).max(NOTICE_DAYS_MAX),
  /** The expiry date moves by `period`, `maxRenewals` times; unlimited if that is null. */
  autoRenewal: z
    .strictObject({ period: shape.duration, maxRenewals: z.number().int().min(0).max(RENEWALS_MAX).nullable() })
    .nullable(),
  governingLaw: shape.text(LAW_CHARS_MAX).nullable(),
  disputeResolution: shape.text(DISPUTES_CHARS_MAX).nullable(),
  additionalTerms: shape.text(ADDITIONAL_CHARS_MAX).nullable(),
})

/** The document that the parties sign: all fields present, null where nothing was agreed. */
export type AgreementDocument = Omit<z.infer<typeof commonShape>, 'type' | 'terms'> & TypedTerms

/** Decodes a proposed document: its shape, and all rules between its fields. */
export function decodeDocument(raw: unknown): Result<AgreementDocument> {
  const document = decodeDocumentShape(raw)
  if (!document.ok) return document
  const checked = checkDocument(document.value)
  return checked.ok ? document : checked
}

/** Decodes a document that may still be unfinished: each field has its shape; rules between fields are not checked. */
export function decodeDocumentShape(raw: unknown): Result<AgreementDocument> {
  const common = decodeShape(commonShape, raw)
  if (!common.ok) return refuse('agreements.bad-document', common.refusal.message)
  const flaw = findFlaw(raw as Json)
  if (flaw !== null) return refuse('agreements.bad-document', `a document cannot be signed where ${flaw}`)
  const terms = decodeShape<unknown>(typeOf(common.value.type).shape, common.value.terms)
  if (!terms.ok) return refuse('agreements.bad-terms', `terms.${terms.refusal.message}`)
  const duplicate = firstDuplicate(common.value.parties.map(({ did }) => did))
  if (duplicate !== null) return refuse('agreements.bad-parties', `${duplicate} is a party twice: give it one role`)
  const document = { ...common.value, terms: terms.value } as AgreementDocument
  const named = document.ruleSet < NAMED_FROM ? done : checkNames(document)
  return named.ok ? ok(document) : named
}

/** Its title and the names in its terms have visible characters (I18). */
export function checkNames({ title, type, terms }: AgreementDocument): Result<void> {
  const names = [title, ...(typeOf(type).namesIn?.(terms) ?? [])]
  const unseen = names.find((name) => name !== null && !isVisible(name)) ?? null
  if (unseen === null) return done
  const message = `"${printable(unseen)}" is no name: at least one character is visible`
  return refuse('agreements.bad-document', message)
}

/** The rules between a document's fields. */
function checkDocument(document: AgreementDocument): Result<void> {
  const { ruleSet, parties, version, base, effectiveDate, expiryDate, autoRenewal } = document
  if (parties.filter(({ role }) => role === 'PROPOSER').length !== 1) {
    return refuse('agreements.bad-parties', 'a document has exactly one PROPOSER')
  }
  if (signingParties(document).length < 2) {
    return refuse('agreements.bad-parties', 'at least two parties sign: add a COUNTERPARTY (a WITNESS only reads)')
  }
  const unrooted = ruleSet < 2 ? undefined : parties.find((party) => firstEntryOf(party) === null)
  if (unrooted !== undefined) {
    return refuse(
      'agreements.bad-parties',
      `name the hash of the first public entry of ${unrooted.did} as its firstEntry`,
    )
  }
  if ((version === 1) !== (base === null)) {
    return refuse('agreements.bad-document', 'version 1 has no base; every later version names the document it amends')
  }
  if (effectiveDate !== null && expiryDate !== null && expiryDate <= effectiveDate) {
    return refuse('agreements.bad-dates', 'expiryDate must be later than effectiveDate')
  }
  if (autoRenewal !== null && expiryDate === null) {
    return refuse('agreements.bad-dates', 'autoRenewal moves the expiry date: give an expiryDate')
  }
  return typeOf(document.type).checkTerms(document.terms, parties)
}

/** The hash of a party's first public entry, as a document names it; null where it does not. */
export function firstEntryOf(party: Party): Hash | null {
  return party.firstEntry ?? null
}

/** What a new version must keep of an earlier one of the same type. */
export function checkChange(before: AgreementDocument, document: AgreementDocument): Result<void> {
  const known = new Map(before.parties.map((party) => [party.did, firstEntryOf(party)]))
  const changed = document.parties.find(
    (party) => (known.get(party.did) ?? null) !== null && known.get(party.did) !== firstEntryOf(party),
  )
  if (changed !== undefined) {
    const message = `the firstEntry of ${changed.did} is ${known.get(changed.did)}: a party keeps its beginning`
    return refuse('agreements.bad-parties', message)
  }
  return typeOf(document.type).checkChange?.(before.terms, document.terms) ?? done
}

/** Cache of hashes; a document is immutable, and the gate, the check and the fold of a proposal each need its hash. */
const hashes = new WeakMap<AgreementDocument, Hash>()

/** The hash by which signatures, entries and obligations identify a document: SHA-256 of its canonical bytes. */
export function documentHash(document: AgreementDocument): Hash {
  const known = hashes.get(document)
  if (known !== undefined) return known
  const hash = sha256(canonicalText(document))
  hashes.set(document, hash)
  return hash
}

/** The id of the agreement that a cooperative proposes with a nonce. */
export function agreementIdOf(proposer: Did, nonce: string): Scope {
  return idOf('agr', [proposer, nonce]) as Scope
}

/** The parties whose signatures a document needs, in its own order. */
export function signingParties(document: AgreementDocument): Did[] {
  return document.parties.filter(({ role }) => signs(role)).map(({ did }) => did)
}

/** Whether a document needs a cooperative's signature. */
export function isSigningParty(document: AgreementDocument, did: Did): boolean {
  return document.parties.some((party) => party.did === did && signs(party.role))
}

/** The party whose node decides about a document: activates, withdraws or makes it effective. */
export function proposerOf(document: AgreementDocument): Did {
  const proposer = document.parties.find(({ role }) => role === 'PROPOSER')
  if (proposer === undefined) throw new Error('a checked document has a PROPOSER')
  return proposer.did
}

/** The end of the term after `renewals` prolongations of the first; null without an expiry date. */
export function endOfTerm(document: AgreementDocument, renewals: number): Instant | null {
  const { expiryDate, autoRenewal } = document
  if (expiryDate === null || autoRenewal === null || renewals === 0) return expiryDate
  const period = decodePeriod(autoRenewal.period)
  return period.ok ? addPeriods(expiryDate, period.value, renewals) : expiryDate
}

/** The final expiry, all renewals used; null if there is none. */
export function finalExpiry(document: AgreementDocument): Instant | null {
  const { autoRenewal } = document
  if (autoRenewal === null) return document.expiryDate
  return autoRenewal.maxRenewals === null ? null : endOfTerm(document, autoRenewal.maxRenewals)
}

/** How often the expiry date has moved by an instant; by binary search, since a period may be short. */
export function renewalsBy(document: AgreementDocument, now: Instant): number {
  const { autoRenewal } = document
  if (autoRenewal === null) return 0
  const isOver = (renewals: number) => {
    const end = endOfTerm(document, renewals)
    return end !== null && end <= now && end < INSTANT_MAX
  }
  if (!isOver(0)) return 0
  let over = 0
  let standing = 1
  while (isOver(standing)) [over, standing] = [standing, standing * 2]
  while (standing - over > 1) {
    const middle = Math.floor((over + standing) / 2)
    if (isOver(middle)) over = middle
    else standing = middle
  }
  return Math.min(standing, autoRenewal.maxRenewals ?? standing)
}

/** A document as the JSON that is signed. */
export function documentJson(document: AgreementDocument): JsonObject {
  return document
}

function typeOf(name: AgreementTypeName): AgreementType<string, unknown> {
  const type = AGREEMENT_TYPES.find((candidate) => candidate.name === name)
  if (type === undefined) throw new Error(`no such type of agreement: ${name}`)
  return type as AgreementType<string, unknown>
}
