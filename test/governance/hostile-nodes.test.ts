import { expect, test } from 'vitest'
import { proposeAmendment, signAmendment } from '../../src/app/agreements/commands.ts'
import { castVote } from '../../src/app/governance/commands.ts'
import { ok, type Scope } from '../../src/kernel/index.ts'
import { Council, DAY_MS } from './council.ts'

const MINUTE_MS = 60_000

test('a vote that a party casts after it has signed its removal is not closed with, the one before is', async () => {
  await using council = await Council.meet(3)
  const { federation, agreementId } = council
  const motionId = await council.propose(0)
  for (const i of [0, 2]) await federation.do(i, castVote({ motionId, choice: 'YES' }))
  const parties = [{ did: federation.did(1), role: 'COUNTERPARTY' as const }]
  await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'Two', parties }))
  await council.settle()
  const amendmentId = String((await federation.view(2, agreementId))?.amendments[0]?.id)
  await council.pass(MINUTE_MS)
  await federation.do(2, signAmendment({ amendmentId }))
  // What its own node would refuse.
  await federation.do(2, async (context) => {
    const body = { motionId, choice: 'NO', reason: null }
    const cast = await context.write({ kind: 'vote.cast', scope: agreementId as Scope, body })
    return cast.ok ? ok({}) : cast
  })
  await council.settle()
  await council.pass(2 * DAY_MS + MINUTE_MS)
  expect(await council.view(1, motionId)).toMatchObject({
    ...{ status: 'ADOPTED', tally: { yes: 2, no: 0 } },
    closings: [{ by: federation.did(0), leavesOut: [federation.did(2)] }],
  })
})

test('a closing by a party that has forked its log is confirmed by operators alone; the next party closes', async () => {
  await using council = await Council.meet(3)
  const { federation } = council
  const motionId = await council.propose(2)
  for (const i of [0, 1]) await federation.do(i, castVote({ motionId, choice: 'YES' }))
  await council.settle()
  await federation.fork(2, 0)
  await council.pass(2 * DAY_MS + MINUTE_MS)
  for (const i of [0, 1]) {
    expect(await council.view(i, motionId)).toMatchObject({
      ...{ status: 'OPEN', closings: [{ by: federation.did(2), confirmedBy: [] }] },
    })
  }
  await council.pass(DAY_MS)
  expect(await council.statuses(motionId)).toEqual(['ADOPTED', 'ADOPTED', 'ADOPTED'])
})
