import { expect, test } from 'vitest'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { Random } from '../support/random.ts'
import { Cooperative, pause, until } from './support/cooperative.ts'

const SIZE = 6
const STEPS = 60

/** Cooperatives in a row, each knowing only the address of the one before; they come, write, and go. */
class Row implements AsyncDisposable {
  readonly #stores = Array.from({ length: SIZE }, () => new MemoryStore())
  readonly #addresses: string[] = []
  readonly #running = new Map<number, Cooperative>()
  readonly told: string[] = []
  written = 0

  async start(place: number): Promise<void> {
    const before = this.#addresses[place - 1]
    const own = this.#addresses[place]
    const store = this.#stores[place]
    if (store === undefined || this.#running.has(place)) return
    const cooperative = await Cooperative.start(place, {
      store,
      bootstrap: before === undefined ? [] : [before],
      ...(own === undefined ? {} : { listen: [own] }),
    })
    this.#addresses[place] = cooperative.bareAddress
    this.#running.set(place, cooperative)
  }

  async stop(place: number): Promise<void> {
    const cooperative = this.#running.get(place)
    this.#running.delete(place)
    this.told.push(...(cooperative?.told ?? []))
    await cooperative?.[Symbol.asyncDispose]()
  }

  async write(place: number, count: number): Promise<void> {
    const letters = Array.from({ length: count }, (_, i) => ({ text: 'news', thread: `${this.written + i}` }))
    await this.#running.get(place)?.member.write(PUBLIC_SCOPE, letters)
    this.written += count
  }

  isRunning(place: number): boolean {
    return this.#running.has(place)
  }

  async counts(): Promise<number[]> {
    return await Promise.all([...this.#running.values()].map(({ member }) => member.count(PUBLIC_SCOPE)))
  }

  async digests(): Promise<Set<string>> {
    return new Set(await Promise.all([...this.#running.values()].map(({ member }) => member.digest(PUBLIC_SCOPE))))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (let place = 0; place < SIZE; place++) await this.stop(place)
  }
}

test('cooperatives that come and go, and write in between, are equal soon after all are there', async () => {
  const random = new Random(20)
  await using row = new Row()
  for (let place = 0; place < SIZE; place++) await row.start(place)
  for (let step = 0; step < STEPS; step++) {
    const place = random.below(SIZE)
    if (!row.isRunning(place)) await row.start(place)
    else if (random.chance(0.2)) await row.stop(place)
    else await row.write(place, 1 + random.below(5))
    await pause(random.below(200))
  }
  for (let place = 0; place < SIZE; place++) await row.start(place)
  const all = async () => (await row.counts()).every((count) => count === row.written)
  const ms = await until('all equal', all)
  expect((await row.digests()).size).toBe(1)
  expect(row.told.filter((line) => line.startsWith('peer struck'))).toEqual([])
  console.info(`${SIZE} cooperatives equal ${(ms / 1000).toFixed(1)} s after the last had come back`)
})
