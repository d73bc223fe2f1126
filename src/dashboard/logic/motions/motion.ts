import type { MotionStatus } from '../../generated/enums.ts'
import { mistyped, type Typed, typed } from '../clearing/result.ts'
import { minuteOfInstant } from '../clearing/round-deadline.ts'
import type { Word } from '../words.ts'

const HOUR_MS = 3_600_000
const YEAR_MS = 365 * 24 * HOUR_MS
const CLOSES_IN_DAYS = 7

export const MOTION_STATUS: Readonly<Record<MotionStatus, Word>> = {
  OPEN: { text: 'Open', tone: 'waiting' },
  ADOPTED: { text: 'Adopted', tone: 'good' },
  REJECTED: { text: 'Rejected', tone: 'bad' },
  WITHDRAWN: { text: 'Withdrawn', tone: 'over' },
}

export const VOTE_CHOICE: Readonly<Record<string, string>> = { YES: 'Yes', NO: 'No', ABSTAIN: 'Abstain' }

export interface Tally {
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly eligible: number
  readonly quorumWeight: number
  readonly quorumReached: boolean
  readonly threshold: number
  readonly carried: boolean
}

/** Where a motion stands, in two sentences: the quorum, and the majority. */
export function tallySentences(tally: Tally): readonly string[] {
  const { yes, no, abstain, eligible, quorumWeight, quorumReached, threshold, carried } = tally
  const cast = yes + no + abstain
  const quorum = quorumReached
    ? `The quorum is reached: votes with a weight of ${cast} of ${eligible} were cast, ${quorumWeight} are needed.`
    : `The quorum is not reached: votes with a weight of ${cast} of ${eligible} were cast, ${quorumWeight} are needed.`
  const majority =
    yes + no === 0
      ? 'No vote for or against it was cast.'
      : `${yes} of ${yes + no} are in favour; ${threshold} % are needed.`
  return [quorum, `${majority} ${carried ? 'As it stands, it is carried.' : 'As it stands, it is not carried.'}`]
}

/** Whether the votes are closed although the result is not here yet. */
export function awaitsClosing(motion: { readonly status: string; readonly closesAt: string }, nowMs: number): boolean {
  return motion.status === 'OPEN' && Date.parse(motion.closesAt) <= nowMs
}

/** What has been typed to propose a motion. */
export interface MotionForm {
  readonly agreementId: string
  readonly title: string
  readonly text: string
  /** As a field for date and time holds it. */
  readonly closesAt: string
  /** Tasks that each party is asked to do, one a line. */
  readonly tasks: string
}

export function emptyMotion(agreementId: string, nowMs: number): MotionForm {
  return {
    agreementId,
    title: '',
    text: '',
    closesAt: minuteOfInstant(nowMs + CLOSES_IN_DAYS * 24 * HOUR_MS),
    tasks: '',
  }
}

/** Checks the form as one types, and makes of it what the node takes; null while something is wrong. */
export function checkMotion(form: MotionForm, nowMs: number) {
  const closesAt = readClosing(form.closesAt, nowMs)
  const problems: Readonly<Record<string, string | null>> = {
    agreementId: form.agreementId === '' ? 'Choose the agreement under which it is decided.' : null,
    title: form.title.trim() === '' ? 'Enter a title.' : null,
    text: form.text.trim() === '' ? 'Write what is to be decided.' : null,
    closesAt: closesAt.ok ? null : closesAt.problem,
  }
  if (!closesAt.ok || Object.values(problems).some((problem) => problem !== null)) return { problems, input: null }
  const tasks = form.tasks.split('\n').flatMap((line) => (line.trim() === '' ? [] : [{ task: line.trim() }]))
  const { agreementId, title, text } = form
  return {
    problems,
    input: { agreementId, title: title.trim(), text: text.trim(), closesAt: closesAt.value, followUps: tasks },
  }
}

function readClosing(text: string, nowMs: number): Typed<string> {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) return mistyped('Write a date and a time.')
  if (ms < nowMs) return mistyped('Choose a time that is still to come.')
  if (ms > nowMs + YEAR_MS) return mistyped('Choose a time within the next year.')
  return typed(new Date(ms).toISOString())
}
