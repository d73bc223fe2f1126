import { Ctx, Mutation, Resolver } from 'type-graphql'
import { clearingCommands, clearingInputs } from '../../app/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { Input } from '../graphql/mutation.input.ts'
import { includesRole } from '../http/access/caller.ts'
import { ObligationPayload, ObligationsPayload, PaymentPayload } from './obligation.payload.ts'

/** What operators and signers do with obligations and payments. */
@Resolver()
export class ObligationMutations {
  @Auth('OPERATOR')
  @Mutation(() => ObligationPayload, {
    nullable: true,
    description:
      'Records what one party owes another. To record as debtor, or what the debtor has recorded, needs the role SIGNER.',
  })
  recordObligation(
    @Input(clearingInputs.RecordObligationInput) input: Input<clearingInputs.RecordObligationInput>,
    @Ctx() context: ApiContext,
  ) {
    const rights = recordingRights(context, [input])
    return context.execute('recordObligation', input, (row) => clearingCommands.recordObligation(row, rights))
  }

  @Auth('OPERATOR')
  @Mutation(() => ObligationsPayload, {
    nullable: true,
    description:
      'Records many obligations, all or none. To record as debtor, or what the debtor has recorded, needs the role SIGNER.',
  })
  recordObligations(
    @Input(clearingInputs.RecordObligationsInput) input: Input<clearingInputs.RecordObligationsInput>,
    @Ctx() context: ApiContext,
  ) {
    const rights = recordingRights(context, input.obligations)
    return context.execute('recordObligations', input, (rows) => clearingCommands.recordObligations(rows, rights))
  }

  @Auth('SIGNER')
  @Mutation(() => ObligationPayload, { nullable: true, description: 'Signs what the other side recorded: it binds.' })
  confirmObligation(
    @Input(clearingInputs.ConfirmObligationInput) input: Input<clearingInputs.ConfirmObligationInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('confirmObligation', input, clearingCommands.confirmObligation)
  }

  @Auth('SIGNER')
  @Mutation(() => ObligationsPayload, {
    nullable: true,
    description: 'Signs what the other side recorded, all or none.',
  })
  confirmObligations(
    @Input(clearingInputs.ConfirmObligationsInput) input: Input<clearingInputs.ConfirmObligationsInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('confirmObligations', input, clearingCommands.confirmObligations)
  }

  @Auth('OPERATOR')
  @Mutation(() => ObligationPayload, { nullable: true, description: 'Objects to an obligation.' })
  disputeObligation(
    @Input(clearingInputs.DisputeObligationInput) input: Input<clearingInputs.DisputeObligationInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('disputeObligation', input, clearingCommands.disputeObligation)
  }

  @Auth('SIGNER')
  @Mutation(() => ObligationPayload, {
    nullable: true,
    description: 'Proposes an outcome of a dispute; it takes effect when both sides propose the same.',
  })
  resolveDispute(
    @Input(clearingInputs.ResolveDisputeInput) input: Input<clearingInputs.ResolveDisputeInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('resolveDispute', input, clearingCommands.resolveDispute)
  }

  @Auth('OPERATOR')
  @Mutation(() => ObligationPayload, {
    nullable: true,
    description:
      'Takes back what we recorded while the other side has not signed it. To take back what we owe needs the role SIGNER.',
  })
  withdrawObligation(
    @Input(clearingInputs.WithdrawObligationInput) input: Input<clearingInputs.WithdrawObligationInput>,
    @Ctx() context: ApiContext,
  ) {
    const maySignFor = includesRole(context.require('OPERATOR').role, 'SIGNER')
    return context.execute('withdrawObligation', input, (row) =>
      clearingCommands.withdrawObligation(row, { maySignFor }),
    )
  }

  @Auth('SIGNER')
  @Mutation(() => ObligationPayload, { nullable: true, description: 'Forgives what a debtor of ours still owes.' })
  forgiveObligation(
    @Input(clearingInputs.ForgiveObligationInput) input: Input<clearingInputs.ForgiveObligationInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('forgiveObligation', input, clearingCommands.forgiveObligation)
  }

  @Auth('OPERATOR')
  @Mutation(() => PaymentPayload, {
    nullable: true,
    description: 'Records a payment that was made elsewhere; it counts when the creditor confirms it.',
  })
  recordPayment(
    @Input(clearingInputs.RecordPaymentInput) input: Input<clearingInputs.RecordPaymentInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('recordPayment', input, clearingCommands.recordPayment)
  }

  @Auth('SIGNER')
  @Mutation(() => PaymentPayload, { nullable: true, description: 'Confirms that a payment has arrived.' })
  confirmPayment(
    @Input(clearingInputs.ConfirmPaymentInput) input: Input<clearingInputs.ConfirmPaymentInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('confirmPayment', input, clearingCommands.confirmPayment)
  }

  @Auth('SIGNER')
  @Mutation(() => PaymentPayload, { nullable: true, description: 'Rejects a payment as not received.' })
  rejectPayment(
    @Input(clearingInputs.RejectPaymentInput) input: Input<clearingInputs.RejectPaymentInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('rejectPayment', input, clearingCommands.rejectPayment)
  }

  @Auth('OPERATOR')
  @Mutation(() => PaymentPayload, {
    nullable: true,
    description: 'Takes back a payment that we recorded and that is not confirmed.',
  })
  withdrawPayment(
    @Input(clearingInputs.WithdrawPaymentInput) input: Input<clearingInputs.WithdrawPaymentInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('withdrawPayment', input, clearingCommands.withdrawPayment)
  }
}

/** To record as debtor is to sign a debt; to record what the debtor has recorded is to confirm it. */
function recordingRights(
  context: ApiContext,
  rows: readonly { readonly debtor: string }[],
): clearingCommands.RecordOptions {
  if (rows.some(({ debtor }) => debtor === context.node.self)) context.require('SIGNER')
  return { mayConfirm: includesRole(context.require('OPERATOR').role, 'SIGNER') }
}
