import { expect, test } from 'vitest'
import {
  proposeAmendment,
  signAmendment,
  suspendAgreement,
  terminateAgreement,
} from '../../src/app/agreements/commands.ts'
import { castVote, completeFollowUp, confirmClosing, withdrawMotion } from '../../src/app/governance/commands.ts'
import { vouchForCooperative as vouchFor } from '../../src/app/registry/commands.ts'
import { asMotion, standingVotes } from '../../src/governance/index.ts'
import { type Instant, ok, type Scope } from '../../src/kernel/index.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { Council, DAY_MS, HOUR_MS } from './council.ts'

const MINUTE_MS = 60_000

test('a motion is closed by its proposer’s node and confirmed by the others’, without a further word', async () => {
  await using council = await Council.meet(3)
  const { federation } = council
  const motionId = await council.propose(0)
  await federation.do(1, castVote({ motionId, choice: 'NO' }))
  await federation.do(1, castVote({ motionId, choice: 'YES', reason: 'After all' }))
  await federation.do(2, castVote({ motionId, choice: 'YES' }))
  await council.settle()
  expect(await council.view(0, motionId)).toMatchObject({
    status: 'OPEN',
    awaiting: [federation.did(0)],
    tally: { yes: 2 },
  })
  await council.pass(2 * DAY_MS - MINUTE_MS)
  expect(await council.statuses(motionId)).toEqual(['OPEN', 'OPEN', 'OPEN'])
  await council.pass(MINUTE_MS + 1_000)
  expect(await council.view(0, motionId)).toMatchObject({ status: 'OPEN', awaiting: [], closings: [] })
  await council.pass(MINUTE_MS)
  expect(await council.statuses(motionId)).toEqual(['ADOPTED', 'ADOPTED', 'ADOPTED'])
  expect(await council.view(2, motionId)).toMatchObject({ final: true, closings: [{ by: federation.did(0) }] })
  expect((await council.digests()).size).toBe(1)
  for (const again of [castVote({ motionId, choice: 'NO' }), withdrawMotion({ motionId })]) {
    expect((await federation.refused(0, again)).code).toBe('governance.closed')
  }
})

test('the same vote again changes nothing, and only signing parties vote', async () => {
  await using council = await Council.meet(2)
  const { federation, agreementId } = council
  const motionId = await council.propose(0)
  await federation.do(1, castVote({ motionId, choice: 'NO' }))
  const before = await council.digests()
  expect(await federation.do(1, castVote({ motionId, choice: 'NO' }))).toEqual({ motionId })
  expect(await council.digests()).toEqual(before)
  expect((await federation.refused(1, withdrawMotion({ motionId }))).code).toBe('governance.not-the-proposer')
  expect((await federation.refused(1, castVote({ motionId: `mot_${'0'.repeat(64)}`, choice: 'NO' }))).code).toBe(
    'governance.unknown-motion',
  )
  await federation.do(0, suspendAgreement({ agreementId, reason: 'a flood' }))
  await council.settle()
  await federation.do(0, castVote({ motionId, choice: 'YES' }))
  await federation.do(0, withdrawMotion({ motionId, reason: 'Too soon' }))
  await council.settle()
  expect(await council.statuses(motionId)).toEqual(['WITHDRAWN', 'WITHDRAWN'])
  await council.pass(10 * DAY_MS)
  expect((await council.view(1, motionId)).closings).toEqual([])
})

test('a motion whose proposer vanishes is closed by the next party, and the proposer agrees when it is back', async () => {
  await using council = await Council.meet(3)
  const { federation } = council
  const motionId = await council.propose(1)
  for (const i of [0, 2]) await federation.do(i, castVote({ motionId, choice: 'YES' }))
  await council.settle()
  council.part(0, 1, 0)
  await council.pass(2 * DAY_MS + MINUTE_MS)
  expect((await council.view(0, motionId)).closings).toEqual([])
  // The next in the document after the second is the third.
  await council.pass(DAY_MS)
  expect(await council.view(0, motionId)).toMatchObject({ status: 'ADOPTED', closings: [{ by: federation.did(2) }] })
  // The second has meanwhile closed it alone, with the same votes.
  expect(await council.view(1, motionId)).toMatchObject({ status: 'OPEN', closings: [{ by: federation.did(1) }] })
  council.part(0, 0, 0)
  await council.settle()
  expect(await council.statuses(motionId)).toEqual(['ADOPTED', 'ADOPTED', 'ADOPTED'])
  expect((await council.digests()).size).toBe(1)
})

test('a vote that comes after a closing counts, counts nowhere', async () => {
  await using council = await Council.meet(3)
  const { federation } = council
  const motionId = await council.propose(0)
  await federation.do(0, castVote({ motionId, choice: 'YES' }))
  await federation.do(1, castVote({ motionId, choice: 'YES' }))
  await council.settle()
  council.part(0, 0, 1)
  await federation.do(2, castVote({ motionId, choice: 'NO', reason: 'In time, but heard of late' }))
  await council.pass(2 * DAY_MS + MINUTE_MS)
  expect(await council.statuses(motionId)).toEqual(['ADOPTED', 'ADOPTED', 'OPEN'])
  council.part(0, 0, 0)
  await council.settle()
  expect(await council.statuses(motionId)).toEqual(['ADOPTED', 'ADOPTED', 'ADOPTED'])
  const view = await council.view(0, motionId)
  expect(view).toMatchObject({ tally: { yes: 2, no: 0 }, closings: [{ leavesOut: [federation.did(2)] }] })
  expect((await council.digests()).size).toBe(1)
})

test('two parties that were cut off from each other at the close decide as soon as they meet again', async () => {
  await using council = await Council.meet(2)
  const { federation } = council
  const motionId = await council.propose(0)
  council.part(1, 0)
  for (const i of [0, 1]) await federation.do(i, castVote({ motionId, choice: 'YES' }))
  await council.pass(10 * DAY_MS)
  await council.pass(MINUTE_MS)
  for (const i of [0, 1]) expect(await council.view(i, motionId)).toMatchObject({ closings: [{ confirmedBy: [] }] })
  council.part(0, 0)
  await council.pass(MINUTE_MS)
  expect(await council.statuses(motionId)).toEqual(['ADOPTED', 'ADOPTED'])
  expect((await council.view(1, motionId)).tally).toMatchObject({ yes: 2 })
  expect((await council.digests()).size).toBe(1)
})

test('after a partition the majority’s closing counts, and the other side’s does not', async () => {
  await using council = await Council.meet(3)
  const { federation } = council
  const motionId = await council.propose(0)
  council.part(1, 0, 0)
  await federation.do(0, castVote({ motionId, choice: 'YES' }))
  for (const i of [1, 2]) await federation.do(i, castVote({ motionId, choice: 'NO' }))
  await council.pass(2 * DAY_MS + MINUTE_MS)
  // Alone it does not spend its confirmation.
  expect(await council.view(0, motionId)).toMatchObject({ status: 'OPEN', closings: [{ confirmedBy: [] }] })
  council.part(0, 0, 0)
  await council.settle()
  // The proposer's closing lacks their votes: they do not confirm it by themselves, and it closes again with them.
  expect(await council.view(0, motionId)).toMatchObject({ status: 'REJECTED', final: true, tally: { yes: 1, no: 2 } })
  const alone = (await council.view(1, motionId)).closings.find(({ leavesOut }) => leavesOut.length > 0)
  expect(alone).toMatchObject({ leavesOut: [federation.did(1), federation.did(2)].sort(), confirmedBy: [] })
  expect((await council.digests()).size).toBe(1)
})

/** Closes a motion as a dishonest proposer does: with every vote but one that it has seen. */
function closeWithout(motionId: string, left: string) {
  return async (context: CommandContext) => {
    const [row] = await context.tx.subjectsAnywhere([motionId])
    const votes = [...standingVotes(asMotion(row?.state ?? null)).values()].filter(({ by }) => by !== left)
    const scope = row?.scope as Scope
    const body = { motionId, votes: votes.map(({ hash }) => hash).sort() }
    const closed = await context.write({ kind: 'motion.closed', scope, body })
    if (!closed.ok) return closed
    const closing = closed.value.hash
    const confirmed = await context.write({ kind: 'closing.confirmed', scope, body: { motionId, closing } })
    return confirmed.ok ? ok({}) : confirmed
  }
}

test('a closing that leaves out a vote that its author has seen waits for operators', async () => {
  await using council = await Council.meet(3)
  const { federation } = council
  const motionId = await council.propose(0)
  await federation.do(0, castVote({ motionId, choice: 'YES' }))
  await federation.do(1, castVote({ motionId, choice: 'NO' }))
  await federation.do(2, castVote({ motionId, choice: 'NO' }))
  await council.settle()
  federation.world.clock.advance(2 * DAY_MS)
  await federation.do(0, closeWithout(motionId, federation.did(2)))
  await council.pass(MINUTE_MS)
  expect(await council.view(1, motionId)).toMatchObject({
    status: 'OPEN',
    awaiting: [federation.did(1), federation.did(2)],
    closings: [{ by: federation.did(0), leavesOut: [federation.did(2)] }],
  })
  // Its operator may still take the proposer's side; here the next party closes it as it was.
  await council.pass(DAY_MS)
  expect(await council.statuses(motionId)).toEqual(['REJECTED', 'REJECTED', 'REJECTED'])
  expect(await council.view(0, motionId)).toMatchObject({ tally: { yes: 1, no: 2 } })
})

test('a motion that was open for less than the shortest period is confirmed by operators alone', async () => {
  await using council = await Council.meet(3)
  const { federation } = council
  const motionId = await council.propose(0, { closesAt: (federation.now + HOUR_MS) as Instant })
  await federation.do(0, castVote({ motionId, choice: 'YES' }))
  await federation.do(1, castVote({ motionId, choice: 'YES' }))
  await council.settle()
  expect((await federation.refused(1, confirmClosing({ motionId }))).code).toBe('governance.unknown-closing')
  await council.pass(HOUR_MS + MINUTE_MS)
  await council.pass(5 * DAY_MS)
  expect(await council.view(1, motionId)).toMatchObject({
    status: 'OPEN',
    closings: [{ by: federation.did(0), confirmedBy: [] }],
  })
  await federation.do(1, confirmClosing({ motionId }))
  await federation.do(1, confirmClosing({ motionId }))
  await federation.do(2, confirmClosing({ motionId }))
  await council.settle()
  expect(await council.statuses(motionId)).toEqual(['ADOPTED', 'ADOPTED', 'ADOPTED'])
  await using brief = await Council.meet(2, { minimumPeriod: 'PT10M' })
  const second = await brief.propose(1, { closesAt: (brief.federation.now + HOUR_MS) as Instant })
  await brief.pass(HOUR_MS + MINUTE_MS)
  expect(await brief.statuses(second)).toEqual(['REJECTED', 'REJECTED'])
})

test('what an adopted motion asks for is done by a vouch, a signature and a word', async () => {
  await using council = await Council.meet(3)
  const { federation, agreementId } = council
  await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'Anew', title: 'Anew' }))
  await council.settle()
  const amendment = String((await federation.view(1, agreementId))?.amendments[0]?.id)
  const followUps = [{ vouch: federation.did(2) }, { signAmendment: amendment }, { task: 'Clear the shed' }]
  const motionId = await council.propose(1, { followUps })
  for (const i of [0, 1]) await federation.do(i, castVote({ motionId, choice: 'YES' }))
  await council.settle()
  expect((await federation.refused(0, completeFollowUp({ motionId, index: 2 }))).code).toBe('governance.not-adopted')
  await council.pass(2 * DAY_MS + MINUTE_MS)
  const saidBy = async () => (await council.view(2, motionId)).followUps.map(({ saidBy: by }) => by)
  // The first has signed the amendment by proposing it; the third does not vouch for itself.
  expect(await saidBy()).toEqual([[federation.did(2)], [federation.did(0)], []])
  expect((await federation.refused(1, completeFollowUp({ motionId, index: 1 }))).code).toBe('governance.done-elsewhere')
  await federation.do(0, vouchFor({ did: federation.did(2) }))
  await federation.do(0, completeFollowUp({ motionId, index: 2 }))
  await federation.do(0, completeFollowUp({ motionId, index: 2 }))
  await federation.do(1, signAmendment({ amendmentId: amendment }))
  // No time passes: what a follow-up asks for is seen when it is done.
  await council.settle()
  expect(await saidBy()).toEqual([
    [federation.did(0), federation.did(2)],
    [federation.did(0), federation.did(1)],
    [federation.did(0)],
  ])
  expect((await council.view(2, motionId)).awaiting).toEqual([federation.did(1), federation.did(2)])
})

test('a party that leaves votes no more, nor does any once the agreement has ended; what was voted is closed', async () => {
  await using council = await Council.meet(3)
  const { federation, agreementId } = council
  const motionId = await council.propose(0)
  const staying = [{ did: federation.did(1), role: 'COUNTERPARTY' as const }]
  await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'Two', parties: staying }))
  await council.settle()
  const amendmentId = String((await federation.view(2, agreementId))?.amendments[0]?.id)
  await federation.do(2, signAmendment({ amendmentId }))
  expect((await federation.refused(2, castVote({ motionId, choice: 'NO' }))).code).toBe('agreements.leaving')
  await federation.do(1, castVote({ motionId, choice: 'YES' }))
  await council.settle()
  await federation.do(
    1,
    terminateAgreement({
      agreementId,
      reason: { breach: { party: federation.did(0), clause: '§1', explanation: 'No' } },
    }),
  )
  await council.settle()
  expect((await federation.refused(0, castVote({ motionId, choice: 'NO' }))).code).toBe('agreements.wrong-state')
  await council.pass(2 * DAY_MS + MINUTE_MS)
  expect((await council.view(1, motionId)).status).toBe('REJECTED')
})

test('a follow-up asks for the signature of an open amendment of this agreement', async () => {
  await using council = await Council.meet(2)
  const { federation } = council
  const propose = (followUps: object[]) => council.propose(0, { followUps })
  await expect(propose([{ signAmendment: `amd_${'0'.repeat(64)}` }])).rejects.toThrow('agreements.not-found')
  await expect(propose([{ task: ' ' }])).rejects.toThrow('followUps')
  await expect(council.propose(0, { closesAt: (federation.now + 1_000) as Instant })).rejects.toThrow(
    'governance.bad-period',
  )
  await expect(council.propose(0, { title: '' })).rejects.toThrow('title')
})
