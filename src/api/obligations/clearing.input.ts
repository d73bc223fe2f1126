import { Extensions, Field, ID, InputType } from 'type-graphql'
import type { Did, Instant } from '../../kernel/index.ts'
import { MutationInput, ONE_OF } from '../graphql/mutation.input.ts'
import { AmountScalar, DateTimeScalar, DidScalar } from '../graphql/scalars.ts'

@InputType({ description: 'One obligation of many.' })
export class ObligationRowInput {
  @Field(() => DidScalar, { description: 'DID of the debtor.' })
  readonly debtor!: Did

  @Field(() => DidScalar, { description: 'DID of the creditor.' })
  readonly creditor!: Did

  @Field(() => AmountScalar, { description: 'How much; more than zero.' })
  readonly amount!: string

  @Field(() => String, { description: 'A currency of the arrangement.' })
  readonly currency!: string

  @Field(() => String, {
    nullable: true,
    description: 'An invoice number or the like; made unique where it is missing.',
  })
  readonly reference?: string | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The day on which it is due, `2027-01-31`; of an instant its day in UTC counts.',
  })
  readonly dueDate?: Instant | null
}

@InputType({ description: 'A new obligation. To record as debtor is to sign the debt, and needs the role SIGNER.' })
export class RecordObligationInput extends MutationInput {
  @Field(() => ID, { description: 'The clearing arrangement.' })
  readonly agreementId!: string

  @Field(() => DidScalar, { description: 'DID of the debtor.' })
  readonly debtor!: Did

  @Field(() => DidScalar, { description: 'DID of the creditor.' })
  readonly creditor!: Did

  @Field(() => AmountScalar, { description: 'How much; more than zero.' })
  readonly amount!: string

  @Field(() => String, { description: 'A currency of the arrangement.' })
  readonly currency!: string

  @Field(() => String, {
    nullable: true,
    description: 'An invoice number or the like; made unique where it is missing.',
  })
  readonly reference?: string | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The day on which it is due, `2027-01-31`; of an instant its day in UTC counts.',
  })
  readonly dueDate?: Instant | null
}

@InputType({
  description:
    'All or nothing, at most 10,000 rows; every bad row is listed in extensions.errors (index, code, refusal, message; the first 100).',
})
export class RecordObligationsInput extends MutationInput {
  @Field(() => ID, { description: 'The clearing arrangement.' })
  readonly agreementId!: string

  @Field(() => [ObligationRowInput], { description: 'The obligations.' })
  readonly obligations!: readonly ObligationRowInput[]
}

/** What names an obligation and nothing else. */
@InputType({ description: 'Which obligation.' })
abstract class ObligationInput extends MutationInput {
  @Field(() => ID, { description: 'The obligation.' })
  readonly obligationId!: string
}

@InputType({ description: 'Which obligation to confirm: to sign the same as the other side.' })
export class ConfirmObligationInput extends ObligationInput {}

@InputType({ description: 'Which obligations to confirm, all or none.' })
export class ConfirmObligationsInput extends MutationInput {
  @Field(() => [ID], { description: 'The obligations.' })
  readonly obligationIds!: readonly string[]
}

@InputType({ description: 'Which obligation to dispute, and why.' })
export class DisputeObligationInput extends ObligationInput {
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string
}

@Extensions(ONE_OF)
@InputType({ description: 'Outcome of a dispute: exactly one of these.' })
export class DisputeOutcomeInput {
  @Field(() => Boolean, { nullable: true, description: 'true: it is owed as recorded.' })
  readonly uphold?: boolean

  @Field(() => Boolean, { nullable: true, description: 'true: it was never owed.' })
  readonly void?: boolean

  @Field(() => AmountScalar, { nullable: true, description: 'This much is owed.' })
  readonly amount?: string
}

@InputType({ description: 'Our proposed outcome of a dispute. Takes effect when both sides propose the same.' })
export class ResolveDisputeInput extends ObligationInput {
  @Field(() => DisputeOutcomeInput, { description: 'The outcome.' })
  readonly outcome!: DisputeOutcomeInput
}

@InputType({ description: 'Which claim of ours to forgive.' })
export class ForgiveObligationInput extends ObligationInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null
}

@InputType({ description: 'By the side that recorded it, while the other side has not signed.' })
export class WithdrawObligationInput extends ObligationInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null
}

@InputType({
  description: 'By obligation, or to a creditor in one currency: then allocated to the oldest due first.',
})
export class RecordPaymentInput extends MutationInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The obligation that was paid; or leave it out and name the next three.',
  })
  readonly obligationId?: string | null

  @Field(() => ID, { nullable: true, description: 'The clearing arrangement.' })
  readonly agreementId?: string | null

  @Field(() => DidScalar, { nullable: true, description: 'DID of the payee.' })
  readonly creditor?: Did | null

  @Field(() => String, { nullable: true, description: 'In what currency.' })
  readonly currency?: string | null

  @Field(() => AmountScalar, { description: 'How much was paid; more than zero.' })
  readonly amount!: string

  @Field(() => String, { nullable: true, description: 'A bank reference or the like.' })
  readonly reference?: string | null
}

@InputType({ description: 'Which payment has arrived.' })
export class ConfirmPaymentInput extends MutationInput {
  @Field(() => ID, { description: 'The payment.' })
  readonly paymentId!: string
}

@InputType({ description: 'By its creditor: no such payment came.' })
export class RejectPaymentInput extends MutationInput {
  @Field(() => ID, { description: 'The payment.' })
  readonly paymentId!: string

  @Field(() => String, { description: 'Why; the debtor reads it.' })
  readonly reason!: string
}

@InputType({ description: 'By its debtor, while it is not confirmed.' })
export class WithdrawPaymentInput extends MutationInput {
  @Field(() => ID, { description: 'The payment.' })
  readonly paymentId!: string

  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null
}

@InputType({ description: 'What to net. Proposing is the proposer’s acceptance.' })
export class ProposeNettingInput extends MutationInput {
  @Field(() => ID, { description: 'The clearing arrangement.' })
  readonly agreementId!: string

  @Field(() => String, { description: 'The currency.' })
  readonly currency!: string

  @Field(() => [DidScalar], { nullable: true, description: 'Only debts between these; all parties by default.' })
  readonly participants?: readonly Did[] | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Deadline for answers; in 10 minutes by default.',
  })
  readonly deadline?: Instant | null
}

/** What names a netting round and nothing else. */
@InputType({ description: 'Which netting round.' })
abstract class NettingRoundInput extends MutationInput {
  @Field(() => ID, { description: 'The netting round.' })
  readonly nettingRoundId!: string
}

@InputType({
  description:
    'Which round to accept. Accepting reserves its obligations for netting until it ends; they can still be paid and disputed.',
})
export class AcceptNettingInput extends NettingRoundInput {
  @Field(() => String, { nullable: true, description: 'The result that you have read, by its hash.' })
  readonly resultHash?: string | null
}

@InputType({ description: 'Which round to reject, and why.' })
export class RejectNettingInput extends NettingRoundInput {
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string
}

@InputType({ description: 'Which acceptance to take back, before the round is decided.' })
export class WithdrawAcceptanceInput extends NettingRoundInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null
}

@InputType({ description: 'Which round of our own to give up, instead of a commit.' })
export class AbandonNettingInput extends NettingRoundInput {}

@InputType({ description: 'Which round to wait for no longer: by a participant, after the deadline.' })
export class LiftReservationInput extends NettingRoundInput {}
