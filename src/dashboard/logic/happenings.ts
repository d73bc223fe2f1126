import { nameOf } from './words.ts'

/** What the author of a kind of change did; "…" stands for its subject. */
const DID_WHAT: Readonly<Record<string, string>> = {
  'agreement.proposed': 'proposed the agreement …',
  'agreement.signed': 'signed the agreement …',
  'agreement.declined': 'declined the agreement …',
  'agreement.suspended': 'suspended …',
  'agreement.resumed': 'resumed …',
  'proposal.withdrawn': 'withdrew the proposal …',
  'amendment.proposed': 'proposed a change of …',
  'amendment.signed': 'signed a change of …',
  'amendment.declined': 'declined a change of …',
  'amendment.withdrawn': 'withdrew a change of …',
  'termination.notified': 'gave notice of …',
  'termination.consented': 'consented to the termination of …',
  'termination.breached': 'ended … because of a breach',
  'termination.acknowledged': 'acknowledged the notice of …',
  'obligation.recorded': 'recorded the debt …',
  'obligation.confirmed': 'confirmed the debt …',
  'obligation.disputed': 'disputed the debt …',
  'obligation.forgiven': 'wrote off the debt …',
  'obligation.withdrawn': 'withdrew the debt …',
  'dispute.resolved': 'proposed an outcome of the dispute about …',
  'payment.recorded': 'recorded a payment of …',
  'payment.confirmed': 'confirmed a payment of …',
  'payment.rejected': 'rejected a payment of …',
  'payment.withdrawn': 'withdrew a payment of …',
  'netting.proposed': 'proposed the netting round …',
  'netting.accepted': 'accepted the netting round …',
  'netting.rejected': 'refused the netting round …',
  'netting.unaccepted': 'withdrew its acceptance of the netting round …',
  'netting.committed': 'carried out the netting round …',
  'attestation.issued': 'issued the attestation …',
  'attestation.revoked': 'revoked the attestation …',
  'booking.requested': 'requested the booking of …',
  'booking.granted': 'granted the booking of …',
  'booking.declined': 'declined the booking of …',
  'booking.cancelled': 'cancelled the booking of …',
  'booking.revoked': 'revoked the booking of …',
  'usage.recorded': 'recorded use of …',
  'usage.confirmed': 'confirmed the use of …',
  'usage.disputed': 'disputed the use of …',
  'usage.resolved': 'proposed how the dispute about the use of … should end',
  'comment.added': 'commented on …',
  'motion.proposed': 'proposed the motion …',
  'motion.withdrawn': 'withdrew the motion …',
  'motion.closed': 'closed the motion …',
  'closing.confirmed': 'confirmed the closing of the motion …',
  'vote.cast': 'voted on the motion …',
  'followup.done': 'did what was asked after the motion …',
  'recognition.granted': 'recognised … as a visitor',
  'recognition.withdrawn': 'withdrew the recognition of …',
  'record.added': 'added the record …',
  'record.confirmed': 'confirmed the record …',
  'record.outdated': 'has a record before it that was added under earlier terms: …',
  'record.disputed': 'disputed the record …',
  'record.withdrawn': 'withdrew the record …',
  'cooperative.announced': 'published its profile',
  'cooperative.vouched': 'vouched for …',
  'vouch.withdrawn': 'withdrew its vouch for …',
  'cooperative.blocked': 'blocked …',
  'cooperative.unblocked': 'unblocked …',
  'policies.updated': 'changed the policies of this node',
  'token.created': 'created a token',
  'token.revoked': 'revoked a token',
  'signing.resumed': 'resumed signing',
  'draft.created': 'created the draft …',
  'draft.updated': 'changed the draft …',
  'draft.discarded': 'discarded a draft',
}

/** Consequences of the rules, of time or of others' signatures: shown without an author. */
const CAME_ABOUT: Readonly<Record<string, string>> = {
  'agreement.activated': '… is now active',
  'agreement.effective': '… is in force from now on',
  'agreement.expired': '… has expired',
  'agreement.renewed': '… was renewed',
  'agreement.notice-ended': 'The notice period of … has ended',
  'agreement.signing-deadline': 'The signing deadline of … has passed',
  'voting.ended': 'The time to vote on the motion … has ended',
  'booking.ended': 'The booking of … has ended',
  'booking.lapsed': 'The booking of … was not answered in time',
  'booking.period-begun': 'A period of the booking of … has begun',
  'usage.charged': 'The use of … was charged',
  'usage.charge-waiting': 'The use of … cannot be charged yet',
  'amendment.effected': 'A change of … is now in force',
  'amendment.signing-deadline': 'The signing deadline of a change of … has passed',
  'obligation.set-off': '… was netted',
  'netting.abandoned': 'The netting round … ended without a result',
  'netting.expired': 'The netting round … has expired',
  'netting.waits': 'The netting round … awaits our answer',
  'netting.lapsed': 'The netting round … no longer reserves debts',
  'recognition.expired': 'The recognition of … has expired',
  'recognition.lapsed': 'The recognition of … has lapsed',
  'entry.counted': 'An entry about … is now valid',
  'entry.reversed': 'An entry about … is no longer valid',
  'entry.refused': 'An entry about … was refused',
}

export interface Happening {
  readonly kind: string
  readonly author: { readonly did: string; readonly name: string | null } | null
}

/** A change as a sentence in three parts: who and what, what it is about (a link), and the rest. */
export function tell({ kind, author }: Happening): readonly [before: string, after: string] {
  const came = CAME_ABOUT[kind]
  const did = DID_WHAT[kind]
  if (came !== undefined) return split(came)
  const words = did ?? `${kind.replace('.', ': ').replaceAll('-', ' ')} …`
  if (author === null) return split(did === undefined ? words : `We ${words}`)
  return split(`${nameOf(author)} ${words}`)
}

function split(sentence: string): readonly [string, string] {
  const [before = '', after = ''] = sentence.split('…')
  return [before, after]
}
