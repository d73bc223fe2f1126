import { describe, expect, test } from 'vitest'
import {
  proposeAmendment,
  resumeAgreement,
  signAmendment,
  suspendAgreement,
} from '../../src/app/agreements/commands.ts'
import { reactionsOf } from '../../src/app/reactions.ts'
import {
  cancelBooking,
  declineBooking,
  grantBooking,
  requestBooking,
  revokeBooking,
} from '../../src/app/resources/commands.ts'
import { listHolding } from '../../src/app/resources/facts.ts'
import type { RequestBookingInput } from '../../src/app/resources/inputs.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { checkCredential } from '../../src/attestations/index.ts'
import { type Instant, instantText, type JsonObject, ok, type Scope } from '../../src/kernel/index.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import {
  asBooking,
  type BookingView,
  isOverbooked,
  issueGrant,
  shownRequestEntry,
  viewBooking,
} from '../../src/resources/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { deliver } from '../support/exchange.ts'
import { HOUR_MS } from './sharing.ts'

const PUBLIC_URL = 'https://alder.example'
const NONE = { model: 'NONE' } as const

/** Three nodes; the first lends a van and 40 seats to the others, by hand or by itself. */
async function found(approval: 'AUTOMATIC' | 'BY_PROVIDER', kinds: JsonObject = {}) {
  const federation = await AgreementFederation.found(3, 3, PROTOCOL, reactionsOf({ publicUrl: PUBLIC_URL }))
  const provider = federation.did(0)
  const resource = { approval, provider, compensation: NONE, ...kinds }
  const resources = [
    { ...resource, key: 'van-1', kind: 'van', quantity: '1' },
    { ...resource, key: 'hall', kind: 'hall', quantity: '40', unit: 'seats' },
    { ...resource, key: 'lathe', kind: 'lathe', compensation: PRICE },
  ]
  const agreementId = await federation.conclude([1, 2], { title: 'Lending', terms: { resourceSharing: { resources } } })
  return { federation, agreementId, resources }
}

const PRICE = { model: 'PER_USE', amount: '150', currency: 'EUR', scale: 2, unit: 'hour' } as const
const after = (instant: number, hours: number) => (instant + hours * HOUR_MS) as Instant
const hence = ({ now }: AgreementFederation, hours: number) => after(now, hours)
type Found = Awaited<ReturnType<typeof found>>

const ask = ({ federation, agreementId }: Found, changes: Partial<RequestBookingInput> = {}, maySignFor = false) => {
  const from = hence(federation, 10)
  const until = hence(federation, 11)
  return requestBooking({ agreementId, resource: 'van-1', from, until, ...changes }, { maySignFor })
}

async function booking({ federation, agreementId }: Found, i: number, bookingId: unknown): Promise<BookingView> {
  const scope = agreementId as Scope
  const [row] = await federation.member(i).node.store.read((reader) => reader.subjects(scope, [String(bookingId)]))
  if (row === undefined || row.state === null) throw new Error('no such booking')
  return viewBooking(asBooking(row.state), federation.now as Instant)
}

async function request(sharing: Found, i: number, changes: Partial<RequestBookingInput> = {}): Promise<string> {
  const { bookingId } = await sharing.federation.do(i, ask(sharing, changes))
  await sharing.federation.settle()
  return String(bookingId)
}

async function expectSameBooks({ federation, agreementId }: Found): Promise<void> {
  const digests = await Promise.all(
    [0, 1, 2].map(async (i) => {
      const { node } = federation.member(i)
      return (await node.store.read((reader) => node.stateDigest(reader, agreementId as Scope))).digest
    }),
  )
  expect(new Set(digests).size).toBe(1)
}

test('a request is granted by hand, all see it, and asking again changes nothing', async () => {
  const sharing = await found('BY_PROVIDER')
  await using federation = sharing.federation
  const bookingId = await request(sharing, 1, { purpose: 'Flour' })
  expect(await booking(sharing, 0, bookingId)).toMatchObject({ status: 'REQUESTED', quantity: '1', purpose: 'Flour' })
  for (const i of [1, 2]) {
    expect((await federation.refused(i, grantBooking({ bookingId }))).code).toBe('resources.not-the-provider')
  }
  expect((await federation.refused(0, revokeBooking({ bookingId, reason: 'No' }))).code).toBe('resources.not-granted')
  for (const _again of [1, 2]) await federation.do(0, grantBooking({ bookingId }, PUBLIC_URL))
  await federation.settle()
  for (const i of [0, 1, 2]) {
    const view = await booking(sharing, i, bookingId)
    expect(view).toMatchObject({ status: 'GRANTED', holdsCapacity: true })
    expect(checkCredential(view.grant, view.from)).toMatchObject({ ok: true, value: { status: 'VALID' } })
  }
  await expectSameBooks(sharing)
})

test('what is booked already is not granted, and the refusal says from when it is free', async () => {
  const sharing = await found('BY_PROVIDER')
  await using federation = sharing.federation
  const first = await request(sharing, 1)
  const from = (await booking(sharing, 1, first)).from
  const second = await request(sharing, 2, { from: after(from, -1), until: after(from, 3) })
  await federation.do(0, grantBooking({ bookingId: first }))
  const refusal = await federation.refused(0, grantBooking({ bookingId: second }))
  expect(refusal.code).toBe('resources.not-free')
  const [start, end] = [from, from + HOUR_MS].map((each) => instantText(each as Instant))
  expect(refusal.message).toBe(`van-1 is booked from ${start} to ${end} by ${federation.did(1)}; free from ${end}`)
  const later = await request(sharing, 2, { from: after(from, 1), until: after(from, 2) })
  await federation.do(0, grantBooking({ bookingId: later }))
})

test('an automatic provider grants what is free, and declines the rest at once, saying what is free', async () => {
  const sharing = await found('AUTOMATIC')
  await using federation = sharing.federation
  const seats = { resource: 'hall', from: hence(federation, 1), until: hence(federation, 2) }
  const granted = [
    await request(sharing, 1, { ...seats, quantity: '24.5' }),
    await request(sharing, 2, { ...seats, quantity: '15.5' }),
  ]
  const declined = await request(sharing, 2, { ...seats, quantity: '0.5' })
  for (const i of [0, 1, 2]) {
    for (const id of granted) expect((await booking(sharing, i, id)).status).toBe('GRANTED')
    const view = await booking(sharing, i, declined)
    expect(view.status).toBe('DECLINED')
    expect(view.reason).toMatch(/^hall is booked from .+ by did:key:.+, did:key:.+; free from .+Z$/)
  }
  // What is freed by a cancellation can be had, without an operator's word.
  await federation.do(1, cancelBooking({ bookingId: String(granted[0]) }))
  await federation.settle()
  expect(await booking(sharing, 2, granted[0])).toMatchObject({ status: 'CANCELLED', holdsCapacity: false })
  const again = await request(sharing, 2, { ...seats, quantity: '24.5' })
  expect((await booking(sharing, 2, again)).status).toBe('GRANTED')
  await expectSameBooks(sharing)
})

test('two users who race for the last seat on both sides of a partition: one is granted, one declined', async () => {
  const sharing = await found('AUTOMATIC')
  await using federation = sharing.federation
  const one = await federation.do(1, ask(sharing))
  const other = await federation.do(2, ask(sharing))
  await federation.settle()
  const statuses = await Promise.all(
    [one, other].map(async ({ bookingId }) => (await booking(sharing, 0, bookingId)).status),
  )
  expect(statuses.sort()).toEqual(['DECLINED', 'GRANTED'])
  await expectSameBooks(sharing)
})

test('a grant beats a cancellation that is still on its way, and the provider then frees it by itself', async () => {
  const sharing = await found('BY_PROVIDER')
  await using federation = sharing.federation
  const bookingId = await request(sharing, 1)
  await federation.do(1, cancelBooking({ bookingId, reason: 'It rains' }))
  await federation.do(0, grantBooking({ bookingId }))
  const [provider, , third] = federation.world.members
  if (provider === undefined || third === undefined) throw new Error('three members')
  await deliver(third, provider, await federation.world.pull(third, provider))
  await third.node.idle()
  expect(await booking(sharing, 2, bookingId)).toMatchObject({ status: 'GRANTED', holdsCapacity: true })
  await federation.settle()
  for (const i of [0, 1, 2]) {
    expect(await booking(sharing, i, bookingId)).toMatchObject({
      ...{ status: 'CANCELLED', reason: 'It rains', holdsCapacity: false },
    })
  }
  expect((await federation.refused(0, grantBooking({ bookingId }))).code).toBe('resources.already-answered')
  await expectSameBooks(sharing)
})

test('the provider revokes with a reason; the user cannot, nor the provider cancel', async () => {
  const sharing = await found('AUTOMATIC')
  await using federation = sharing.federation
  const bookingId = await request(sharing, 1)
  expect((await federation.refused(0, cancelBooking({ bookingId }))).code).toBe('resources.not-the-user')
  expect((await federation.refused(1, revokeBooking({ bookingId, reason: 'Mine' }))).code).toBe(
    'resources.not-the-provider',
  )
  for (const _again of [1, 2]) await federation.do(0, revokeBooking({ bookingId, reason: 'It is broken' }))
  await federation.settle()
  expect(await booking(sharing, 1, bookingId)).toMatchObject({ status: 'REVOKED', reason: 'It is broken' })
  const open = await request(sharing, 2, { resource: 'lathe' })
  await federation.do(0, suspendAgreement({ agreementId: sharing.agreementId, reason: 'a flood' }))
  await federation.do(0, revokeBooking({ bookingId: open, reason: 'Broken' }))
  expect((await booking(sharing, 0, open)).status).toBe('REVOKED')
})

test('a provider that grants more than there is is shown as overbooked by everybody, until it has revoked', async () => {
  const sharing = await found('BY_PROVIDER')
  await using federation = sharing.federation
  const scope = sharing.agreementId as Scope
  const ids = [await request(sharing, 1), await request(sharing, 2)]
  const apart = await request(sharing, 2, { from: hence(federation, 30), until: hence(federation, 31) })
  // Its node would refuse this: it signs without asking the guard.
  const cheat = (bookingId: string) => async (context: CommandContext) => {
    const [row] = await context.tx.subjects(scope, [bookingId])
    const state = asBooking(row?.state ?? null)
    const { hash, request } = shownRequestEntry(state)
    const { id, agreement, user } = state
    const credential = issueGrant({ id, agreement, user, hash, request }, context.signer, context.now, null)
    const body = { bookingId, request: hash, credential, overlaps: [] }
    const written = await context.write({ kind: 'booking.granted', scope, body })
    return written.ok ? ok({ bookingId }) : written
  }
  for (const bookingId of [...ids, apart]) await federation.do(0, cheat(bookingId))
  await federation.settle()
  const overbooked = async (i: number, bookingId: string) => {
    const view = await booking(sharing, i, bookingId)
    const { store } = federation.member(i).node
    const held = await store.read((reader) =>
      listHolding(reader, scope, view.resource, { ...view, now: federation.now as Instant, limit: 100 }),
    )
    return isOverbooked(view, view.resource.quantity, held)
  }
  for (const i of [0, 1, 2]) {
    expect(await Promise.all([...ids, apart].map((id) => overbooked(i, id)))).toEqual([true, true, false])
  }
  await federation.do(0, revokeBooking({ bookingId: String(ids[1]), reason: 'One too many' }))
  await federation.settle()
  expect(await overbooked(2, String(ids[0]))).toBe(false)
  await expectSameBooks(sharing)
})

describe('guards', () => {
  test('nothing is granted to a user that has signed its removal', async () => {
    const sharing = await found('BY_PROVIDER')
    await using federation = sharing.federation
    const { agreementId } = sharing
    const bookingId = await request(sharing, 2)
    const parties = [{ did: federation.did(1), role: 'COUNTERPARTY' as const }]
    await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'Two of us', parties }))
    await federation.settle()
    await federation.do(
      2,
      signAmendment({ amendmentId: String((await federation.view(2, agreementId))?.amendments[0]?.id) }),
    )
    await federation.settle()
    expect((await federation.refused(2, ask(sharing))).code).toBe('agreements.leaving')
    expect((await federation.refused(0, grantBooking({ bookingId }))).code).toBe('resources.not-the-user')
  })

  test('nothing is requested or granted while the agreement is suspended; what was asked is answered afterwards', async () => {
    const sharing = await found('AUTOMATIC')
    await using federation = sharing.federation
    const { agreementId } = sharing
    await federation.do(0, suspendAgreement({ agreementId, reason: 'a flood' }))
    const { bookingId } = await federation.do(1, ask(sharing))
    await federation.settle()
    expect((await booking(sharing, 1, bookingId)).status).toBe('REQUESTED')
    expect((await federation.refused(2, ask(sharing))).code).toBe('agreements.not-operational')
    await federation.do(0, resumeAgreement({ agreementId }))
    await federation.settle()
    expect((await booking(sharing, 1, bookingId)).status).toBe('GRANTED')
  })

  test('nothing is granted to, or requested of, one that has forked its log', async () => {
    const sharing = await found('BY_PROVIDER')
    await using federation = sharing.federation
    const bookingId = await request(sharing, 1)
    await federation.fork(1, 0)
    await federation.fork(0, 2)
    for (const i of [0, 2]) await federation.member(i).node.idle()
    expect((await federation.refused(0, grantBooking({ bookingId }))).code).toBe('node.forker')
    expect((await federation.refused(2, ask(sharing))).code).toBe('node.forker')
  })

  test('what costs something is requested by who may sign', async () => {
    const sharing = await found('BY_PROVIDER')
    await using federation = sharing.federation
    const lathe = { resource: 'lathe', expectedUse: '2' }
    expect((await federation.refused(1, ask(sharing, lathe))).code).toBe('resources.signers-only')
    await federation.do(1, ask(sharing, lathe, true))
    await federation.do(1, ask(sharing, { resource: 'lathe' }))
    expect((await federation.refused(1, ask(sharing, { resource: 'plane' }))).code).toBe('resources.unknown-resource')
    expect((await federation.refused(0, ask(sharing))).code).toBe('resources.bad-request')
    expect((await federation.refused(1, ask(sharing, { quantity: '1'.repeat(30) }))).code).toBe('kernel.bad-shape')
    expect((await federation.refused(1, grantBooking({ bookingId: 'bkg_1' }))).code).toBe('resources.unknown-booking')
  })

  test('an amendment that takes a resource away, or leaves less of it, leaves nothing to grant beyond that', async () => {
    const sharing = await found('BY_PROVIDER')
    await using federation = sharing.federation
    const { agreementId, resources } = sharing
    const [van, hall] = [await request(sharing, 1), await request(sharing, 1, { resource: 'hall', quantity: '30' })]
    const [, seats] = resources
    const terms = { resourceSharing: { resources: [{ ...seats, quantity: '20' }] } }
    await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'Less', terms } as never))
    await federation.settle()
    const amendmentId = String((await federation.view(1, agreementId))?.amendments[0]?.id)
    for (const i of [1, 2]) await federation.do(i, signAmendment({ amendmentId }))
    await federation.settle()
    expect((await federation.refused(0, grantBooking({ bookingId: van }))).code).toBe('resources.unknown-resource')
    expect((await federation.refused(0, grantBooking({ bookingId: hall }))).code).toBe('resources.not-free')
    await federation.do(0, declineBooking({ bookingId: hall, reason: 'Only 20 are left' }))
  })

  test('a request lapses with its time', async () => {
    const sharing = await found('BY_PROVIDER')
    await using federation = sharing.federation
    const bookingId = await request(sharing, 1)
    await federation.pass(11 * HOUR_MS)
    expect((await booking(sharing, 0, bookingId)).status).toBe('LAPSED')
    expect((await federation.refused(0, grantBooking({ bookingId }))).code).toBe('resources.over')
    const changes = await federation.member(1).node.store.read((reader) => reader.changesAfter(0, 1_000))
    expect(changes.filter(({ subject }) => subject === bookingId).map(({ kind }) => kind)).toEqual([
      ...['booking.requested', 'booking.lapsed'],
    ])
  })
})

describe('how far ahead an automatic provider grants', () => {
  const DAY_HOURS = 24
  test.each([
    ['180 days where its terms name no booking window', {}, 180],
    ['as far as its booking window', { bookingWindow: 'P400D' }, 400],
  ])('%s; a person grants more', async (_what, window, days) => {
    const sharing = await found('AUTOMATIC', window)
    await using federation = sharing.federation
    const last = { from: hence(federation, 1), until: hence(federation, days * DAY_HOURS) }
    expect(await booking(sharing, 0, await request(sharing, 1, last))).toMatchObject({ status: 'GRANTED' })
    const later = { resource: 'hall', from: last.until, until: after(last.until, DAY_HOURS) }
    if ('bookingWindow' in window) {
      expect((await federation.refused(1, ask(sharing, later))).code).toBe('resources.beyond-window')
      return
    }
    const bookingId = await request(sharing, 1, later)
    expect(await booking(sharing, 0, bookingId)).toMatchObject({ status: 'REQUESTED' })
    await federation.do(0, grantBooking({ bookingId }))
    expect(await booking(sharing, 0, bookingId)).toMatchObject({ status: 'GRANTED' })
  })
})
