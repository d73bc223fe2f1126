import { describe, expect, test } from 'vitest'
import { type Did, type Hash, ok, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import type { FederationNode, ScheduledTask } from '../../src/node/node.ts'
import type { EntryParcel } from '../../src/node/ports/sync-port.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { exchangedWith, type Party, partyOf, pull } from '../support/exchange.ts'
import { ingest } from '../support/ingest.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { MemoryHeadFile, openTestNode, signerNumber, type TestNodeOptions } from '../support/node.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)

async function openParty(options: Partial<TestNodeOptions> = {}): Promise<Party> {
  return partyOf(await openTestNode({ signer: alder, ...options }))
}

async function write(node: FederationNode, amount: number, idempotencyKey: string | null = null) {
  return await node.execute({
    principal: 'test',
    mutation: 'write',
    idempotencyKey,
    input: { amount },
    run: async (context) => {
      const body = { counter: 'x', amount }
      const written = await context.write({ kind: 'counter.added', scope: PUBLIC_SCOPE, body })
      return written.ok ? ok({ hash: written.value.hash }) : written
    },
  })
}

const codeOf = (result: Awaited<ReturnType<typeof write>>) => (result.ok ? null : result.refusal.code)

const parcelOf = ({ bytes, signature, entry }: SealedEntry): EntryParcel => ({
  type: 'entry',
  scope: entry.scope,
  bytes,
  signature,
})

async function ownSeqs(node: FederationNode) {
  const log = await node.store.read((reader) => reader.logAfter(PUBLIC_SCOPE, node.self, 0, 100))
  return log.map(({ entry }) => entry.seq)
}

/** A head file that knows that the key has signed this. */
function headFileWith(entry: SealedEntry): MemoryHeadFile {
  const headFile = new MemoryHeadFile()
  headFile.heads.set(PUBLIC_SCOPE, { seq: entry.entry.seq, hash: entry.hash })
  return headFile
}

describe('a node whose store lacks entries that it signed', () => {
  test('signs again only when the exchange that brings them back is through, and after the longest', async () => {
    const log = new EntryWriter(alder).addMany(4)
    const { node, sync } = await openParty({ headFile: headFileWith(log[1] as SealedEntry), keyIsNew: false })
    expect(codeOf(await write(node, 1))).toBe('node.signing-stopped')
    await sync.ingest(birch.did, log.slice(0, 2).map(parcelOf))
    expect(codeOf(await write(node, 1))).toBe('node.signing-stopped')
    await sync.ingest(birch.did, log.slice(2).map(parcelOf))
    exchangedWith({ sync }, cedar.did)
    expect(codeOf(await write(node, 1))).toBe('node.signing-stopped')
    exchangedWith({ sync }, birch.did)
    await node.idle()
    expect(codeOf(await write(node, 1))).toBe(null)
    expect(await ownSeqs(node)).toEqual([1, 2, 3, 4, 5])
  })

  test('notices them also when they were held and another entry lets them in', async () => {
    const log = new EntryWriter(alder).addMany(3)
    const { node, sync } = await openParty({ headFile: headFileWith(log[2] as SealedEntry), keyIsNew: false })
    await sync.ingest(birch.did, log.slice(1).map(parcelOf))
    await sync.ingest(birch.did, log.slice(0, 1).map(parcelOf))
    exchangedWith({ sync }, birch.did)
    await node.idle()
    expect(codeOf(await write(node, 1))).toBe(null)
    expect(await ownSeqs(node)).toEqual([1, 2, 3, 4])
  })

  test('remembers in its head file what came back', async () => {
    const log = new EntryWriter(alder).addMany(3)
    const headFile = headFileWith(log[0] as SealedEntry)
    const { sync } = await openParty({ headFile, keyIsNew: false })
    await sync.ingest(birch.did, log.map(parcelOf))
    expect(headFile.heads.get(PUBLIC_SCOPE)).toEqual({ seq: 3, hash: log[2]?.hash })
  })

  test('still lacks the rest when it is killed while they come back', async () => {
    const log = new EntryWriter(alder).addMany(4)
    const store = new MemoryStore()
    const headFile = headFileWith(log[3] as SealedEntry)
    const first = await openParty({ store, headFile })
    await first.sync.ingest(birch.did, log.slice(0, 2).map(parcelOf))
    await first.node[Symbol.asyncDispose]()
    const second = await openParty({ store, headFile })
    exchangedWith(second, cedar.did)
    await second.node.idle()
    expect(codeOf(await write(second.node, 1))).toBe('node.signing-stopped')
    await second.sync.ingest(birch.did, log.slice(2).map(parcelOf))
    exchangedWith(second, birch.did)
    await second.node.idle()
    expect(codeOf(await write(second.node, 1))).toBe(null)
    expect(await ownSeqs(second.node)).toEqual([1, 2, 3, 4, 5])
  })

  test('gives its history another name: what clients remember of the old one leads nowhere', async () => {
    const store = new MemoryStore()
    const headFile = headFileWith(new EntryWriter(alder).add(1))
    const { epoch } = store
    await openParty({ store })
    expect(store.epoch).toBe(epoch)
    await openParty({ store, headFile })
    expect(store.epoch).not.toBe(epoch)
  })

  test('signs on an operator’s word, also after the next start, and remembers the log as it is here', async () => {
    const log = new EntryWriter(alder).addMany(4)
    const store = new MemoryStore()
    const headFile = headFileWith(log[3] as SealedEntry)
    const first = await openParty({ store, headFile })
    await first.sync.ingest(birch.did, log.slice(0, 2).map(parcelOf))
    await first.node.resumeSigning()
    expect(headFile.heads.get(PUBLIC_SCOPE)?.seq).toBe(2)
    await first.node[Symbol.asyncDispose]()
    const second = await openParty({ store, headFile })
    expect(codeOf(await write(second.node, 1))).toBe(null)
    expect(headFile.heads.get(PUBLIC_SCOPE)?.seq).toBe(3)
  })

  test('takes up, when it signs again, what it had left undone', async () => {
    const witnesses = async ({ store }: FederationNode) =>
      await store.read((reader) => reader.entriesOf(PUBLIC_SCOPE, [`frk_${cedar.did}`]))
    const log = new EntryWriter(alder).addMany(1)
    const store = new MemoryStore()
    const headFile = headFileWith(log[0] as SealedEntry)
    const { node, sync } = await openParty({ store, headFile, keyIsNew: false })
    await ingest(node, [new EntryWriter(cedar).add(1), new EntryWriter(cedar).add(2)])
    await node.idle()
    expect(await witnesses(node)).toEqual([])
    await sync.ingest(birch.did, log.map(parcelOf))
    await node[Symbol.asyncDispose]()
    // It stops before the exchange is through: the next start cannot know that this was all.
    const again = await openParty({ store, headFile, keyIsNew: false })
    await again.node.check()
    expect(await witnesses(again.node)).toEqual([])
    await again.node.exchanged(birch.did)
    await again.node.idle()
    expect(await witnesses(again.node)).toHaveLength(1)
  })
})

describe('a node of whose log a peer has a longer or another version', () => {
  test('signs nothing on top of what a peer is still giving back, though nothing seemed to lack', async () => {
    const log = new EntryWriter(alder).addMany(3)
    const { node, sync } = await openParty({ headFile: headFileWith(log[0] as SealedEntry), keyIsNew: false })
    await sync.ingest(birch.did, log.slice(0, 1).map(parcelOf))
    exchangedWith({ sync }, birch.did)
    const { epoch } = node.store
    await sync.ingest(birch.did, log.slice(1, 2).map(parcelOf))
    expect(node.store.epoch).not.toBe(epoch)
    expect(codeOf(await write(node, 1))).toBe('node.signing-stopped')
    await sync.ingest(birch.did, log.slice(2).map(parcelOf))
    exchangedWith({ sync }, birch.did)
    await node.idle()
    expect(codeOf(await write(node, 1))).toBe(null)
    expect(await ownSeqs(node)).toEqual([1, 2, 3, 4])
  })

  test('signs nothing on top of a part that was given back before it was killed', async () => {
    const log = new EntryWriter(alder).addMany(3)
    const store = new MemoryStore()
    const headFile = headFileWith(log[0] as SealedEntry)
    const first = await openParty({ store, headFile })
    await first.sync.ingest(birch.did, log.slice(0, 2).map(parcelOf))
    await first.node[Symbol.asyncDispose]()
    const { node, sync } = await openParty({ store, headFile })
    expect(codeOf(await write(node, 1))).toBe('node.signing-stopped')
    await sync.ingest(birch.did, log.slice(2).map(parcelOf))
    exchangedWith({ sync }, birch.did)
    await node.idle()
    expect(codeOf(await write(node, 1))).toBe(null)
    expect(await ownSeqs(node)).toEqual([1, 2, 3, 4])
  })

  test('that forked stops signing, also after a restart, until an operator says otherwise for good', async () => {
    const store = new MemoryStore()
    const headFile = new MemoryHeadFile()
    const first = await openParty({ store, headFile })
    await write(first.node, 1)
    await first.sync.ingest(birch.did, [parcelOf(new EntryWriter(alder).add(2))])
    exchangedWith(first, birch.did)
    expect(codeOf(await write(first.node, 3))).toBe('node.signing-stopped')
    await first.node[Symbol.asyncDispose]()
    const second = await openParty({ store, headFile, keyIsNew: false })
    expect(codeOf(await write(second.node, 3))).toBe('node.signing-stopped')
    await second.node.resumeSigning()
    expect(codeOf(await write(second.node, 3))).toBe(null)
    await second.node[Symbol.asyncDispose]()
    const third = await openParty({ store, headFile, keyIsNew: false })
    expect(codeOf(await write(third.node, 4))).toBe(null)
  })
})

describe('a node that has its key, and nothing that says what it signed', () => {
  const rebuilt = { keyIsNew: false } as const

  test('signs nothing after an exchange with a peer that has nothing of its log either', async () => {
    const { node, sync } = await openParty(rebuilt)
    expect(codeOf(await write(node, 1))).toBe('node.signing-stopped')
    exchangedWith({ sync }, birch.did)
    await node.idle()
    expect(codeOf(await write(node, 1))).toBe('node.signing-stopped')
  })

  test('signs again after an exchange with a peer that has given its log back', async () => {
    const log = new EntryWriter(alder).addMany(3)
    const { node, sync } = await openParty(rebuilt)
    exchangedWith({ sync }, cedar.did)
    await sync.ingest(birch.did, log.map(parcelOf))
    expect(codeOf(await write(node, 1))).toBe('node.signing-stopped')
    exchangedWith({ sync }, birch.did)
    await node.idle()
    expect(codeOf(await write(node, 1))).toBe(null)
    expect(await ownSeqs(node)).toEqual([1, 2, 3, 4])
  })

  test('is as unsure after a restart, though its head file is there by now', async () => {
    const store = new MemoryStore()
    const headFile = new MemoryHeadFile()
    const first = await openParty({ ...rebuilt, store, headFile })
    await first.sync.ingest(birch.did, new EntryWriter(alder).addMany(1).map(parcelOf))
    await first.node[Symbol.asyncDispose]()
    const second = await openParty({ store, headFile, keyIsNew: true })
    expect(codeOf(await write(second.node, 1))).toBe('node.signing-stopped')
    exchangedWith(second, birch.did)
    await second.node.idle()
    expect(codeOf(await write(second.node, 1))).toBe(null)
    await second.node[Symbol.asyncDispose]()
    const third = await openParty({ store, headFile, keyIsNew: true })
    expect(codeOf(await write(third.node, 2))).toBe(null)
  })

  test('signs at the word of its operator, also after a restart', async () => {
    const store = new MemoryStore()
    const first = await openParty({ ...rebuilt, store })
    await first.node.resumeSigning()
    await first.node[Symbol.asyncDispose]()
    const second = await openParty({ store, keyIsNew: true })
    expect(codeOf(await write(second.node, 1))).toBe(null)
  })
})

/** A head file on a disk that can fail. */
class FailingHeadFile extends MemoryHeadFile {
  broken = false
  override async save(heads: ReadonlyMap<Scope, { readonly seq: number; readonly hash: Hash }>) {
    if (this.broken) throw new Error('no space left')
    await super.save(heads)
  }
}

describe('a node whose head file cannot be written', () => {
  test('acknowledges nothing, gives peers nothing of what it signed, and goes on when it can again', async () => {
    const headFile = new FailingHeadFile()
    const failures: string[] = []
    const party = await openParty({ headFile, onError: (error) => failures.push(String(error)) })
    const peer = await openParty({ signer: birch })
    const announced: Hash[] = []
    party.sync.onAdmitted((entries) => announced.push(...entries.map(({ sealed }) => sealed.hash)))
    await write(party.node, 1)
    await party.node.idle()
    headFile.broken = true
    await expect(write(party.node, 2, 'key')).rejects.toThrow('no space left')
    await expect(write(party.node, 2, 'key')).rejects.toThrow('no space left')
    await expect(pull(peer, party)).rejects.toThrow('head file')
    expect(announced).toHaveLength(1)
    expect(failures[0]).toContain('head file')
    headFile.broken = false
    expect(codeOf(await write(party.node, 2, 'key'))).toBe(null)
    expect(await ownSeqs(party.node)).toEqual([1, 2])
    expect(headFile.heads.get(PUBLIC_SCOPE)?.seq).toBe(2)
    expect(await pull(peer, party)).toHaveLength(2)
  })

  test('forgets the heads of jobs that were undone', async () => {
    const headFile = new MemoryHeadFile()
    const { node } = await openParty({ headFile })
    const undone = node.execute({
      principal: 'test',
      mutation: 'write',
      idempotencyKey: null,
      input: {},
      run: async (context) => {
        await context.write({ kind: 'counter.added', scope: PUBLIC_SCOPE, body: { counter: 'x', amount: 1 } })
        throw new Error('changed my mind')
      },
    })
    await expect(undone).rejects.toThrow('changed my mind')
    expect(headFile.heads.size).toBe(0)
    expect(codeOf(await write(node, 2))).toBe(null)
    expect(await ownSeqs(node)).toEqual([1])
  })
})

describe('a periodic check', () => {
  test('does the rest though one chore always fails', async () => {
    const failures: string[] = []
    const done: Did[] = []
    const chores: ScheduledTask[] = [
      async () => {
        throw new Error('never works')
      },
      async ({ self }) => {
        done.push(self)
      },
    ]
    await using node = await openTestNode({ signer: alder, chores, onError: (error) => failures.push(String(error)) })
    await node.check()
    expect(failures).toEqual(['Error: never works'])
    expect(done).toEqual([alder.did])
  })
})
