import { describe, expect, test } from 'vitest'
import { createDraft } from '../../src/app/agreements/commands.ts'
import { LISTS, PROTOCOL } from '../../src/app/subjects.ts'
import { DEBTS, readDebts } from '../../src/clearing/index.ts'
import { sha256 } from '../../src/identity/index.ts'
import type { Instant, Scope } from '../../src/kernel/index.ts'
import { encodeEntry, sealEntry } from '../../src/log/index.ts'
import { FederationNode } from '../../src/node/node.ts'
import type { StoreReader } from '../../src/node/ports/ports.ts'
import { type ReadModels } from '../../src/node/ports/read-models.ts'
import { rebuildStore } from '../../src/node/upkeep/rebuild.ts'
import type { SqlStore } from '../../src/storage/index.ts'
import { ClearingFederation, MINUTE_MS } from '../clearing/simulated-federation.ts'
import { handedOut } from '../support/audit.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { MemoryHeadFile, OPEN_POLICIES, signerNumber } from '../support/node.ts'

const onlooker = signerNumber(50)

/** Folding a whole log anew in a store, and comparing. */
export function describeRebuild(name: string, open: () => Promise<SqlStore>): void {
  describe(`${name}: a rebuild`, () => {
    test('makes the same of the log as was there, in the same places, and ends the history of old cursors', async () => {
      await using store = await open()
      const scope = await fill(store)
      const before = await store.read((reader) => dump(reader, scope))
      const presences = before.parts.flatMap(({ entries }) => entries.map(({ presence }) => presence))
      expect(new Set(presences)).toEqual(new Set(['whole', 'stub', 'behind']))
      const { epoch } = store
      const reports: number[] = []
      const { entryCount, digests } = await rebuildStore(store, PROTOCOL, (folded) => reports.push(folded))
      expect(await store.read((reader) => dump(reader, scope))).toEqual(before)
      expect(store.epoch).not.toBe(epoch)
      expect([...digests.keys()].sort()).toEqual(before.scopes)
      expect(reports.at(-1)).toBe(entryCount)
      // And once more: a rebuilt store is as good as any.
      await rebuildStore(store, PROTOCOL)
      expect(await store.read((reader) => dump(reader, scope))).toEqual(before)
    })

    test('says which scope comes to something else, and changes nothing then', async () => {
      await using store = await open()
      const scope = await fill(store)
      await store.transact(async (tx) => {
        const [row] = await tx.subjectsOf(scope, 'obligation')
        if (row === undefined) throw new Error('somebody owes something')
        await tx.saveSubjects([{ ...row, state: { ...(row.state as object), amount: '1' } }])
      })
      const before = await store.read((reader) => dump(reader, scope))
      const { epoch } = store
      await expect(rebuildStore(store, PROTOCOL)).rejects.toMatchObject({
        name: 'RebuildDiffersError',
        scopes: [scope],
      })
      expect(await store.read((reader) => dump(reader, scope))).toEqual(before)
      expect(store.epoch).toBe(epoch)
      await store.transact(async (tx) => await tx.putLocal('clock', 'afterwards', { at: 1 }))
    })
  })
}

/** A netted circle of three with a forked log, seen by an onlooker who has a draft of its own. Answers the scope. */
async function fill(store: SqlStore): Promise<Scope> {
  await using federation = await ClearingFederation.found(3)
  await federation.owe({ from: 0, to: 1, amount: 100 }, { from: 1, to: 2, amount: 80 }, { from: 2, to: 0, amount: 60 })
  await federation.propose(0)
  await federation.settle()
  await federation.owe({ from: 0, to: 2, amount: 7, dueDate: federation.world.clock.now + MINUTE_MS })
  const { node } = federation.member(0)
  const { entries, attachments } = await node.store.read((reader) => handedOut(reader, federation.scope))
  const brought = new Map(attachments.map((bytes) => [sha256(bytes), bytes]))
  const known = await FederationNode.open({
    ...{ store, signer: onlooker, headFile: new MemoryHeadFile(), protocol: PROTOCOL, reactions: {}, keyIsNew: true },
    ...{ clock: () => (federation.world.clock.now + MINUTE_MS) as Instant, policies: OPEN_POLICIES },
  })
  const { signer } = federation.member(1).node
  const last = entries.findLast(({ entry }) => entry.author === signer.did)
  if (last === undefined) throw new Error('everybody has said something')
  const twin = encodeEntry({ ...last.entry, kind: 'something.else' })
  if (!twin.ok) throw new Error(twin.refusal.message)
  await known.receive([...entries, sealEntry(twin.value, signer)], brought, null)
  const writer = new EntryWriter(signerNumber(51))
  const strange = { kind: 'something.else', subject: 'sub_x', body: { much: 'x'.repeat(1000) } }
  const vouch = { kind: 'cooperative.vouched', subject: onlooker.did, body: { did: onlooker.did, statement: null } }
  const delivery = { from: writer.signer.did, partners: new Set<never>(), circle: new Set<never>() }
  await known.receive([writer.write(strange), writer.write(vouch)], new Map(), delivery)
  const parties = [{ did: signer.did, role: 'COUNTERPARTY' as const }]
  const terms = { custom: { name: 'x', terms: {} } }
  const drafted = await known.execute({
    ...{ principal: 'test', mutation: 'createDraft', idempotencyKey: null, input: {} },
    run: createDraft({ title: 'A draft', terms, parties } as never),
  })
  if (!drafted.ok) throw new Error(drafted.refusal.message)
  await known.check()
  await known[Symbol.asyncDispose]()
  return federation.scope
}

/** Everything that readers see of a store. */
async function dump(reader: StoreReader & ReadModels, scope: Scope) {
  const scopes = await reader.scopes()
  const parts = await Promise.all(
    scopes.map(async (one) => ({
      entries: (await handedOut(reader, one)).entries,
      tips: await reader.logTips([one]),
      lines: await reader.lines(one),
      setOffs: await reader.setOffs(one, null),
      subjects: await Promise.all(PROTOCOL.aggregates.map(({ name }) => reader.subjectsOf(one, name))),
      count: await reader.entryCount(one),
    })),
  )
  const window = { limit: 100, fromEnd: false, after: null, before: null }
  const lists = []
  for (const list of Object.values(LISTS)) lists.push(await reader.page(list, {}, window, 0 as Instant))
  const [party] = (await reader.logTips([scope])).map(({ author }) => author)
  return {
    scopes,
    parts,
    lists,
    debts: readDebts({ book: await reader.projected(DEBTS, scope, { currency: 'EUR', scale: 2 }) }),
    openings: party === undefined ? [] : await reader.openingsNaming(scope, party),
    head: await reader.headChange(),
  }
}
