import { isDateText } from '../../../kernel/index.ts'
import type { IssueAttestationInput } from '../../generated/operations.ts'
import { codeProblem, SCALE_MAX, wholeNumber } from '../agreements/draft.ts'
import { mistyped, type Typed, typed } from '../clearing/result.ts'
import { instantOfDay, isOver } from '../moments.ts'
import { formatAmount, parseAmount } from '../money.ts'
import { DID } from '../picker.ts'
import { ATTESTATION_TYPE, claimLabel, claimText, isKnownType, type KnownType } from './attestation.ts'

/** How a claim is typed, and what it is checked by. */
export type ClaimKind = 'date' | 'text' | 'percent' | 'count' | 'amount' | 'currency' | 'scale' | 'texts'

export interface ClaimField {
  readonly name: string
  readonly label: string
  readonly kind: ClaimKind
}

/** The form of each type that the node knows, by the names of its claims. All may be left empty, though of PaymentReliability not all at once. */
export const CLAIM_FIELDS: Readonly<Record<KnownType, readonly ClaimField[]>> = {
  MemberInGoodStanding: [
    { name: 'memberSince', label: 'Member since', kind: 'date' },
    { name: 'goodStandingUntil', label: 'In good standing until', kind: 'date' },
    { name: 'membershipNumber', label: 'Membership number', kind: 'text' },
    { name: 'role', label: 'Role', kind: 'text' },
  ],
  PaymentReliability: [
    { name: 'periodFrom', label: 'Period from', kind: 'date' },
    { name: 'periodUntil', label: 'Period until', kind: 'date' },
    { name: 'onTimePercent', label: 'Paid on time', kind: 'percent' },
    { name: 'obligationsSettled', label: 'Debts settled', kind: 'count' },
    { name: 'obligationsLate', label: 'Of these, late', kind: 'count' },
    { name: 'amountSettled', label: 'Amount settled', kind: 'amount' },
    { name: 'currency', label: 'Its currency', kind: 'currency' },
    { name: 'scale', label: 'Decimal digits', kind: 'scale' },
  ],
  ResourceAvailability: [
    { name: 'resource', label: 'What there is', kind: 'text' },
    { name: 'quantity', label: 'How much of it', kind: 'text' },
    { name: 'unit', label: 'Unit', kind: 'text' },
    { name: 'location', label: 'Where', kind: 'text' },
    { name: 'availableFrom', label: 'Available from', kind: 'date' },
    { name: 'availableUntil', label: 'Available until', kind: 'date' },
  ],
  GovernanceParticipation: [
    { name: 'periodFrom', label: 'Period from', kind: 'date' },
    { name: 'periodUntil', label: 'Period until', kind: 'date' },
    { name: 'meetingsHeld', label: 'Meetings held', kind: 'count' },
    { name: 'meetingsAttended', label: 'Meetings attended', kind: 'count' },
    { name: 'votesHeld', label: 'Votes held', kind: 'count' },
    { name: 'votesCast', label: 'Votes cast', kind: 'count' },
    { name: 'offices', label: 'Offices', kind: 'texts' },
  ],
}

/** What is stated, in the words of the form and in its order; what the form does not know follows. */
export function claimLines(
  type: string,
  claims: Readonly<Record<string, unknown>>,
  locale?: string,
): readonly (readonly [label: string, text: string])[] {
  const fields = isKnownType(type) ? CLAIM_FIELDS[type] : []
  const { amountSettled: amount, currency, scale } = claims
  const isMoney = typeof amount === 'string' && /^\d+$/.test(amount) && typeof currency === 'string'
  const known = fields.flatMap(({ name, label, kind }): [string, string][] => {
    if (!Object.hasOwn(claims, name) || (isMoney && (kind === 'currency' || kind === 'scale'))) return []
    if (isMoney && kind === 'amount') {
      return [[label, formatAmount(amount, { currency, scale: typeof scale === 'number' ? scale : 0 }, locale)]]
    }
    return [[label, `${claimText(claims[name])}${kind === 'percent' ? ' %' : ''}`]]
  })
  const others = Object.entries(claims).filter(([name]) => !fields.some((field) => field.name === name))
  return [...known, ...others.map(([name, value]) => [claimLabel(name), claimText(value)] as const)]
}

export const CLAIM_HINT: Readonly<Partial<Record<ClaimKind, string>>> = {
  date: 'A year, a month or a day: 2019, 2019-05 or 2019-05-31.',
  percent: 'In whole percent.',
  texts: 'One in each line.',
}

export const OWN_TYPE = 'own'

/** What has been typed into the form of an attestation. */
export interface IssueForm {
  /** One that the node knows, or `OWN_TYPE`: then `ownType` names it and `ownClaims` are its claims. */
  readonly type: KnownType | typeof OWN_TYPE
  readonly ownType: string
  readonly subject: string
  readonly claims: Readonly<Record<string, string>>
  readonly ownClaims: readonly OwnClaim[]
  readonly validFrom: string
  readonly validUntil: string
  /** Whose parties alone are to read it; empty for everybody. */
  readonly agreementId: string
  readonly evidence: string
}

export interface OwnClaim {
  readonly name: string
  readonly value: string
}

export function emptyIssue(subject: string): IssueForm {
  return {
    type: 'MemberInGoodStanding',
    ownType: '',
    subject,
    claims: { scale: '2' },
    ownClaims: [{ name: '', value: '' }],
    validFrom: '',
    validUntil: '',
    agreementId: '',
    evidence: '',
  }
}

export interface CheckedIssue {
  readonly problems: Readonly<Record<string, string>>
  /** What is sent; null while something is wrong. */
  readonly input: Omit<IssueAttestationInput, 'idempotencyKey'> | null
}

interface Circumstances {
  readonly nowMs: number
  readonly locale?: string | undefined
}

const OWN_TYPE_FORM = /^(?!VerifiableCredential$)[A-Za-z][A-Za-z0-9:/._~%#-]{0,99}$/
const ENTRY = /^[0-9a-f]{64}$/

/** A member may have a DID of any method. */
export const MEMBER_DID = /^did:[a-z0-9]+:[A-Za-z0-9.:%_-]{1,240}$/

/** The type that the form names. */
export function typeOf({ type, ownType }: IssueForm): string {
  return type === OWN_TYPE ? ownType.trim() : type
}

/** Checks the form as one types, and makes of it what the node takes. */
export function checkIssue(form: IssueForm, { nowMs, locale }: Circumstances): CheckedIssue {
  const problems: Record<string, string> = {}
  const subject = form.subject.trim()
  if (!MEMBER_DID.test(subject) || (subject.startsWith('did:key:z6Mk') && !DID.test(subject))) {
    problems.subject =
      'Choose a cooperative, or paste the identifier of one or of a member: did:key:z6Mk…, or did:web:… and others'
  }
  const type = typeOf(form)
  if (form.type === OWN_TYPE) checkOwnType(type, problems)
  const claims = isKnownType(type) ? knownClaims(type, form, problems, locale) : ownClaims(form, problems)
  const { validFrom, validUntil } = form
  if (validFrom !== '' && validUntil !== '' && validUntil < validFrom) {
    problems.validUntil = 'Choose a day that is not before the first day of validity.'
  }
  if (isOver(validUntil, nowMs)) {
    problems.validUntil =
      'This day is over: choose a later one, or none for an attestation that holds until we revoke it.'
  }
  const evidence = form.evidence.split(/\s+/).filter((hash) => hash !== '')
  if (!evidence.every((hash) => ENTRY.test(hash)) || new Set(evidence).size < evidence.length) {
    problems.evidence = 'Write the hash of an entry in each line, each once: 64 digits and letters from a to f.'
  }
  if (Object.keys(problems).length > 0) return { problems, input: null }
  return {
    problems,
    input: {
      subject,
      type,
      claims,
      ...(evidence.length === 0 ? {} : { evidence }),
      ...(validFrom === '' ? {} : { validFrom: instantOfDay(validFrom) }),
      ...(validUntil === '' ? {} : { validUntil: instantOfDay(validUntil, true) }),
      ...(form.agreementId === '' ? {} : { agreementId: form.agreementId }),
    },
  }
}

function checkOwnType(type: string, problems: Record<string, string>): void {
  if (isKnownType(type)) problems.ownType = `Choose “${ATTESTATION_TYPE[type]}” above: it has a form of its own.`
  else if (!OWN_TYPE_FORM.test(type)) {
    problems.ownType =
      'Write one word, for example OrganicFarming, or an address like https://example.org/OrganicFarming.'
  }
}

/** Which claim is at most, or not after, which other. */
const ORDERED: readonly (readonly [lower: string, upper: string, problem: string])[] = [
  ['periodFrom', 'periodUntil', 'This is before the start.'],
  ['availableFrom', 'availableUntil', 'This is before the start.'],
  ['obligationsLate', 'obligationsSettled', 'These are fewer than the late ones among them.'],
  ['meetingsAttended', 'meetingsHeld', 'These are fewer than were attended.'],
  ['votesCast', 'votesHeld', 'These are fewer than were cast.'],
]

function knownClaims(
  type: KnownType,
  { claims: typedClaims }: IssueForm,
  problems: Record<string, string>,
  locale?: string,
) {
  const claims: Record<string, unknown> = {}
  const text = (name: string) => (typedClaims[name] ?? '').trim()
  const scale = wholeNumber(text('scale'), 0, SCALE_MAX) ?? 2
  const hasAmount = text('amountSettled') !== ''
  for (const { name, kind } of CLAIM_FIELDS[type]) {
    const isForAmount = kind === 'currency' || kind === 'scale'
    // The currency goes with the amount: with one and without the other, both say nothing.
    if (isForAmount ? !hasAmount : text(name) === '') continue
    const read = READ[kind](text(name), { scale, locale })
    if (read.ok) claims[name] = read.value
    else problems[`claims.${name}`] = read.problem
  }
  for (const [lower, upper, problem] of ORDERED) {
    if (isBelow(claims[upper], claims[lower])) problems[`claims.${upper}`] = problem
  }
  const isEmpty = CLAIM_FIELDS[type].every(({ name }) => !(name in claims) && !(`claims.${name}` in problems))
  if (type === 'PaymentReliability' && isEmpty) problems['claims.onTimePercent'] = 'State at least one of these.'
  return claims
}

/** Numbers by their size; dates as far as both say them: nothing is known of 2019 and 2019-05. */
function isBelow(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') return one < other
  if (typeof one !== 'string' || typeof other !== 'string') return false
  const exact = Math.min(one.length, other.length)
  return one.slice(0, exact) < other.slice(0, exact)
}

type Read = (text: string, context: { readonly scale: number; readonly locale: string | undefined }) => Typed<unknown>

const COUNT_MAX = 9_999_999_999

const READ: Readonly<Record<ClaimKind, Read>> = {
  text: typed,
  texts: (text) => typed(linesOf(text)),
  date: (text) => {
    return isDateText(text) && !text.includes('T')
      ? typed(text)
      : mistyped('Write a year, a month or a day, like 2019, 2019-05 or 2019-05-31.')
  },
  percent: (text) => numberIn(text, 100, 'Write a whole percentage from 0 to 100.'),
  count: (text) => numberIn(text, COUNT_MAX, 'Write a whole number.'),
  scale: (text) => numberIn(text, SCALE_MAX, `Enter the number of decimal places: 0 to ${SCALE_MAX}.`),
  amount: (text, { scale, locale }) => parseAmount(text, scale, locale),
  currency: (text) => {
    const problem = codeProblem(text)
    return problem === null ? typed(text) : mistyped(problem)
  },
}

function numberIn(text: string, most: number, problem: string): Typed<number> {
  const number = wholeNumber(text, 0, most)
  return number === null ? mistyped(problem) : typed(number)
}

function ownClaims({ ownClaims: rows }: IssueForm, problems: Record<string, string>): Record<string, unknown> {
  const filled = rows.flatMap(({ name, value }, index) =>
    name.trim() === '' && value.trim() === '' ? [] : [{ name: name.trim(), value: value.trim(), index }],
  )
  for (const { name, value, index } of filled) {
    const others = filled.filter((row) => row.name === name)
    if (name === '') problems[`own.${index}`] = 'Enter a name.'
    else if (name === 'id' || name === 'type' || name.startsWith('@') || name === '__proto__') {
      problems[`own.${index}`] = 'This name is reserved in credentials: choose another.'
    } else if (others.length > 1) problems[`own.${index}`] = 'This name is used twice.'
    else if (value === '') problems[`own.${index}`] = 'Enter a value.'
  }
  return Object.fromEntries(filled.map(({ name, value }) => [name, value]))
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
