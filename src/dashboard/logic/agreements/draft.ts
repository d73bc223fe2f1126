import type { AgreementType, CompensationModel, PartyRole } from '../../generated/enums.ts'
import type { CreateDraftInput, TermsInput } from '../../generated/operations.ts'
import { typed } from '../clearing/result.ts'
import { instantOfDay, isOver } from '../moments.ts'
import { parseAmount } from '../money.ts'
import { DID } from '../picker.ts'
import { type Bookable, keyProblem, quantityProblem, quantityText } from './bookable.ts'
import { readCustomTerms } from './custom-terms.ts'
import { type RecordTypeRow, readRecordTypes } from './record-types.ts'

/** What has been typed into the form of a proposal. */
export interface DraftForm {
  readonly title: string
  readonly description: string
  readonly type: AgreementType
  readonly parties: readonly PartyRow[]
  readonly resources: readonly ResourceRow[]
  readonly currencies: readonly CurrencyRow[]
  readonly nettingPeriod: string
  readonly attestationTypes: string
  readonly quorum: string
  readonly threshold: string
  readonly weights: Readonly<Record<string, string>>
  /** How long a vote takes at least; empty for what the node takes by default. */
  readonly minimumPeriod: string
  readonly customName: string
  readonly customTerms: string
  readonly recordTypes: readonly RecordTypeRow[]
  readonly effectiveDate: string
  readonly expiryDate: string
  readonly renewal: string
  readonly maxRenewals: string
  readonly signBefore: string
  readonly noticeDays: string
  readonly governingLaw: string
  readonly disputeResolution: string
  readonly additionalTerms: string
}

export interface PartyRow {
  readonly did: string
  readonly role: Exclude<PartyRole, 'PROPOSER'>
}

export interface ResourceRow {
  /** Null for a resource that cannot be booked. */
  readonly bookable: Bookable | null
  readonly kind: string
  readonly description: string
  readonly provider: string
  readonly quantity: string
  readonly unit: string
  readonly model: CompensationModel
  readonly amount: string
  readonly currency: string
  readonly scale: string
  readonly period: string
  readonly per: string
}

export interface CurrencyRow {
  readonly code: string
  readonly scale: string
  readonly limit: string
}

export const EMPTY_CURRENCY: CurrencyRow = { code: '', scale: '2', limit: '' }

export function emptyResource(provider: string): ResourceRow {
  const cost = { model: 'NONE', amount: '', currency: '', scale: '2', period: 'P1M', per: '' } as const
  return { bookable: null, kind: '', description: '', provider, quantity: '', unit: '', ...cost }
}

export function emptyDraft(self: string): DraftForm {
  return {
    title: '',
    description: '',
    type: 'CLEARING_ARRANGEMENT',
    parties: [],
    resources: [emptyResource(self)],
    currencies: [EMPTY_CURRENCY],
    nettingPeriod: '',
    attestationTypes: '',
    quorum: '50',
    threshold: '51',
    weights: {},
    minimumPeriod: 'P1D',
    customName: '',
    customTerms: '',
    recordTypes: [],
    effectiveDate: '',
    expiryDate: '',
    renewal: '',
    maxRenewals: '',
    signBefore: '',
    noticeDays: '30',
    governingLaw: '',
    disputeResolution: '',
    additionalTerms: '',
  }
}

/** What is wrong, by the name of the field: `title`, `currencies.0.limit`. */
export type Problems = Readonly<Record<string, string>>

export interface CheckedDraft {
  readonly problems: Problems
  /** What goes to the node; null while something is wrong. */
  readonly input: Omit<CreateDraftInput, 'idempotencyKey'> | null
}

interface Circumstances {
  readonly self: string
  readonly nowMs: number
  readonly locale?: string | undefined
  /** What an agreement in force says already: its dates may be over, and what can be booked may be charged nowhere. */
  readonly kept?: Partial<Pick<DraftForm, 'effectiveDate' | 'expiryDate' | 'resources'>>
}

/** What is wrong with the identifier of a cooperative; null where nothing is. */
export function didProblem(did: string): string | null {
  return DID.test(did) ? null : 'Choose a cooperative, or paste its identifier, which begins with did:key:z6Mk.'
}
/** As the API takes it. */
const CODE = /^[A-Za-z][A-Za-z0-9_-]{1,15}$/
const NOTICE_DAYS_MAX = 3650
const RENEWALS_MAX = 10_000
/** The most digits that may stand after a decimal mark. */
export const SCALE_MAX = 18

/** Checks the form as one types, and makes of it what the node takes. */
export function checkDraft(form: DraftForm, circumstances: Circumstances): CheckedDraft {
  const problems: Record<string, string> = {}
  const note = (field: string, problem: string | null) => {
    if (problem !== null) problems[field] = problem
  }
  if (form.title.trim() === '') note('title', 'Enter a title.')
  checkParties(form, circumstances, note)
  checkDates(form, note)
  checkOver(form, circumstances, note)
  const autoRenewal = readRenewal(form, note)
  const noticeDays = wholeNumber(form.noticeDays, 0, NOTICE_DAYS_MAX)
  if (noticeDays === null) note('noticeDays', `Write a number of days from 0 to ${NOTICE_DAYS_MAX}.`)
  const terms = TERMS[form.type](form, circumstances, note)
  if (Object.keys(problems).length > 0) return { problems, input: null }
  return { problems, input: { ...commonInput(form), autoRenewal, noticeDays, terms } }
}

type Note = (field: string, problem: string | null) => void
type ReadTerms = (form: DraftForm, circumstances: Circumstances, note: Note) => TermsInput

function commonInput(
  form: DraftForm,
): Omit<CreateDraftInput, 'idempotencyKey' | 'terms' | 'noticeDays' | 'autoRenewal'> {
  const text = (value: string) => (value.trim() === '' ? null : value.trim())
  return {
    title: form.title.trim(),
    description: text(form.description),
    parties: form.parties.map(({ did, role }) => ({ did: did.trim(), role })),
    effectiveDate: form.effectiveDate === '' ? null : instantOfDay(form.effectiveDate),
    expiryDate: form.expiryDate === '' ? null : instantOfDay(form.expiryDate, true),
    signBefore: form.signBefore === '' ? null : instantOfDay(form.signBefore, true),
    governingLaw: text(form.governingLaw),
    disputeResolution: text(form.disputeResolution),
    additionalTerms: text(form.additionalTerms),
  }
}

function checkParties({ parties }: DraftForm, { self }: Circumstances, note: Note): void {
  if (!parties.some(({ role }) => role !== 'WITNESS')) note('parties', 'Add at least one other party that signs.')
  const seen = new Set([self])
  for (const [index, { did }] of parties.entries()) {
    const text = did.trim()
    const again = text === self ? 'Our own cooperative is a party already.' : 'This cooperative is already a party.'
    const problem = didProblem(text) ?? (seen.has(text) ? again : null)
    if (problem !== null) note(`parties.${index}`, problem)
    seen.add(text)
  }
}

function checkDates({ effectiveDate, expiryDate, renewal, signBefore }: DraftForm, note: Note): void {
  if (effectiveDate !== '' && expiryDate !== '' && expiryDate <= effectiveDate) {
    note('expiryDate', 'Choose a day after the first day in force.')
  }
  if (renewal !== '' && expiryDate === '') note('renewal', 'Renewal needs an end date.')
  if (signBefore !== '' && expiryDate !== '' && signBefore >= expiryDate) {
    note('signBefore', 'Choose a day before the end date.')
  }
}

const OVER = {
  effectiveDate: 'This day is over. Leave it empty for an agreement that is in force from the last signature.',
  expiryDate: 'This day is over. Choose a later one, or none.',
  signBefore: 'This day is over: it can no longer be signed. Choose a later one, or none.',
} as const

function checkOver(form: DraftForm, { nowMs, kept }: Circumstances, note: Note): void {
  for (const field of ['effectiveDate', 'expiryDate', 'signBefore'] as const) {
    const isKept = field !== 'signBefore' && kept?.[field] === form[field]
    if (!isKept && isOver(form[field], nowMs)) note(field, OVER[field])
  }
}

function readRenewal({ renewal, maxRenewals }: DraftForm, note: Note): CreateDraftInput['autoRenewal'] {
  const most = maxRenewals.trim() === '' ? null : wholeNumber(maxRenewals, 0, RENEWALS_MAX)
  if (most === null && maxRenewals.trim() !== '') {
    note('maxRenewals', `Write a number of renewals from 0 to ${RENEWALS_MAX}, or leave it empty for no limit.`)
  }
  return renewal === '' ? null : { period: renewal, maxRenewals: most }
}

const TERMS: Readonly<Record<AgreementType, ReadTerms>> = {
  CLEARING_ARRANGEMENT: readClearing,
  RESOURCE_SHARING: readSharing,
  MUTUAL_RECOGNITION: readRecognition,
  JOINT_GOVERNANCE: readGovernance,
  CUSTOM: readCustom,
}

function readClearing(form: DraftForm, { locale }: Circumstances, note: Note): TermsInput {
  const codes = form.currencies.map(({ code }) => code.trim())
  const currencies = form.currencies.map(({ code, scale, limit }, index) => {
    const at = `currencies.${index}`
    note(`${at}.code`, codeProblem(code.trim()))
    if (codes.indexOf(code.trim()) !== index) note(`${at}.code`, 'This currency is listed twice.')
    const digits = readScale(scale, `${at}.scale`, note)
    const amount = isZero(limit) ? typed('0') : parseAmount(limit, digits, locale)
    if (!amount.ok) note(`${at}.limit`, amount.problem)
    return { code: code.trim(), scale: digits, creditLimit: amount.ok ? amount.value : '0' }
  })
  return { clearingArrangement: { currencies, nettingPeriod: form.nettingPeriod === '' ? null : form.nettingPeriod } }
}

/** A limit of zero: no party may owe anything in that currency until it is raised. */
function isZero(text: string): boolean {
  return /^0+(?:[.,]0*)?$/.test(text.trim())
}

function readSharing(form: DraftForm, { self, locale, kept }: Circumstances, note: Note): TermsInput {
  const parties = new Set([self, ...form.parties.map(({ did }) => did.trim())])
  const witnesses = new Set(form.parties.flatMap(({ did, role }) => (role === 'WITNESS' ? [did.trim()] : [])))
  const keys = form.resources.flatMap(({ bookable }) => bookable?.key ?? [])
  const resources = form.resources.map((row, index) => {
    const at = `resources.${index}`
    const quantity = quantityText(row.quantity, row.bookable !== null)
    if (row.kind.trim() === '') note(`${at}.kind`, 'Name the resource, for example “delivery van”.')
    if (!parties.has(row.provider)) note(`${at}.provider`, 'Choose the party that provides it.')
    if (row.bookable !== null) {
      note(`${at}.key`, keyProblem(row.bookable.key, keys))
      note(`${at}.quantity`, quantityProblem(quantity))
      if (!kept?.resources?.includes(row)) note(`${at}.settlementId`, settlementProblem(row))
      if (witnesses.has(row.provider))
        note(`${at}.provider`, 'A witness signs nothing, so its resources cannot be booked.')
    }
    return {
      ...row.bookable,
      kind: row.kind.trim(),
      description: row.description.trim() === '' ? null : row.description.trim(),
      provider: row.provider,
      quantity,
      unit: row.unit.trim() === '' ? null : row.unit.trim(),
      compensation: readCompensation(row, { at, locale, note }),
    }
  })
  return { resourceSharing: { resources } }
}

function settlementProblem({ model, bookable }: ResourceRow): string | null {
  if (bookable?.settlementId !== null || (model !== 'FIXED' && model !== 'PER_USE')) return null
  return 'Choose the clearing arrangement in which its use becomes a debt.'
}

interface RowContext {
  readonly at: string
  readonly locale: string | undefined
  readonly note: Note
}

function readCompensation(row: ResourceRow, { at, locale, note }: RowContext) {
  const { model, currency, scale, period, per } = row
  if (model === 'NONE' || model === 'RECIPROCAL') return { model }
  const digits = readScale(scale, `${at}.scale`, note)
  const amount = parseAmount(row.amount, digits, locale)
  if (!amount.ok) note(`${at}.amount`, amount.problem)
  note(`${at}.currency`, codeProblem(currency.trim()))
  if (model === 'PER_USE' && per.trim() === '')
    note(`${at}.per`, 'Enter the unit that the amount pays for, for example “hour”.')
  const price = { model, amount: amount.ok ? amount.value : '0', currency: currency.trim(), scale: digits }
  return model === 'FIXED' ? { ...price, period } : { ...price, unit: per.trim() }
}

function readRecognition({ attestationTypes }: DraftForm, _: Circumstances, note: Note): TermsInput {
  const types = attestationTypes.split(/[\n,]/).flatMap((type) => (type.trim() === '' ? [] : [type.trim()]))
  if (types.length === 0) note('attestationTypes', 'Name at least one, for example MemberInGoodStanding.')
  if (new Set(types).size < types.length) note('attestationTypes', 'Name each of them once.')
  return { mutualRecognition: { attestationTypes: types } }
}

function readGovernance(form: DraftForm, { self }: Circumstances, note: Note): TermsInput {
  const quorum = wholeNumber(form.quorum, 0, 100)
  const threshold = wholeNumber(form.threshold, 1, 100)
  if (quorum === null) note('quorum', 'Write a percentage from 0 to 100.')
  if (threshold === null) note('threshold', 'Write a percentage from 1 to 100.')
  const voters = [self, ...form.parties.flatMap(({ did, role }) => (role === 'WITNESS' ? [] : [did.trim()]))]
  const weights = voters.map((party) => {
    const weight = wholeNumber(form.weights[party] ?? '1', 0, 1_000_000_000)
    if (weight === null) note(`weights.${party}`, 'Write a whole number, for example 1.')
    return { party, weight: weight ?? 0 }
  })
  if (weights.every(({ weight }) => weight === 0)) note('threshold', 'At least one weight must be greater than zero.')
  const { minimumPeriod } = form
  const decided = { quorum: quorum ?? 0, threshold: threshold ?? 1, weights }
  return { jointGovernance: minimumPeriod === '' ? decided : { ...decided, minimumPeriod } }
}

function readCustom({ customName, customTerms, ...form }: DraftForm, _: Circumstances, note: Note): TermsInput {
  if (customName.trim() === '') note('customName', 'Name the kind of agreement.')
  const types = readRecordTypes(form.recordTypes)
  for (const [index, { problems }] of types.entries()) {
    for (const [field, problem] of Object.entries(problems)) note(`recordTypes.${index}.${field}`, problem)
  }
  const terms = customTerms.trim() === '' && types.length > 0 ? typed({}) : readCustomTerms(customTerms)
  if (!terms.ok) note('customTerms', terms.problem)
  const custom = { name: customName.trim(), terms: terms.ok ? terms.value : {} }
  return { custom: types.length === 0 ? custom : { ...custom, recordTypes: types.map(({ input }) => input) } }
}

/** What is wrong with the code of a currency. */
export function codeProblem(code: string): string | null {
  return CODE.test(code) ? null : 'Write a code of 2 to 16 letters, for example EUR, or HOURS for a unit of your own.'
}

function readScale(text: string, field: string, note: Note): number {
  const scale = wholeNumber(text, 0, SCALE_MAX)
  if (scale === null) note(field, `Enter the number of decimal places: 0 to ${SCALE_MAX}.`)
  return scale ?? 0
}

/** The number that was typed, or null where it is none within these bounds. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\d{1,10}$/.test(text.trim())) return null
  const number = Number(text)
  return number >= least && number <= most ? number : null
}
