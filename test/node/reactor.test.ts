import { describe, expect, test } from 'vitest'
import { ok, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { forkAggregate } from '../../src/log/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import type { SubjectRow } from '../../src/node/ports/ports.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { counterAggregate } from '../support/counter.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { openTestNode, signerNumber, type TestNodeOptions } from '../support/node.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const protocol = createProtocol([forkAggregate, counterAggregate])

async function openNode(
  reaction: (context: CommandContext, row: SubjectRow) => Promise<void>,
  options: Partial<TestNodeOptions> = {},
) {
  return await openTestNode({ signer: alder, protocol, reactions: { counter: [reaction] }, ...options })
}

async function add(node: FederationNode, counter: string) {
  return await node.execute({
    principal: 'test',
    mutation: 'add',
    idempotencyKey: null,
    input: {},
    run: async (context) => {
      const written = await context.write({ kind: 'counter.added', scope: PUBLIC_SCOPE, body: { counter, amount: 1 } })
      return written.ok ? ok({}) : written
    },
  })
}

describe('a reaction', () => {
  test('that always fails keeps nobody waiting, does not spin, and is tried again from time to time', async () => {
    const calls: string[] = []
    const failures: unknown[] = []
    const reaction = async (_: CommandContext, { id }: SubjectRow) => {
      calls.push(id)
      if (id === 'tal_bad') throw new Error('cannot')
    }
    await using node = await openNode(reaction, { onError: (error) => failures.push(error) })
    const writer = new EntryWriter(birch)
    await ingest(
      node,
      ['one', 'bad', 'two'].map((counter) => writer.add(1, { counter })),
    )
    await node.idle()
    expect(new Set(calls)).toEqual(new Set(['tal_one', 'tal_bad', 'tal_two']))
    expect(failures).toHaveLength(1)
    calls.length = 0
    await node.check()
    await node.idle()
    expect(calls).toEqual(['tal_bad'])
  })

  test('that failed is done once it can be, though the node was started anew in between', async () => {
    const store = new MemoryStore()
    const failing = async () => {
      throw new Error('not now')
    }
    const node = await openNode(failing, { store, onError: () => undefined })
    await ingest(node, [new EntryWriter(birch).add(1)])
    await node.idle()
    await node[Symbol.asyncDispose]()
    const calls: string[] = []
    const works = async (_: CommandContext, { id }: SubjectRow) => void calls.push(id)
    await using again = await openNode(works, { store, keyIsNew: true })
    await again.idle()
    calls.length = 0
    await again.check()
    await again.check()
    expect(calls).toEqual(['tal_x'])
  })

  test('of two nodes on one store is done once', async () => {
    const store = new MemoryStore()
    const reaction = async (context: CommandContext, { id }: SubjectRow) => {
      const answered = (await context.tx.subjects(PUBLIC_SCOPE, ['tal_answers']))[0]
      if (id === 'tal_x' && answered === undefined) {
        await context.write({ kind: 'counter.added', scope: PUBLIC_SCOPE, body: { counter: 'answers', amount: 1 } })
      }
    }
    await using one = await openNode(reaction, { store })
    await using other = await openNode(reaction, { store })
    await add(one, 'x')
    await Promise.all([one.idle(), other.idle()])
    await Promise.all([one.idle(), other.idle()])
    const answers = await store.read((reader) => reader.entriesOf(PUBLIC_SCOPE, ['tal_answers']))
    expect(answers).toHaveLength(1)
    expect(await store.read((reader) => reader.forksOf([alder.did]))).toEqual([])
  })
})
