import { Ctx, Mutation, Resolver } from 'type-graphql'
import { bookingCommands, bookingInputs } from '../../app/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { Input } from '../graphql/mutation.input.ts'
import { includesRole } from '../http/access/caller.ts'
import { BookingPayload } from './booking.type.ts'

/** What operators and signers do with bookings. */
@Resolver()
export class BookingMutations {
  @Auth('OPERATOR')
  @Mutation(() => BookingPayload, {
    nullable: true,
    description: 'Asks a provider for a resource. To request what costs something needs the role SIGNER.',
  })
  requestBooking(
    @Input(bookingInputs.RequestBookingInput) input: Input<bookingInputs.RequestBookingInput>,
    @Ctx() context: ApiContext,
  ) {
    const maySignFor = includesRole(context.require('OPERATOR').role, 'SIGNER')
    return context.execute('requestBooking', input, (plain) => bookingCommands.requestBooking(plain, { maySignFor }))
  }

  @Auth('SIGNER')
  @Mutation(() => BookingPayload, {
    nullable: true,
    description: 'Grants a request of a resource of ours, where enough of it is free, and signs the grant.',
  })
  grantBooking(
    @Input(bookingInputs.GrantBookingInput) input: Input<bookingInputs.GrantBookingInput>,
    @Ctx() context: ApiContext,
  ) {
    const { publicUrl } = context.environment
    return context.execute('grantBooking', input, (plain) => bookingCommands.grantBooking(plain, publicUrl))
  }

  @Auth('OPERATOR')
  @Mutation(() => BookingPayload, { nullable: true, description: 'Declines a request of a resource of ours.' })
  declineBooking(
    @Input(bookingInputs.DeclineBookingInput) input: Input<bookingInputs.DeclineBookingInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('declineBooking', input, bookingCommands.declineBooking)
  }

  @Auth('OPERATOR')
  @Mutation(() => BookingPayload, {
    nullable: true,
    description: 'Takes a request of ours back, or cancels what was granted to us, before its end.',
  })
  cancelBooking(
    @Input(bookingInputs.CancelBookingInput) input: Input<bookingInputs.CancelBookingInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('cancelBooking', input, bookingCommands.cancelBooking)
  }

  @Auth('SIGNER')
  @Mutation(() => BookingPayload, { nullable: true, description: 'Revokes a grant of ours, before its end.' })
  revokeBooking(
    @Input(bookingInputs.RevokeBookingInput) input: Input<bookingInputs.RevokeBookingInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('revokeBooking', input, bookingCommands.revokeBooking)
  }
}
