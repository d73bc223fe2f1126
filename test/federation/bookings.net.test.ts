import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import { rochdale } from '../support/command-line.ts'
import { TestFederation } from '../support/federation.ts'
import { acquaint, agree, didOf, refusalOf, tell, untilEqual } from './support/dealings.ts'

const HOUR_MS = 3_600_000
const PUBLIC_URL = 'https://alder.example'
const PATIENCE = { timeoutMs: 120_000 }
const REQUESTS = 12
const THIS_HOUR_MS = Math.floor(Date.now() / HOUR_MS) * HOUR_MS

const folder = mkdtempSync(join(tmpdir(), 'rochdale-bookings-'))
let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
let cedar: NodeProcess
let agreementId: string

interface Booking {
  readonly id: string
  readonly status: string
  readonly reason: string | null
  readonly overbooked: boolean
  readonly from: string
  readonly until: string
  readonly grant: JsonObject | null
}
const FIELDS = 'id status reason overbooked from until grant'

beforeAll(async () => {
  federation = new TestFederation()
  const env = { ROCHDALE_PUBLIC_URL: PUBLIC_URL }
  ;[alder, birch, cedar] = await federation.startAll(['Alder', 'Birch', 'Cedar'], { env })
  await acquaint([alder, birch, cedar])
  const provider = await didOf(alder)
  const thing = { provider, quantity: '1', compensation: { model: 'NONE' } }
  const resources = [
    { ...thing, key: 'van-1', kind: 'van', approval: 'AUTOMATIC' },
    { ...thing, key: 'press', kind: 'press' },
  ]
  agreementId = await agree([alder, birch, cedar], { title: 'Lending', terms: { resourceSharing: { resources } } })
})

afterAll(async () => {
  await federation[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function request(node: NodeProcess, hour: number, more: object = {}): Promise<Booking> {
  const at = (hours: number) => new Date(THIS_HOUR_MS + hours * HOUR_MS).toISOString()
  const input = { agreementId, resource: 'van-1', from: at(hour), until: at(hour + 1), ...more }
  return (await tell<{ booking: Booking }>(node, 'requestBooking', input, `booking { ${FIELDS} }`)).booking
}

async function bookingAt({ client }: NodeProcess, id: string): Promise<Booking | null> {
  const query = `query ($id: ID!) { booking(id: $id) { ${FIELDS} } }`
  return (await client.request<{ booking: Booking | null }>(query, { id })).booking
}

async function untilStatus(node: NodeProcess, id: string, status: string): Promise<Booking> {
  const about = `${id} is ${status} at ${node.options.name}`
  const isThere = async () => {
    const booking = await bookingAt(node, id)
    return booking?.status === status ? booking : null
  }
  return await waitFor(about, isThere, PATIENCE)
}

test('two ask for the last van at once: one is granted it, and the other is told what is free', async () => {
  const [one, other] = await Promise.all([request(birch, 2), request(cedar, 2)])
  const answered = await waitFor(
    'both are answered',
    async () => {
      const bookings = await Promise.all([one.id, other.id].map((id) => bookingAt(cedar, id)))
      return bookings.every((each) => each !== null && each.status !== 'REQUESTED') ? bookings : null
    },
    PATIENCE,
  )
  expect(answered.map((each) => each?.status).sort()).toEqual(['DECLINED', 'GRANTED'])
  const declined = answered.find((each) => each?.status === 'DECLINED')
  expect(declined?.reason).toContain(`van-1 is booked from ${one.from} to ${one.until} by did:key:`)
  await untilEqual([alder, birch, cedar], agreementId)
})

test('a double booking is not granted by hand either', async () => {
  const [one, other] = [await request(birch, 4, { resource: 'press' }), await request(cedar, 4, { resource: 'press' })]
  for (const { id } of [one, other]) await untilStatus(alder, id, 'REQUESTED')
  await tell(alder, 'grantBooking', { bookingId: one.id }, 'booking { id }')
  const refused = await refusalOf(tell(alder, 'grantBooking', { bookingId: other.id }, 'booking { id }'))
  expect(refused).toMatchObject({ code: 'CONFLICT', refusal: 'resources.not-free' })
  expect(refused.message).toContain(`free from ${one.until}`)
  expect(await untilStatus(cedar, one.id, 'GRANTED')).toMatchObject({ overbooked: false })
})

test('a grant is checked without a node, for its holder and its time, until its provider has revoked it', async () => {
  const beneficiary = 'did:web:birch.example:ada'
  const { id } = await request(birch, 6, { beneficiary })
  const { grant, from, until } = await untilStatus(birch, id, 'GRANTED')
  const file = join(folder, 'grant.json')
  writeFileSync(file, JSON.stringify(grant))
  const list = join(folder, 'list.json')
  const fetchList = async () => {
    const response = await fetch(`http://127.0.0.1:${alder.httpPort}/status/1`, { headers: { host: 'alder.example' } })
    writeFileSync(list, await response.text())
  }
  await fetchList()
  const verify = (...more: string[]) => rochdale(['verify', file, '--at', from, ...more])
  const sound = await verify('--for', beneficiary)
  expect(sound, sound.err).toMatchObject({ code: 0 })
  expect(sound.out).toContain('ResourceGrant')
  expect((await verify('--for', await didOf(birch))).code, 'for another').toBe(1)
  expect((await rochdale(['verify', file, '--at', until])).code, 'when it is over').toBe(1)
  expect((await verify('--status-list', list)).code, 'not revoked').toBe(0)

  await tell(birch, 'cancelBooking', { bookingId: id, reason: 'It rains' }, 'booking { id }')
  await waitFor(
    'the list carries the revocation',
    async () => {
      await fetchList()
      return (await verify('--status-list', list)).code === 1
    },
    PATIENCE,
  )
  // What was cancelled can be had by another.
  await untilStatus(cedar, (await request(cedar, 6)).id, 'GRANTED')
})

test('a provider that is killed between a request and its answer answers each request once', async () => {
  const asked: string[] = []
  for (let i = 0; i < REQUESTS / 2; i++) asked.push((await request(birch, 20 + i)).id)
  await alder.kill()
  for (let i = REQUESTS / 2; i < REQUESTS; i++) asked.push((await request(cedar, 20 + i)).id)
  alder = await federation.restart(alder)
  for (const id of asked) {
    expect(await untilStatus(birch, id, 'GRANTED')).toMatchObject({ overbooked: false })
  }
  await untilEqual([alder, birch, cedar], agreementId)
})
