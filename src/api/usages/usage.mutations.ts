import { Ctx, Mutation, Resolver } from 'type-graphql'
import { usageCommands, usageInputs } from '../../app/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { Input } from '../graphql/mutation.input.ts'
import { includesRole } from '../http/access/caller.ts'
import { UsagePayload } from './usage.type.ts'

/** What operators and signers do with the use of what was booked. */
@Resolver()
export class UsageMutations {
  @Auth('OPERATOR')
  @Mutation(() => UsagePayload, {
    nullable: true,
    description:
      'Records what was used. To record as user what costs something, or what the other side has recorded, needs the role SIGNER.',
  })
  recordUsage(
    @Input(usageInputs.RecordUsageInput) input: Input<usageInputs.RecordUsageInput>,
    @Ctx() context: ApiContext,
  ) {
    const maySignFor = includesRole(context.require('OPERATOR').role, 'SIGNER')
    return context.execute('recordUsage', input, (plain) => usageCommands.recordUsage(plain, { maySignFor }))
  }

  @Auth('SIGNER')
  @Mutation(() => UsagePayload, {
    nullable: true,
    description: 'Signs what the other side has recorded: it binds, and both nodes charge it automatically.',
  })
  confirmUsage(
    @Input(usageInputs.ConfirmUsageInput) input: Input<usageInputs.ConfirmUsageInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('confirmUsage', input, usageCommands.confirmUsage)
  }

  @Auth('OPERATOR')
  @Mutation(() => UsagePayload, { nullable: true, description: 'Objects to a use that was recorded.' })
  disputeUsage(
    @Input(usageInputs.DisputeUsageInput) input: Input<usageInputs.DisputeUsageInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('disputeUsage', input, usageCommands.disputeUsage)
  }

  @Auth('SIGNER')
  @Mutation(() => UsagePayload, {
    nullable: true,
    description:
      'Proposes an outcome of the dispute of a use; it takes effect when both sides propose the same, on the debt that it led to as well.',
  })
  resolveUsageDispute(
    @Input(usageInputs.ResolveUsageDisputeInput) input: Input<usageInputs.ResolveUsageDisputeInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('resolveUsageDispute', input, usageCommands.resolveUsageDispute)
  }
}
