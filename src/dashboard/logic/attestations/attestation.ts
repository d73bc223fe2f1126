import type { AttestationStatus } from '../../generated/enums.ts'
import { sentence } from '../advice.ts'
import { fullTime } from '../moments.ts'
import type { Word } from '../words.ts'

export const ATTESTATION_STATUS: Readonly<Record<AttestationStatus, Word>> = {
  VALID: { text: 'Valid', tone: 'good' },
  NOT_YET_VALID: { text: 'Not yet valid', tone: 'waiting' },
  EXPIRED: { text: 'Expired', tone: 'over' },
  REVOKED: { text: 'Revoked', tone: 'bad' },
  INVALID_PROOF: { text: 'Invalid signature', tone: 'bad' },
  UNCHECKED: { text: 'Revocation not checked', tone: 'waiting' },
  UNSUPPORTED: { text: 'Cannot be checked here', tone: 'waiting' },
}

/** The types whose claims the node knows; any other name is a type of its issuer's own. */
export const ATTESTATION_TYPE = {
  MemberInGoodStanding: 'Member in good standing',
  PaymentReliability: 'Payment reliability',
  ResourceAvailability: 'Availability of a resource',
  GovernanceParticipation: 'Participation in governance',
} as const
export type KnownType = keyof typeof ATTESTATION_TYPE

export function isKnownType(type: string): type is KnownType {
  return Object.hasOwn(ATTESTATION_TYPE, type)
}

export function typeText(type: string): string {
  return isKnownType(type) ? ATTESTATION_TYPE[type] : type
}

export interface IssuerTrust {
  readonly weight: number
  readonly explanation: string
}

/** How much an issuer counts here; the explanation of the API says why. */
export function trustWord({ weight }: IssuerTrust): Word {
  if (weight === 0) return { text: 'Does not count here', tone: 'over' }
  const text = weight === 1 ? 'Counts fully' : weight === 0.5 ? 'Counts half' : `Counts ${Math.round(weight * 100)} %`
  return { text, tone: 'good' }
}

/** The name of a claim or a field as a label: "onTimePercent" is "On time percent". */
export function claimLabel(name: string): string {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A claim's value, as people read it. */
export function claimText(value: unknown): string {
  if (Array.isArray(value)) return value.map(claimText).join(', ')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** What the API found of a credential from anywhere. */
export interface Checked {
  readonly status: AttestationStatus
  readonly problem: string | null
  readonly statusProblem: string | null
  readonly statusAsOf: string | null
  readonly issuer: string | null
  readonly issuerCooperative: { readonly name: string | null } | null
  readonly issuerTrust: IssuerTrust
  readonly validFrom: string | null
  readonly validUntil: string | null
  readonly unchecked: readonly string[]
  readonly attestation: { readonly revokedAt: string | null; readonly revocationReason: string | null } | null
}

/** One thing that was checked, and what came of it. */
export interface Check {
  readonly about: 'Signature' | 'Time' | 'Revocation' | 'Issuer' | 'Further conditions'
  readonly result: 'holds' | 'fails' | 'unknown'
  readonly text: string
}

export interface Circumstances {
  readonly nowMs: number
  readonly locale?: string | undefined
  readonly timeZone?: string | undefined
}

/** Everything that was checked of a credential, in plain words. */
export function checksOf(checked: Checked, circumstances: Circumstances): readonly Check[] {
  const further: Check[] = checked.unchecked.map((member) => ({
    about: 'Further conditions',
    result: 'unknown',
    text: `It has a “${member}”, which this check does not evaluate: it may limit the validity of the credential.`,
  }))
  if (checked.status === 'UNSUPPORTED')
    return [{ about: 'Signature', result: 'unknown', text: sentence(checked.problem ?? '') }]
  return [
    signatureCheck(checked),
    timeCheck(checked, circumstances),
    revocationCheck(checked, circumstances),
    issuerCheck(checked),
    ...further,
  ]
}

/** The combined result of all checks, in one sentence. */
export const CREDENTIAL_VERDICT: Readonly<Record<AttestationStatus, string>> = {
  VALID: 'Valid.',
  NOT_YET_VALID: 'Not valid yet.',
  EXPIRED: 'No longer valid: it has expired.',
  REVOKED: 'No longer valid: its issuer has revoked it.',
  INVALID_PROOF: 'Failed: do not rely on it.',
  UNCHECKED: 'Signed, but its revocation status is unknown: do not rely on it yet.',
  UNSUPPORTED: 'This node cannot verify it: do not rely on it.',
}

function signatureCheck({ problem, issuer, issuerCooperative }: Checked): Check {
  if (problem !== null) {
    const text = `The signature does not verify. ${sentence(problem)}`
    return { about: 'Signature', result: 'fails', text }
  }
  const text = `Signed by ${issuerCooperative?.name ?? issuer}, unchanged.`
  return { about: 'Signature', result: 'holds', text }
}

function timeCheck({ validFrom, validUntil }: Checked, { nowMs, locale, timeZone }: Circumstances): Check {
  const from = validFrom === null ? null : fullTime(validFrom, locale, timeZone)
  const until = validUntil === null ? null : fullTime(validUntil, locale, timeZone)
  if (validUntil !== null && nowMs >= Date.parse(validUntil)) {
    return { about: 'Time', result: 'fails', text: `Expired on ${until}.` }
  }
  if (validFrom !== null && nowMs < Date.parse(validFrom)) {
    return { about: 'Time', result: 'fails', text: `Valid only from ${from}.` }
  }
  const since = from === null ? 'Valid now' : `Valid since ${from}`
  return { about: 'Time', result: 'holds', text: `${since}, ${until === null ? 'no end date' : `until ${until}`}.` }
}

function revocationCheck(checked: Checked, { locale, timeZone }: Circumstances): Check {
  const { attestation } = checked
  if (attestation === null) return listCheck(checked, { locale, timeZone })
  const { revokedAt, revocationReason } = attestation
  if (revokedAt === null) {
    return { about: 'Revocation', result: 'holds', text: 'Our node holds it, and its issuer has not revoked it.' }
  }
  const why = revocationReason === null ? '' : `: “${revocationReason}”`
  return {
    about: 'Revocation',
    result: 'fails',
    text: `Its issuer revoked it on ${fullTime(revokedAt, locale, timeZone)}${why}.`,
  }
}

/** What status lists say of a credential of which our node knows nothing else. */
function listCheck(
  { status, statusProblem, statusAsOf }: Checked,
  { locale, timeZone }: Pick<Circumstances, 'locale' | 'timeZone'>,
): Check {
  const about = 'Revocation'
  if (status === 'REVOKED') return { about, result: 'fails', text: sentence(statusProblem ?? '') }
  if (statusProblem !== null)
    return { about, result: 'unknown', text: `The revocation status could not be read. ${sentence(statusProblem)}` }
  if (statusAsOf !== null) {
    const text = `Its issuer’s status list does not revoke it, as of ${fullTime(statusAsOf, locale, timeZone)}.`
    return { about, result: 'holds', text }
  }
  const text =
    'This credential has not reached our node, so a revocation would not either: ask its issuer whether it is still valid.'
  return { about, result: 'unknown', text }
}

function issuerCheck({ issuerTrust }: Checked): Check {
  const { weight, explanation } = issuerTrust
  const { text } = trustWord(issuerTrust)
  return { about: 'Issuer', result: weight === 0 ? 'unknown' : 'holds', text: `${text}: ${explanation}.` }
}

/** What is wrong with a text that should be a credential, seen before the node is asked. */
export function textProblem(text: string): string | null {
  if (text.trim() === '') return 'Paste the credential, or drop its file here.'
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return null
  } catch {
    return 'Incomplete: a credential is JSON, from the first { to the last }.'
  }
  return 'This is JSON, but not a credential, which begins with { and ends with }.'
}
