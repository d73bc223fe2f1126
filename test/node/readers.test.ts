import { expect, test } from 'vitest'
import { documentHash, documentJson } from '../../src/agreements/index.ts'
import { forgiveObligation } from '../../src/app/clearing/commands.ts'
import { FEDERATION_READERS } from '../../src/app/registry/readers.ts'
import { createProof } from '../../src/identity/index.ts'
import type { Hash, JsonObject } from '../../src/kernel/index.ts'
import { amendmentOf } from '../agreements/agreeing.ts'
import { Village } from '../agreements/village.ts'
import { Town } from '../clearing/town.ts'

test('whom a node has agreements with, it wants to be connected with before all strangers', async () => {
  await using village = await Village.found(6)
  const knownAt = (i: number) => {
    return village.member(i).sync.knownPeers()
  }
  const strangers = (await knownAt(0)).map(({ did }) => did)
  const partner = [1, 2, 3, 4, 5].find((i) => village.did(i) === strangers.at(-1))
  if (partner === undefined) throw new Error('the last one is a member')
  await village.conclude([partner])
  expect((await knownAt(0)).map(({ did }) => did)).toEqual([village.did(partner), ...strangers.slice(0, -1)])
})

test('a former party reads on while the other side has signed a debt of theirs, not by its own word alone', async () => {
  await using town = await Town.found(3)
  const { node } = town.member(0)
  const { signer } = node
  const readers = async () => {
    const parties = await node.store.read((reader) =>
      FEDERATION_READERS.partiesOf(reader, [town.scope], town.world.clock.now),
    )
    return parties.get(town.scope)?.readers
  }
  const parties = amendmentOf(town.document, signer).parties.slice(0, -1)
  const document = amendmentOf(town.document, signer, { parties })
  const proof = (i: number) => createProof(documentJson(document), town.member(i).node.signer, '2026-01-01T00:00:00Z')
  const [owed] = await town.owe({ from: 2, to: 1, amount: 10 })
  await town.say(0, 'amendment.proposed', { document: documentJson(document), description: 'less', proof: proof(0) })
  await town.settle()
  const signatures: Hash[] = []
  for (const i of [1, 2]) {
    const body = { documentHash: documentHash(document), proof: proof(i) }
    signatures.push(await town.say(i, 'amendment.signed', body))
    await town.settle()
  }
  await town.say(0, 'amendment.effected', { documentHash: documentHash(document), signatures: signatures.sort() })
  await town.settle()
  expect(await readers()).toContain(town.did(2))
  const claim = town.row({ from: 1, to: 2, amount: 5, reference: 'mine' })
  await town.say(2, 'obligation.recorded', {
    ...claim,
    dueDate: null,
    documentHash: documentHash(town.document),
  } as JsonObject)
  await town.settle()
  await town.do(1, forgiveObligation({ obligationId: owed ?? '' }))
  await town.settle()
  expect(await readers(), 'its own claim keeps it no reader').not.toContain(town.did(2))
})
