import { expect, test } from 'vitest'
import { proposeAmendment, signAmendment } from '../../src/app/agreements/commands.ts'
import { addRecord, confirmRecord } from '../../src/app/records/commands.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'

/** The third of three records a delivery, which the first is asked to confirm. */
async function recorded() {
  const federation = await AgreementFederation.found(3)
  const recordTypes = [{ name: 'delivery', schema: { properties: { crates: { type: 'uint8' } } } }]
  const terms = { custom: { name: 'Crates', terms: {}, recordTypes } }
  const agreementId = await federation.conclude([1, 2], { title: 'Crates', terms } as never)
  const added = await federation.do(2, addRecord({ agreementId, type: 'delivery', payload: { crates: 3 } } as never))
  await federation.settle()
  return { federation, agreementId, recordId: String(added.recordId) }
}

test('a record by a party that has signed its removal is not confirmed: it may lapse', async () => {
  const { federation, agreementId, recordId } = await recorded()
  await using _federation = federation
  const parties = [{ did: federation.did(1), role: 'COUNTERPARTY' as const }]
  await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'Two of us', parties }))
  await federation.settle()
  const amendmentId = String((await federation.view(2, agreementId))?.amendments[0]?.id)
  await federation.do(2, signAmendment({ amendmentId }))
  await federation.settle()
  expect((await federation.refused(0, confirmRecord({ recordId }))).code).toBe('agreements.leaving')
})

test('a record by a party that has forked its log is not confirmed', async () => {
  const { federation, recordId } = await recorded()
  await using _federation = federation
  await federation.fork(2, 0)
  await federation.member(0).node.idle()
  expect((await federation.refused(0, confirmRecord({ recordId }))).code).toBe('node.forker')
})
