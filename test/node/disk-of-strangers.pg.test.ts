import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { type Signer, sha256, signerOf } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { FederationNode } from '../../src/node/node.ts'
import { STRANGERS_BYTES_MAX } from '../../src/node/quotas/shares.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { TestFolder } from '../support/folders.ts'
import { HandClock, MemoryHeadFile, OPEN_POLICIES } from '../support/node.ts'
import { openFreshPglite } from '../support/pglite.ts'

const BATCH = 20
const folder = new TestFolder()

afterAll(() => folder[Symbol.dispose]())

const someone = () => signerOf(randomBytes(32))

/** A log of entries of a kind that nobody knows, which no compression makes smaller. */
function junkOf(author: Signer, count: number): SealedEntry[] {
  const writer = new EntryWriter(author)
  const junk = () => ({ junk: randomBytes(144_000).toString('base64') })
  return Array.from({ length: count }, () => writer.write({ kind: 'junk.heaped', subject: 'junk', body: junk() }))
}

function announcementOf(author: Signer, byteCount: number): SealedEntry {
  const body = {
    ...{ name: 'Nobody', description: randomBytes(byteCount).toString('base64'), region: null, contact: null },
    ...{ graphqlUrl: null, multiaddrs: [], currencies: [], capabilities: [], recoveryKeyHash: sha256(randomBytes(32)) },
  }
  return new EntryWriter(author).write({ kind: 'cooperative.announced', subject: author.did, body: body as JsonObject })
}

const FLOODS = {
  // Of these, stubs are all that is kept.
  '115 MB of an unknown kind by two': {
    make: () => [someone(), someone()].flatMap((author) => junkOf(author, 300)),
    grownMax: 2 * 1024 * 1024,
  },
  'three thousand identities': {
    make: () => Array.from({ length: 3000 }, () => announcementOf(someone(), 1_000)),
    grownMax: STRANGERS_BYTES_MAX,
  },
  // Of these, each run of characters is in an index.
  'three thousand identities that say little': {
    make: () => Array.from({ length: 3000 }, () => announcementOf(someone(), 90)),
    grownMax: STRANGERS_BYTES_MAX,
  },
}

test.each(Object.keys(FLOODS) as (keyof typeof FLOODS)[])('%s take no more than their budget on disk', async (what) => {
  const path = folder.at(what.replaceAll(' ', '-'))
  const store = await openFreshPglite(path)
  await using node = await FederationNode.open({
    store,
    signer: someone(),
    headFile: new MemoryHeadFile(),
    protocol: PROTOCOL,
    reactions: {},
    clock: new HandClock().read,
    policies: OPEN_POLICIES,
    keyIsNew: true,
  })
  const before = diskOf(path)
  const delivery = { from: someone().did, partners: new Set<never>(), circle: new Set<never>() }
  const { make, grownMax } = FLOODS[what]
  const flood = make()
  for (let i = 0; i < flood.length; i += BATCH) await node.receive(flood.slice(i, i + BATCH), new Map(), delivery)
  const accounted = (await store.read((reader) => reader.shares('public'))).reduce((sum, row) => sum + row.byteCount, 0)
  const grown = diskOf(path) - before
  console.info(`${what}: ${mebibytes(grown)} on disk, ${mebibytes(accounted)} by account`)
  expect(accounted).toBeLessThanOrEqual(STRANGERS_BYTES_MAX)
  expect(grown).toBeLessThanOrEqual(accounted * 1.1)
  expect(grown).toBeLessThanOrEqual(grownMax)
  await store[Symbol.asyncDispose]()
})

/** What the tables and indexes take; the write-ahead log has a bound of its own. */
function diskOf(path: string): number {
  return Number(
    execFileSync('du', ['-sb', join(path, 'base')])
      .toString()
      .split('\t')[0],
  )
}

function mebibytes(byteCount: number): string {
  return `${(byteCount / 1024 / 1024).toFixed(1)} MiB`
}
