import type { Did, Instant } from '../kernel/index.ts'
import type { SubjectIndex } from '../log/index.ts'
import type { RecordState } from './record.ts'

export type RecordStatus = 'RECORDED' | 'CONFIRMED' | 'DISPUTED' | 'WITHDRAWN'

/** Phases in which an answer may still be due. */
export const OPEN_PHASES: readonly RecordStatus[] = ['RECORDED', 'DISPUTED']

export interface RecordDisputeView {
  readonly by: Did
  readonly reason: string
  readonly at: Instant
  /** `confirmed` if the disputer confirmed it after all, `withdrawn` if its author withdrew it; null while it is open. */
  readonly resolution: 'confirmed' | 'withdrawn' | null
  readonly resolvedAt: Instant | null
  /** Outcomes are agreed about debts alone. */
  readonly debtorOutcome: null
  readonly creditorOutcome: null
}

/** A record as the API shows it. Independent of the clock. */
export interface RecordView
  extends Pick<RecordState, 'id' | 'agreement' | 'type' | 'payload' | 'reference' | 'author'> {
  readonly recordedAt: Instant
  readonly status: RecordStatus
  /** In the order of the document's parties. */
  readonly confirmedBy: readonly Did[]
  readonly awaiting: readonly Did[]
  /** The oldest open dispute; if none is open, the newest of all. */
  readonly dispute: RecordDisputeView | null
  /** Why it was withdrawn; null if it was not, or without a reason. */
  readonly reason: string | null
}

/** A record as the API shows it. */
export function viewRecord(state: RecordState): RecordView {
  const { id, agreement, type, payload, reference, author } = state
  const status = statusOf(state)
  return {
    id,
    agreement,
    type,
    payload,
    reference,
    author,
    recordedAt: recordedAt(state),
    status,
    confirmedBy: confirmersOf(state),
    awaiting: awaitedBy(state),
    dispute: viewDispute(state, status),
    reason: status === 'WITHDRAWN' ? (firstWithdrawal(state)?.reason ?? null) : null,
  }
}

/** R3: whether the consent that its type asks for is there. */
export function isConfirmed(state: RecordState): boolean {
  if (state.consent === 'NONE') return true
  const count = confirmersOf(state).length
  return state.consent === 'ONE' ? count > 0 : count === state.signers.length - 1
}

/** Whether its author has withdrawn it: this counts only where it is not confirmed. */
export function isWithdrawn({ withdrawals }: RecordState): boolean {
  return Object.keys(withdrawals).length > 0
}

/** Whether a cooperative has confirmed a record. */
export function hasConfirmed({ confirmations }: RecordState, did: Did): boolean {
  return Object.values(confirmations).some(({ by }) => by === did)
}

/** Whether a cooperative has confirmed or disputed a record. */
export function hasAnswered(state: RecordState, did: Did): boolean {
  return hasConfirmed(state, did) || Object.values(state.disputes).some(({ by }) => by === did)
}

/** The columns that lists filter and sort by. */
export function indexRecord(state: RecordState): SubjectIndex {
  const { author, type, reference } = state
  return {
    phase: statusOf(state),
    type,
    parties: [author],
    left: author,
    reference,
    fromMs: recordedAt(state),
    awaiting: awaitedBy(state),
  }
}

/** Those whose consent a record needs, and who are still asked for it: they go on reading its scope. */
export function readersFor(state: RecordState): readonly Did[] {
  return state.consent === 'ALL' ? awaitedBy(state).filter((did) => did !== state.author) : []
}

function statusOf(state: RecordState): RecordStatus {
  if (isConfirmed(state)) return 'CONFIRMED'
  if (isWithdrawn(state)) return 'WITHDRAWN'
  return Object.values(state.disputes).some(({ by }) => !hasConfirmed(state, by)) ? 'DISPUTED' : 'RECORDED'
}

function confirmersOf(state: RecordState): Did[] {
  return state.signers.filter((did) => hasConfirmed(state, did))
}

/** Who has not answered yet; of a disputed record also its author, who may withdraw it. */
function awaitedBy(state: RecordState): Did[] {
  const status = statusOf(state)
  if (!OPEN_PHASES.includes(status)) return []
  const disputers = new Set(Object.values(state.disputes).map(({ by }) => by))
  return state.signers.filter((did) =>
    did === state.author ? status === 'DISPUTED' : !disputers.has(did) && !hasConfirmed(state, did),
  )
}

function recordedAt({ added }: RecordState): Instant {
  return Math.min(...Object.values(added)) as Instant
}

function viewDispute(state: RecordState, status: RecordStatus): RecordDisputeView | null {
  const outcomes = { debtorOutcome: null, creditorOutcome: null }
  const oldestFirst = sorted(state.disputes).map((dispute) => ({
    ...dispute,
    ...endOf(state, dispute, status),
    ...outcomes,
  }))
  return oldestFirst.find(({ resolution }) => resolution === null) ?? oldestFirst.at(-1) ?? null
}

function endOf(
  state: RecordState,
  { by }: { readonly by: Did },
  status: RecordStatus,
): Pick<RecordDisputeView, 'resolution' | 'resolvedAt'> {
  const confirmation = sorted(state.confirmations).find((said) => said.by === by)
  if (confirmation !== undefined) return { resolution: 'confirmed', resolvedAt: confirmation.at }
  const withdrawal = status === 'WITHDRAWN' ? firstWithdrawal(state) : null
  return { resolution: withdrawal === null ? null : 'withdrawn', resolvedAt: withdrawal?.at ?? null }
}

function firstWithdrawal({ withdrawals }: RecordState) {
  return sorted(withdrawals)[0] ?? null
}

/** Earliest claimed time first; ties by hash, so that every node shows the same. */
function sorted<Fact extends { readonly at: Instant }>(facts: Readonly<Record<string, Fact>>): Fact[] {
  return Object.entries(facts)
    .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
    .map(([, fact]) => fact)
}
