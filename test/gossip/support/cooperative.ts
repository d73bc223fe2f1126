import { inspect } from 'node:util'
import { freePort } from '../../../src/cli/demo/processes.ts'
import type { MdnsOptions } from '../../../src/gossip/host/host.ts'
import { startNetwork, type Timings } from '../../../src/gossip/index.ts'
import type { Did, Instant, Scope } from '../../../src/kernel/index.ts'
import type { PeerInfo, PeerNetwork } from '../../../src/node/ports/ports.ts'
import type { KnownPeer, SyncSource } from '../../../src/node/ports/sync-port.ts'
import type { MemoryStore } from '../../support/memory-store.ts'
import { HandClock } from '../../support/node.ts'
import { Member, seedNumber, signerNumber } from './member.ts'

/** The clock on the wall. */
class WallClock extends HandClock {
  override readonly read = (): Instant => Date.now() as Instant
}

export interface CooperativeOptions {
  readonly bootstrap?: readonly string[]
  readonly listen?: readonly string[]
  readonly mdns?: MdnsOptions
  readonly timings?: Partial<Timings>
  readonly known?: readonly KnownPeer[]
  /** The store of an earlier run. */
  readonly store?: MemoryStore
  /** What stands between the node and the network. */
  readonly source?: (sync: SyncSource) => SyncSource
  /** By default that on the wall. */
  readonly clock?: HandClock
  /** Who reads which agreement, shared by all of a test. */
  readonly parties?: ReadonlyMap<Scope, readonly Did[]>
}

/** Quick enough for a test; the order of things is the same as in earnest. */
const QUICK: Partial<Timings> = { retryMs: 300, knownPeersMs: 500, dialTickMs: 50 }

/** A cooperative with a real node on a store in memory, and a real network. */
export class Cooperative implements AsyncDisposable {
  readonly member: Member
  readonly network: PeerNetwork
  /** What the network told its log. */
  readonly told: readonly string[]
  #running = true

  private constructor(member: Member, network: PeerNetwork, told: readonly string[]) {
    this.member = member
    this.network = network
    this.told = told
  }

  static async start(number: number, options: CooperativeOptions = {}): Promise<Cooperative> {
    const { store, parties, known } = options
    const member = await Member.open({
      signer: signerNumber(number),
      clock: options.clock ?? new WallClock(),
      ...(store === undefined ? {} : { store }),
      ...(parties === undefined ? {} : { parties }),
      ...(known === undefined ? {} : { known }),
    })
    const told: string[] = []
    const network = await startNetwork({
      seed: seedNumber(number),
      // A port that is still free when it comes back.
      listen: options.listen ?? [`/ip4/127.0.0.1/tcp/${await freePort()}`],
      bootstrap: options.bootstrap ?? [],
      mdns: options.mdns ?? null,
      source: options.source?.(member.sync) ?? member.sync,
      clock: member.clock.read,
      timings: { ...QUICK, ...options.timings },
      log: (what, details) =>
        told.push(
          `${what} ${Object.values(details)
            .map((detail) => inspect(detail))
            .join(' ')}`,
        ),
    })
    return new Cooperative(member, network, told)
  }

  get did(): Did {
    return this.member.did
  }

  /** The first address, with its peer id. */
  get address(): string {
    const [first] = this.network.listenAddresses()
    if (first === undefined) throw new Error('it does not listen any more')
    return first
  }

  get bareAddress(): string {
    return this.address.replace(/\/p2p\/.*$/, '')
  }

  peer(other: { readonly did: Did }): PeerInfo | undefined {
    return this.network.peers().find(({ did }) => did === other.did)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#running) return
    this.#running = false
    await this.network[Symbol.asyncDispose]()
    await this.member[Symbol.asyncDispose]()
  }
}

/** Waits until something holds, and answers how long that took; after `ms` says what did not. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 120_000): Promise<number> {
  const start = performance.now()
  while (!(await holds())) {
    if (performance.now() - start > ms) throw new Error(`not within ${ms} ms: ${what}`)
    await pause(20)
  }
  return performance.now() - start
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Waits until two cooperatives are connected and each says that it is in sync with the other. */
export async function untilInSync(one: Cooperative, two: Cooperative): Promise<number> {
  return await until('both in sync', () => one.peer(two)?.inSync === true && two.peer(one)?.inSync === true)
}
