import { registerEnumType } from 'type-graphql'
import type * as agreements from '../../agreements/index.ts'
import type {
  NettingStage as NettingStageName,
  Role as RoleName,
  SubjectKind as SubjectKindName,
} from '../../app/index.ts'
import type * as attestations from '../../attestations/index.ts'
import type * as clearing from '../../clearing/index.ts'
import type * as governance from '../../governance/index.ts'
import type { Origin, Policies, SigningStop, SubjectOrder, whoMustUpgrade } from '../../node/index.ts'
import type * as records from '../../records/index.ts'
import type * as registry from '../../registry/index.ts'
import type * as resources from '../../resources/index.ts'
import { COST_MAX, DEPTH_MAX } from '../execution/limits.ts'

/**
 * The GraphQL enum of a table of values, each with its description; the value is its own name. That a table has all
 * values of the room that makes them, and no other, is held by the compiler.
 */
function enumOf<const Values extends Record<string, string>>(
  name: string,
  description: string,
  values: Values,
): { readonly [Key in keyof Values & string]: Key } {
  const keys = Object.keys(values) as (keyof Values & string)[]
  const members = Object.fromEntries(keys.map((key) => [key, key])) as { [Key in keyof Values & string]: Key }
  const valuesConfig = Object.fromEntries(keys.map((key) => [key, { description: values[key] ?? '' }]))
  registerEnumType(members, { name, description, valuesConfig } as Parameters<typeof registerEnumType>[1])
  return members
}

export const Role = enumOf('Role', 'What a token may do; each role includes the ones before it.', {
  VIEWER: 'Reads and subscribes.',
  OPERATOR: 'Also drafts, records, disputes, announces, vouches and connects peers.',
  SIGNER: 'Also does what binds: proposes, signs, confirms, forgives, terminates, accepts rounds, attests.',
  ADMIN: 'Also sets policies, makes tokens, blocks cooperatives, lifts bans and lets the node sign again.',
} satisfies Record<RoleName, string>)
export type Role = keyof typeof Role

export const SubjectKind = enumOf('SubjectKind', 'What a change is about.', {
  COOPERATIVE: 'A cooperative: its profile, its vouches, whether it is blocked.',
  AGREEMENT: 'An agreement, or a draft of one.',
  AMENDMENT: 'A proposed change of an agreement.',
  OBLIGATION: 'An obligation, its dispute, its payments and set-offs.',
  NETTING_ROUND: 'A netting round.',
  ATTESTATION: 'An attestation.',
  BOOKING: 'A booking of a shared resource.',
  COMMENT: 'A comment under an agreement.',
  MOTION: 'A motion under an agreement, its votes, its closing and its follow-ups.',
  RECOGNITION: 'A recognition of a visiting member.',
  RECORD: 'A record under an agreement.',
  USAGE: 'A use of what was booked, its dispute and its charge.',
  TRUST_EDGE: 'The weight that this node gives to an issuer.',
  POLICY: 'The settings of this node: its policies, its tokens, whether it signs.',
  PEER: 'A peer of this node.',
} satisfies Record<SubjectKindName, string>)
export type SubjectKind = keyof typeof SubjectKind

export const ChangeOrigin = enumOf('ChangeOrigin', 'Where a change came from.', {
  LOCAL: 'It was written here.',
  GOSSIP: 'It came from a peer.',
  CLOCK: 'It followed from terms and time.',
} satisfies Record<Origin, string>)
export type ChangeOrigin = keyof typeof ChangeOrigin

export const AgreementStatus = enumOf('AgreementStatus', 'Where an agreement stands, at the time of reading.', {
  DRAFT: 'Local to this node: editable, in no log, not binding.',
  PROPOSED: 'The proposer has signed; others have still to sign.',
  ACTIVE: 'Every signing party has signed the current version.',
  SUSPENDED: 'A party has suspended it and has not lifted that yet.',
  TERMINATED: 'It has ended; the termination says why.',
} satisfies Record<agreements.AgreementStatus, string>)
export type AgreementStatus = keyof typeof AgreementStatus

export const AgreementType = enumOf(
  'AgreementType',
  'What an agreement is about; its terms have a type of their own.',
  {
    RESOURCE_SHARING: 'The parties share machines, rooms, people or goods.',
    CLEARING_ARRANGEMENT: 'The parties record what they owe each other and net it.',
    MUTUAL_RECOGNITION: 'The parties recognise attestations that the others issue.',
    JOINT_GOVERNANCE: 'The parties decide together, by weighted vote.',
    CUSTOM: 'Anything else, with terms as free JSON.',
  } satisfies Record<agreements.AgreementTypeName, string>,
)
export type AgreementType = keyof typeof AgreementType

export const TerminationCause = enumOf('TerminationCause', 'Why an agreement ended: the earliest effective cause.', {
  DECLINED: 'A party declined to sign the proposal.',
  PROPOSAL_WITHDRAWN: 'The proposer withdrew the proposal.',
  SIGNING_DEADLINE: 'Not all parties had signed by the deadline.',
  MUTUAL_CONSENT: 'Every signing party consented.',
  EXPIRY: 'Its expiry date came and it was not renewed.',
  BREACH: 'One party named another one and the clause that it broke.',
  WITHDRAWAL: 'One party gave notice and the notice has run.',
} satisfies Record<agreements.TerminationCause, string>)
export type TerminationCause = keyof typeof TerminationCause

export const AmendmentStatus = enumOf('AmendmentStatus', 'Where an amendment stands.', {
  PROPOSED: 'Signatures are still missing.',
  EFFECTIVE: 'It is part of the agreement.',
  DECLINED: 'A party declined it.',
  WITHDRAWN: 'Its proposer withdrew it.',
  SUPERSEDED: 'Another amendment of the same version took effect first, or the agreement ended.',
} satisfies Record<agreements.AmendmentStatus, string>)
export type AmendmentStatus = keyof typeof AmendmentStatus

export const PartyRole = enumOf('PartyRole', 'What a party is to an agreement.', {
  PROPOSER: 'Makes the proposal and signs; exactly one.',
  COUNTERPARTY: 'Signs.',
  GUARANTOR: 'Signs, and stands in for another party.',
  WITNESS: 'Reads and does not sign.',
} satisfies Record<agreements.PartyRole, string>)
export type PartyRole = keyof typeof PartyRole

export const RecordConsent = enumOf('RecordConsent', 'Whose consent a record needs beside its author’s.', {
  NONE: 'None: it is confirmed by being added.',
  ONE: 'One other signing party’s.',
  ALL: 'That of all signing parties.',
} satisfies Record<agreements.RecordConsent, string>)
export type RecordConsent = keyof typeof RecordConsent

export const ObligationStatus = enumOf('ObligationStatus', 'Where an obligation stands.', {
  RECORDED: 'One side has signed it; the other has not answered.',
  CONFIRMED: 'Debtor and creditor have signed the same: it binds.',
  DISPUTED: 'A side disputes it and no outcome is agreed yet.',
  SETTLED: 'Nothing remains: set off, paid, or both. Where overpaid is above zero, the creditor owes that much back.',
  FORGIVEN: 'The creditor forgave what remained.',
  VOID: 'Both sides agreed that it was never owed.',
  WITHDRAWN: 'The side that recorded it took it back before the other had signed it.',
} satisfies Record<clearing.ObligationStatus, string>)
export type ObligationStatus = keyof typeof ObligationStatus

export const RecordStatus = enumOf('RecordStatus', 'Where a record stands.', {
  RECORDED: 'Added; the consent that its type asks for is not there yet.',
  CONFIRMED: 'All consent that its type asks for is there, for good.',
  DISPUTED: 'A signing party says that it is wrong.',
  WITHDRAWN: 'Its author took it back before it was confirmed.',
} satisfies Record<records.RecordStatus, string>)
export type RecordStatus = keyof typeof RecordStatus

export const PaymentStatus = enumOf('PaymentStatus', 'Where a payment stands.', {
  RECORDED: 'Its payer says that it was paid.',
  CONFIRMED: 'Its payee says that it arrived: it counts.',
  REJECTED: 'Its payee says that no such payment came.',
  WITHDRAWN: 'Its payer took it back before it was confirmed.',
} satisfies Record<clearing.PaymentStatus, string>)
export type PaymentStatus = keyof typeof PaymentStatus

export const NettingRoundStatus = enumOf('NettingRoundStatus', 'Where a netting round stands.', {
  PROPOSED: 'Participants have still to answer.',
  COMMITTED: 'Every cycle is set off.',
  PARTLY_COMMITTED: 'The cycles whose every participant accepted are set off; the others were dropped.',
  ABANDONED: 'The proposer gave it up; nothing is set off.',
  EXPIRED: 'The deadline has passed without a decision; one that arrives later still counts.',
} satisfies Record<clearing.NettingRoundStatus, string>)
export type NettingRoundStatus = keyof typeof NettingRoundStatus

export const NettingObjective = enumOf('NettingObjective', 'What netting aims at.', {
  SET_OFF: 'Set off as much as possible along existing obligations: no cooperative gets a new debtor or creditor.',
  LEAST_VALUE: 'Move as little money as possible; new pairs may pay each other.',
  FEWEST_TRANSFERS: 'Make as few payments as possible; new pairs may pay each other.',
} satisfies Record<clearing.NettingObjective, string>)
export type NettingObjective = keyof typeof NettingObjective

export const NettingStage = enumOf('NettingStage', 'Stages of a netting, in this order.', {
  READING: 'The obligations are read.',
  SETTING_OFF: 'The largest set-off is looked for.',
  FINDING_CYCLES: 'The set-off is taken apart into circles.',
  CHECKING: 'The proof is checked, and the answers are made.',
  DONE: 'The result is there.',
} satisfies Record<NettingStageName | 'DONE', string>)
export type NettingStage = keyof typeof NettingStage

export const NettingCounterparties = enumOf('NettingCounterparties', 'Which pairs may pay each other in a plan.', {
  ANY: 'Between any two participants: the least money, or the fewest payments, but often to strangers.',
  EXISTING:
    'Only between two that deal with each other already: one owes the other in this netting, or both are signing parties of another agreement in operation that this node knows.',
} satisfies Record<'ANY' | 'EXISTING', string>)
export type NettingCounterparties = keyof typeof NettingCounterparties

export const NettingReason = enumOf('NettingReason', 'Why this much of an obligation was set off.', {
  WHOLE: 'All of it was set off: circles of debts ran through the whole amount.',
  PART: 'A part was set off. Taking more of it would have taken at least as much away from other debts.',
  OLDER_FIRST: 'Nothing: what could be set off from this debtor to this creditor went to their older debts.',
  NO_CIRCLE: 'Nothing: no chain of debts leads from the creditor back to the debtor, so there is no circle to close.',
  NO_GAIN:
    'Nothing: there are circles, but each of them would take at least as much from other debts as it brings. The two levels prove it.',
  NOTHING_OWED: 'Nothing was owed on it.',
  NO_CREDIT: 'Nothing: neither a circle of debts nor the credit that may be drawn reaches it.',
  NOT_RECORDED: 'It was not netted: it had not been recorded at the round’s cutoff.',
  OTHER_CURRENCY: 'It was not netted: it is in another currency than the round.',
  NOT_BINDING: 'It was not netted: debtor and creditor had not both signed it at the round’s cutoff.',
  DISPUTED: 'It was not netted: it did not bind at the round’s cutoff, because it was disputed.',
  PAYMENT_PENDING:
    'It was not netted: all of it was recorded as paid, and the payment was still waiting for its confirmation.',
  RESERVED: 'It was not netted: another round held it, for which its debtor or creditor had accepted.',
  NOT_PARTICIPATING: 'It was not netted: its debtor or its creditor did not take part in the round.',
} satisfies Record<clearing.NettingReason | clearing.LeftOutReason, string>)
export type NettingReason = keyof typeof NettingReason

export const ObligationOutcome = enumOf('ObligationOutcome', 'What became of an obligation in a netting round.', {
  COMMITTED: 'All that the round proposed to take of it was set off.',
  PARTLY_COMMITTED: 'Some of its circles were set off; others were dropped, because a participant had not accepted.',
  DROPPED: 'All of its circles were dropped, because in each of them a participant had not accepted.',
  OPEN: 'The round would take something of it, and is not decided.',
  NOT_SET_OFF: 'It was netted, and nothing of it was taken: the reason says why.',
  LEFT_OUT: 'It was not among what the round netted: the reason says why.',
} satisfies Record<clearing.RoundOutcome, string>)
export type ObligationOutcome = keyof typeof ObligationOutcome

export const AttestationStatus = enumOf('AttestationStatus', 'Where an attestation stands, at the time of reading.', {
  VALID: 'Signed by its issuer, in force and not revoked.',
  NOT_YET_VALID: 'Its validity has not begun.',
  EXPIRED: 'Its validity has ended.',
  REVOKED: 'Its issuer has revoked it.',
  INVALID_PROOF: 'Its proof does not verify.',
  UNCHECKED: 'Its proof holds, but its issuer’s status list could not be read: it may have been revoked.',
  UNSUPPORTED: 'Its suite, its issuer’s DID method or its form cannot be checked here.',
} satisfies Record<attestations.AttestationStatus, string>)
export type AttestationStatus = keyof typeof AttestationStatus

export const MotionStatus = enumOf('MotionStatus', 'Where a motion stands.', {
  OPEN: 'Votes are cast, or, past its closing time, a closing is still to be confirmed.',
  ADOPTED: 'A closing counts, by which enough votes were cast and enough of them in favour.',
  REJECTED: 'A closing counts, by which too few votes were cast, or too few of them in favour.',
  WITHDRAWN: 'Its proposer withdrew it before it closed.',
} satisfies Record<governance.MotionStatus, string>)
export type MotionStatus = keyof typeof MotionStatus

export const VoteChoice = enumOf('VoteChoice', 'A vote on a motion.', {
  YES: 'In favour.',
  NO: 'Against.',
  ABSTAIN: 'Neither; it counts towards the quorum.',
} satisfies Record<governance.VoteChoice, string>)
export type VoteChoice = keyof typeof VoteChoice

export const FollowUpKind = enumOf('FollowUpKind', 'What an adopted motion asks of each party.', {
  VOUCH: 'To vouch for a cooperative.',
  SIGN_AMENDMENT: 'To sign an amendment of the agreement.',
  TASK: 'Anything else.',
} satisfies Record<governance.FollowUp['kind'], string>)
export type FollowUpKind = keyof typeof FollowUpKind
export const RecognitionStatus = enumOf('RecognitionStatus', 'Where a recognition stands, at the time of reading.', {
  ACTIVE: 'The host recognises the member.',
  LAPSED: 'The attestation was revoked or has expired, or the agreement has ended.',
  WITHDRAWN: 'The host took it back.',
  EXPIRED: 'Its own date has come.',
} satisfies Record<attestations.RecognitionStatus, string>)
export type RecognitionStatus = keyof typeof RecognitionStatus

export const Standing = enumOf('Standing', 'How this node sees a cooperative.', {
  SELF: 'This node’s own cooperative.',
  MEMBER: 'Admitted by this node’s policy.',
  UNADMITTED: 'Known or mentioned, and not admitted by the policy.',
  STALE: 'Admitted, but not seen for a while.',
  FORKED: 'It signed two different entries as one number of its log; no new dealings until an operator lifts that.',
  DENIED: 'Blocked by an operator of this node.',
} satisfies Record<registry.Standing, string>)
export type Standing = keyof typeof Standing

export const BookVerdict = enumOf('BookVerdict', 'Whether the books of two parties agree.', {
  AGREE: 'Both nodes hold the same entries, so their books are the same.',
  DIFFER: 'One holds entries that the other lacks; exchanges go on until they are equal.',
  UNKNOWN: 'Not compared: the nodes were not connected yet, or entries have come since they compared.',
})
export type BookVerdict = keyof typeof BookVerdict

export const AutoConfirm = enumOf('AutoConfirm', 'Which debts this node, as creditor, confirms automatically.', {
  NEVER: 'Nothing: an operator confirms.',
  WITHIN_LIMIT: 'What its debtor recorded, within the credit limit.',
} satisfies Record<Policies['autoConfirm'], string>)
export type AutoConfirm = keyof typeof AutoConfirm

export const Admission = enumOf('Admission', 'Which cooperatives this node admits. Blocked ones are never admitted.', {
  OPEN: 'Every cooperative that has published a profile.',
  VOUCHED: 'Cooperatives for which enough known members vouch.',
  ALLOW_LIST: 'Cooperatives on the allow-list.',
  CLOSED: 'No new cooperatives.',
} satisfies Record<Policies['admission'], string>)
export type Admission = keyof typeof Admission

export const BookingApproval = enumOf('BookingApproval', 'Who answers a request of a shared resource.', {
  AUTOMATIC: 'The provider’s node: it grants what is free, and declines the rest.',
  BY_PROVIDER: 'The provider’s people.',
} satisfies Record<agreements.BookingApproval, string>)
export type BookingApproval = keyof typeof BookingApproval

export const BookingStatus = enumOf('BookingStatus', 'Where a booking stands, at the time of reading.', {
  REQUESTED: 'Its provider has not answered.',
  GRANTED: 'Its provider has granted it.',
  DECLINED: 'Its provider has declined it.',
  CANCELLED: 'Its user has taken the request back, or cancelled what was granted.',
  REVOKED: 'Its provider has revoked the grant.',
  ENDED: 'It was granted, and its time is over.',
  LAPSED: 'It was not answered before its end.',
} satisfies Record<resources.BookingStatus, string>)
export type BookingStatus = keyof typeof BookingStatus

export const UsageStatus = enumOf('UsageStatus', 'Where the use of a booking stands.', {
  RECORDED: 'One side has recorded it, the other has not confirmed it.',
  CONFIRMED: 'Provider and user have signed it, or an outcome of its dispute.',
  DISPUTED: 'The other side says that it is wrong.',
  VOID: 'Both sides have signed that nothing was used.',
} satisfies Record<resources.UsageStatus, string>)
export type UsageStatus = keyof typeof UsageStatus

export const CompensationModel = enumOf('CompensationModel', 'What the use of a shared resource costs.', {
  NONE: 'Nothing.',
  RECIPROCAL: 'The same in return.',
  FIXED: 'An amount per period.',
  PER_USE: 'An amount per unit.',
} satisfies Record<agreements.CompensationModel, string>)
export type CompensationModel = keyof typeof CompensationModel

export const DatabaseKind = enumOf('DatabaseKind', 'Where a node keeps everything but its key.', {
  EMBEDDED: 'In a PostgreSQL inside the process, in its data folder.',
  SERVER: 'On a PostgreSQL server, by DATABASE_URL.',
})
export type DatabaseKind = keyof typeof DatabaseKind

export const SigningStopCause = enumOf('SigningStopCause', 'What keeps a node from signing.', {
  LOG_IN_DOUBT: 'It is not sure that it has everything that it signed.',
  CLOCK_AHEAD: 'Its clock is ahead of that of most connected partners.',
  CLOCK_BEHIND: 'Its clock is behind that of most connected partners, and behind what it signed last.',
  SIGNED_AHEAD: 'What it signed last is dated ahead of the time: its clock once ran ahead.',
} satisfies Record<SigningStop['cause'], string>)
export type SigningStopCause = keyof typeof SigningStopCause

export const WhoMustUpgrade = enumOf('WhoMustUpgrade', 'Which of two nodes runs older rules.', {
  THIS_NODE: 'The one that answers: its operator installs a newer version.',
  THE_PEER: 'The other one.',
} satisfies Record<NonNullable<ReturnType<typeof whoMustUpgrade>>, string>)
export type WhoMustUpgrade = keyof typeof WhoMustUpgrade

export const ObligationOrder = enumOf('ObligationOrder', 'In which order obligations are listed.', {
  NEWEST_FIRST: 'Newest first.',
  OLDEST_FIRST: 'Oldest first.',
  DUE_FIRST: 'What is due first; what has no due date last.',
  LARGEST_FIRST: 'The largest amount first, whatever its currency.',
} satisfies Record<SubjectOrder, string>)
export type ObligationOrder = keyof typeof ObligationOrder

/** What `extensions.code` can be, and when it is. */
export const ERROR_CODES = {
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit this schema.',
  BAD_USER_INPUT: 'A value is malformed, or breaks a rule that its own content decides.',
  UNAUTHENTICATED: 'No valid token.',
  FORBIDDEN: 'The token’s role, or the cooperative’s part in the matter, does not allow it.',
  NOT_FOUND: 'What it names is not here, or not here yet.',
  CONFLICT: 'It does not fit the state that the thing is in.',
  IDEMPOTENCY_MISMATCH: 'The idempotency key was used before, with another input.',
  PAYLOAD_TOO_LARGE: 'The body is larger than 16 MiB.',
  OPERATION_TOO_COMPLEX: `The operation nests deeper than ${DEPTH_MAX}, costs more than ${COST_MAX}, or its answer takes too long or grows too large; see the description of Query.`,
  RATE_LIMITED: 'Too much at once from one client.',
  OUTDATED_CURSOR: 'The cursor belongs to a history that this node no longer has: read everything again.',
  FUTURE_CURSOR: 'The cursor lies beyond the newest change.',
  CONSUMER_TOO_SLOW: 'The client took no message for too long: subscribe again with the last cursor that arrived.',
  UNAVAILABLE: 'The node cannot do it now: it is stopping, may not sign yet, or its database is away.',
  INTERNAL_SERVER_ERROR: 'A fault of the node; its log says more.',
} as const
export type ErrorCode = keyof typeof ERROR_CODES
