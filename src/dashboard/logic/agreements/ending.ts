import type { AgreementPageQuery } from '../../generated/operations.ts'
import { dayOf, durationText } from '../moments.ts'
import { counted, enumerate, nameOf, TERMINATION_CAUSE } from '../words.ts'

type Agreement = NonNullable<AgreementPageQuery['agreement']>
type Termination = NonNullable<Agreement['termination']>

/** What of an agreement says how it ends. */
export type EndingFacts = Pick<Agreement, 'status' | 'noticeDays' | 'parties' | 'termination'>
/** What of an agreement says whether another term follows the present one. */
export type TermFacts = Pick<Agreement, 'expiryDate' | 'autoRenewal'> & {
  readonly status: string
  readonly termination: Pick<Termination, 'cause' | 'effectiveAt'> | null
}

interface Reading {
  readonly locale?: string | undefined
  readonly timeZone?: string | undefined
}

/** How an agreement ended or will end, in sentences; none where no end has been declared. */
export function endingSentences(agreement: EndingFacts, reading: Reading = {}): readonly string[] {
  const { termination, status } = agreement
  if (termination === null) return []
  const { cause, explanation } = termination
  const isOver = status === 'TERMINATED'
  const day = dayOf(termination.effectiveAt, reading.locale, reading.timeZone)
  const said = explanation === null ? [] : [`Explanation: “${explanation}”.`]
  if (isOver) return [...causeOf(termination), ...said, `It ended on ${day}.`]
  const consents = termination.consentedBy.length === 0 ? [] : [consentText(termination)]
  if (cause !== 'WITHDRAWAL') return [...consents, ...said]
  return [...causeOf(termination), ...said, ...noticeCourse(agreement, termination, reading), ...consents]
}

function causeOf({ cause, by, breachedBy, clause }: Termination): string[] {
  if (cause === 'WITHDRAWAL' && by !== null) return [`${nameOf(by)} gave notice.`]
  const breach = breachedBy === null ? [] : [`Breach by ${nameOf(breachedBy)}: ${clause}.`]
  return [`${TERMINATION_CAUSE[cause]}${by === null ? '' : ` (${nameOf(by)})`}.`, ...breach]
}

/** Who has consented and who has not: it ends only with the last of them. */
function consentText({ cause, consentedBy, awaiting }: Termination): string {
  const have = consentedBy.length === 1 ? 'has' : 'have'
  const not = awaiting.length === 1 ? 'has' : 'have'
  const sooner = cause === 'WITHDRAWAL' ? 'sooner, ' : ''
  return `${enumerate(consentedBy.map(nameOf), 6)} ${have} consented to its end; ${enumerate(awaiting.map(nameOf), 6)} ${not} not yet. It ends ${sooner}when all signing parties have consented.`
}

/** From when a notice runs, and until when; while too few have acknowledged it, that and an estimate. */
function noticeCourse(
  { noticeDays, parties }: EndingFacts,
  { by, noticeRunsFrom, acknowledgedBy, effectiveAt }: Termination,
  { locale, timeZone }: Reading,
): string[] {
  const day = (instant: string) => dayOf(instant, locale, timeZone)
  const days = counted(noticeDays, 'day')
  if (noticeRunsFrom !== null) {
    return [`The notice of ${days} runs since ${day(noticeRunsFrom)}: the agreement ends on ${day(effectiveAt)}.`]
  }
  const others = parties.filter(({ role, cooperative }) => role !== 'WITNESS' && cooperative.did !== by?.did)
  const needed = Math.floor(others.length / 2) + 1
  const so = acknowledgedBy.length === 0 ? 'none has' : `${enumerate(acknowledgedBy.map(nameOf), 6)} so far`
  return [
    `The notice of ${days} runs from when the nodes of ${needed} of ${others.length} other signing parties have acknowledged it, which they do on receipt; ${so}.`,
    `As it is now, the agreement would end on ${day(effectiveAt)}; it ends earlier when they acknowledge the notice soon.`,
  ]
}

/** When an agreement ended, or will end unless it is renewed: a notice may end it before its term does. Null where nothing does. */
export function endOf({ status, expiryDate, termination }: Omit<TermFacts, 'autoRenewal'>): string | null {
  if (termination === null) return expiryDate
  if (status === 'TERMINATED') return termination.effectiveAt
  if (termination.cause !== 'WITHDRAWAL') return expiryDate
  return expiryDate !== null && expiryDate < termination.effectiveAt ? expiryDate : termination.effectiveAt
}

/** Whether another term follows the present one; null where no renewal was agreed. */
export function renewalText(agreement: TermFacts, { locale, timeZone }: Reading = {}): string | null {
  const { autoRenewal, expiryDate, status, termination } = agreement
  if (autoRenewal === null || expiryDate === null) return null
  if (status === 'TERMINATED') return 'does not renew: the agreement has ended'
  const { period, maxRenewals, renewed } = autoRenewal
  if (maxRenewals !== null && renewed >= maxRenewals) return 'no renewal is left'
  const notice = termination?.cause === 'WITHDRAWAL' ? termination : null
  if (notice !== null && Date.parse(notice.effectiveAt) <= Date.parse(expiryDate)) {
    return `does not renew: the notice ends it on ${dayOf(notice.effectiveAt, locale, timeZone)}`
  }
  const most = maxRenewals === null ? '' : ` (${renewed} of at most ${counted(maxRenewals, 'renewal')} so far)`
  const end =
    notice === null ? '' : `, until the notice ends the agreement on ${dayOf(notice.effectiveAt, locale, timeZone)}`
  return `renews automatically for ${durationText(period)}${most}${end}`
}
