import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEBTS } from '../../src/clearing/index.ts'
import type { Did } from '../../src/kernel/index.ts'
import type { SubjectRow } from '../../src/node/index.ts'
import { alder } from '../agreements/agreeing.ts'
import { obligationNamed } from '../clearing/inputs.ts'
import { workedExample } from '../clearing/ledger.ts'
import { RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

/** To net these takes minutes: a ring with short chords closes very long circles only. */
const RING = 4_000
/** What is netted among two is there in no time, once the thread has nothing else to do. */
const AT_ONCE_MS_MAX = 60_000
const PREVIEW = 'query ($input: NettingPreviewInput!) { nettingPreview(input: $input) { setOffTotal } }'
const FOLLOWED = 'subscription ($input: NettingPreviewInput!) { nettingPreviewed(input: $input) { stage } }'

const { ledger } = workedExample()
const asked = { input: { agreementId: ledger.document.agreementId, currency: 'EUR' } }
let api: RunningApi
let socket: GraphqlSocket

beforeAll(async () => {
  api = await RunningApi.start()
  const { sealed, attachments } = ledger.desk.history
  await api.running.node.receive(sealed, attachments, null)
  await api.running.node.store.transact((tx) => tx.saveSubjects(ringOfDebts()))
  socket = await GraphqlSocket.open(api.url, api.running.adminToken)
})
afterAll(async () => {
  await socket[Symbol.asyncDispose]()
  await api[Symbol.asyncDispose]()
})

/** Obligations of which nothing is written but what a netting reads. */
function ringOfDebts(): SubjectRow[] {
  const did = (i: number) => `did:key:z${String(i % RING).padStart(8, '0')}` as Did
  return Array.from({ length: 3 * RING }, (_, i) => {
    const from = Math.floor(i / 3)
    const parties = { from: did(from), to: did(from + 1 + (i % 3)) }
    const amount = String(1 + ((i * 7_919) % 10_007))
    const debt = { currency: 'EUR', scale: 2, ...parties, backward: false, amount, pending: '0', dueMs: null }
    const row = { scope: ledger.document.agreementId, id: obligationNamed(`${i}`), aggregate: 'obligation' }
    return {
      ...row,
      state: {},
      tips: [],
      wakeAt: null,
      index: { phase: 'CONFIRMED', projected: { [DEBTS.name]: debt } },
    }
  })
}

/** Waits until the thread is at the sum, which whoever asks for it then shares. */
async function untilBegun(follower: ReturnType<GraphqlSocket['operate']>): Promise<void> {
  for (let stage = ''; stage !== 'SETTING_OFF'; ) stage = (await follower.data()).nettingPreviewed.stage
}

async function expectThreadIsFree(): Promise<void> {
  const start = performance.now()
  const pair = [alder.did, ledger.document.parties[1]?.did]
  const { data, errors } = await api.ask(PREVIEW, { input: { ...asked.input, participants: pair } })
  expect(errors).toEqual([])
  expect(data.nettingPreview.setOffTotal).toBe('0')
  expect(performance.now() - start).toBeLessThan(AT_ONCE_MS_MAX)
}

test('a sum is given up when the client that asked for it over HTTP has gone', async () => {
  const follower = socket.operate(FOLLOWED, asked)
  const gone = new AbortController()
  const body = JSON.stringify({ query: PREVIEW, variables: asked })
  const answer = api.post(body, api.running.adminToken, {}, gone.signal)
  const aborted = expect(answer).rejects.toThrow('aborted')
  await untilBegun(follower)
  follower.stop()
  await setTimeout(500)
  gone.abort()
  await aborted
  await expectThreadIsFree()
})

test('a sum is given up when the subscriber who followed it has unsubscribed', async () => {
  const follower = socket.operate(FOLLOWED, asked)
  await untilBegun(follower)
  follower.stop()
  await expectThreadIsFree()
})

test('a sum is given up when the socket over which it was asked for is closed', async () => {
  const follower = socket.operate(FOLLOWED, asked)
  const other = await GraphqlSocket.open(api.url, api.running.adminToken)
  other.operate(PREVIEW, asked)
  await untilBegun(follower)
  follower.stop()
  await setTimeout(500)
  await other[Symbol.asyncDispose]()
  await expectThreadIsFree()
})

test('a fragment hides nothing: what it asks for is given up, too', async () => {
  const query = `query ($input: NettingPreviewInput!) { ...Asked } fragment Asked on Query { nettingPreview(input: $input) { setOffTotal } }`
  const follower = socket.operate(FOLLOWED, asked)
  await untilBegun(follower)
  const gone = new AbortController()
  const answer = api.post(JSON.stringify({ query, variables: asked }), api.running.adminToken, {}, gone.signal)
  const aborted = expect(answer).rejects.toThrow('aborted')
  await setTimeout(1000)
  follower.stop()
  await setTimeout(500)
  gone.abort()
  await aborted
  await expectThreadIsFree()
})
