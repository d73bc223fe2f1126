import { expect, test } from 'vitest'
import { FEDERATION_READERS } from '../../src/node/readers.ts'
import { Village } from '../agreements/village.ts'

test('whom a node has agreements with, it wants to be connected with before all strangers', async () => {
  await using village = await Village.found(6)
  const knownAt = (i: number) => {
    const { node } = village.member(i)
    return node.store.read((reader) => FEDERATION_READERS.knownPeers(reader, node.self))
  }
  const strangers = (await knownAt(0)).map(({ did }) => did)
  const partner = [1, 2, 3, 4, 5].find((i) => village.did(i) === strangers.at(-1))
  if (partner === undefined) throw new Error('the last one is a member')
  await village.conclude([partner])
  expect((await knownAt(0)).map(({ did }) => did)).toEqual([village.did(partner), ...strangers.slice(0, -1)])
})
