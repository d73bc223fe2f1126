import { expect, test } from 'vitest'
import { asAgreement, decisionOf } from '../../src/agreements/index.ts'
import { proposeAmendment, signAmendment } from '../../src/app/agreements/commands.ts'
import { castVote, confirmClosing } from '../../src/app/governance/commands.ts'
import { type MotionBody, motionId } from '../../src/governance/index.ts'
import type { Instant, JsonObject, Scope } from '../../src/kernel/index.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { Council, DAY_MS } from './council.ts'

const MINUTE_MS = 60_000

/** All have agreed that from now on a motion needs every vote; answers also what was in force before. */
async function meet(): Promise<Council & { readonly before: Pick<MotionBody, 'documentHash' | 'decision'> }> {
  const council = await Council.meet(3)
  const { federation, agreementId } = council
  const { node } = federation.member(0)
  const [row] = await node.store.read((reader) => reader.scopeSubjects([agreementId as Scope]))
  const documentHash = (await federation.view(0, agreementId))?.documentHash
  const decision = documentHash && decisionOf(asAgreement(row?.state ?? null), documentHash)?.hash
  if (documentHash === undefined || !decision) throw new Error('an agreement in force')
  const terms = { jointGovernance: { quorum: 100, threshold: 100 } }
  await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'All or none', terms } as never))
  await council.settle()
  const amendmentId = String((await federation.view(1, agreementId))?.amendments[0]?.id)
  for (const i of [1, 2]) await federation.do(i, signAmendment({ amendmentId }))
  await council.settle()
  expect((await federation.view(2, agreementId))?.version).toBe(2)
  return Object.assign(council, { before: { documentHash, decision } })
}

/** The second member proposes under the first terms, by an entry that leaves the amendment out of its past. */
async function proposeUnderOldTerms(council: Awaited<ReturnType<typeof meet>>): Promise<string> {
  const { federation, before } = council
  const { node } = federation.member(1)
  const scope = council.agreementId as Scope
  const closesAt = (federation.now + 2 * DAY_MS) as Instant
  const body = { nonce: 'late', ...before, title: 'A new press', text: 'Shall we?', closesAt, followUps: [] }
  const last = (await node.store.read((reader) => reader.logAfter(scope, node.self, 0, 100))).at(-1) ?? null
  const subject = motionId(scope, node.self, body)
  const words = { kind: 'motion.proposed', subject, body: body as unknown as JsonObject, at: federation.now }
  const entry = new EntryWriter(node.signer, scope, last).write(words)
  for (const member of federation.world.members) await ingest(member.node, [entry])
  await council.settle()
  return subject
}

test('a motion under terms that are no longer in force is closed by operators alone, whatever its proposer leaves out', async () => {
  const council = await meet()
  await using federation = council.federation
  await council.pass(10 * MINUTE_MS)
  const motion = await proposeUnderOldTerms(council)
  for (const i of [1, 2]) await federation.do(i, castVote({ motionId: motion, choice: i === 1 ? 'YES' : 'NO' }))
  await federation.do(0, castVote({ motionId: motion, choice: 'YES' }))
  await council.settle()
  await council.pass(2 * DAY_MS + MINUTE_MS)
  await council.pass(5 * DAY_MS)
  expect(await council.view(2, motion)).toMatchObject({ status: 'OPEN', closings: [{ confirmedBy: [] }] })
  for (const i of [0, 1]) await federation.do(i, confirmClosing({ motionId: motion }))
  await council.settle()
  expect(await council.statuses(motion)).toEqual(['ADOPTED', 'ADOPTED', 'ADOPTED'])
})

test('a motion that crosses the amendment is closed by the nodes, under the terms that it names', async () => {
  const council = await meet()
  await using federation = council.federation
  await council.pass(MINUTE_MS)
  const motion = await proposeUnderOldTerms(council)
  for (const i of [0, 1]) await federation.do(i, castVote({ motionId: motion, choice: 'YES' }))
  await council.settle()
  await council.pass(2 * DAY_MS + MINUTE_MS)
  expect(await council.statuses(motion)).toEqual(['ADOPTED', 'ADOPTED', 'ADOPTED'])
})
