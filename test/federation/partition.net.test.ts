import { afterAll, beforeAll, expect, test } from 'vitest'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { TestFederation } from '../support/federation.ts'
import {
  didOf,
  foundClearing,
  lengthOfLog,
  owe,
  pay,
  record,
  sign,
  stateOf,
  tell,
  untilEqual,
  untilObligation,
  untilOperational,
} from './support/dealings.ts'
import { divide, reunite } from './support/partition.ts'

let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
let cedar: NodeProcess
let dogwood: NodeProcess
let agreementId: string

const everybody = () => [alder, birch, cedar, dogwood]

beforeAll(async () => {
  federation = new TestFederation()
  ;[alder, birch, cedar, dogwood] = await federation.startAll(['Alder', 'Birch', 'Cedar', 'Dogwood'])
  agreementId = await foundClearing(everybody())
})

afterAll(() => federation[Symbol.asyncDispose]())

test('what one has said, every connected party reads at its own node', async () => {
  for (const debtor of everybody()) {
    const creditor = debtor === alder ? birch : alder
    const id = await record(creditor, { agreementId, debtor, creditor, amount: '100' })
    await untilObligation(everybody(), id, { status: 'RECORDED' })
  }
})

test('two halves of a divided federation work on, and when they meet again nothing is lost and all books are equal', async () => {
  const [left, right] = [
    [alder, birch],
    [cedar, dogwood],
  ] as const
  const old = {
    left: await owe({ agreementId, debtor: alder, creditor: birch, amount: '10000', reference: 'flour' }),
    right: await owe({ agreementId, debtor: cedar, creditor: dogwood, amount: '10000', reference: 'repairs' }),
  }
  const pending = await propose(alder)
  await untilEqual(everybody(), agreementId)
  await untilEqual(everybody(), pending)
  await divide(left, right)

  await Promise.all([sign(birch, pending), sign(cedar, pending), sign(dogwood, pending)])
  const fresh = await Promise.all([
    owe({ agreementId, debtor: birch, creditor: alder, amount: '500', reference: 'on the left' }),
    owe({ agreementId, debtor: dogwood, creditor: cedar, amount: '700', reference: 'on the right' }),
  ])
  await Promise.all([pay(alder, birch, old.left, '4000'), pay(cedar, dogwood, old.right, '10000')])
  await Promise.all([suspend(birch, 'the mill is closed'), suspend(dogwood, 'the forge is cold')])
  const halves = [await untilEqual(left, agreementId), await untilEqual(right, agreementId)] as const
  expect(halves[0].digest).not.toBe(halves[1].digest)
  for (const node of left) expect(await ask.obligation(node.client, fresh[1])).toBeNull()
  for (const node of right) expect(await ask.obligation(node.client, fresh[0])).toBeNull()

  await reunite(left, right)
  await untilOperational(everybody(), pending)
  for (const scope of [agreementId, pending, PUBLIC_SCOPE]) await untilEqual(everybody(), scope)
  await untilObligation(everybody(), old.left, { remaining: '6000' })
  await untilObligation(everybody(), old.right, { status: 'SETTLED' })
  for (const id of fresh) await untilObligation(everybody(), id, { status: 'CONFIRMED' })
  for (const node of everybody()) expect(await suspensionsAt(node)).toEqual(['the forge is cold', 'the mill is closed'])
  const whole = await stateOf(alder, agreementId)
  for (const node of everybody()) {
    const did = await didOf(node)
    expect(lengthOfLog(whole, did)).toBeGreaterThanOrEqual(Math.max(...halves.map((half) => lengthOfLog(half, did))))
  }
})

test('a node that was off while the others worked is equal again after it starts', async () => {
  expect(await cedar.stop()).toBe(0)
  for (const node of [birch, dogwood]) await tell(node, 'resumeAgreement', { agreementId }, 'agreement { status }')
  const present = [alder, birch, dogwood]
  await untilOperational(present, agreementId)
  const settled = await owe({ agreementId, debtor: dogwood, creditor: alder, amount: '900', reference: 'meanwhile' })
  await pay(dogwood, alder, settled, '900')
  const claimed = await record(birch, { agreementId, debtor: cedar, creditor: birch, amount: '300' })
  await tell(birch, 'updateProfile', { name: 'Birch Joinery' }, 'cooperative { name }')
  const meanwhile = await untilEqual(present, agreementId)

  cedar = await federation.restart(cedar)
  expect((await untilEqual(everybody(), agreementId)).digest).toBe(meanwhile.digest)
  await untilEqual(everybody(), PUBLIC_SCOPE)
  await untilObligation([cedar], settled, { status: 'SETTLED' })
  await ask.confirmObligation(cedar.client, claimed)
  await untilObligation(everybody(), claimed, { status: 'CONFIRMED' })
})

/** An agreement that still waits for everybody's signature. */
async function propose(proposer: NodeProcess): Promise<string> {
  const others = everybody().filter((node) => node !== proposer)
  const parties = await Promise.all(others.map(async (node) => ({ did: await didOf(node), role: 'COUNTERPARTY' })))
  const terms = { custom: { name: 'A common cart', terms: { wheels: 4 } } }
  const { id } = await ask.createDraft(proposer.client, { title: 'The cart', terms, parties })
  await ask.proposeAgreement(proposer.client, id)
  return id
}

async function suspend(node: NodeProcess, reason: string): Promise<void> {
  await tell(node, 'suspendAgreement', { agreementId, reason }, 'agreement { status }')
}

async function suspensionsAt({ client }: NodeProcess): Promise<string[]> {
  const query = 'query ($id: ID!) { agreement(id: $id) { status suspensions { reason liftedAt } } }'
  const data = await client.request<{
    agreement: { status: string; suspensions: { reason: string; liftedAt: string | null }[] }
  }>(query, { id: agreementId })
  expect(data.agreement.status).toBe('SUSPENDED')
  return data.agreement.suspensions.map(({ reason }) => reason).sort()
}
