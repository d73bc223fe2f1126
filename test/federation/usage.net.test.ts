import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { TestFederation } from '../support/federation.ts'
import { Random } from '../support/random.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import {
  acquaint,
  agree,
  CURRENCY,
  didOf,
  foundClearing,
  owe,
  refusalOf,
  tell,
  untilEqual,
} from './support/dealings.ts'

const HOUR_MS = 3_600_000
const PATIENCE = { timeoutMs: 120_000 }
/** Crashes between the confirmation of a use and its charge. */
const KILLS = Number(process.env.ROCHDALE_TEST_KILLS ?? shortOrLong(6, 50))
/** Within this time after the confirmation the charge is signed by both on a node that has nothing else to do. */
const KILLED_WITHIN_MS = 400
const LONG = { timeout: 120_000 + KILLS * 60_000 }

let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
let settlementId: string
let agreementId: string

interface Usage {
  readonly id: string
  readonly status: string
  readonly charge: {
    readonly amount: string
    readonly problem: string | null
    readonly obligation: { readonly id: string; readonly status: string; readonly remaining: string } | null
  } | null
}
const FIELDS = 'id status charge { amount problem obligation { id status remaining } }'

beforeAll(async () => {
  federation = new TestFederation()
  ;[alder, birch] = await federation.startAll(['Alder', 'Birch'])
  await acquaint([alder, birch])
  settlementId = await foundClearing([alder, birch])
  const compensation = { model: 'PER_USE', amount: '150', currency: CURRENCY, scale: 2, unit: 'hour' }
  const lathe = { key: 'lathe', kind: 'lathe', approval: 'AUTOMATIC', provider: await didOf(alder) }
  const terms = { resourceSharing: { resources: [{ ...lathe, compensation, settlementId }] } }
  agreementId = await agree([alder, birch], { title: 'Lending', terms })
})

afterAll(() => federation[Symbol.asyncDispose]())

/** Birch books from now on. */
async function book(expectedUse: string): Promise<string> {
  const [from, until] = [0, HOUR_MS].map((ms) => new Date(Date.now() + ms).toISOString())
  const input = { agreementId, resource: 'lathe', from, until, expectedUse }
  const { booking } = await tell<{ booking: { id: string } }>(birch, 'requestBooking', input, 'booking { id }')
  const query = 'query ($id: ID!) { booking(id: $id) { status } }'
  await waitFor(
    'the booking is granted',
    async () => {
      const found = await birch.client.request<{ booking: { status: string } }>(query, { id: booking.id })
      return found.booking.status === 'GRANTED'
    },
    PATIENCE,
  )
  return booking.id
}

/** A use that one of them has recorded and the other has received. */
async function recorded(bookingId: string, quantity: string, [by, other] = [alder, birch]): Promise<string> {
  const input = { bookingId, quantity }
  const { usage } = await tell<{ usage: { id: string } }>(by, 'recordUsage', input, 'usage { id }')
  await until(other, usage.id, ({ status }) => status === 'RECORDED')
  return usage.id
}

async function confirm(node: NodeProcess, usageId: string): Promise<void> {
  await tell(node, 'confirmUsage', { usageId }, 'usage { id }')
}

async function until({ client, options }: NodeProcess, id: string, isThere: (usage: Usage) => boolean): Promise<Usage> {
  const query = `query ($id: ID!) { usage(id: $id) { ${FIELDS} } }`
  let seen: Usage | null = null
  return await waitFor(
    `${id} at ${options.name}`,
    async () => {
      seen = (await client.request<{ usage: Usage | null }>(query, { id })).usage
      return seen !== null && isThere(seen) ? seen : null
    },
    PATIENCE,
  )
}

const isCharged = ({ charge }: Usage) => charge?.obligation?.status === 'CONFIRMED' && charge.problem === null

test('what was used becomes a confirmed debt at both, by nobody’s further word, and is netted with an opposite one', async () => {
  const usageId = await recorded(await book('4'), '2.5')
  await confirm(birch, usageId)
  for (const node of [alder, birch]) {
    expect(await until(node, usageId, isCharged)).toMatchObject({ charge: { amount: '375' } })
  }
  const opposite = await owe({ agreementId: settlementId, debtor: alder, creditor: birch, amount: '300' })
  await ask.proposeNetting(alder.client, { agreementId: settlementId, currency: CURRENCY })
  const isNetted = ({ charge }: Usage) => charge?.obligation?.remaining === '75'
  for (const node of [alder, birch]) await until(node, usageId, isNetted)
  expect((await ask.obligation(birch.client, opposite))?.status).toBe('SETTLED')
  const totals = 'query ($id: ID!) { usageTotals(agreementId: $id) { quantity charged currency scale } }'
  expect(await birch.client.request(totals, { id: agreementId })).toEqual({
    usageTotals: [{ quantity: '2.5', charged: '375', currency: CURRENCY, scale: 2 }],
  })
  const within =
    'query ($id: ID!, $from: DateTime, $until: DateTime) { usageTotals(agreementId: $id, from: $from, until: $until) { quantity resource { key } } }'
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  expect(await birch.client.request(within, { id: agreementId, until: tomorrow })).toEqual({
    usageTotals: [{ quantity: '2.5', resource: { key: 'lathe' } }],
  })
  expect(await birch.client.request(within, { id: agreementId, from: tomorrow })).toEqual({ usageTotals: [] })
})

test(
  'kill -9 of either node between the confirmation and the charge: each use is charged exactly once',
  LONG,
  async () => {
    const seed = Number(process.env.ROCHDALE_TEST_SEED ?? Date.now() % 1_000_000)
    console.info(`seed ${seed}`)
    const random = new Random(seed)
    const bookingId = await book('1')
    const used: string[] = []
    for (let i = 0; i < KILLS; i++) {
      const [by, other] = i % 2 === 0 ? [alder, birch] : [birch, alder]
      const usageId = await recorded(bookingId, '0.1', [by, other])
      used.push(usageId)
      await confirm(other, usageId)
      await setTimeout(random.below(KILLED_WITHIN_MS))
      // The user, the provider, both.
      const victims = [[birch], [alder], [alder, birch]][i % 3] ?? []
      await Promise.all(victims.map((node) => node.kill()))
      if (victims.includes(alder)) alder = await federation.restart(alder)
      if (victims.includes(birch)) birch = await federation.restart(birch)
    }
    for (const usageId of used) {
      for (const node of [alder, birch]) {
        expect(await until(node, usageId, isCharged)).toMatchObject({ charge: { amount: '15' } })
      }
    }
    for (const scope of [agreementId, settlementId]) await untilEqual([alder, birch], scope, PATIENCE)
    const query = `query ($id: ID!, $search: String) {
    obligations(filter: { agreementId: $id, reference: $search }) { edges { node { id amount status } } }
  }`
    for (const search of used) {
      type Found = { obligations: { edges: { node: { amount: string; status: string } }[] } }
      const { obligations } = await birch.client.request<Found>(query, { id: settlementId, search })
      expect(obligations.edges.map(({ node }) => node)).toMatchObject([{ amount: '15', status: 'CONFIRMED' }])
    }
  },
)

test('while the arrangement is suspended the charge says so; it is charged once that is lifted', async () => {
  const usageId = await recorded(await book('1'), '1')
  await tell(alder, 'suspendAgreement', { agreementId: settlementId, reason: 'a flood' }, 'agreement { id }')
  const isSuspended = async () => (await ask.agreement(birch.client, settlementId))?.operational === false
  await waitFor('Birch knows of it', isSuspended, PATIENCE)
  await confirm(birch, usageId)
  for (const node of [alder, birch]) {
    const waits = await until(node, usageId, ({ charge }) => charge?.problem?.includes('SUSPENDED') === true)
    expect(waits).toMatchObject({ status: 'CONFIRMED', charge: { amount: '150', obligation: null } })
  }
  await tell(alder, 'resumeAgreement', { agreementId: settlementId }, 'agreement { id }')
  for (const node of [alder, birch]) await until(node, usageId, isCharged)
})

describe('what nobody can claim', () => {
  test.each([
    ['use from before the booking', { from: new Date(Date.now() - 24 * HOUR_MS).toISOString() }, 'resources.bad-use'],
    ['use beyond the booking', { until: new Date(Date.now() + 24 * HOUR_MS).toISOString() }, 'resources.bad-use'],
    ['30 digits', { quantity: '9'.repeat(30) }, 'kernel.bad-decimal'],
    ['seven decimal places', { quantity: '0.0000001' }, 'kernel.bad-decimal'],
    ['nothing', { quantity: '0' }, 'resources.bad-use'],
  ])('%s', async (_name, changes, refusal) => {
    const bookingId = await book('1')
    const input = { bookingId, quantity: '1', ...changes }
    expect(await refusalOf(tell(alder, 'recordUsage', input, 'usage { id }'))).toMatchObject({ refusal })
  })

  test('use of a booking that has not begun, or of none; a debt in the name of a use', async () => {
    const [from, end] = [HOUR_MS, 2 * HOUR_MS].map((ms) => new Date(Date.now() + ms).toISOString())
    const input = { agreementId, resource: 'lathe', from, until: end }
    const { booking } = await tell<{ booking: { id: string } }>(birch, 'requestBooking', input, 'booking { id }')
    const use = (bookingId: string) => tell(birch, 'recordUsage', { bookingId, quantity: '1' }, 'usage { id }')
    const early = await refusalOf(use(booking.id))
    expect(['resources.not-granted', 'resources.not-begun']).toContain(early.refusal)
    expect(await refusalOf(use(`bkg_${'0'.repeat(64)}`))).toMatchObject({ refusal: 'resources.unknown-booking' })
    const [debtor, creditor] = [await didOf(birch), await didOf(alder)]
    const debt = { agreementId: settlementId, debtor, creditor, amount: '1', currency: CURRENCY }
    const named = tell(alder, 'recordObligation', { ...debt, reference: `use_${'0'.repeat(64)}` }, 'obligation { id }')
    expect(await refusalOf(named)).toMatchObject({ refusal: 'clearing.bad-input' })
  })
})
