import type { RecordStatus } from '../../generated/enums.ts'
import type { RecordFilter } from '../../generated/operations.ts'
import { statusFilter, type Word } from '../words.ts'

export const RECORD_STATUS: Readonly<Record<RecordStatus, Word>> = {
  RECORDED: { text: 'To be confirmed', tone: 'waiting' },
  CONFIRMED: { text: 'Confirmed', tone: 'good' },
  DISPUTED: { text: 'Disputed', tone: 'bad' },
  WITHDRAWN: { text: 'Withdrawn', tone: 'over' },
}

/** The filter of the list of records that stands in an address. */
export function recordFilter(query: Readonly<Record<string, string>>): RecordFilter {
  const { status, awaiting, agreement, type } = query
  return {
    ...statusFilter(RECORD_STATUS, status),
    ...(awaiting === 'yes' ? { awaitingMe: true } : {}),
    ...(agreement ? { agreementId: agreement } : {}),
    ...(type ? { type } : {}),
  }
}

interface Standing {
  readonly status: RecordStatus
  readonly author: { readonly did: string }
  readonly confirmedBy: readonly { readonly did: string }[]
  readonly awaiting: readonly { readonly did: string }[]
  readonly dispute: { readonly by: { readonly did: string }; readonly resolvedAt: string | null } | null
  readonly agreement: {
    readonly parties: readonly { readonly role: string; readonly cooperative: { readonly did: string } }[]
  }
}

/** What we can still say of a record. */
export function answersTo({ status, author, confirmedBy, awaiting, dispute, agreement }: Standing, self: string) {
  const isUs = ({ did }: { readonly did: string }) => did === self
  const isOpen = status === 'RECORDED' || status === 'DISPUTED'
  const signs = agreement.parties.some(({ role, cooperative }) => role !== 'WITNESS' && isUs(cooperative))
  const mayAnswer = !isUs(author) && (signs || awaiting.some(isUs)) && !confirmedBy.some(isUs)
  const disputes = dispute !== null && isUs(dispute.by) && dispute.resolvedAt === null
  return {
    canConfirm: mayAnswer && (isOpen || disputes),
    canDispute: mayAnswer && status !== 'WITHDRAWN' && !disputes,
    canWithdraw: isUs(author) && isOpen,
  }
}
