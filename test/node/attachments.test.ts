import { describe, expect, test } from 'vitest'
import { type Signer, sha256 } from '../../src/identity/index.ts'
import { PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { ATTACHMENT_QUOTA_BYTES } from '../../src/node/gate/attachments.ts'
import type { AttachmentParcel, EntryParcel } from '../../src/node/ports/sync-port.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { deliver, type Party, partyOf, pull } from '../support/exchange.ts'
import { ingest } from '../support/ingest.ts'
import { openTestNode, signerNumber } from '../support/node.ts'
import { TEST_AGREEMENT_PROTOCOL, TEST_AGREEMENT_READERS, testAgreementScope } from '../support/test-agreement.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)
const SECRET = new Uint8Array([1, 2, 3])

async function openParty(signer: Signer): Promise<Party> {
  return partyOf(await openTestNode({ signer, protocol: TEST_AGREEMENT_PROTOCOL }), TEST_AGREEMENT_READERS)
}

function found(signer: Signer, nonce: string, ...others: readonly Signer[]) {
  const scope = testAgreementScope(signer.did, nonce)
  const writer = new EntryWriter(signer, scope)
  const parties = [signer, ...others].map(({ did }) => did)
  return {
    scope,
    writer,
    founded: writer.write({ kind: 'test-agreement.founded', subject: scope, body: { nonce, parties } }),
  }
}

function file(writer: EntryWriter, ...contents: readonly Uint8Array[]) {
  return writer.write({ kind: 'deed.filed', subject: 'deeds', body: { attachments: contents.map(sha256) } })
}

const entryParcel = ({ bytes, signature, entry }: SealedEntry): EntryParcel => ({
  type: 'entry',
  scope: entry.scope,
  bytes,
  signature,
})
const attachmentParcel = (scope: Scope, bytes: Uint8Array): AttachmentParcel => ({
  type: 'attachment',
  scope,
  hash: sha256(bytes),
  bytes,
})

async function isHere({ node }: Party, scope: Scope, bytes: Uint8Array) {
  const hash = sha256(bytes)
  return (await node.store.read((reader) => reader.attachmentsHere(scope, [hash]))).has(hash)
}

describe('an attachment', () => {
  test('is stored with the entry that names it, and for the account of whoever wrote that', async () => {
    const party = await openParty(alder)
    const entry = file(new EntryWriter(birch), SECRET, new Uint8Array([4]))
    const parcels = [attachmentParcel(PUBLIC_SCOPE, SECRET), attachmentParcel(PUBLIC_SCOPE, new Uint8Array([4]))]
    const summary = await party.sync.ingest(cedar.did, [...parcels, entryParcel(entry)])
    expect(summary).toMatchObject({ admitted: 3, held: 0 })
    expect(await party.node.store.transact((tx) => tx.attachmentBytesOf(birch.did))).toBe(4)
  })

  test('is stored when an entry waits for it, and lets that in', async () => {
    const party = await openParty(alder)
    const entry = file(new EntryWriter(birch), SECRET)
    expect(await party.sync.ingest(cedar.did, [entryParcel(entry)])).toMatchObject({ admitted: 0, held: 1 })
    const summary = await party.sync.ingest(cedar.did, [attachmentParcel(PUBLIC_SCOPE, SECRET)])
    expect(summary.admitted).toBe(2)
  })

  test('is not stored where nobody needs it, nor for an entry that is not let in', async () => {
    const party = await openParty(alder)
    const { scope, founded } = found(birch, 'n', alder)
    await ingest(party.node, [founded])
    const intruding = file(new EntryWriter(cedar, scope), SECRET)
    const summary = await party.sync.ingest(cedar.did, [attachmentParcel(scope, SECRET), entryParcel(intruding)])
    expect(summary.refusals.map(({ code }) => code)).toEqual(['log.not-a-party'])
    await party.sync.ingest(cedar.did, [attachmentParcel(scope, SECRET)])
    expect(await isHere(party, scope, SECRET)).toBe(false)
  })

  test('of one agreement is not given to those who name its hash in another', async () => {
    const [party, thief] = [await openParty(alder), await openParty(cedar)]
    const own = found(birch, 'own', alder)
    const secret = file(own.writer, SECRET)
    await ingest(party.node, [own.founded])
    await party.sync.ingest(birch.did, [entryParcel(secret)])
    await party.sync.ingest(birch.did, [attachmentParcel(own.scope, SECRET)])
    expect(await isHere(party, own.scope, SECRET)).toBe(true)
    const other = found(cedar, 'other', alder)
    const bait = file(other.writer, SECRET)
    await ingest(party.node, [other.founded])
    expect(await party.sync.ingest(cedar.did, [entryParcel(bait)])).toMatchObject({ held: 1 })
    const stolen = await pull(thief, party)
    expect(stolen.filter(({ type }) => type === 'attachment')).toEqual([])
    expect(await party.sync.ingest(cedar.did, [attachmentParcel(other.scope, SECRET)])).toMatchObject({ admitted: 2 })
  })

  test('is sent once for each scope that names it', async () => {
    const [party, reader] = [await openParty(alder), await openParty(cedar)]
    const agreements = [found(birch, 'one', alder, cedar), found(birch, 'two', alder, cedar)]
    for (const { writer, founded, scope } of agreements) {
      for (const { node } of [party, reader]) await ingest(node, [founded])
      const parcels = [file(writer, SECRET), file(writer, SECRET)].map(entryParcel)
      await party.sync.ingest(birch.did, [attachmentParcel(scope, SECRET), ...parcels])
    }
    const parcels = await pull(reader, party)
    expect(parcels.filter(({ type }) => type === 'attachment')).toHaveLength(2)
    await deliver(reader, party, parcels)
    for (const { scope } of agreements) expect(await isHere(reader, scope, SECRET)).toBe(true)
  })

  test('over the quota of whoever needs it is neither stored nor taken again', async () => {
    const party = await openParty(alder)
    await party.node.store.transact(async (tx) => {
      const hash = sha256(new Uint8Array([9]))
      await tx.addAttachment(hash, birch.did, { length: ATTACHMENT_QUOTA_BYTES } as Uint8Array, PUBLIC_SCOPE)
    })
    const entry = file(new EntryWriter(birch), SECRET)
    const offer = { scope: PUBLIC_SCOPE, hash: sha256(SECRET), byteCount: SECRET.length }
    expect(await party.sync.takesAttachment(cedar.did, offer)).toBe(true)
    const summary = await party.sync.ingest(cedar.did, [attachmentParcel(PUBLIC_SCOPE, SECRET), entryParcel(entry)])
    expect(summary).toMatchObject({ admitted: 0, held: 1 })
    expect(await party.sync.takesAttachment(cedar.did, offer)).toBe(false)
  })

  test('is not taken from a peer that may not read its scope', async () => {
    const party = await openParty(alder)
    const { scope, founded } = found(birch, 'n', alder)
    await ingest(party.node, [founded])
    const offer = { scope, hash: sha256(SECRET), byteCount: SECRET.length }
    expect(await party.sync.takesAttachment(birch.did, offer)).toBe(true)
    expect(await party.sync.takesAttachment(cedar.did, offer)).toBe(false)
  })
})
