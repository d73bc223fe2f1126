import { expect, test } from 'vitest'
import type { ScopePast } from '../../src/log/index.ts'
import { ComputationPending } from '../../src/node/computations/computations.ts'
import { CausalStateCache } from '../../src/node/gate/causal-state-cache.ts'
import { PastLoader, ScopePasts } from '../../src/node/gate/scope-pasts.ts'
import type { StoredEntry } from '../../src/node/ports/ports.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { ALICE, BOB, CAROL, hashesOf, logOf, scopeOf, storedEntry } from '../support/store-rows.ts'

const scope = scopeOf('pasts')

test('a past that is read in pieces is whole, whatever is written meanwhile', async () => {
  const store = new MemoryStore()
  const alice = logOf(scope, ALICE, 3_500)
  const bob = logOf(scope, BOB, 3)
  await store.transact((tx) => tx.append([...bob, ...alice]))
  // An author of whom nothing was here at first answers another; then somebody answers him.
  const carol = [storedEntry({ scope, author: CAROL, seq: 1, prev: null, after: hashesOf(bob.slice(-1)) })]
  const answer = following(alice, hashesOf(carol))
  const between = [() => store.transact((tx) => tx.append(carol)), () => store.transact((tx) => tx.append([answer]))]
  const loader = new PastLoader(async (work) => {
    const piece = await store.read(work)
    await between.shift()?.()
    return piece
  })
  await expect(pastIn(store, loader.pasts)).rejects.toThrow(ComputationPending)
  await Promise.all([loader.load(scope), loader.load(scope)])
  expect(between).toEqual([])
  const [loaded, whole] = [await pastIn(store, loader.pasts), await pastIn(store, new CausalStateCache())]
  for (const { position } of [...alice, ...bob, ...carol, answer])
    expect(loaded.reachOf([position])).toEqual(whole.reachOf([position]))
})

function following(log: readonly StoredEntry[], after: StoredEntry['entry']['after']): StoredEntry {
  const last = log.at(-1)
  if (last === undefined) throw new Error('there is nothing to follow')
  const { author, seq } = last.entry
  return storedEntry({ scope, author, seq: seq + 1, prev: last.hash, after }, { line: last.position.line })
}

async function pastIn(store: MemoryStore, pasts: CausalStateCache): Promise<ScopePast> {
  return await store.transact(async (tx) => {
    const past = await new ScopePasts(tx, pasts, () => undefined).of(scope, [])
    pasts.settle()
    return past
  })
}
