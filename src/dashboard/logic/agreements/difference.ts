import type { PartyRole } from '../../generated/enums.ts'
import { claimLabel, typeText } from '../attestations/attestation.ts'
import { dayOf, durationText } from '../moments.ts'
import { formatAmount } from '../money.ts'
import { AGREEMENT_TYPE, APPROVAL, COMPENSATION, CONSENT, PARTY_ROLE } from '../words.ts'

/** One thing in which two documents differ. */
export interface Difference {
  /** What it is, in words; no two lines of one document have the same. */
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

/** What differs in every version and says nothing about what was agreed. */
const TECHNICAL = new Set(['agreementId', 'version', 'base', 'nonce', 'ruleSet', 'signBefore'])

interface Reading {
  /** The names of parties, by DID. */
  readonly names?: ReadonlyMap<string, string>
  readonly locale?: string | undefined
}

/** Where a new document differs from the old one, line by line; entries of lists are compared by whom or what they are about. */
export function differences(before: Json, after: Json, reading: Reading = {}): Difference[] {
  const old = linesOf(before, reading)
  const fresh = linesOf(after, reading)
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((what) => {
    const [was, is] = [old.get(what) ?? null, fresh.get(what) ?? null]
    return was === is ? [] : [{ what, before: was, after: is }]
  })
}

type Json = Readonly<Record<string, unknown>>

/** What the fields are called; where two have one name, with the name of what they stand in. */
const LABELS: Readonly<Record<string, string>> = {
  title: 'Title',
  description: 'Purpose',
  type: 'Type',
  effectiveDate: 'In force from',
  expiryDate: 'Ends on',
  noticeDays: 'Days of notice',
  governingLaw: 'Governing law',
  disputeResolution: 'Dispute resolution',
  additionalTerms: 'Further terms',
  'autoRenewal.period': 'Renews automatically for',
  'autoRenewal.maxRenewals': 'Maximum number of renewals',
  nettingPeriod: 'Propose netting automatically every',
  quorum: 'Quorum',
  threshold: 'Majority',
  minimumPeriod: 'Voting takes at least',
  attestationTypes: 'Recognised types',
  role: 'Role',
  weight: 'Weight of the vote',
  creditLimit: 'Credit limit between two parties',
  scale: 'Decimal places',
  provider: 'Provided by',
  key: 'Booked as',
  approval: 'Bookings are granted',
  settlementId: 'Charged under',
  bookingWindow: 'Booked at most this far ahead',
  quantity: 'Quantity',
  unit: 'Unit',
  'compensation.model': 'Price',
  'compensation.amount': 'Amount',
  'compensation.currency': 'Currency of the price',
  'compensation.scale': 'Decimal places of the price',
  authors: 'Who may add it',
  consent: 'Consent',
  schema: 'What it holds',
  'compensation.unit': 'Price per',
  'compensation.period': 'Price per period of',
}

/** Coded values, in words. The proposer of a version is its PROPOSER: as a party its role is unchanged. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  type: AGREEMENT_TYPE,
  model: COMPENSATION,
  approval: APPROVAL,
  consent: CONSENT,
  role: { ...PARTY_ROLE, PROPOSER: PARTY_ROLE.COUNTERPARTY },
}

/** What an entry of a list is about: that is its name, and no line of its own. */
const NAMING = ['did', 'party', 'code', 'kind', 'name'] as const

function linesOf(document: Json, reading: Reading): Map<string, string> {
  const lines = new Map<string, string>()
  const walk = (owner: Json, inside: string, about: string) => {
    for (const [name, value] of Object.entries(owner)) {
      const label = LABELS[`${inside}.${name}`] ?? LABELS[name] ?? claimLabel(name)
      const what = about === '' ? label : `${about}: ${label}`
      if (value === null || value === undefined || (about !== '' && NAMING.some((naming) => naming === name))) continue
      if (Array.isArray(value) && value.length === 0) continue
      if (inside === 'terms' && name === 'terms') own(value as Json)
      else if (about !== '' && name === 'schema') lines.set(what, JSON.stringify(value))
      else if (Array.isArray(value) && value.some((entry) => typeof entry === 'object')) each(value as Json[], label)
      else if (typeof value === 'object' && !Array.isArray(value)) walk(value as Json, name, about)
      else lines.set(what, readable(name, value, owner, reading))
    }
  }
  const each = (entries: readonly Json[], label: string) => {
    const seen = new Map<string, number>()
    for (const entry of entries) {
      const about = aboutOf(entry, reading) ?? label
      const count = (seen.get(about) ?? 0) + 1
      seen.set(about, count)
      walk(entry, '', count === 1 ? about : `${about} (${count})`)
    }
  }
  // Terms of their own have names of their own, which may be those of other fields.
  const own = (terms: Json) => {
    for (const [name, value] of Object.entries(terms)) {
      lines.set(`“${name}”`, typeof value === 'string' ? value : JSON.stringify(value))
    }
  }
  walk(Object.fromEntries(Object.entries(document).filter(([name]) => !TECHNICAL.has(name))), '', '')
  return lines
}

function aboutOf(entry: Json, { names }: Reading): string | null {
  const naming = NAMING.find((name) => typeof entry[name] === 'string')
  if (naming === undefined) return null
  const text = String(entry[naming])
  return names?.get(text) ?? text
}

/** Amounts by the scale beside them, instants as days, parties by their names, codes in words; all else as it stands there. */
function readable(name: string, value: unknown, owner: Json, { names, locale }: Reading): string {
  const { scale } = owner
  const text = String(value)
  if (typeof scale === 'number' && /^(amount|creditLimit)$/.test(name) && /^\d+$/.test(text)) {
    return formatAmount(text, { currency: String(owner.code ?? owner.currency ?? ''), scale }, locale)
  }
  if (name.endsWith('Date') && typeof value === 'number') return dayOf(new Date(value).toISOString(), locale)
  if (/(period|window)$/i.test(name)) return durationText(text)
  if (name === 'quorum' || name === 'threshold') return `${text} %`
  if (name === 'authors' && Array.isArray(value)) return value.map((role) => PARTY_ROLE[role as PartyRole]).join(', ')
  if (Array.isArray(value)) return value.map((entry) => typeText(String(entry))).join(', ')
  return VALUES[name]?.[text] ?? names?.get(text) ?? text
}
