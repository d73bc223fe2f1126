import { expect, test } from 'vitest'
import { verifyEntry } from '../../src/log/index.ts'
import { verifyInPool } from '../../src/node/sync/verifier.ts'
import { alder, birch } from '../agreements/agreeing.ts'
import { EntryWriter } from '../support/entry-writer.ts'

const WORDS = { kind: 'cooperative.announced', subject: alder.did, body: {} }

test('signatures verified in the pool of threads have the verdicts that each has by itself, in their order', async () => {
  const writer = new EntryWriter(alder)
  const sealed = Array.from({ length: 300 }, () => writer.write(WORDS))
  const signatures = [new Uint8Array(64), new Uint8Array(63), new Uint8Array(64).fill(0xff), sealed[0]?.signature]
  const doubtful = sealed.map((one, i) => {
    if (i % 7 === 0) return { ...one, signature: signatures[(i / 7) % 4] ?? one.signature }
    return i % 11 === 0 ? { ...one, entry: { ...one.entry, author: birch.did } } : one
  })
  expect(await verifyInPool()(birch.did, doubtful)).toEqual(doubtful.map((one) => verifyEntry(one)))
})

test('a peer that sends much waits for the others, and not they for it', async () => {
  const writer = new EntryWriter(alder)
  const much = Array.from({ length: 2_000 }, () => writer.write(WORDS))
  const verify = verifyInPool()
  const ended: string[] = []
  await Promise.all([
    verify(alder.did, much).then(() => ended.push('much')),
    verify(birch.did, much.slice(0, 1)).then(() => ended.push('little')),
  ])
  expect(ended).toEqual(['little', 'much'])
})
