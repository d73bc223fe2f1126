import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Instant, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { type Aggregate, forkAggregate } from '../../src/log/index.ts'
import { type Reaction, remind } from '../../src/node/index.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import { DueTimer } from '../../src/node/upkeep/due-timer.ts'
import { type Counter, counterAggregate } from '../support/counter.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { HandClock, openTestNode, perform, signerNumber } from '../support/node.ts'

/** The clock on the wall, or one that is so far ahead of it. */
class WallClock extends HandClock {
  readonly #aheadMs: number

  constructor(aheadMs: number) {
    super()
    this.#aheadMs = aheadMs
  }

  override readonly read = (): Instant => (Date.now() + this.#aheadMs) as Instant
}

/** Counters whose amounts are instants: each tells of itself at every one of them. */
const alarms: Aggregate = {
  ...counterAggregate,
  wake: ({ added }: Counter, after) => {
    const [next] = Object.values(added)
      .filter((at) => at > after)
      .sort((one, other) => one - other)
    return next === undefined ? null : { at: next as Instant, kind: 'counter.rang' }
  },
}
const PROTOCOL = createProtocol([forkAggregate, alarms])
const HOUR_MS = 3_600_000
const fail = (error: unknown): never => {
  throw error
}

interface Opening {
  readonly aheadMs?: number
  readonly reaction?: Reaction
  readonly onError?: (error: unknown) => void
}

function open(store: MemoryStore, { aheadMs = 0, reaction, onError = fail }: Opening = {}) {
  const reactions = reaction === undefined ? {} : { counter: [reaction] }
  const clock = new WallClock(aheadMs)
  const options = { signer: signerNumber(1), store, clock, protocol: PROTOCOL, reactions, trustClock: true, onError }
  return openTestNode(options)
}

type Node = Awaited<ReturnType<typeof open>>

async function set(node: Node, counter: string, at: number): Promise<void> {
  const body = { counter, amount: at }
  await perform(node, (context) => context.write({ kind: 'counter.added', scope: PUBLIC_SCOPE, body }))
}

async function rung(node: Node): Promise<readonly string[]> {
  const changes = await node.store.read((reader) => reader.changesAfter(0, 10_000))
  return changes.flatMap(({ kind, subject }) => (kind === 'counter.rang' ? [subject] : []))
}

test('what time alone changes is reported when it does, the earliest first, without any check', async () => {
  await using node = await open(new MemoryStore())
  await using _timer = new DueTimer(node, fail)
  const start = Date.now()
  await set(node, 'late', start + 60_000)
  await set(node, 'second', start + 3_500)
  await sleep(300)
  await set(node, 'first', start + 3_000)
  await expect.poll(() => rung(node), { interval: 20 }).toEqual(['tal_first', 'tal_second'])
  expect(Date.now() - start).toBeGreaterThanOrEqual(3_500)
})

test('what became due while the node was stopped is done at its start, however much it is', async () => {
  const store = new MemoryStore()
  {
    await using node = await open(store)
    const start = Date.now()
    await node.writer.run(async (session) => {
      for (let i = 0; i < 1_200; i++) {
        const body = { counter: String(i), amount: start + 1 }
        await session.write({ kind: 'counter.added', scope: PUBLIC_SCOPE, body })
      }
    })
    await node.idle()
    expect(await rung(node)).toEqual([])
  }
  await using node = await open(store)
  await using _timer = new DueTimer(node, fail)
  await expect.poll(async () => (await rung(node)).length, { interval: 50 }).toBe(1_200)
})

test('reactions run again when the node was to be reminded of them, also after a restart and a failure', async () => {
  const store = new MemoryStore()
  const remindedAt = Date.now() + HOUR_MS
  const ran: number[] = []
  const reaction: Reaction = async (context, row) => {
    if (context.now < remindedAt) {
      await remind(context, row, (remindedAt + 60_000) as Instant)
      await remind(context, row, remindedAt as Instant)
      await remind(context, row, (remindedAt + 1_000) as Instant)
    } else ran.push(context.now)
  }
  {
    await using node = await open(store, { reaction })
    await set(node, 'one', Date.now() + 60_000)
    await node.idle()
  }
  const failures: unknown[] = []
  const failing: Reaction = async (context, row) => {
    await reaction(context, row)
    if (ran.length === 1) throw new Error('once')
  }
  const onError = (error: unknown) => failures.push(error)
  // Within a second of when it was to be reminded.
  await using node = await open(store, { aheadMs: HOUR_MS - 1_000, reaction: failing, onError })
  await using _timer = new DueTimer(node, fail)
  await expect.poll(() => ran.length, { interval: 20 }).toBe(1)
  expect(ran[0]).toBeGreaterThanOrEqual(remindedAt)
  await node.idle()
  expect(failures).toHaveLength(1)
  await node.reactor.runReminders((remindedAt + 120_000) as Instant)
  expect(ran).toHaveLength(2)
  await node.reactor.runReminders((remindedAt + 240_000) as Instant)
  expect(ran).toHaveLength(2)
})
