import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { TestFederation } from '../support/federation.ts'
import {
  CURRENCY,
  cursorOf,
  didOf,
  foundClearing,
  lengthOfLog,
  obligationCount,
  recordMany,
  refusalOf,
  stateOf,
  tell,
  untilEqual,
} from './support/dealings.ts'

/** Entries that the older database lacks: so many that they come back in several parts. */
const LOST = 2500
/** So often a node may have everything back before it can be killed half-way. */
const TRIES = 5
/** Thousands of entries take their time. */
const PATIENCE = { timeoutMs: 120_000 }

let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
let agreementId: string

beforeAll(async () => {
  federation = new TestFederation()
  // Whatever is recorded waits for its other side, so that nobody but whom a story names writes anything.
  const env = { ROCHDALE_AUTO_CONFIRM: 'never' }
  ;[alder, birch] = await federation.startAll(['Alder', 'Birch'], { env })
  agreementId = await foundClearing([alder, birch])
})

afterAll(() => federation[Symbol.asyncDispose]())

test('an older database signs nothing until its own log is back from a peer, also when it is killed half-way', {
  timeout: 600_000,
}, async () => {
  await alder.kill()
  await federation.backUp(alder)
  alder = await federation.restart(alder)
  const old = await untilEqual([alder, birch], agreementId)
  const oldCursor = await cursorOf(alder)
  await rename('Alder Bakery')
  await recordMany(alder, LOST, { agreementId, debtor: alder, creditor: birch, amount: '100' })
  const whole = await untilEqual([alder, birch], agreementId, PATIENCE)
  await untilEqual([alder, birch], PUBLIC_SCOPE)
  const lastCursor = await cursorOf(alder)

  await restoreAlone()
  const refused = await refusalOf(recordOne('again'))
  expect(refused).toMatchObject({ code: 'UNAVAILABLE', refusal: 'node.signing-stopped' })
  expect(refused.message).toContain(agreementId)
  expect(refused.message).toContain('resumeSigning')
  expect((await refusalOf(rename('Alder & Sons'))).refusal).toBe('node.signing-stopped')
  expect(await stateOf(alder, agreementId)).toEqual(old)
  for (const after of [oldCursor, lastCursor]) {
    const changes = alder.client.request('query ($after: String) { changes(after: $after) { edges { cursor } } }', {
      after,
    })
    expect((await refusalOf(changes)).code).toBe('OUTDATED_CURSOR')
  }

  for (let i = 0, part = LOST; part === LOST; i++) {
    expect(i, 'killed half-way').toBeLessThan(TRIES)
    if (i > 0) await restoreAlone()
    birch.signal('SIGCONT')
    await waitFor('a part has come back', async () => (await obligationCount(alder, agreementId)) > 0, { everyMs: 5 })
    birch.signal('SIGSTOP')
    await alder.kill()
    alder = await federation.restart(alder)
    part = await obligationCount(alder, agreementId)
    expect(part).toBeGreaterThan(0)
  }
  expect((await refusalOf(recordOne('again'))).refusal).toBe('node.signing-stopped')

  birch.signal('SIGCONT')
  await untilSigning('again', PATIENCE)
  const state = await untilEqual([alder, birch], agreementId)
  await untilEqual([alder, birch], PUBLIC_SCOPE)
  const did = await didOf(alder)
  expect(lengthOfLog(state, did)).toBe(lengthOfLog(whole, did) + 1)
  expect(await obligationCount(birch, agreementId)).toBe(LOST + 1)
  expect(await standingOfAlder()).toBe('MEMBER')
})

test('with nobody who could give it back, an operator says that the log is whole: what nobody has seen is gone', {
  timeout: 600_000,
}, async () => {
  birch.signal('SIGSTOP')
  await alder.kill()
  await federation.backUp(alder)
  alder = await federation.restart(alder)
  await recordOne('told to nobody')
  const known = await obligationCount(alder, agreementId)

  await restoreAlone()
  expect((await refusalOf(recordOne('instead'))).refusal).toBe('node.signing-stopped')
  expect(await signingStop()).toEqual({ reason: expect.stringContaining(agreementId), resumable: true })
  await resume()
  expect(await signingStop()).toBeNull()
  // The word holds, whether anything is signed on it or not.
  await alder.kill()
  alder = await federation.restart(alder)
  await recordOne('instead')
  birch.signal('SIGCONT')
  const state = await untilEqual([alder, birch], agreementId)
  expect(await obligationCount(birch, agreementId)).toBe(known)
  lengthOfLog(state, await didOf(alder))
  expect(await standingOfAlder()).toBe('MEMBER')
})

/**
 * What `resumeSigning` risks: a peer that could not be reached has more of the log than the operator believes. Then the
 * node signs a number a second time, which is a fork for ever, and others deal with it no more until they are told why.
 */
test('an operator’s word that was wrong forks the log: everybody keeps both branches, and nothing more is signed', {
  timeout: 600_000,
}, async () => {
  // The database from before the last test: what it lacks is at Birch.
  await restoreAlone()
  await resume()
  await recordOne('at a number that Birch knows already')
  birch.signal('SIGCONT')
  await waitFor('Birch shows the fork', async () => (await standingOfAlder()) === 'FORKED')
  let more = 0
  await waitFor('Alder knows', async () => {
    // Until it knows it goes on, and what it has answered once it answers alike.
    const refused = await refusalOf(recordOne(`more, ${more++}`))
    return refused.message.includes('another entry of this node at the same place of its log has come from a peer')
  })
  const { heads } = await untilEqual([alder, birch], agreementId)
  const did = await didOf(alder)
  expect(heads.filter(({ author }) => author === did)).toHaveLength(2)
})

/** Puts Alder's older database back, beside the newer head file, and starts it where nobody answers it. */
async function restoreAlone(): Promise<void> {
  birch.signal('SIGSTOP')
  await alder.kill()
  await federation.restore(alder)
  alder = await federation.restart(alder)
}

async function resume(): Promise<void> {
  await tell(alder, 'resumeSigning', { explanation: 'there is nobody else who has our log' }, 'self { did }')
}

async function rename(name: string): Promise<void> {
  await tell(alder, 'updateProfile', { name }, 'cooperative { name }')
}

/** Alder owes Birch something, once for each reference. */
async function recordOne(reference: string): Promise<void> {
  const [debtor, creditor] = [await didOf(alder), await didOf(birch)]
  const input = {
    agreementId,
    debtor,
    creditor,
    amount: '100',
    currency: CURRENCY,
    reference,
    idempotencyKey: reference,
  }
  await tell(alder, 'recordObligation', input, 'obligation { id }')
}

/** Waits until Alder signs again, which nobody has told it. */
async function untilSigning(reference: string, options: { readonly timeoutMs: number }): Promise<void> {
  await waitFor('Alder signs again', () => recordOne(reference).then(() => true), options)
}

async function standingOfAlder(): Promise<string> {
  const query = 'query ($did: DID!) { cooperative(did: $did) { standing } }'
  const variables = { did: await didOf(alder) }
  return (await birch.client.request<{ cooperative: { standing: string } }>(query, variables)).cooperative.standing
}

/** What the dashboard of the node says about it. */
async function signingStop(): Promise<unknown> {
  const query = '{ self { signingStop { reason resumable } } }'
  return (await alder.client.request<{ self: { signingStop: unknown } }>(query, {})).self.signingStop
}
