import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { TestFederation } from '../support/federation.ts'
import { acquaint, agree, didOf, lengthOfLog, refusalOf, tell, untilEqual } from './support/dealings.ts'
import { leisure } from './support/leisure.ts'
import { divide, reunite } from './support/partition.ts'

/** How long a proposer's node waits for votes on their way. */
const GRACE_MS = 5_000
const TAKEOVER_S = 8
const PATIENCE = { timeoutMs: 150_000 }

interface Motion {
  readonly status: string
  readonly tally: { readonly yes: number; readonly no: number }
  readonly votes: readonly { readonly choice: string }[]
  readonly closings: readonly {
    readonly by: { readonly did: string }
    readonly leavesOut: readonly { readonly did: string }[]
  }[]
}

let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
let cedar: NodeProcess
let agreementId: string
/** How long a motion is open, in ms. */
let openMs: number

const everybody = () => [alder, birch, cedar]

beforeAll(async () => {
  federation = new TestFederation()
  // No node looks at the clock but when something is due.
  const env = { ROCHDALE_MOTION_TAKEOVER_SECONDS: String(TAKEOVER_S), ROCHDALE_CHECK_SECONDS: '3600' }
  ;[alder, birch] = await federation.startAll(['Alder', 'Birch'], { env })
  // Cedar alone never closes another's motion, however long the others take.
  cedar = await federation.start('Cedar', { env: { ...env, ROCHDALE_MOTION_TAKEOVER_SECONDS: '86400' } })
  const begunAt = Date.now()
  await acquaint(everybody())
  const terms = { jointGovernance: { quorum: 50, threshold: 50, minimumPeriod: 'PT1S' } }
  agreementId = await agree(everybody(), { title: 'Council', terms })
  openMs = leisure(Date.now() - begunAt)
})

afterAll(() => federation?.[Symbol.asyncDispose]())

test('the result is there when the time for votes on their way is over, without any check', async () => {
  const { motionId } = await propose(cedar)
  await Promise.all(everybody().map((node) => vote(node, motionId, 'YES')))
  await untilVotes(everybody(), motionId, 3)
  await untilStatus(everybody(), motionId, 'ADOPTED')
})

test('a vote that is heard of after the closing counts nowhere, on whichever side of a divided federation it was cast', async () => {
  const { motionId, closesAt } = await propose(alder)
  await Promise.all([alder, birch].map((node) => vote(node, motionId, 'YES')))
  await untilVotes(everybody(), motionId, 2)
  await divide([alder, birch], [cedar])
  await vote(cedar, motionId, 'NO')
  expect(Date.now(), 'cedar voted in time').toBeLessThan(closesAt)
  await untilStatus([alder, birch], motionId, 'ADOPTED')
  expect(await motionAt(cedar, motionId)).toMatchObject({ status: 'OPEN', tally: { yes: 2, no: 1 } })
  const late = vote(cedar, motionId, 'ABSTAIN')
  expect(await refusalOf(late)).toMatchObject({ code: 'CONFLICT', refusal: 'governance.closed' })
  await reunite([alder, birch], [cedar])
  await untilStatus(everybody(), motionId, 'ADOPTED')
  await untilEqual(everybody(), agreementId, PATIENCE)
  const seen = await motionAt(cedar, motionId)
  expect(seen.tally).toEqual({ yes: 2, no: 0 })
  const left = seen.closings.find(({ leavesOut }) => leavesOut.length > 0)
  expect(left?.leavesOut).toEqual([{ did: await didOf(cedar) }])
})

test('kill -9 of the proposer at the close neither loses the motion nor closes it twice', async () => {
  const { motionId, closesAt } = await propose(birch)
  await Promise.all([alder, birch].map((node) => vote(node, motionId, 'NO')))
  await untilVotes(everybody(), motionId, 2)
  await setTimeout(closesAt + GRACE_MS + Math.floor(Math.random() * 1_500) - Date.now())
  await birch.kill()
  await untilStatus([alder, cedar], motionId, 'REJECTED')
  birch = await federation.restart(birch)
  await untilStatus(everybody(), motionId, 'REJECTED')
  const state = await untilEqual(everybody(), agreementId, PATIENCE)
  for (const node of everybody()) expect(lengthOfLog(state, await didOf(node))).toBeGreaterThan(0)
})

test('a motion whose proposer vanishes is closed by the next party', async () => {
  const { motionId, closesAt } = await propose(alder)
  await Promise.all(everybody().map((node) => vote(node, motionId, 'YES')))
  await untilVotes([birch, cedar], motionId, 3)
  await alder.kill()
  expect(Date.now(), 'alder vanished before it closed').toBeLessThan(closesAt + GRACE_MS)
  await untilStatus([birch, cedar], motionId, 'ADOPTED')
  expect((await motionAt(cedar, motionId)).closings[0]?.by).toEqual({ did: await didOf(birch) })
  alder = await federation.restart(alder)
  await untilStatus(everybody(), motionId, 'ADOPTED')
  await untilEqual(everybody(), agreementId, PATIENCE)
})

async function propose(node: NodeProcess): Promise<{ motionId: string; closesAt: number }> {
  const closesAt = Date.now() + openMs
  const input = { agreementId, title: 'A press', text: 'Shall we?', closesAt: new Date(closesAt).toISOString() }
  const { motion } = await tell<{ motion: { id: string } }>(node, 'proposeMotion', input, 'motion { id }')
  await untilStatus(everybody(), motion.id, 'OPEN')
  return { motionId: motion.id, closesAt }
}

async function vote(node: NodeProcess, motionId: string, choice: string): Promise<void> {
  await tell(node, 'castVote', { motionId, choice }, 'motion { status }')
}

async function motionAt({ client }: NodeProcess, id: string): Promise<Motion> {
  const fields =
    'status tally { yes no } votes { choice } closings { by { did } leavesOut { did } confirmedBy { did } }'
  const query = `query ($id: ID!) { motion(id: $id) { ${fields} } }`
  const { motion } = await client.request<{ motion: Motion | null }>(query, { id })
  if (motion === null) throw new Error(`${id} is not here`)
  return motion
}

async function untilStatus(nodes: readonly NodeProcess[], id: string, status: string): Promise<void> {
  await untilMotion(nodes, id, status, (motion) => motion.status === status)
}

async function untilVotes(nodes: readonly NodeProcess[], id: string, count: number): Promise<void> {
  await untilMotion(nodes, id, `voted on by ${count}`, ({ votes }) => votes.length === count)
}

async function untilMotion(
  nodes: readonly NodeProcess[],
  id: string,
  what: string,
  isSo: (motion: Motion) => boolean,
): Promise<void> {
  await Promise.all(
    nodes.map((node) =>
      waitFor(`the motion is ${what} at ${node.options.name}`, async () => isSo(await motionAt(node, id)), PATIENCE),
    ),
  )
}
