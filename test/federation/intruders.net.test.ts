import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { type Signer, sha256 } from '../../src/identity/index.ts'
import { type Did, type Hash, type Instant, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { ENTRY_BYTES_MAX, type Entry, encodeEntry, type SealedEntry, sealEntry } from '../../src/log/index.ts'
import type { Parcel } from '../../src/node/ports/sync-port.ts'
import { TestFederation } from '../support/federation.ts'
import { didOf, foundClearing, owe, stateOf, untilEqual } from './support/dealings.ts'
import { askAndHangUp } from './support/rude-caller.ts'
import { type Offer, Stranger } from './support/stranger.ts'

let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
let agreement: Scope
let birchDid: Did

beforeAll(async () => {
  federation = new TestFederation()
  // Who is struck and why is told at this level.
  ;[alder, birch] = await federation.startAll(['Alder', 'Birch'], { env: { LOG_LEVEL: 'debug' } })
  agreement = (await foundClearing([alder, birch])) as Scope
  await owe({ agreementId: agreement, debtor: alder, creditor: birch, amount: '10000', reference: 'flour' })
  for (const scope of [agreement, PUBLIC_SCOPE]) await untilEqual([alder, birch], scope)
  birchDid = (await didOf(birch)) as Did
})

afterAll(() => federation[Symbol.asyncDispose]())

/** What an intruder who knows Birch's last public entry, and has heard an entry's hash of the agreement, makes of it. */
type Forge = (birchs: SealedEntry, intruder: Signer, heard: Hash) => Offer

const FORGERIES: readonly (readonly [what: string, refusal: string, forge: Forge])[] = [
  [
    'an entry in another’s name under his own signature',
    'identity.bad-signature',
    (birchs, intruder) => offerOf(sealEntry(next(birchs), intruder)),
  ],
  [
    'a real signature under other bytes',
    'identity.bad-signature',
    (birchs) => offerOf({ ...next(birchs), signature: birchs.signature }),
  ],
  [
    'an entry of his own in an agreement that he is no party of',
    'log.not-a-party',
    (birchs, intruder, heard) => {
      const body = { documentHash: sha256(randomBytes(8)), reason: 'because I can' }
      const entry: Entry = {
        ...birchs.entry,
        author: intruder.did,
        scope: agreement,
        seq: 1,
        prev: null,
        kind: 'agreement.declined',
        subject: agreement,
        after: [heard],
        body,
      }
      return offerOf(sealEntry(encoded(entry), intruder))
    },
  ],
  [
    'an entry larger than any may be',
    'gossip.bad-message',
    (birchs) => garbage(birchs, Buffer.alloc(ENTRY_BYTES_MAX + 1, ' ')),
  ],
  ['bytes that are no text', 'kernel.not-utf8', (birchs) => garbage(birchs, Buffer.of(0xff, 0xfe, 0xfd))],
  [
    'an entry written otherwise than canonically',
    'kernel.not-canonical',
    (birchs) => garbage(birchs, Buffer.from(JSON.stringify(birchs.entry, null, 2))),
  ],
  [
    'an attachment that is not the one that he announced',
    'gossip.wrong-attachment',
    (birchs) => {
      const parcel: Parcel = {
        type: 'attachment',
        scope: PUBLIC_SCOPE,
        hash: sha256(randomBytes(8)),
        bytes: randomBytes(1000),
      }
      return { ...garbage(birchs, randomBytes(8)), parcels: [parcel] }
    },
  ],
]

describe('an intruder', () => {
  test.each(FORGERIES)('who brings %s changes nothing and is shown the door', async (_what, refusal, forge) => {
    const before = await books()
    await using intruder = await Stranger.start()
    const birchs = await getToKnow(intruder)
    const heard = (await stateOf(alder, agreement)).heads[0]?.hash as Hash
    intruder.sync.offers.push(forge(birchs, intruder.signer, heard))
    await waitFor('he is banned', async () => struck(intruder.did).some(({ msg }) => msg === 'peer banned'))
    expect(new Set(struck(intruder.did).map((line) => line.refusal?.code))).toEqual(new Set([refusal]))
    await waitFor('he is out', async () => !intruder.isConnected(birchDid) && !(await birchIsConnectedTo(intruder.did)))
    await intruder.meet(birch).catch(() => {})
    await waitFor('he stays out', async () => !intruder.isConnected(birchDid))
    expect(await birchIsConnectedTo(intruder.did)).toBe(false)
    expect(await books()).toEqual(before)
  })

  test('who asks for an agreement’s entries is told nothing of them', async () => {
    await using intruder = await Stranger.start()
    await getToKnow(intruder)
    const { heads } = await stateOf(alder, agreement)
    intruder.sync.demands = {
      ranges: heads.map(({ author }) => ({ scope: agreement, author: author as Did, afterSeq: 0 })),
      hashes: heads.map(({ hash }) => hash as Hash),
    }
    const exchanges = intruder.sync.exchanges
    await waitFor('he has asked', async () => intruder.sync.exchanges >= exchanges + 3)
    expect(intruder.sync.received.length).toBeGreaterThan(0)
    for (const parcel of intruder.sync.received) {
      expect(parcel.type).toBe('entry')
      expect(JSON.parse(Buffer.from(parcel.bytes).toString()).scope).toBe(PUBLIC_SCOPE)
    }
    expect(await intruder.node.store.read((reader) => reader.scopes())).toEqual([PUBLIC_SCOPE])
  })
})

/** Everything that both nodes hold to be true. */
async function books() {
  const scopes = [PUBLIC_SCOPE, agreement]
  return await Promise.all([alder, birch].flatMap((node) => scopes.map((scope) => stateOf(node, scope))))
}

/** The stranger connects to Birch as anybody may, hears what is public, and answers Birch's last public entry. */
async function getToKnow(stranger: Stranger): Promise<SealedEntry> {
  await stranger.meet(birch)
  const { heads } = await stateOf(birch, PUBLIC_SCOPE)
  const hash = heads.find(({ author }) => author === birchDid)?.hash as Hash
  const [entry] = await waitFor('he has heard what is public', async () => {
    const found = await stranger.node.store.read((reader) => reader.entries([hash]))
    return found.length > 0 && found
  })
  if (entry === undefined) throw new Error('Birch has announced itself')
  return entry
}

interface LogLine {
  readonly msg: string
  readonly did?: string
  readonly refusal?: { readonly code: string }
}

test('a stranger who asks and is gone before the answer, again and again, brings no node down', async () => {
  for (let i = 0; i < 10; i++) await askAndHangUp(birch)
  expect((await fetch(`${birch.client.url}/healthz`)).ok).toBe(true)
  expect(birch.output.join('')).not.toMatch(/^\s+at /m)
})

/** What Birch's log tells of strikes against a peer. */
function struck(did: string): LogLine[] {
  // The first and the last line may be parts of one.
  const lines = birch.output.join('').split('\n').slice(1, -1)
  return lines
    .filter((line) => line.includes(did))
    .map((line) => JSON.parse(line) as LogLine)
    .filter((line) => ['peer struck', 'peer banned'].includes(line.msg) && line.did === did)
}

async function birchIsConnectedTo(did: string): Promise<boolean> {
  const query = 'query { peers { connected cooperative { did } } }'
  const { peers } = await birch.client.request<{ peers: { connected: boolean; cooperative: { did: string } }[] }>(query)
  return peers.some((peer) => peer.cooperative.did === did && peer.connected)
}

/** What Birch might say next, not signed yet. */
function next({ entry, hash }: SealedEntry) {
  const at = (entry.at + 1) as Instant
  return encoded({ ...entry, seq: entry.seq + 1, prev: hash, at, body: { ...entry.body, name: 'Birch Casino' } })
}

function encoded(entry: Entry) {
  const unsigned = encodeEntry(entry)
  if (!unsigned.ok) throw new Error(unsigned.refusal.message)
  return unsigned.value
}

function offerOf({ entry: { scope, author, seq }, hash, bytes, signature }: SealedEntry): Offer {
  return { scope, head: { author, seq, hash }, parcels: [{ type: 'entry', scope, bytes, signature }] }
}

/** Any bytes, offered as what Birch said next. */
function garbage({ entry: { author, seq }, signature }: SealedEntry, bytes: Uint8Array): Offer {
  const scope = PUBLIC_SCOPE
  return {
    scope,
    head: { author, seq: seq + 1, hash: sha256(bytes) },
    parcels: [{ type: 'entry', scope, bytes, signature }],
  }
}
