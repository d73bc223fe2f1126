import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/identity/index.ts'
import { type Did, type Hash, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { SyncSource } from '../../src/node/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { Cooperative, pause, until, untilInSync } from './support/cooperative.ts'
import { AGREEMENT, exchangeWell, Member, signerNumber, sourceOf } from './support/member.ts'

/** More than one exchange brings in one batch. */
const MISSED = shortOrLong(2_000, 5_000)

function party(...numbers: number[]): Map<Scope, Did[]> {
  return new Map([[AGREEMENT, numbers.map((number) => signerNumber(number).did)]])
}

/** Two members of an agreement, before there is a network. */
async function correspondents(parties: ReadonlyMap<Scope, readonly Did[]>): Promise<[Member, Member]> {
  const one = await Member.open({ signer: signerNumber(1), parties })
  const other = await Member.open({ signer: signerNumber(3), parties })
  await one.write(AGREEMENT, [{ kind: 'letter.opened', text: 'us', parties: [one.did, other.did] }])
  await exchangeWell(one, other, { lane: 'agreements' })
  return [one, other]
}

/** Letters of so many threads, so that their folds stay short. */
function letters(from: number, to: number) {
  return Array.from({ length: to - from }, (_, i) => ({ text: `letter ${from + i}`, thread: `thread ${from + i}` }))
}

async function arrived(at: Cooperative, hash: Hash): Promise<number> {
  return await until(`${hash} arrived`, () => at.member.has(hash))
}

/** Makes a cooperative known, so that others note its presence. */
async function introduce(cooperative: Cooperative): Promise<Hash> {
  const [hash] = await cooperative.member.write(PUBLIC_SCOPE, [{ kind: 'letter.introduced', text: 'it is me' }])
  return hash as Hash
}

/** Waits until a cooperative that is known hears another's presence: then gossip between them has begun. */
async function untilHeard(from: Cooperative, at: Cooperative): Promise<void> {
  await until('heard', () => at.member.sync.lastSeenAt(from.did) !== null)
}

describe('an entry reaches every connected party', () => {
  test('a public one, across cooperatives that only pass it on, by gossip alone', async () => {
    const timings = { verifyMs: 600_000 }
    await using one = await Cooperative.start(1, { timings: { ...timings, presenceEveryMs: 300 } })
    await introduce(one)
    await using two = await Cooperative.start(2, { timings, bootstrap: [one.address] })
    await using three = await Cooperative.start(3, { timings, bootstrap: [two.address] })
    await untilInSync(one, two)
    await untilInSync(two, three)
    await untilHeard(one, three)
    const [hash] = (await one.member.publish('to everybody')) as [Hash]
    await arrived(three, hash)
    expect(three.peer(one)).toBeUndefined()
  })

  test('a public one that gossip has lost, by the exchange that looks after it', async () => {
    let exchanging = false
    const deaf = (sync: SyncSource) =>
      sourceOf(sync, {
        ingest: async (peer, parcels) => {
          const gossiped = parcels.length === 1 && !exchanging
          return gossiped ? { admitted: 0, known: 0, held: 0, refusals: [] } : await sync.ingest(peer, parcels)
        },
        wantsFrom: async (peer, theirs) => {
          exchanging = true
          return await sync.wantsFrom(peer, theirs)
        },
        exchanged: (peer, lane) => {
          exchanging = false
          sync.exchanged(peer, lane)
        },
      })
    await using one = await Cooperative.start(1, { timings: { presenceEveryMs: 300 } })
    await introduce(one)
    await using two = await Cooperative.start(2, { bootstrap: [one.address], source: deaf })
    await untilInSync(one, two)
    await untilHeard(one, two)
    const [hash] = (await one.member.publish('to everybody')) as [Hash]
    await arrived(two, hash)
  })

  test('a private one, its parties and nobody else', async () => {
    const parties = party(1, 2)
    await using one = await Cooperative.start(1, { parties })
    await using two = await Cooperative.start(2, { parties, bootstrap: [one.address] })
    await using three = await Cooperative.start(3, { parties, bootstrap: [one.address, two.address] })
    await untilInSync(one, two)
    await untilInSync(one, three)
    await untilInSync(two, three)
    const dids = [one.did, two.did]
    const [hash] = (await one.member.write(AGREEMENT, [{ kind: 'letter.opened', text: 'us', parties: dids }])) as [Hash]
    await arrived(two, hash)
    const [answer] = (await two.member.write(AGREEMENT, [{ text: 'yes' }])) as [Hash]
    await arrived(one, answer)
    await pause(500)
    expect(await three.member.count(AGREEMENT)).toBe(0)
  })

  test('a party that has given up dialling the other hears by a notice that there is something', async () => {
    const parties = party(1, 3)
    const [one, three] = await correspondents(parties)
    const reserved = await Cooperative.start(9)
    const listen = [reserved.bareAddress]
    const known = [{ did: one.did, multiaddrs: listen, isPartner: true }]
    await reserved[Symbol.asyncDispose]()

    await using between = await Cooperative.start(2)
    await using there = await Cooperative.start(3, {
      parties,
      known,
      store: three.store,
      bootstrap: [between.address],
    })
    await untilInSync(between, there)
    await until('pauses', () => there.told.filter((line) => line.startsWith('dial failed')).length >= 4)
    await using back = await Cooperative.start(1, { parties, listen, store: one.store, bootstrap: [between.address] })
    await untilInSync(between, back)
    const [hash] = (await back.member.write(AGREEMENT, [{ text: 'are you there?' }])) as [Hash]
    await arrived(there, hash)
    expect(await between.member.count(AGREEMENT)).toBe(0)
  })

  test('one after the other, while more are written', async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2, { bootstrap: [one.address] })
    await untilInSync(one, two)
    for (let i = 0; i < 30; i++) {
      const [hash] = (await (i % 2 ? one : two).member.publish(`letter ${i}`)) as [Hash]
      await arrived(i % 2 ? two : one, hash)
    }
  })
})

test('two that open an exchange at the same moment hold one at a time, and end equal', async () => {
  const timings = { retryMs: 0, wakeMs: 0, gatherMs: 0 }
  let running = 0
  let most = 0
  const slowly = (sync: SyncSource) =>
    sourceOf(sync, {
      wantsFrom: async (peer, theirs) => {
        running += 1
        most = Math.max(most, running)
        await pause(20)
        const wants = await sync.wantsFrom(peer, theirs)
        running -= 1
        return wants
      },
    })
  const parties = party(1, 2)
  await using one = await Cooperative.start(1, { timings, parties, source: slowly })
  await using two = await Cooperative.start(2, { timings, parties })
  const dids = [one.did, two.did]
  await one.member.write(AGREEMENT, [{ kind: 'letter.opened', text: 'us', parties: dids }])
  await two.network.connect(one.address)
  await until('open', async () => (await two.member.count(AGREEMENT)) === 1)
  for (let i = 0; i < 20; i++) {
    await Promise.all([one, two].map(({ member }) => member.write(AGREEMENT, [{ text: `letter ${i}` }])))
  }
  await until('all there', async () => (await one.member.count(AGREEMENT)) === 41)
  await until('there too', async () => (await two.member.count(AGREEMENT)) === 41)
  expect(await two.member.digest(AGREEMENT)).toBe(await one.member.digest(AGREEMENT))
  expect(most).toBe(1)
  expect([one, two].flatMap(({ told }) => told.filter((line) => line.startsWith('peer struck')))).toEqual([])
})

describe('presence', () => {
  test('is heard across others, again and again, once a cooperative is known', async () => {
    const timings = { presenceEveryMs: 500 }
    await using one = await Cooperative.start(1, { timings })
    await using two = await Cooperative.start(2, { bootstrap: [one.address] })
    await using three = await Cooperative.start(3, { bootstrap: [two.address] })
    await untilInSync(one, two)
    await untilInSync(two, three)
    await pause(1000)
    expect(three.member.sync.lastSeenAt(one.did)).toBeNull()
    await arrived(three, await introduce(one))
    await untilHeard(one, three)
    const seen = three.member.sync.lastSeenAt(one.did) as number
    await until('seen again', () => (three.member.sync.lastSeenAt(one.did) ?? 0) > seen)
    expect([one, two, three].flatMap(({ told }) => told.filter((line) => line.startsWith('peer struck')))).toEqual([])
  })
})

describe('two cooperatives that were apart', () => {
  test(`are equal again when they meet, ${MISSED} entries later`, async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2)
    for (let i = 0; i < MISSED; i += 500) await one.member.write(PUBLIC_SCOPE, letters(i, i + 500))
    await two.member.write(PUBLIC_SCOPE, letters(0, 100))
    const start = performance.now()
    await two.network.connect(one.address)
    await until('all there', async () => (await two.member.count(PUBLIC_SCOPE)) === MISSED + 100)
    const seconds = (performance.now() - start) / 1000
    await untilInSync(one, two)
    expect(await one.member.count(PUBLIC_SCOPE)).toBe(MISSED + 100)
    expect(await two.member.digest(PUBLIC_SCOPE)).toBe(await one.member.digest(PUBLIC_SCOPE))
    console.info(`${MISSED} entries in ${seconds.toFixed(1)} s`)
  })

  test('an attachment of five megabytes arrives whole', async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2, { bootstrap: [one.address] })
    await untilInSync(one, two)
    const bytes = Buffer.alloc(5_000_000, 'every byte counts ')
    const [hash] = (await one.member.perform(async (context) => {
      const attachment = await context.attach(PUBLIC_SCOPE, bytes)
      const body = { text: 'see there', attachments: [attachment] }
      const written = await context.write({ kind: 'letter.sent', scope: PUBLIC_SCOPE, body })
      return written.ok ? [written.value.hash] : []
    })) as [Hash]
    await arrived(two, hash)
    const held = await two.member.store.read((reader) => reader.attachments([sha256(bytes)]))
    expect(sha256(held.get(sha256(bytes)) ?? new Uint8Array())).toBe(sha256(bytes))
  })
})
