import { expect, test } from 'vitest'
import { terminateAgreement } from '../../src/app/agreements/commands.ts'
import { revokeBooking } from '../../src/app/resources/commands.ts'
import { confirmUsage, disputeUsage } from '../../src/app/resources/usages.ts'
import type { JsonObject, Scope } from '../../src/kernel/index.ts'
import { asUsage } from '../../src/resources/index.ts'
import { Lending } from './charging.ts'

/** The provider records what its own node would not: the body of a use with other words in it. */
async function recordForged(lending: Lending, usageId: string, changes: JsonObject): Promise<string> {
  const { federation, agreementId } = lending
  const scope = agreementId as Scope
  const [row] = await federation.member(0).node.store.read((reader) => reader.subjects(scope, [usageId]))
  const [known] = Object.values(asUsage(row?.state ?? null).bodies)
  if (known === undefined) throw new Error(`no use ${usageId}`)
  const { charge, ...body } = known.body as unknown as JsonObject
  const forged = { ...body, reference: 'forged', charge: { ...(charge as JsonObject), ...changes } }
  let subject = ''
  await federation.do(0, async (context) => {
    const written = await context.write({ kind: 'usage.recorded', scope, body: forged })
    if (written.ok) subject = written.value.entry.subject
    return written.ok ? { ok: true, value: {} } : written
  })
  await federation.settle()
  return subject
}

test('use that falls due at another time than by default is left to a person', async () => {
  await using lending = await Lending.found()
  const bookingId = await lending.book()
  const honest = await lending.record(0, bookingId, { quantity: '1' })
  await lending.federation.do(1, disputeUsage({ usageId: honest, reason: 'It stood still' }))
  await lending.setPolicies(1, { autoConfirmUsage: true })
  const forged = await recordForged(lending, honest, { dueDate: lending.federation.now + 1 })
  expect((await lending.usage(1, forged)).status).toBe('RECORDED')
  // What its user has disputed is not confirmed by its node either.
  expect((await lending.usage(1, honest)).status).toBe('DISPUTED')
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
  ['before the end of the arrangement is charged all the same', -1_000, ['300 CONFIRMED']],
  ['after it is not charged, and says why', 1_000, []],
])('use that both have signed %s', async (_what, ahead, debts) => {
  await using lending = await Lending.found()
  const { federation, settlementId } = lending
  const usageId = await lending.record(0, await lending.book())
  const breach = { party: federation.did(1), clause: '§1', explanation: 'No' }
  const end = terminateAgreement({ agreementId: settlementId, reason: { breach } })
  const acts = [() => federation.do(1, confirmUsage({ usageId })), () => federation.do(2, end)]
  const [first, second] = ahead < 0 ? acts : acts.reverse()
  await first?.()
  // What ends it is heard before it is confirmed; what is confirmed is not heard before it has ended.
  if (ahead > 0) await federation.settle()
  federation.world.clock.advance(1_000)
  await second?.()
  await federation.settle()
  expect((await lending.debts(0)).map(({ amount, status }) => `${amount} ${status}`)).toEqual(debts)
  if (debts.length === 0) expect(await lending.problem(0, usageId)).toMatch(/TERMINATED/)
  expect((await lending.digests()).size).toBe(1)
})
