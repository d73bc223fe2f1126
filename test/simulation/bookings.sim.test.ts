import { describe, expect, test } from 'vitest'
import { resumeAgreement, suspendAgreement } from '../../src/app/agreements/commands.ts'
import { reactionsOf } from '../../src/app/reactions.ts'
import {
  cancelBooking,
  declineBooking,
  grantBooking,
  requestBooking,
  revokeBooking,
} from '../../src/app/resources/commands.ts'
import type { Instant, Scope } from '../../src/kernel/index.ts'
import { asBooking, type BookingView, isOverbooked, viewBooking } from '../../src/resources/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { auditBackwards } from '../support/audit.ts'
import type { Run } from './agreement-acts.ts'
import type { Member } from './world.ts'

const SIZE = 4
const STEPS = 220
const MEETING = 55
const HOUR_MS = 3_600_000
/** Few hours and few resources, so that bookings meet. */
const HOURS = 12
const KEYS = ['van-1', 'hall', 'press', 'shed'] as const

async function bookingsAt({ node }: Member, scope: string, now: Instant): Promise<Map<string, BookingView>> {
  const rows = await node.store.read((reader) => reader.subjectsOf(scope as Scope, 'booking'))
  return new Map(rows.flatMap(({ id, state }) => (state === null ? [] : [[id, viewBooking(asBooking(state), now)]])))
}

/** Something that a member may do; what is refused changes nothing. */
async function chooseAct(federation: AgreementFederation, member: Member, agreementId: string): Promise<Run> {
  const { random } = federation.world
  const bookings = [...(await bookingsAt(member, agreementId, federation.now as Instant)).values()]
  const booking = bookings.length === 0 ? null : random.pick(bookings)
  if (booking === null || random.chance(0.4)) {
    const from = (federation.now + random.below(HOURS) * HOUR_MS) as Instant
    const until = (from + (1 + random.below(3)) * HOUR_MS) as Instant
    const quantity = random.pick(['1', '0.5', '0.25'])
    return requestBooking({ agreementId, resource: random.pick(KEYS), from, until, quantity }, { maySignFor: true })
  }
  const bookingId = booking.id
  return random.pick([
    grantBooking({ bookingId }),
    grantBooking({ bookingId }),
    grantBooking({ bookingId }),
    declineBooking({ bookingId }),
    cancelBooking({ bookingId }),
    revokeBooking({ bookingId, reason: 'It is broken' }),
    ...(random.chance(0.2) ? [suspendAgreement({ agreementId, reason: 'a look' })] : []),
    resumeAgreement({ agreementId }),
  ])
}

describe('cooperatives that share resources on a bad network', () => {
  const seen = new Set<string>()

  test.each([1, 2, 3, 4])(
    'end with equal bookings, and no provider that asks its guard overbooks (seed %i)',
    async (seed) => {
      const reactions = reactionsOf({ publicUrl: null })
      await using federation = await AgreementFederation.found(SIZE, SIZE, undefined, reactions, [], seed)
      const { world } = federation
      const thing = { compensation: { model: 'NONE' as const }, quantity: '1' }
      const resources = [
        { ...thing, key: 'van-1', kind: 'van', provider: federation.did(0) },
        { ...thing, key: 'hall', kind: 'hall', provider: federation.did(0), approval: 'AUTOMATIC' as const },
        { ...thing, key: 'press', kind: 'press', provider: federation.did(1), approval: 'AUTOMATIC' as const },
        { ...thing, key: 'shed', kind: 'shed', provider: federation.did(2), quantity: null },
      ]
      const agreementId = await federation.conclude([1, 2, 3], { terms: { resourceSharing: { resources } } })
      const look = async (member: Member) => {
        const bookings = [...(await bookingsAt(member, agreementId, federation.now as Instant)).values()]
        for (const booking of bookings) {
          seen.add(booking.status)
          // What one node has of a provider's log is a beginning of it: no beginning is overbooked.
          const alike = bookings.filter((other) => other.holdsCapacity && other.resource.key === booking.resource.key)
          expect(isOverbooked(booking, booking.resource.quantity, alike), `${booking.id} at ${member.number}`).toBe(
            false,
          )
        }
        return bookings.toSorted((one, other) => (one.id < other.id ? -1 : 1))
      }
      for (let step = 0; step < STEPS; step++) {
        const member = world.random.pick(world.members)
        if (world.random.chance(0.5)) await world.gossip(member, world.random.pick(world.members))
        else {
          const done = await federation.ask(member.number, await chooseAct(federation, member, agreementId))
          if (!done.ok) seen.add(done.refusal.code)
        }
        await look(member)
        if (step % MEETING === MEETING - 1) {
          world.heal()
          await federation.pass(2 * HOUR_MS)
        }
        if (world.random.chance(0.04)) world.part(2)
        if (world.random.chance(0.08)) world.heal()
      }
      world.heal()
      await federation.settle()
      const [first, ...others] = await Promise.all(world.members.map(look))
      for (const other of others) expect(other).toEqual(first)
      const [digest] = await world.digests(agreementId as Scope)
      const audit = await world.members[0]?.node.store.read((reader) => auditBackwards(reader, agreementId as Scope))
      expect(audit).toMatchObject({ faults: [], digest })
      const unanswered = (first ?? []).filter(({ status, holdsCapacity }) => status === 'CANCELLED' && holdsCapacity)
      expect(unanswered.filter(({ until }) => until > federation.now)).toEqual([])
      expect(first?.length).toBeGreaterThan(10)
    },
  )

  test('have seen every status, and the refusals of what is taken, over, suspended or another’s', () => {
    const statuses = ['REQUESTED', 'GRANTED', 'DECLINED', 'CANCELLED', 'REVOKED', 'ENDED', 'LAPSED']
    const refusals = ['resources.not-free', 'resources.over', 'resources.not-the-provider', 'resources.not-the-user']
    expect([...seen]).toEqual(expect.arrayContaining([...statuses, ...refusals, 'agreements.not-operational']))
  })
})
