import { describe, expect, test } from 'vitest'
import { acceptNetting, rejectNetting } from '../../src/app/clearing/commands.ts'
import { sha256 } from '../../src/identity/index.ts'
import type { Hash, JsonObject } from '../../src/kernel/index.ts'
import { encodeEntry, sealEntry } from '../../src/log/index.ts'
import { ingest } from '../support/ingest.ts'
import { ClearingFederation } from './simulated-federation.ts'

describe('a round that its proposer has proposed twice, on two branches of its log', () => {
  test('is answered by nobody, whichever of the two results is named', async () => {
    await using federation = await ClearingFederation.found(3)
    for (const i of [1, 2]) await federation.setPolicies(i, { autoAcceptNetting: false })
    await federation.owe(
      { from: 0, to: 1, amount: 100 },
      { from: 1, to: 2, amount: 80 },
      { from: 2, to: 0, amount: 60 },
    )
    const nettingRoundId = await federation.propose(0)
    await federation.settle()
    const { proposal, resultHash } = await federation.round(1, nettingRoundId)
    const { node } = federation.member(1)
    const other = await twin(federation, proposal)
    await ingest(node, [other])
    await node.store.transact((tx) => tx.putLocal('fork-ban-lifted', federation.did(0), { branches: 1 }))
    for (const hash of [resultHash, undefined]) {
      const refusal = await federation.refused(1, acceptNetting({ nettingRoundId, resultHash: hash }))
      expect(refusal).toMatchObject({ code: 'clearing.forked-round', class: 'conflict' })
    }
    expect((await federation.refused(1, rejectNetting({ nettingRoundId, reason: 'no' }))).code).toBe(
      'clearing.forked-round',
    )
  })
})

/** The same proposal at the same place of its author's log, but with another result. */
async function twin(federation: ClearingFederation, proposal: Hash) {
  const { node } = federation.member(0)
  const [stored] = await node.store.read((reader) => reader.entries([proposal]))
  if (stored === undefined) throw new Error('the proposal is here')
  const body = stored.entry.body as JsonObject
  const [bytes] = (await node.store.read((reader) => reader.attachments([body.resultHash as Hash]))).values()
  if (bytes === undefined) throw new Error('its result is here')
  const result = JSON.parse(new TextDecoder().decode(bytes)) as JsonObject
  const levels = (result.levels as number[]).map((level) => level + 1)
  const changed = new TextEncoder().encode(JSON.stringify({ ...result, levels }))
  const hash = sha256(changed)
  await federation.member(1).node.store.transact((tx) => tx.addAttachment(hash, node.self, changed, federation.scope))
  const unsigned = encodeEntry({ ...stored.entry, body: { ...body, resultHash: hash } })
  if (!unsigned.ok) throw new Error(unsigned.refusal.message)
  return sealEntry(unsigned.value, node.signer)
}
