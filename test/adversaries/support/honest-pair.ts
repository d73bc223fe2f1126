import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { waitFor } from '../../../src/cli/client.ts'
import * as ask from '../../../src/cli/demo/operations.ts'
import type { NodeProcess, NodeProcessOptions } from '../../../src/cli/demo/processes.ts'
import type { Did } from '../../../src/kernel/index.ts'
import { didOf, foundClearing, record } from '../../federation/support/dealings.ts'
import { TestFederation } from '../../support/federation.ts'
import { shortOrLong } from '../../support/short-or-long.ts'

const AMOUNT = '100'
/** Debts before a flood, under it, and after it. */
export const DEBTS = shortOrLong(3, 6)
/** A debt that is not confirmed by then is lost: the figures say so, and the test fails. */
const GIVEN_UP_MS = 120_000
/**
 * What an honest debt may take under a flood: so many times the calm latency, and so much more. The long form, for a quiet
 * machine, has the bound that is promised; the short one's also a loaded machine keeps, where a debt that waits for the
 * whole flood does not.
 */
const CALM_TIMES_MAX = shortOrLong(10, 2)
const CALM_MORE_MS_MAX = shortOrLong(15_000, 2_000)

/** Honest nodes as processes of their own, with one clearing arrangement; the first owes the second. */
export class HonestPair implements AsyncDisposable {
  readonly federation: TestFederation
  readonly agreementId: string
  readonly #nodes: NodeProcess[]
  readonly #dids: readonly Did[]
  readonly #bans = new Set<string>()

  private constructor(
    federation: TestFederation,
    nodes: readonly NodeProcess[],
    dids: readonly Did[],
    agreementId: string,
  ) {
    this.federation = federation
    this.#nodes = [...nodes]
    this.#dids = dids
    this.agreementId = agreementId
  }

  static async start(options: Partial<NodeProcessOptions> = {}): Promise<HonestPair> {
    const federation = new TestFederation()
    try {
      // Who is banned is told at this level.
      const env = { LOG_LEVEL: 'debug', ...options.env }
      const nodes = await federation.startAll(['Alder', 'Birch'], { ...options, env })
      const agreementId = await foundClearing(nodes)
      const dids = (await Promise.all(nodes.map(didOf))) as Did[]
      return new HonestPair(federation, nodes, dids, agreementId)
    } catch (error) {
      await federation[Symbol.asyncDispose]()
      throw error
    }
  }

  get debtor(): NodeProcess {
    return this.#node(0)
  }

  get creditor(): NodeProcess {
    return this.#node(1)
  }

  get nodes(): readonly NodeProcess[] {
    return this.#nodes
  }

  get debtorDid(): Did {
    return this.#did(0)
  }

  get creditorDid(): Did {
    return this.#did(1)
  }

  /** Starts the creditor again on what it left behind, after a while. */
  async restartCreditor(awayMs = 0): Promise<void> {
    await this.creditor.stop()
    await pause(awayMs)
    this.#nodes[1] = await this.federation.restart(this.creditor)
  }

  /** Records one debt after the other; answers for each how long its confirmation took to get back, in ms. */
  async confirmations(count: number): Promise<number[]> {
    const latencies: number[] = []
    for (let i = 0; i < count; i++) {
      latencies.push(await this.#confirmation())
      this.#noteBans()
      await pause(200)
    }
    return latencies
  }

  /** Honest nodes that an honest node has banned, by what the nodes' logs tell. */
  bans(): string[] {
    this.#noteBans()
    return [...this.#bans]
  }

  /** Memory of each node's process, in MiB. */
  async memory(): Promise<number[]> {
    return await Promise.all(this.#nodes.map(memoryOf))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.federation[Symbol.asyncDispose]()
  }

  async #confirmation(): Promise<number> {
    const { debtor, creditor, agreementId } = this
    const start = performance.now()
    const id = await record(debtor, { agreementId, debtor, creditor, amount: AMOUNT })
    const isConfirmed = async () => (await ask.obligation(debtor.client, id))?.status === 'CONFIRMED'
    await waitFor('the debt is confirmed', isConfirmed, { everyMs: 20, timeoutMs: GIVEN_UP_MS })
    return performance.now() - start
  }

  /** A node's output is kept for a while only, so this looks often. */
  #noteBans(): void {
    for (const node of this.#nodes) {
      for (const line of node.output.join('').split('\n')) {
        const banned = line.includes('"peer banned"') && this.#dids.find((did) => line.includes(did))
        if (banned) this.#bans.add(`${node.options.name} bans ${banned}`)
      }
    }
  }

  #node(place: number): NodeProcess {
    const node = this.#nodes[place]
    if (node === undefined) throw new Error('the pair has not started')
    return node
  }

  #did(place: number): Did {
    const did = this.#dids[place]
    if (did === undefined) throw new Error('the pair has not started')
    return did
  }
}

/** What honest partners got beside a flood. */
export interface Figures {
  /** Latencies of confirmations, in ms: the median while all was calm, and each of those under the flood. */
  readonly calmMs: number
  readonly floodedMs: readonly number[]
  /** By how much the memory of a node's process grew at most, in MiB. */
  readonly grownMiB: number
}

export interface TrialOptions {
  /** Debts before the flood, under it, and after it. */
  readonly debts?: number
  /** How long the flood runs before the first debt under it. */
  readonly leadMs?: number
  readonly grownMiBMax?: number
}

/**
 * Measures honest confirmations while all is calm, under a flood, and when it is over: each must arrive, the median under
 * the flood within a bound that also a loaded machine keeps, no honest node may be banned, and memory must keep within
 * its bound. What is calm is measured twice, as other programs come and go on this machine.
 */
export async function confirmedWithin(
  pair: HonestPair,
  begin: () => Promise<AsyncDisposable>,
  { debts = DEBTS, leadMs = 3000, grownMiBMax = 250 }: TrialOptions = {},
): Promise<Figures> {
  await pair.confirmations(2)
  const before = await pair.confirmations(debts)
  const memoryBefore = await pair.memory()
  const floodedMs: number[] = []
  {
    await using _flood = await begin()
    await pause(leadMs)
    floodedMs.push(...(await pair.confirmations(debts)))
  }
  const memory = await pair.memory()
  const calmMs = Math.max(...[before, await pair.confirmations(debts)].map(medianOf))
  const grownMiB = Math.max(...memory.map((mebibytes, i) => mebibytes - (memoryBefore[i] ?? 0)))
  const figures = { calmMs, floodedMs, grownMiB }
  expect(pair.bans()).toEqual([])
  expect(medianOf(floodedMs), JSON.stringify(figures)).toBeLessThan(CALM_TIMES_MAX * calmMs + CALM_MORE_MS_MAX)
  expect(grownMiB, JSON.stringify(figures)).toBeLessThan(grownMiBMax)
  return figures
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

async function memoryOf({ pid }: NodeProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}
