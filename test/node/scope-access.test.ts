import { expect, test } from 'vitest'
import { documentHash, documentJson } from '../../src/agreements/index.ts'
import { forgiveObligation } from '../../src/app/clearing/commands.ts'
import { FEDERATION_READERS } from '../../src/app/registry/readers.ts'
import { createProof } from '../../src/identity/index.ts'
import type { Hash, JsonObject } from '../../src/kernel/index.ts'
import { amendmentOf } from '../agreements/agreeing.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { ClearingFederation } from '../clearing/simulated-federation.ts'

test('whom a node has agreements with, it wants to be connected with before all strangers', async () => {
  await using federation = await AgreementFederation.found(6)
  const knownAt = (i: number) => {
    return federation.member(i).sync.knownPeers()
  }
  const strangers = (await knownAt(0)).map(({ did }) => did)
  const partner = [1, 2, 3, 4, 5].find((i) => federation.did(i) === strangers.at(-1))
  if (partner === undefined) throw new Error('the last one is a member')
  await federation.conclude([partner])
  expect((await knownAt(0)).map(({ did }) => did)).toEqual([federation.did(partner), ...strangers.slice(0, -1)])
})

test('a former party reads on while the other side has signed a debt of theirs, not by its own word alone', async () => {
  await using federation = await ClearingFederation.found(3)
  const { node } = federation.member(0)
  const { signer } = node
  const readers = async () => {
    const parties = await node.store.read((reader) =>
      FEDERATION_READERS.partiesOf(reader, [federation.scope], federation.world.clock.now),
    )
    return parties.get(federation.scope)?.readers
  }
  const parties = amendmentOf(federation.document, signer).parties.slice(0, -1)
  const document = amendmentOf(federation.document, signer, { parties })
  const proof = (i: number) =>
    createProof(documentJson(document), federation.member(i).node.signer, '2026-01-01T00:00:00Z')
  const [owed] = await federation.owe({ from: 2, to: 1, amount: 10 })
  await federation.say(0, 'amendment.proposed', {
    document: documentJson(document),
    description: 'less',
    proof: proof(0),
  })
  await federation.settle()
  const signatures: Hash[] = []
  for (const i of [1, 2]) {
    const body = { documentHash: documentHash(document), proof: proof(i) }
    signatures.push(await federation.say(i, 'amendment.signed', body))
    await federation.settle()
  }
  await federation.say(0, 'amendment.effected', { documentHash: documentHash(document), signatures: signatures.sort() })
  await federation.settle()
  expect(await readers()).toContain(federation.did(2))
  const claim = federation.row({ from: 1, to: 2, amount: 5, reference: 'mine' })
  await federation.say(2, 'obligation.recorded', {
    ...claim,
    dueDate: null,
    documentHash: documentHash(federation.document),
  } as JsonObject)
  await federation.settle()
  await federation.do(1, forgiveObligation({ obligationId: owed ?? '' }))
  await federation.settle()
  expect(await readers(), 'its own claim keeps it no reader').not.toContain(federation.did(2))
})
