import type {
  AgreementStatus,
  AgreementType,
  AmendmentStatus,
  BookingApproval,
  CompensationModel,
  NettingRoundStatus,
  ObligationOutcome,
  ObligationStatus,
  PartyRole,
  PaymentStatus,
  RecordConsent,
  TerminationCause,
} from '../generated/enums.ts'

/** How a status looks: what goes well, what waits, what went wrong, what is over. */
export type Tone = 'good' | 'waiting' | 'bad' | 'over' | 'plain'

export interface Word {
  readonly text: string
  readonly tone: Tone
}

export const AGREEMENT_STATUS: Readonly<Record<AgreementStatus, Word>> = {
  DRAFT: { text: 'Draft', tone: 'plain' },
  PROPOSED: { text: 'Waiting for signatures', tone: 'waiting' },
  ACTIVE: { text: 'Active', tone: 'good' },
  SUSPENDED: { text: 'Suspended', tone: 'bad' },
  TERMINATED: { text: 'Ended', tone: 'over' },
}

export const AGREEMENT_TYPE: Readonly<Record<AgreementType, string>> = {
  RESOURCE_SHARING: 'Sharing resources',
  CLEARING_ARRANGEMENT: 'Clearing of debts',
  MUTUAL_RECOGNITION: 'Mutual recognition',
  JOINT_GOVERNANCE: 'Joint decisions',
  CUSTOM: 'Custom',
}

export const AMENDMENT_STATUS: Readonly<Record<AmendmentStatus, Word>> = {
  PROPOSED: { text: 'Waiting for signatures', tone: 'waiting' },
  EFFECTIVE: { text: 'In force', tone: 'good' },
  DECLINED: { text: 'Declined', tone: 'bad' },
  WITHDRAWN: { text: 'Withdrawn', tone: 'over' },
  SUPERSEDED: { text: 'Superseded', tone: 'over' },
}

export const OBLIGATION_STATUS: Readonly<Record<ObligationStatus, Word>> = {
  RECORDED: { text: 'To be confirmed', tone: 'waiting' },
  CONFIRMED: { text: 'Owed', tone: 'good' },
  DISPUTED: { text: 'Disputed', tone: 'bad' },
  SETTLED: { text: 'Settled', tone: 'over' },
  FORGIVEN: { text: 'Written off', tone: 'over' },
  WITHDRAWN: { text: 'Withdrawn', tone: 'over' },
  VOID: { text: 'Void', tone: 'over' },
}

/** Beside the statuses of a debt, that its creditor owes something back. */
export const DEBT_STANDING = { ...OBLIGATION_STATUS, OVERPAID: { text: 'Overpaid', tone: 'waiting' } } as const

export const PAYMENT_STATUS: Readonly<Record<PaymentStatus, Word>> = {
  RECORDED: { text: 'To be confirmed', tone: 'waiting' },
  CONFIRMED: { text: 'Received', tone: 'good' },
  REJECTED: { text: 'Rejected', tone: 'bad' },
  WITHDRAWN: { text: 'Withdrawn', tone: 'over' },
}

export const ROUND_STATUS: Readonly<Record<NettingRoundStatus, Word>> = {
  PROPOSED: { text: 'Waiting for answers', tone: 'waiting' },
  COMMITTED: { text: 'Done', tone: 'good' },
  PARTLY_COMMITTED: { text: 'Partly done', tone: 'good' },
  ABANDONED: { text: 'Abandoned', tone: 'over' },
  EXPIRED: { text: 'Time is over', tone: 'over' },
}

/** What became of a debt in a netting round. */
export const OBLIGATION_OUTCOME: Readonly<Record<ObligationOutcome, Word>> = {
  COMMITTED: { text: 'Netted', tone: 'good' },
  PARTLY_COMMITTED: { text: 'Netted in part', tone: 'good' },
  DROPPED: { text: 'Dropped', tone: 'bad' },
  OPEN: { text: 'Not decided yet', tone: 'waiting' },
  NOT_SET_OFF: { text: 'Not netted', tone: 'over' },
  LEFT_OUT: { text: 'Left out', tone: 'over' },
}

export const PARTY_ROLE: Readonly<Record<PartyRole, string>> = {
  PROPOSER: 'Proposer',
  COUNTERPARTY: 'Counterparty',
  GUARANTOR: 'Guarantor',
  WITNESS: 'Witness',
}

/** What a use of something shared costs. */
export const COMPENSATION: Readonly<Record<CompensationModel, string>> = {
  NONE: 'Free of charge',
  RECIPROCAL: 'The same in return',
  FIXED: 'An amount per period',
  PER_USE: 'An amount per unit of use',
}

/** Who answers requests for a resource that can be booked. */
export const APPROVAL: Readonly<Record<BookingApproval, string>> = {
  BY_PROVIDER: 'By the provider',
  AUTOMATIC: 'Automatically, where it is free',
}

/** Whose consent a record needs beside its author's. */
export const CONSENT: Readonly<Record<RecordConsent, string>> = {
  NONE: 'Needs no confirmation',
  ONE: 'Confirmed by one other signing party',
  ALL: 'Confirmed by all other signing parties',
}

export const TERMINATION_CAUSE: Readonly<Record<TerminationCause, string>> = {
  DECLINED: 'A party declined to sign',
  PROPOSAL_WITHDRAWN: 'The proposer withdrew the proposal',
  SIGNING_DEADLINE: 'Not signed by all parties before the deadline',
  MUTUAL_CONSENT: 'All signing parties consented to its end',
  EXPIRY: 'It expired',
  BREACH: 'Ended for breach',
  WITHDRAWAL: 'A party gave notice',
}

/** The word for a value that this version does not know yet: enums may grow. */
export function wordFor(words: Readonly<Record<string, Word>>, value: string): Word {
  return words[value] ?? { text: value.toLowerCase().replaceAll('_', ' '), tone: 'plain' }
}

/** The part of a filter that a status in the address stands for: none where it is none of these. */
export function statusFilter<Status extends string>(
  words: Readonly<Record<Status, Word>>,
  status: string | undefined,
): { readonly status?: readonly [Status] } {
  return status !== undefined && Object.hasOwn(words, status) ? { status: [status as Status] } : {}
}

/** "Alder", or the recognisable end of a DID that has not announced a name. */
export function nameOf({ did, name }: { readonly did: string; readonly name: string | null }): string {
  return name ?? shortDid(did)
}

/** The recognisable ends of a DID. */
export function shortDid(did: string): string {
  return `${did.slice(0, 12)}…${did.slice(-6)}`
}

/** "Alder", "Alder and Birch", "Alder, Birch and Cedar", "Alder, Birch and 12 more". */
export function enumerate(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** "1 circle", "2 circles". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The reference of a debt as a person wrote it; without one, the node stores 32 random digits. */
export function referenceText(reference: string | null): string | null {
  return reference !== null && /^[0-9a-f]{32}$/.test(reference) ? null : reference
}
