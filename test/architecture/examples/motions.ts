import { expect } from 'vitest'
import { leisure } from '../../federation/support/leisure.ts'
import { agree } from './agreements.ts'
import { hasStatus, type Nodes, seen, show } from './examples.ts'

const TERMS = { jointGovernance: { quorum: 50, threshold: 50, minimumPeriod: 'PT1S' } }

/** The three decide by vote; answers the id of the agreement. */
export async function decide(nodes: Nodes): Promise<string> {
  const { alder, birch, cedar } = nodes
  const begunAt = Date.now()
  const agreementId = await agree(nodes, 'Council', TERMS, [birch.did, cedar.did])
  // Long enough for the votes of three nodes.
  const openMs = leisure(Date.now() - begunAt)
  const propose = async (title: string, followUps: readonly object[] = []) => {
    const closesAt = new Date(Date.now() + openMs).toISOString()
    const input = { agreementId, title, text: 'Shall we buy *one*?', closesAt, followUps }
    const { motion } = await show(birch, 'mutation-propose-motion', { input })
    expect(motion).toMatchObject({ status: 'OPEN', awaiting: [alder, birch, cedar].map(({ did }) => ({ did })) })
    return motion.id as string
  }
  const withdrawn = await propose('No press')
  const { motion: gone } = await show(birch, 'mutation-withdraw-motion', { input: { motionId: withdrawn } })
  expect(gone.status).toBe('WITHDRAWN')
  const motionId = await propose('A new press', [{ task: 'Clear the shed' }, { vouch: cedar.did }])
  const waiting = { filter: { agreementId, status: ['OPEN'], awaitingMe: true } }
  await seen(alder, 'query-motions', waiting, ({ totalCount }) => totalCount === 1)
  for (const node of [alder, birch, cedar]) {
    await seen(node, 'query-motion', { id: motionId }, hasStatus('OPEN'))
    const choice = node === cedar ? 'NO' : 'YES'
    await show(node, 'mutation-cast-vote', { input: { motionId, choice, reason: 'The old one leaks.' } })
  }
  await seen(alder, 'query-motions', waiting, ({ totalCount }) => totalCount === 0)
  const adopted = await seen(cedar, 'query-motion', { id: motionId }, hasStatus('ADOPTED'))
  expect(adopted).toMatchObject({
    final: true,
    tally: { yes: 2, no: 1, carried: true },
    agreement: { id: agreementId },
  })
  await seen(alder, 'query-motion', { id: motionId }, hasStatus('ADOPTED'))
  const { motion } = await show(alder, 'mutation-complete-follow-up', { input: { motionId, index: 0 } })
  expect(motion.followUps).toMatchObject([{ kind: 'TASK', doneBy: [{ did: alder.did }] }, { kind: 'VOUCH' }])
  // Its node has confirmed it by itself if the motion was still open when it heard of the first confirmation: then this
  // changes nothing.
  const closing = adopted.closings[0].hash
  await show(birch, 'mutation-confirm-closing', { input: { motionId, closing } })
  await seen(birch, 'query-motion', { id: motionId }, ({ final }) => final)
  const amendment = { agreementId, baseVersion: 1, description: 'With a press', motionId }
  const { amendment: named } = await show(alder, 'mutation-propose-amendment', { input: amendment })
  expect((await show(alder, 'query-amendment', { id: named.id })).motion).toMatchObject({ id: motionId })
  expect((await show(alder, 'query-motion', { id: motionId })).amendments).toMatchObject([{ id: named.id }])
  await show(alder, 'mutation-withdraw-amendment', { input: { amendmentId: named.id } })
  return agreementId
}
