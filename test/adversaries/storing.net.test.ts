import 'core-js/actual/async-disposable-stack/index.js'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementIdOf, documentJson } from '../../src/agreements/index.ts'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { topicMessages } from '../../src/gossip/pubsub/message.ts'
import { type Signer, sha256, signerOf } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { PROPOSAL_QUOTA } from '../../src/node/quotas/proposals.ts'
import { firstDocument, proofOf, roles } from '../agreements/agreeing.ts'
import { stateOf, tell, untilEqual } from '../federation/support/dealings.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { Adversary } from './support/adversary.ts'
import { flood } from './support/flood.ts'
import { Hoarder } from './support/hoarder.ts'
import { confirmedWithin, type Figures, HonestPair } from './support/honest-pair.ts'

const MIB = 1024 * 1024
/** What all strangers together may make a database grow by, its own logs of what it writes included. */
const DISK_MIB_MAX = 160
/** What its tables and indexes may grow by where stubs are all that is kept, the debts of the trial included. */
const STUBS_MIB_MAX = 3

// What strangers bring; in the short form above every quota, too.
const PROPOSALS = shortOrLong(200, 800)
const IDENTITIES = shortOrLong(1_500, 5_000)
const VOUCHES = shortOrLong(500, 2_000)
/** Entries of an unknown kind by each of two, of 192 kB. */
const JUNK = shortOrLong(100, 300)

/** On a busy machine everything takes long, the calm part too. */
const PATIENT = { timeout: 900_000 }

// One after the other: the first ones look into a public scope and tables that are still small.
let pair: HonestPair

beforeAll(async () => {
  pair = await HonestPair.start()
})

afterAll(() => pair?.[Symbol.asyncDispose]())

/** Hoarders that meet both nodes with what they were given. */
async function begin(...hoards: readonly (readonly SealedEntry[])[]): Promise<AsyncDisposable> {
  const floods = new AsyncDisposableStack()
  for (const entries of hoards) {
    const hoarder = floods.use(await Hoarder.start())
    await hoarder.give(entries)
    for (const node of pair.nodes) await hoarder.meet(node.multiaddr)
  }
  return floods
}

async function trial(what: string, ...hoards: readonly (readonly SealedEntry[])[]): Promise<Figures> {
  const before = pair.nodes.map(diskOf)
  const figures = await confirmedWithin(pair, () => begin(...hoards), { leadMs: 1000, grownMiBMax: 400 })
  const grownDiskMiB = Math.max(...pair.nodes.map((node, i) => diskOf(node) - (before[i] ?? 0)))
  console.info(`${what}: ${JSON.stringify({ ...figures, grownDiskMiB })}`)
  expect(grownDiskMiB).toBeLessThan(DISK_MIB_MAX)
  return figures
}

test('of what was no more than stubs the bodies come with an agreement with their author', PATIENT, async () => {
  const cedar = someone()
  const announcement = announcementOf(cedar)
  const log = [announcement, ...junkOf(cedar, 20, announcement)]
  const lengths = (node: NodeProcess) => logOf(node, cedar.did)
  await using _flood = await begin(log)
  for (const node of pair.nodes) {
    await waitFor('the log is here', async () => (await lengths(node)).length === log.length)
    expect((await lengths(node)).map((byteCount) => byteCount === null)).toEqual(log.map((_, i) => i > 0))
  }
  const parties = [{ did: cedar.did, role: 'COUNTERPARTY' }]
  const terms = { custom: { name: 'Together', terms: {} } }
  const { id } = await ask.createDraft(pair.creditor.client, { title: 'Together', parties, terms })
  await ask.proposeAgreement(pair.creditor.client, id)
  const whole = log.map(({ bytes }) => bytes.length)
  await waitFor('the bodies are here', async () => `${await lengths(pair.creditor)}` === `${whole}`)
  // The other of the pair has no dealings with it.
  expect((await lengths(pair.debtor)).filter((byteCount) => byteCount === null)).toHaveLength(20)
  await untilEqual(pair.nodes, 'public')
})

test('entries of an unknown kind by two strangers, up to 115 MB of them, delay no debt and fill no disk', {
  timeout: 600_000,
}, async () => {
  const strangers = [someone(), someone()]
  const hoards = strangers.map((author) => junkOf(author, JUNK))
  const byteCount = hoards.flat().reduce((sum, { bytes }) => sum + bytes.length, 0)
  expect(byteCount).toBeGreaterThan(JUNK * 384_000)
  const before = tablesOf(pair.creditor)
  await trial(`${Math.round(byteCount / 1e6)} MB of an unknown kind`, ...hoards)
  // And what has not come by then.
  await using _rest = await begin(...hoards)
  const lengthOf = ({ did }: Signer, { heads }: ask.ScopeState) => heads.find(({ author }) => author === did)?.seq
  const isHere = async () => {
    const state = await stateOf(pair.creditor, 'public')
    return strangers.every((stranger) => lengthOf(stranger, state) === JUNK)
  }
  await waitFor('all is here', isHere, { everyMs: 2000, timeoutMs: 300_000 })
  const grownMiB = tablesOf(pair.creditor) - before
  console.info(`all of it takes ${grownMiB.toFixed(1)} MiB of tables and indexes`)
  expect(grownMiB).toBeLessThan(STUBS_MIB_MAX)
})

test(
  'hundreds of proposals of a stranger delay no debt, wait apart up to the quota, and go when it is blocked',
  PATIENT,
  async () => {
    const cedar = someone()
    const proposals = Array.from({ length: PROPOSALS }, () => proposalOf(cedar))
    await trial(`${PROPOSALS} proposals`, proposals)
    {
      // And what has not come by then.
      await using _rest = await begin(proposals)
      await untilRequests(pair.creditor, PROPOSAL_QUOTA)
    }
    await tell(pair.creditor, 'blockCooperative', { did: cedar.did }, 'cooperative { did }')
    await untilRequests(pair.creditor, 0)
  },
)

test('thousands of cheap identities delay no debt', PATIENT, async () => {
  await trial(
    `${IDENTITIES} identities`,
    Array.from({ length: IDENTITIES }, () => announcementOf(someone())),
  )
})

test('hundreds of strangers that vouch for one cooperative delay no debt', PATIENT, async () => {
  const victim = pair.creditorDid
  const vouches = Array.from({ length: VOUCHES }, () =>
    new EntryWriter(someone()).write({
      kind: 'cooperative.vouched',
      subject: victim,
      body: { did: victim, statement: null },
      at: Date.now(),
    }),
  )
  await trial(`${VOUCHES} vouches`, vouches)
})

test('entries of strangers that wait for what never comes delay no debt', PATIENT, async () => {
  const messages = Array.from({ length: 6 * 250 }, orphan)
  const figures = await confirmedWithin(pair, async () => {
    const floods = new AsyncDisposableStack()
    const crowds = await Promise.all(pair.nodes.map(({ multiaddr }) => Adversary.crowd(3, multiaddr)))
    for (const [i, stranger] of crowds.flat().entries()) {
      const own = messages.slice(250 * i)
      floods.use(stranger)
      floods.use(
        flood({ perSecond: 20, times: 250 }, (act) => stranger.publish('announce', own[act] ?? new Uint8Array())),
      )
    }
    return floods
  })
  console.info(`entries that wait: ${JSON.stringify(figures)}`)
})

/** The second entry of a log whose first nobody has. */
function orphan(): Uint8Array {
  const writer = new EntryWriter(someone())
  writer.add(1)
  return topicMessages.encode({ type: 'entry', ...writer.add(2, { at: Date.now() }) })
}

function someone(): Signer {
  return signerOf(randomBytes(32))
}

/** The proposal of a clearing arrangement to both of the pair. */
function proposalOf(proposer: Signer): SealedEntry {
  const nonce = randomBytes(16).toString('hex')
  const agreementId = agreementIdOf(proposer.did, nonce)
  const others = [pair.debtorDid, pair.creditorDid].map((did) => [{ did } as Signer, 'COUNTERPARTY'] as const)
  const document = firstDocument({ agreementId, nonce, parties: roles([proposer, 'PROPOSER'], ...others) })
  const body = { document: documentJson(document), proof: proofOf(document, proposer) }
  return new EntryWriter(proposer, agreementId).write({
    kind: 'agreement.proposed',
    subject: agreementId,
    body: body as JsonObject,
    at: Date.now(),
  })
}

function junkOf(author: Signer, count: number, after: SealedEntry | null = null): SealedEntry[] {
  const writer = new EntryWriter(author).fork(after)
  return Array.from({ length: count }, () =>
    writer.write({
      kind: 'junk.heaped',
      subject: 'junk',
      body: { junk: randomBytes(144_000).toString('base64') },
      at: Date.now(),
    }),
  )
}

function announcementOf(author: Signer): SealedEntry {
  const body = {
    ...{ name: `Cooperative ${author.did.slice(-6)}`, description: 'x'.repeat(1000), region: null, contact: null },
    ...{ graphqlUrl: null, multiaddrs: [], currencies: [], capabilities: [], recoveryKeyHash: sha256(randomBytes(32)) },
  }
  return new EntryWriter(author).write({ kind: 'cooperative.announced', subject: author.did, body, at: Date.now() })
}

async function untilRequests({ client }: NodeProcess, count: number): Promise<void> {
  const query =
    '{ agreements(filter: { requests: true }, first: 1) { totalCount edges { node { requestExpiresAt } } } }'
  await waitFor(`there are ${count} requests`, async () => {
    const { agreements } = await client.request<{ agreements: { totalCount: number } }>(query)
    return agreements.totalCount === count
  })
}

/** How many bytes a node has of each entry of a public log; null of stubs. */
async function logOf({ client }: NodeProcess, author: string): Promise<(number | null)[]> {
  const query = '{ logEntries(scope: "public", first: 90) { edges { node { author bytes stub } } } }'
  type Listed = { author: string; bytes: string; stub: boolean }
  interface Answer {
    readonly logEntries: { readonly edges: readonly { readonly node: Listed }[] }
  }
  const { logEntries } = await client.request<Answer>(query)
  const log = logEntries.edges.flatMap(({ node }) => (node.author === author ? [node] : []))
  return log.map(({ bytes, stub }) => (stub ? null : Buffer.from(bytes, 'base64').length))
}

/** What a node's embedded database takes on disk, in MiB. */
function diskOf({ options: { dataDir } }: NodeProcess): number {
  return mebibytesIn(join(dataDir, 'database'))
}

/** What its tables and indexes take. */
function tablesOf({ options: { dataDir } }: NodeProcess): number {
  return mebibytesIn(join(dataDir, 'database', 'base'))
}

function mebibytesIn(path: string): number {
  return Number(execFileSync('du', ['-sb', path]).toString().split('\t')[0]) / MIB
}
