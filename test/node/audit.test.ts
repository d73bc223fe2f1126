import { expect, test } from 'vitest'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { encodeEntry, type SealedEntry, sealEntry } from '../../src/log/index.ts'
import { type AuditInput, auditScope } from '../../src/node/upkeep/audit.ts'
import { ClearingFederation, MINUTE_MS } from '../clearing/simulated-federation.ts'
import { auditBackwards, handedOut, withEntry } from '../support/audit.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { signerNumber } from '../support/node.ts'

/** Three who owe each other in a circle, net it and are done. */
async function nettedFederation(): Promise<ClearingFederation> {
  const federation = await ClearingFederation.found(3)
  await federation.owe({ from: 0, to: 1, amount: 100 }, { from: 1, to: 2, amount: 80 }, { from: 2, to: 0, amount: 60 })
  await federation.propose(0)
  await federation.settle()
  federation.world.clock.advance(MINUTE_MS)
  await federation.settle()
  return federation
}

test('an auditor who trusts nobody comes to the same digest, in whatever order he is given the entries', async () => {
  await using federation = await nettedFederation()
  const { node } = federation.member(0)
  for (const scope of [federation.scope, PUBLIC_SCOPE]) {
    const [own, audit] = await node.store.read(
      async (reader) => [await node.stateDigest(reader, scope), await auditBackwards(reader, scope)] as const,
    )
    expect(audit).toMatchObject({ ...{ digest: own.digest, entryCount: own.entryCount, heads: own.heads }, faults: [] })
  }
  const audit = await node.store.read((reader) => auditBackwards(reader, federation.scope))
  expect(audit.documents).toMatchObject([{ document: { title: federation.document.title } }])
  expect(audit.entryCount).toBeGreaterThan(9)
})

test('an auditor finds every entry that was forged, changed, left out or put in from elsewhere', async () => {
  await using federation = await nettedFederation()
  const { node } = federation.member(0)
  const all = await node.store.read((reader) => handedOut(reader, federation.scope))
  const index = all.entries.findIndex(({ entry }) => entry.kind === 'obligation.recorded')
  const target = all.entries[index]
  if (target === undefined) throw new Error('a debt was recorded')
  const codesOf = async (input: AuditInput) =>
    (await auditScope(input, PROTOCOL)).faults.map(({ refusal }) => refusal.code)

  const forged = { ...target, signature: target.signature.map((byte) => byte ^ 1) }
  expect((await codesOf(withEntry(all, index, forged)))[0]).toBe('identity.bad-signature')

  const more = new TextDecoder().decode(target.bytes).replace('"amount":"100"', '"amount":"900"')
  expect(more).toContain('900')
  const changed = { ...target, bytes: new TextEncoder().encode(more) }
  expect((await codesOf(withEntry(all, index, changed)))[0]).toBe('identity.bad-signature')

  const lacking = await codesOf(withEntry(all, index, null))
  expect(new Set(lacking)).toEqual(new Set(['log.missing']))
  expect(new Set(await codesOf({ ...all, attachments: [] }))).toEqual(new Set(['log.missing']))

  const elsewhere = new EntryWriter(node.signer).addMany(1)
  expect(await codesOf({ ...all, entries: [...all.entries, ...elsewhere] })).toEqual(['log.wrong-scope'])

  const stranger = signerNumber(77)
  const said = encodeEntry({ ...target.entry, author: stranger.did, seq: 1, prev: null, after: [target.hash] })
  if (!said.ok) throw new Error('it can be said')
  const intruding = sealEntry(said.value, stranger)
  expect(await codesOf({ ...all, entries: [...all.entries, intruding] })).toEqual(['log.not-a-party'])
})

test('an auditor who is not given the last entries comes to another digest', async () => {
  await using federation = await nettedFederation()
  const { node } = federation.member(0)
  const all = await node.store.read((reader) => handedOut(reader, federation.scope))
  const [whole, part] = [
    await auditScope(all, PROTOCOL),
    await auditScope(withEntry(all, all.entries.length - 1, null), PROTOCOL),
  ]
  expect(part.faults).toEqual([])
  expect(part.digest).not.toBe(whole.digest)
})

test('an auditor names who has forked a log, and folds both branches', async () => {
  await using federation = await nettedFederation()
  const { node } = federation.member(0)
  const { signer } = federation.member(1).node
  const all = await node.store.read((reader) => handedOut(reader, federation.scope))
  const rival = all.entries.findLast(({ entry }) => entry.author === signer.did)
  const twin = encodeEntry({ ...(rival as NonNullable<typeof rival>).entry, kind: 'something.else' })
  if (!twin.ok) throw new Error('it can be said')
  const audit = await auditScope({ ...all, entries: [...all.entries, sealEntry(twin.value, signer)] }, PROTOCOL)
  expect(audit).toMatchObject({ forkers: [signer.did], faults: [], entryCount: all.entries.length + 1 })
})

test('an auditor lets no further branch in because a stranger names it', async () => {
  await using federation = await nettedFederation()
  const { node } = federation.member(0)
  const { signer } = federation.member(1).node
  const all = await node.store.read((reader) => handedOut(reader, federation.scope))
  const rival = all.entries.findLast(({ entry }) => entry.author === signer.did)?.entry
  if (rival === undefined) throw new Error('it has written')
  const [one, two] = ['something.else', 'something.more'].map((kind) => {
    const twin = encodeEntry({ ...rival, kind })
    if (!twin.ok) throw new Error('it can be said')
    return sealEntry(twin.value, signer)
  }) as [SealedEntry, SealedEntry]
  const naming = new EntryWriter(signerNumber(77), federation.scope).write({
    kind: 'something.else',
    subject: 'x',
    body: {},
    after: [two.hash],
  })
  const audit = await auditScope({ ...all, entries: [...all.entries, naming, one, two] }, PROTOCOL)
  expect(audit.entryCount).toBe(all.entries.length + 1)
  expect(audit.faults.map(({ refusal }) => refusal.code)).toEqual(['log.missing', 'node.fork-not-named'])
})
