import { expect, test } from 'vitest'
import { asAgreement, decisionOf } from '../../src/agreements/index.ts'
import { proposeAmendment, signAmendment } from '../../src/app/agreements/commands.ts'
import { reactionsOf } from '../../src/app/reactions.ts'
import { grantBooking } from '../../src/app/resources/commands.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import type { Instant, JsonObject, Scope } from '../../src/kernel/index.ts'
import { asBooking, bookingId, viewBooking } from '../../src/resources/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { HOUR_MS } from './sharing.ts'

const FREE = { model: 'NONE' } as const
const PRICE = { model: 'PER_USE', amount: '150', currency: 'EUR', scale: 2, unit: 'hour' } as const

/** The first lends a resource to the others by itself, under terms that have then been changed in one point. */
async function changed(compensation: JsonObject, change: JsonObject) {
  const federation = await AgreementFederation.found(3, 3, PROTOCOL, reactionsOf({ publicUrl: null }))
  const resource = { key: 'lathe', kind: 'lathe', provider: federation.did(0), approval: 'AUTOMATIC', compensation }
  const termsOf = (changes: JsonObject) => ({ resourceSharing: { resources: [{ ...resource, ...changes }] } })
  const agreementId = await federation.conclude([1, 2], { title: 'Lending', terms: termsOf({}) } as never)
  const first = await decided(federation, agreementId)
  const amendment = { agreementId, baseVersion: 1, description: 'Dearer', terms: termsOf(change) }
  await federation.do(0, proposeAmendment(amendment as never))
  await federation.settle()
  const amendmentId = String((await federation.view(1, agreementId))?.amendments[0]?.id)
  for (const i of [1, 2]) await federation.do(i, signAmendment({ amendmentId }))
  await federation.settle()
  expect((await federation.view(0, agreementId))?.version).toBe(2)
  return { federation, agreementId, first }
}

async function decided(federation: AgreementFederation, agreementId: string) {
  const { node } = federation.member(0)
  const [row] = await node.store.read((reader) => reader.scopeSubjects([agreementId as Scope]))
  const documentHash = (await federation.view(0, agreementId))?.documentHash
  if (row === undefined || documentHash === undefined) throw new Error('an agreement in force')
  return { documentHash, decision: decisionOf(asAgreement(row.state), documentHash)?.hash ?? '' }
}

/** The second member requests under the first terms, by an entry that leaves the amendment out of its past. */
async function requestUnderOldTerms(
  { federation, agreementId, first }: Awaited<ReturnType<typeof changed>>,
  nonce: string,
): Promise<string> {
  const { node } = federation.member(1)
  const scope = agreementId as Scope
  const from = (federation.now + HOUR_MS) as Instant
  const asked = { resource: 'lathe', from, until: from + HOUR_MS, quantity: '1' }
  const body = { ...first, nonce, ...asked, expectedUse: null, beneficiary: null, purpose: null }
  const last = (await node.store.read((reader) => reader.logAfter(scope, node.self, 0, 100))).at(-1) ?? null
  const id = bookingId(scope, node.self, 'lathe', nonce)
  const words = { kind: 'booking.requested', subject: id, body, at: federation.now }
  await ingest(federation.member(0).node, [new EntryWriter(node.signer, scope, last).write(words)])
  await federation.settle()
  return id
}

async function statusOf({ federation, agreementId }: Awaited<ReturnType<typeof changed>>, id: string) {
  const { node } = federation.member(0)
  const [row] = await node.store.read((reader) => reader.subjects(agreementId as Scope, [id]))
  return viewBooking(asBooking(row?.state ?? null), federation.now as Instant).status
}

test.each<[string, JsonObject, JsonObject]>([
  ['at a price that is no longer in force', PRICE, { compensation: { ...PRICE, amount: '1500' } }],
  ['for nothing, of what now costs something', FREE, { compensation: PRICE }],
  ['further ahead than is lent now', FREE, { bookingWindow: 'PT1H' }],
  ['of what is no longer lent without a person’s word', FREE, { approval: 'BY_PROVIDER' }],
])('a request %s waits for a person, whatever its author leaves out of its past', async (_what, before, change) => {
  const sharing = await changed(before, change)
  await using federation = sharing.federation
  const id = await requestUnderOldTerms(sharing, 'late')
  expect(await statusOf(sharing, id)).toBe('REQUESTED')
  // Its person may still keep to what was agreed before.
  await federation.do(0, grantBooking({ bookingId: id }))
  expect(await statusOf(sharing, id)).toBe('GRANTED')
})

test('a request under earlier terms that say the same of the resource is granted without a further word', async () => {
  const sharing = await changed(PRICE, { description: 'With a new chuck' })
  await using _federation = sharing.federation
  expect(await statusOf(sharing, await requestUnderOldTerms(sharing, 'late'))).toBe('GRANTED')
})
