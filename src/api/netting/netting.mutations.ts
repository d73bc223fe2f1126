import { Ctx, Mutation, Resolver } from 'type-graphql'
import { clearingCommands, clearingInputs } from '../../app/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { Input } from '../graphql/mutation.input.ts'
import { NettingRoundPayload } from './netting.payload.ts'

/** What operators and signers do with netting rounds. */
@Resolver()
export class NettingMutations {
  @Auth('SIGNER')
  @Mutation(() => NettingRoundPayload, {
    nullable: true,
    description: 'Computes a netting and proposes it to its participants.',
  })
  proposeNetting(
    @Input(clearingInputs.ProposeNettingInput) input: Input<clearingInputs.ProposeNettingInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('proposeNetting', input, clearingCommands.proposeNetting)
  }

  @Auth('SIGNER')
  @Mutation(() => NettingRoundPayload, { nullable: true, description: 'Checks a round again and accepts it.' })
  acceptNetting(
    @Input(clearingInputs.AcceptNettingInput) input: Input<clearingInputs.AcceptNettingInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('acceptNetting', input, clearingCommands.acceptNetting)
  }

  @Auth('SIGNER')
  @Mutation(() => NettingRoundPayload, {
    nullable: true,
    description: 'Rejects a round: its cycles that run through us are dropped.',
  })
  rejectNetting(
    @Input(clearingInputs.RejectNettingInput) input: Input<clearingInputs.RejectNettingInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('rejectNetting', input, clearingCommands.rejectNetting)
  }

  @Auth('SIGNER')
  @Mutation(() => NettingRoundPayload, {
    nullable: true,
    description: 'Takes our acceptance of an undecided round back: its cycles that run through us are dropped.',
  })
  withdrawAcceptance(
    @Input(clearingInputs.WithdrawAcceptanceInput) input: Input<clearingInputs.WithdrawAcceptanceInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('withdrawAcceptance', input, clearingCommands.withdrawAcceptance)
  }

  @Auth('SIGNER')
  @Mutation(() => NettingRoundPayload, { nullable: true, description: 'Gives up a round of our own.' })
  abandonNetting(
    @Input(clearingInputs.AbandonNettingInput) input: Input<clearingInputs.AbandonNettingInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('abandonNetting', input, clearingCommands.abandonNetting)
  }

  @Auth('OPERATOR')
  @Mutation(() => NettingRoundPayload, {
    nullable: true,
    description: 'Lifts our reservation by a round whose proposer does not decide it after the deadline.',
  })
  liftReservation(
    @Input(clearingInputs.LiftReservationInput) input: Input<clearingInputs.LiftReservationInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('liftReservation', input, clearingCommands.liftReservation)
  }
}
