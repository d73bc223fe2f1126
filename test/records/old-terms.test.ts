import { expect, test } from 'vitest'
import { asAgreement, decisionOf } from '../../src/agreements/index.ts'
import { proposeAmendment, signAmendment } from '../../src/app/agreements/commands.ts'
import { reactionsOf } from '../../src/app/reactions.ts'
import { confirmRecord, disputeRecord } from '../../src/app/records/commands.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import type { JsonObject, Scope } from '../../src/kernel/index.ts'
import { asRecord, type RecordBody, recordId, viewRecord } from '../../src/records/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'

const MINUTE_MS = 60_000
const NOTE = { name: 'note', schema: { properties: { text: { type: 'string' } } }, consent: 'NONE' }
const VISIT = { ...NOTE, name: 'visit' }

/** Notes needed nobody's consent; three have agreed on something else since. */
async function changed(recordTypes: readonly object[]) {
  const federation = await AgreementFederation.found(3, 3, PROTOCOL, reactionsOf({ publicUrl: null }))
  const termsOf = (types: readonly object[]) => ({ custom: { name: 'Orchard', terms: {}, recordTypes: types } })
  const terms = termsOf([NOTE, VISIT])
  const agreementId = await federation.conclude([1, 2], { title: 'Orchard', terms } as never)
  const scope = agreementId as Scope
  const [row] = await federation.member(0).node.store.read((reader) => reader.scopeSubjects([scope]))
  const documentHash = (await federation.view(0, agreementId))?.documentHash
  const decision = documentHash && decisionOf(asAgreement(row?.state ?? null), documentHash)?.hash
  if (documentHash === undefined || !decision) throw new Error('an agreement in force')
  const amendment = { agreementId, baseVersion: 1, description: 'Anew', terms: termsOf(recordTypes) }
  await federation.do(0, proposeAmendment(amendment as never))
  await federation.settle()
  const amendmentId = String((await federation.view(1, agreementId))?.amendments[0]?.id)
  for (const i of [1, 2]) await federation.do(i, signAmendment({ amendmentId }))
  await federation.settle()
  expect((await federation.view(2, agreementId))?.version).toBe(2)
  return { federation, scope, before: { documentHash, decision } }
}

/** The second member adds a note under the first terms, by an entry that leaves the amendment out of its past. */
async function note({ federation, scope, before }: Awaited<ReturnType<typeof changed>>): Promise<string> {
  const { node } = federation.member(1)
  const body = { type: 'note', payload: { text: 'Pruned' }, reference: null, nonce: 'late', ...before } as RecordBody
  const last = (await node.store.read((reader) => reader.logAfter(scope, node.self, 0, 100))).at(-1) ?? null
  const subject = recordId(scope, node.self, body)
  const words = { kind: 'record.added', subject, body: body as JsonObject, at: federation.now }
  const entry = new EntryWriter(node.signer, scope, last).write(words)
  for (const member of federation.world.members) await ingest(member.node, [entry])
  await federation.settle()
  return subject
}

async function awaited({ federation, scope }: Awaited<ReturnType<typeof changed>>, i: number, id: string) {
  const [row] = await federation.member(i).node.store.read((reader) => reader.subjects(scope, [id]))
  return { status: viewRecord(asRecord(row?.state ?? null)).status, awaiting: row?.index?.awaiting }
}

test.each([
  ['removed', [VISIT]],
  ['that needs consent now', [{ ...NOTE, consent: 'ONE' }, VISIT]],
])(
  'a record of a type %s waits for the other parties’ operators, whatever its author leaves out',
  async (_what, types) => {
    const agreed = await changed(types)
    await using federation = agreed.federation
    await federation.pass(10 * MINUTE_MS)
    const id = await note(agreed)
    const counts = { status: 'CONFIRMED' }
    expect(await awaited(agreed, 0, id)).toEqual({ ...counts, awaiting: [federation.did(0)] })
    expect(await awaited(agreed, 1, id)).toEqual({ ...counts, awaiting: [] })
    await federation.do(2, disputeRecord({ recordId: id, reason: 'We keep no notes any more' }))
    await federation.settle()
    expect(await awaited(agreed, 2, id)).toEqual({ ...counts, awaiting: [] })
    expect(await awaited(agreed, 0, id)).toEqual({ ...counts, awaiting: [federation.did(0)] })
    await federation.do(0, confirmRecord({ recordId: id }))
    await federation.settle()
    expect(await awaited(agreed, 0, id)).toEqual({ ...counts, awaiting: [] })
  },
)

test.each([
  ['of a type that is described as before', [NOTE], 10 * MINUTE_MS],
  ['that crosses the amendment', [VISIT], MINUTE_MS],
])('a record %s waits for nobody', async (_what, types, after) => {
  const agreed = await changed(types)
  await using federation = agreed.federation
  await federation.pass(after)
  const id = await note(agreed)
  for (const i of [0, 1, 2]) expect(await awaited(agreed, i, id)).toEqual({ status: 'CONFIRMED', awaiting: [] })
})
