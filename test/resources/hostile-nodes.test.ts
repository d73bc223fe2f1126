import { expect, test } from 'vitest'
import { terminateAgreement } from '../../src/app/agreements/commands.ts'
import { cancelBooking, revokeBooking } from '../../src/app/resources/commands.ts'
import { confirmUsage, disputeUsage, recordUsage, resolveUsageDispute } from '../../src/app/resources/usages.ts'
import type { Instant, JsonObject, Scope } from '../../src/kernel/index.ts'
import { asUsage } from '../../src/resources/index.ts'
import type { Member } from '../simulation/world.ts'
import { deliver } from '../support/exchange.ts'
import { Lending } from './charging.ts'

const MINUTE_MS = 60_000

/** The provider records what its own node would not: the body of a use with another charge, a minute later. */
async function recordForged(lending: Lending, usageId: string, changes: JsonObject): Promise<string> {
  const { federation, agreementId } = lending
  const scope = agreementId as Scope
  const [row] = await federation.member(0).node.store.read((reader) => reader.subjects(scope, [usageId]))
  const [known] = Object.values(asUsage(row?.state ?? null).bodies)
  if (known === undefined) throw new Error(`no use ${usageId}`)
  const { charge, from, until, ...body } = known.body as unknown as JsonObject & { from: number; until: number }
  const time = { from: from + MINUTE_MS, until: until + MINUTE_MS }
  const forged = { ...body, ...time, reference: 'forged', charge: { ...(charge as JsonObject), ...changes } }
  let subject = ''
  await federation.do(0, async (context) => {
    const written = await context.write({ kind: 'usage.recorded', scope, body: forged })
    if (written.ok) subject = written.value.entry.subject
    return written.ok ? { ok: true, value: {} } : written
  })
  await federation.settle()
  return subject
}

test('use that falls due at another time than by default is left to a person, and so is what its user has disputed', async () => {
  await using lending = await Lending.found()
  const { federation } = lending
  const bookingId = await lending.book()
  const from = (federation.now - 10 * MINUTE_MS) as Instant
  const time = { from, until: (from + MINUTE_MS) as Instant }
  const honest = await lending.record(0, bookingId, { quantity: '1', ...time })
  await federation.do(1, disputeUsage({ usageId: honest, reason: 'It stood still' }))
  await lending.setPolicies(1, { autoConfirmUsage: true })
  const forged = await recordForged(lending, honest, { dueDate: federation.now + 1 })
  // Whatever its provider says of it makes the user's node look again.
  await federation.do(0, resolveUsageDispute({ usageId: honest, outcome: { uphold: true } }))
  await federation.settle()
  expect((await lending.usage(1, forged)).status).toBe('RECORDED')
  expect((await lending.usage(1, honest)).status).toBe('DISPUTED')
})

test('use of what its user has cancelled is left to a person, before the provider has answered that', async () => {
  await using lending = await Lending.found()
  const { federation } = lending
  await lending.setPolicies(1, { autoConfirmUsage: true })
  const bookingId = await lending.book()
  await federation.do(1, cancelBooking({ bookingId }))
  // The provider has not heard of it, and the user hears of the use before the grant is revoked.
  const { usageId } = await federation.do(0, recordUsage({ bookingId, quantity: '1' }, { maySignFor: true }))
  const { world } = federation
  const [provider, user] = world.members as [Member, Member]
  await deliver(user, provider, await world.pull(user, provider))
  await user.node.idle()
  await federation.settle()
  expect((await lending.usage(1, String(usageId))).status).toBe('RECORDED')
})

test('use of what the provider has revoked is left to a person', async () => {
  await using lending = await Lending.found()
  await lending.setPolicies(1, { autoConfirmUsage: true })
  const bookingId = await lending.book()
  await lending.federation.do(0, revokeBooking({ bookingId, reason: 'It is broken' }))
  await lending.federation.settle()
  const usageId = await lending.record(0, bookingId, { quantity: '1' })
  expect((await lending.usage(1, usageId)).status).toBe('RECORDED')
})

test('what is charged at another scale than the arrangement clears is not requested', async () => {
  await using lending = await Lending.found('100000', { scale: 3 })
  await expect(lending.book()).rejects.toThrow('resources.cannot-charge')
})

test.each([
  ['before the end of the arrangement is charged all the same', true, ['300 CONFIRMED']],
  ['after it is not charged, and says why', false, []],
])('use that both have signed %s', async (_what, isBefore, debts) => {
  await using lending = await Lending.found()
  const { federation, settlementId } = lending
  const usageId = await lending.record(0, await lending.book())
  const breach = { party: federation.did(1), clause: '§1', explanation: 'No' }
  const end = () => federation.do(2, terminateAgreement({ agreementId: settlementId, reason: { breach } }))
  const confirm = () => federation.do(1, confirmUsage({ usageId }))
  // The provider hears of the end before it hears of the user's signature, whichever was first.
  const { world } = federation
  const [provider, , third] = world.members as [Member, Member, Member]
  if (isBefore) await confirm()
  world.clock.advance(MINUTE_MS)
  await end()
  await deliver(provider, third, await world.pull(provider, third))
  await provider.node.idle()
  if (!isBefore) {
    await federation.settle()
    world.clock.advance(MINUTE_MS)
    await confirm()
  }
  await federation.settle()
  expect((await lending.debts(0)).map(({ amount, status }) => `${amount} ${status}`)).toEqual(debts)
  if (!isBefore) expect(await lending.problem(0, usageId)).toMatch(/TERMINATED/)
  expect((await lending.digests()).size).toBe(1)
})
