import { Field, Int, ObjectType } from 'type-graphql'
import type {
  BilateralPositionView,
  DisputeView,
  NetPositionView,
  ObligationSetOffView,
  ObligationTotalView,
  ObligationView,
  PaymentView,
  WithdrawalView,
} from '../../clearing/index.ts'
import { connectionType } from '../graphql/connection.ts'
import { ObligationStatus, PaymentStatus } from '../graphql/enums.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import { AmountScalar, DateTimeScalar, SignedAmountScalar } from '../graphql/scalars.ts'

@ObjectType({ implements: NodeInterface, description: 'A debt of one party of a clearing arrangement to another.' })
export class Obligation implements Shows<ObligationView, Obligation> {
  @Field(() => AmountScalar, { description: 'What was recorded, or agreed as the outcome of a dispute.' })
  readonly amount!: string

  @Field(() => AmountScalar, { description: 'What is still owed, net of set-offs and confirmed payments.' })
  readonly remaining!: string

  @Field(() => AmountScalar, {
    description:
      'What the creditor owes the debtor back, where more was paid and set off than owed; 0 otherwise. Netting sets it off as a debt of the creditor.',
  })
  readonly overpaid!: string

  @Field(() => String, { description: 'The currency of every amount here.' })
  readonly currency!: string

  @Field(() => Int, { description: 'Digits after the decimal point of every amount here.' })
  readonly scale!: number

  @Field(() => String, { nullable: true, description: 'An invoice number or the like; unique between two parties.' })
  readonly reference!: string | null

  @Field(() => ObligationStatus, { description: 'Where it stands.' })
  readonly status!: ObligationStatus

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'The day on which it is due, as the instant at which that day begins in UTC; overdue from the next day on.',
  })
  readonly dueDate!: number | null

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  readonly recordedAt!: number

  @Field(() => Dispute, { nullable: true, description: 'The dispute about it, if there was one.' })
  readonly dispute!: Dispute | null

  @Field(() => Withdrawal, {
    nullable: true,
    description: 'The party that withdrew it, where status is WITHDRAWN.',
  })
  readonly withdrawal!: Withdrawal | null
}

@ObjectType({ description: 'That the side which had recorded a debt took it back.' })
export class Withdrawal implements Shows<WithdrawalView, Withdrawal> {
  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: number

  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason!: string | null
}

@ObjectType({ description: 'Outcome of a dispute that one side proposes.' })
export class DisputeOutcome {
  @Field(() => Boolean, { description: 'The debt stands as it was recorded.' })
  readonly uphold!: boolean

  @Field(() => Boolean, { description: 'Nothing is owed.' })
  readonly void!: boolean

  @Field(() => AmountScalar, { nullable: true, description: 'What is owed instead; null with the other outcomes.' })
  readonly amount!: string | null

  @Field(() => String, { nullable: true, description: 'Of a disputed use, how much was used; null of a debt.' })
  readonly quantity!: string | null

  @Field(() => DateTimeScalar, { description: 'When it was proposed.' })
  readonly at!: number
}

@ObjectType({ description: 'One party’s objection to an obligation or a record.' })
export class Dispute implements Shows<DisputeView, Dispute> {
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly at!: number

  @Field(() => String, {
    nullable: true,
    description:
      'The agreed outcome: UPHELD, VOID, AMOUNT with the amount, CONFIRMED where the disputing party has signed, or WITHDRAWN where a record was withdrawn; null while there is none.',
  })
  readonly resolution!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was agreed.' })
  readonly resolvedAt!: number | null

  @Field(() => DisputeOutcome, { nullable: true, description: 'The newest outcome that the debtor has proposed.' })
  readonly debtorOutcome!: DisputeOutcome | null

  @Field(() => DisputeOutcome, { nullable: true, description: 'The newest outcome that the creditor has proposed.' })
  readonly creditorOutcome!: DisputeOutcome | null
}

@ObjectType({ implements: NodeInterface, description: 'A payment made outside, as its payer recorded it.' })
export class Payment implements Shows<PaymentView, Payment> {
  @Field(() => AmountScalar, { description: 'How much of this obligation it pays.' })
  readonly amount!: string

  @Field(() => PaymentStatus, { description: 'Where it stands; only CONFIRMED counts.' })
  readonly status!: PaymentStatus

  @Field(() => String, { nullable: true, description: 'A bank reference or the like.' })
  readonly reference!: string | null

  @Field(() => DateTimeScalar, { description: 'When its payer recorded it.' })
  readonly recordedAt!: number

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its payee confirmed it.' })
  readonly confirmedAt!: number | null

  @Field(() => String, { nullable: true, description: 'Reason of the rejection or withdrawal, if given.' })
  readonly reason!: string | null
}

@ObjectType({ description: 'What a netting round has set off against an obligation.' })
export class ObligationSetOff implements Shows<ObligationSetOffView, ObligationSetOff> {
  @Field(() => AmountScalar, { description: 'How much.' })
  readonly amount!: string

  @Field(() => Boolean, { description: 'It was set off against what the creditor owed back, after an overpayment.' })
  readonly backward!: boolean

  @Field(() => DateTimeScalar, { description: 'When the round was committed.' })
  readonly at!: number
}

@ObjectType({ description: 'What is open on a list of obligations in one currency, from our side.' })
export class ObligationTotal implements Shows<ObligationTotalView, ObligationTotal> {
  @Field(() => String, { description: 'The currency.' })
  readonly currency!: string

  @Field(() => Int, { description: 'Digits after the decimal point of every amount here.' })
  readonly scale!: number

  @Field(() => Int, { description: 'How many obligations of the list are in it, settled ones included.' })
  readonly count!: number

  @Field(() => AmountScalar, { description: 'What we are owed by what binds, returns of overpayments included.' })
  readonly receivable!: string

  @Field(() => AmountScalar, { description: 'What we owe by what binds, returns of overpayments included.' })
  readonly payable!: string

  @Field(() => AmountScalar, { description: 'What we would be owed by what is not confirmed yet, or is disputed.' })
  readonly unconfirmedReceivable!: string

  @Field(() => AmountScalar, { description: 'What we would owe by what is not confirmed yet, or is disputed.' })
  readonly unconfirmedPayable!: string
}

@ObjectType({ description: 'What a cooperative is owed and owes in one currency of one arrangement.' })
export class NetPosition implements Shows<NetPositionView, NetPosition> {
  @Field(() => String, { description: 'The currency.' })
  readonly currency!: string

  @Field(() => Int, { description: 'Digits after the decimal point.' })
  readonly scale!: number

  @Field(() => AmountScalar, { description: 'What it is owed.' })
  readonly receivable!: string

  @Field(() => AmountScalar, { description: 'What it owes.' })
  readonly payable!: string

  @Field(() => SignedAmountScalar, { description: 'receivable − payable: positive when it is owed.' })
  readonly net!: string
}

@ObjectType({ description: 'Where we stand with one counterparty. From our side: payable is what we owe them.' })
export class BilateralPosition implements Shows<BilateralPositionView, BilateralPosition> {
  @Field(() => String, { description: 'The currency.' })
  readonly currency!: string

  @Field(() => Int, { description: 'Digits after the decimal point.' })
  readonly scale!: number

  @Field(() => AmountScalar, { description: 'What they owe us.' })
  readonly receivable!: string

  @Field(() => AmountScalar, { description: 'What we owe them.' })
  readonly payable!: string

  @Field(() => SignedAmountScalar, { description: 'receivable − payable: positive when they owe us.' })
  readonly net!: string

  @Field(() => AmountScalar, { description: 'The most that one of us may owe the other.' })
  readonly creditLimit!: string

  @Field(() => AmountScalar, {
    description:
      'What we may still owe them within the limit. What we offered and withdrew counts here until it is settled otherwise: a mutation lets it go as soon as their log shows that they have seen that, so it may take more than this.',
  })
  readonly weMayStillOwe!: string

  @Field(() => AmountScalar, {
    description: 'What they may still owe us within the limit; what we withdrew counts as in weMayStillOwe.',
  })
  readonly theyMayStillOwe!: string
}

export const ObligationConnection = connectionType('Obligation', () => Obligation)
