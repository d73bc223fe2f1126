import { done, type Result } from '../kernel/index.ts'
import { refuse } from './refusals.ts'

export const AGREEMENT_STATUSES = ['DRAFT', 'PROPOSED', 'ACTIVE', 'SUSPENDED', 'TERMINATED'] as const
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number]

/** The events of an agreement: the kinds of its entries, and the effects of time. */
export const AGREEMENT_EVENTS = [
  'agreement.proposed',
  'agreement.signed',
  'agreement.declined',
  'proposal.withdrawn',
  'agreement.activated',
  'agreement.suspended',
  'agreement.resumed',
  'amendment.proposed',
  'amendment.signed',
  'amendment.declined',
  'amendment.withdrawn',
  'amendment.effected',
  'termination.consented',
  'termination.breached',
  'termination.notified',
  'termination.acknowledged',
  'agreement.effective',
  'agreement.renewed',
  'agreement.expired',
  'agreement.notice-ended',
] as const
export type AgreementEvent = (typeof AGREEMENT_EVENTS)[number]

const NOTHING = {
  'agreement.proposed': [],
  'agreement.signed': [],
  'agreement.declined': [],
  'proposal.withdrawn': [],
  'agreement.activated': [],
  'agreement.suspended': [],
  'agreement.resumed': [],
  'amendment.proposed': [],
  'amendment.signed': [],
  'amendment.declined': [],
  'amendment.withdrawn': [],
  'amendment.effected': [],
  'termination.consented': [],
  'termination.breached': [],
  'termination.notified': [],
  'termination.acknowledged': [],
  'agreement.effective': [],
  'agreement.renewed': [],
  'agreement.expired': [],
  'agreement.notice-ended': [],
} as const satisfies Record<AgreementEvent, readonly AgreementStatus[]>

/**
 * The transitions from each status by each event; an empty list means that the event is refused, or that time changes
 * nothing.
 */
export const TRANSITIONS: Record<AgreementStatus, Record<AgreementEvent, readonly AgreementStatus[]>> = {
  DRAFT: { ...NOTHING, 'agreement.proposed': ['PROPOSED'] },
  PROPOSED: {
    ...NOTHING,
    'agreement.signed': ['PROPOSED'],
    'agreement.declined': ['TERMINATED'],
    'proposal.withdrawn': ['TERMINATED'],
    'agreement.activated': ['ACTIVE'],
  },
  ACTIVE: {
    ...NOTHING,
    'agreement.suspended': ['SUSPENDED'],
    'amendment.proposed': ['ACTIVE'],
    'amendment.signed': ['ACTIVE'],
    'amendment.declined': ['ACTIVE'],
    'amendment.withdrawn': ['ACTIVE'],
    'amendment.effected': ['ACTIVE'],
    'termination.consented': ['ACTIVE', 'TERMINATED'],
    'termination.breached': ['TERMINATED'],
    'termination.notified': ['ACTIVE'],
    'termination.acknowledged': ['ACTIVE', 'TERMINATED'],
    'agreement.effective': ['ACTIVE'],
    'agreement.renewed': ['ACTIVE'],
    'agreement.expired': ['TERMINATED'],
    'agreement.notice-ended': ['TERMINATED'],
  },
  SUSPENDED: {
    ...NOTHING,
    'agreement.suspended': ['SUSPENDED'],
    'agreement.resumed': ['ACTIVE', 'SUSPENDED'],
    'amendment.proposed': ['SUSPENDED'],
    'amendment.signed': ['SUSPENDED'],
    'amendment.declined': ['SUSPENDED'],
    'amendment.withdrawn': ['SUSPENDED'],
    'amendment.effected': ['SUSPENDED', 'ACTIVE'],
    'termination.consented': ['SUSPENDED', 'TERMINATED'],
    'termination.breached': ['TERMINATED'],
    'termination.notified': ['SUSPENDED'],
    'termination.acknowledged': ['SUSPENDED', 'TERMINATED'],
    'agreement.effective': ['SUSPENDED'],
    'agreement.renewed': ['SUSPENDED'],
    'agreement.expired': ['TERMINATED'],
    'agreement.notice-ended': ['TERMINATED'],
  },
  // Too few may have acknowledged a notice that has run: their acknowledgements still move its end.
  TERMINATED: { ...NOTHING, 'termination.acknowledged': ['ACTIVE', 'SUSPENDED', 'TERMINATED'] },
}

/** Whether an event is allowed in a status. */
export function checkTransition(status: AgreementStatus, event: AgreementEvent): Result<void> {
  if (TRANSITIONS[status][event].length > 0) return done
  const allowed = AGREEMENT_STATUSES.filter((candidate) => TRANSITIONS[candidate][event].length > 0)
  return refuse('agreements.wrong-state', `the agreement is ${status}; ${event} needs ${allowed.join(' or ')}`)
}
