import { describe, expect, test } from 'vitest'
import { resumeAgreement, suspendAgreement } from '../../src/app/agreements/commands.ts'
import { reactionsOf } from '../../src/app/reactions.ts'
import { cancelBooking, requestBooking, revokeBooking } from '../../src/app/resources/commands.ts'
import { chargeProblem } from '../../src/app/resources/uncharged.ts'
import { chargeOpenUse } from '../../src/app/resources/usage-reactions.ts'
import { confirmUsage, disputeUsage, recordUsage, resolveUsageDispute } from '../../src/app/resources/usages.ts'
import { updatePolicies } from '../../src/app/settings/commands.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { asObligation, type ObligationView, viewObligation } from '../../src/clearing/index.ts'
import type { Instant, Json, Scope } from '../../src/kernel/index.ts'
import { asBooking, asUsage, type UsageView, viewBooking, viewUsage } from '../../src/resources/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { auditBackwards } from '../support/audit.ts'
import type { Random } from '../support/random.ts'
import type { Run } from './agreement-acts.ts'
import type { Member } from './world.ts'

const SIZE = 3
const STEPS = 360
const MEETING = 60
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Few, so that both sides record the same, and something else under the same reference. */
const REFERENCES = ['meter', 'key', null] as const
const QUANTITIES = ['1', '1', '2.5', '0.000001'] as const

interface Scopes {
  readonly agreementId: string
  readonly settlementId: string
}

async function statesAt({ node }: Member, scope: string, aggregate: string): Promise<Json[]> {
  const rows = await node.store.read((reader) => reader.subjectsOf(scope as Scope, aggregate))
  return rows.flatMap(({ state }) => (state === null ? [] : [state]))
}

/** Something that a member may do of what is booked and used; what is refused changes nothing. */
async function chooseAct(federation: AgreementFederation, member: Member, scopes: Scopes): Promise<Run> {
  const { random } = federation.world
  const { agreementId, settlementId } = scopes
  const bookings = (await statesAt(member, agreementId, 'booking')).map((state) => asBooking(state))
  const uses = (await statesAt(member, agreementId, 'usage')).map((state) => viewUsage(asUsage(state)))
  if (bookings.length === 0 || random.chance(0.15)) {
    const from = federation.now as Instant
    const until = (from + (1 + random.below(8)) * HOUR_MS) as Instant
    const resource = random.pick(['press', 'press', 'stall', 'ladder'])
    const asked = { agreementId, resource, from, until, expectedUse: resource === 'stall' ? null : '3' }
    return requestBooking(asked, { maySignFor: true })
  }
  if (random.chance(0.05)) return haltOrResume(random, settlementId)
  const { id: bookingId } = viewBooking(random.pick(bookings), federation.now as Instant)
  if (uses.length === 0 || random.chance(0.35)) {
    if (random.chance(0.15)) return cancelBooking({ bookingId })
    if (random.chance(0.15)) return revokeBooking({ bookingId, reason: 'It is broken' })
    const used = { bookingId, quantity: random.pick(QUANTITIES), reference: random.pick(REFERENCES) }
    return recordUsage(used, { maySignFor: true })
  }
  const { self } = member.node
  const own = uses.filter(({ provider, user }) => provider === self || user === self)
  const { id: usageId, status } = random.pick(own.length > 0 && random.chance(0.9) ? own : uses)
  const outcome = random.pick([{ uphold: true }, { void: true }, { void: true }, { quantity: '0.5' }])
  if (status === 'DISPUTED') return resolveUsageDispute({ usageId, outcome })
  return random.pick([
    ...[confirmUsage({ usageId }), confirmUsage({ usageId }), confirmUsage({ usageId })],
    disputeUsage({ usageId, reason: 'It stood still' }),
    resolveUsageDispute({ usageId, outcome }),
  ])
}

function haltOrResume(random: Random, agreementId: string): Run {
  return random.chance(0.3) ? suspendAgreement({ agreementId, reason: 'a look' }) : resumeAgreement({ agreementId })
}

/** Two members lend to each other and to a third, in an arrangement of all three. */
async function found(seed: number): Promise<{ readonly federation: AgreementFederation; readonly scopes: Scopes }> {
  const reactions = reactionsOf({ publicUrl: null })
  const federation = await AgreementFederation.found(SIZE, SIZE, PROTOCOL, reactions, [chargeOpenUse], seed)
  const currencies = [{ code: 'EUR', scale: 2, creditLimit: '10000000' }]
  const settlementId = await federation.conclude([1, 2], { terms: { clearingArrangement: { currencies } } })
  const lent = { settlementId, approval: 'AUTOMATIC' as const }
  const price = { currency: 'EUR', scale: 2 }
  const hourly = { ...price, model: 'PER_USE' as const, amount: '150', unit: 'hour' }
  const fixed = { ...price, model: 'FIXED' as const, amount: '2500', period: 'PT3H' }
  const resources = [
    { ...lent, key: 'press', kind: 'press', provider: federation.did(0), compensation: hourly },
    { ...lent, key: 'stall', kind: 'stall', provider: federation.did(1), compensation: fixed },
    { key: 'ladder', kind: 'ladder', provider: federation.did(0), compensation: { model: 'RECIPROCAL' as const } },
  ]
  const agreementId = await federation.conclude([1, 2], { terms: { resourceSharing: { resources } } })
  await federation.do(2, updatePolicies({ autoConfirmUsage: true }))
  return { federation, scopes: { agreementId, settlementId } }
}

/** Each use that both sides have signed is one debt of what it costs, and nothing else is charged. */
function expectChargedOnce(uses: readonly UsageView[], debts: readonly ObligationView[]): number {
  let count = 0
  for (const use of uses) {
    const found = debts.filter(({ reference }) => reference === use.id)
    // What was recorded as too little to cost anything names no document for a debt, to whatever it is resolved.
    const charge = use.resource.settlementId == null || use.charge?.documentHash === null ? null : use.charge
    if (charge === null)
      expect(
        found.every(({ status }) => status === 'VOID'),
        `${use.id} costs nothing`,
      ).toBe(true)
    else {
      const { provider: creditor, user: debtor } = use
      const expected = { status: 'CONFIRMED', amount: charge.amount, currency: charge.currency, debtor, creditor }
      expect(found, `${use.id} is charged once`).toMatchObject([expected])
      count++
    }
  }
  const ids = new Set(uses.map(({ id }) => id))
  expect(debts.filter(({ reference }) => !ids.has(reference))).toEqual([])
  return count
}

describe('cooperatives that use what they share, on a bad network', () => {
  const seen = new Set<string>()
  let charged = 0

  test.each([1, 2, 3, 4])('end with equal uses, each charged once (seed %i)', async (seed) => {
    const { federation, scopes } = await found(seed)
    await using _federation = federation
    const { world } = federation
    for (let step = 0; step < STEPS; step++) {
      world.clock.advance(2 * MINUTE_MS)
      const member = world.random.pick(world.members)
      if (world.random.chance(0.1)) await member.node.check()
      else if (world.random.chance(0.4)) await world.gossip(member, world.random.pick(world.members))
      else {
        const done = await federation.ask(member.number, await chooseAct(federation, member, scopes))
        if (!done.ok) seen.add(done.refusal.code)
      }
      if (step % MEETING === MEETING - 1) {
        world.heal()
        await federation.pass(HOUR_MS)
      }
      if (world.random.chance(0.05)) world.part(2)
      if (world.random.chance(0.08)) world.heal()
    }
    world.heal()
    await federation.settle()
    for (const { number } of world.members) {
      await federation.ask(number, resumeAgreement({ agreementId: scopes.settlementId }))
    }
    await federation.pass(MINUTE_MS)
    for (const member of world.members) {
      const uses = (await statesAt(member, scopes.agreementId, 'usage')).map((state) => viewUsage(asUsage(state)))
      const debts = (await statesAt(member, scopes.settlementId, 'obligation')).map((state) =>
        viewObligation(asObligation(state), [], world.clock.now),
      )
      for (const { status } of uses) seen.add(status)
      charged += expectChargedOnce(uses, debts)
      for (const { id, charge } of uses.filter(({ user, provider }) => [user, provider].includes(member.node.self))) {
        const problem = await member.node.store.read((reader) => chargeProblem(reader, id))
        if (charge?.documentHash !== null) expect(problem, `${id} at ${member.number}`).toBeNull()
      }
    }
    for (const scope of Object.values(scopes) as Scope[]) {
      const digests = await world.digests(scope)
      expect(new Set(digests).size).toBe(1)
      const audit = await world.members[0]?.node.store.read((reader) => auditBackwards(reader, scope))
      expect(audit).toMatchObject({ faults: [], digest: digests[0] })
    }
  })

  test('have seen every status, and what is taken, not granted or suspended refused', () => {
    const statuses = ['RECORDED', 'CONFIRMED', 'DISPUTED', 'VOID']
    const refusals = ['resources.reference-taken', 'resources.not-a-side', 'clearing.not-operational']
    expect([...seen]).toEqual(expect.arrayContaining([...statuses, ...refusals]))
    expect(charged).toBeGreaterThan(10 * SIZE)
  })
})
