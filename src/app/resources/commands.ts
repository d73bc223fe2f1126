import { type Instant, type JsonObject, ok, type Result } from '../../kernel/index.ts'
import { type CommandContext, refuseForkers } from '../../node/index.ts'
import {
  bookingId as bookingIdOf,
  costs,
  expectedPrice,
  findResource,
  refuseResources as refuse,
  standingGrant,
} from '../../resources/index.ts'
import { findBasis } from '../agreements/in-force.ts'
import { guardCharges } from './charge-guards.ts'
import { type FoundBooking, findBooking } from './facts.ts'
import { decline, grant, revoke } from './grants.ts'
import type {
  CancelBookingInput,
  DeclineBookingInput,
  GrantBookingInput,
  RequestBookingInput,
  RevokeBookingInput,
} from './inputs.ts'

type Run = (context: CommandContext) => Promise<Result<JsonObject>>

export interface RequestOptions {
  /** Whether the caller may bind this cooperative to pay for use. */
  readonly maySignFor: boolean
}

/** Asks the provider of a resource for it. */
export function requestBooking(input: RequestBookingInput, { maySignFor }: RequestOptions): Run {
  return async (context) => {
    const { agreementId, resource: key, from, until } = input
    const { quantity, expectedUse = null, beneficiary = null, purpose = null } = input
    const basis = await findBasis(context, agreementId, 'RESOURCE_SHARING')
    if (!basis.ok) return basis
    const { scope, document, inForce, answers } = basis.value
    const resource = findResource(document.terms, key)
    if (!resource.ok) return resource
    if (!maySignFor && costs(resource.value, expectedUse)) {
      const message = `${key} costs something: to book it needs a token with the role SIGNER`
      return refuse('resources.signers-only', message)
    }
    const forker = await refuseForkers(context, [resource.value.provider])
    if (!forker.ok) return forker
    const price = expectedPrice({
      resource: resource.value,
      expectedUse,
      from: from as Instant,
      until: until as Instant,
    })
    const charged = await guardCharges(
      context,
      { resource: resource.value, user: context.self },
      BigInt(price?.amount ?? '0'),
    )
    if (!charged.ok) return charged
    const nonce = context.nonce()
    const asked = { resource: key, from, until, quantity: quantity ?? '1', expectedUse, beneficiary, purpose }
    const body = { ...inForce, nonce, ...asked }
    const written = await context.write({ kind: 'booking.requested', scope, body, answers })
    return written.ok ? ok({ bookingId: bookingIdOf(scope, context.self, key, nonce) }) : written
  }
}

/** Grants a request, by its provider. Granting again succeeds and changes nothing. */
export function grantBooking({ bookingId }: GrantBookingInput, publicUrl: string | null = null): Run {
  return async (context) => {
    const found = await findAsProvider(context, bookingId)
    if (!found.ok) return found
    const { status } = found.value.view
    const granted =
      status === 'GRANTED' || status === 'ENDED' ? ok(undefined) : await grant(context, found.value, publicUrl)
    return granted.ok ? ok({ bookingId }) : granted
  }
}

/** Declines a request, by its provider. Declining again succeeds and changes nothing. */
export function declineBooking({ bookingId, reason }: DeclineBookingInput): Run {
  return async (context) => {
    const found = await findAsProvider(context, bookingId)
    if (!found.ok) return found
    const isDeclined = found.value.view.status === 'DECLINED'
    const declined = isDeclined ? ok(undefined) : await decline(context, found.value, reason ?? null)
    return declined.ok ? ok({ bookingId }) : declined
  }
}

/** Takes a request back, or cancels what was granted, by its user. Cancelling again succeeds and changes nothing. */
export function cancelBooking({ bookingId, reason }: CancelBookingInput): Run {
  return async (context) => {
    const found = await findBooking(context, bookingId)
    if (!found.ok) return found
    const { scope, state, view } = found.value
    if (state.user !== context.self) {
      return refuse('resources.not-the-user', `only ${state.user} cancels what it has booked; its provider revokes it`)
    }
    if (view.status === 'CANCELLED') return ok({ bookingId })
    const body = { bookingId, grant: standingGrant(state), reason: reason ?? null }
    const written = await context.write({ kind: 'booking.cancelled', scope, body })
    return written.ok ? ok({ bookingId }) : written
  }
}

/** Revokes what this cooperative has granted. Revoking again succeeds and changes nothing. */
export function revokeBooking({ bookingId, reason }: RevokeBookingInput): Run {
  return async (context) => {
    const found = await findAsProvider(context, bookingId)
    if (!found.ok) return found
    const isRevoked = found.value.view.grant !== null && standingGrant(found.value.state) === null
    const revoked = isRevoked ? ok(undefined) : await revoke(context, found.value, reason)
    return revoked.ok ? ok({ bookingId }) : revoked
  }
}

async function findAsProvider(context: CommandContext, bookingId: string): Promise<Result<FoundBooking>> {
  const found = await findBooking(context, bookingId)
  if (!found.ok || found.value.view.provider === context.self) return found
  const { provider, resource } = found.value.view
  return refuse('resources.not-the-provider', `only ${provider} answers for ${resource.key}`)
}
