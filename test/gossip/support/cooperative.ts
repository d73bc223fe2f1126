import { createHash } from 'node:crypto'
import { startNetwork, type Timings } from '../../../src/gossip/index.ts'
import type { MdnsOptions } from '../../../src/gossip/host.ts'
import { type Signer, signerOf } from '../../../src/identity/index.ts'
import { type Did, type Hash, type Instant, ok, PUBLIC_SCOPE, type Scope } from '../../../src/kernel/index.ts'
import type { CommandContext } from '../../../src/node/command.ts'
import type { FederationNode } from '../../../src/node/node.ts'
import type { PeerInfo, PeerNetwork } from '../../../src/node/ports.ts'
import { NodeSync } from '../../../src/node/sync.ts'
import type { KnownPeer } from '../../../src/node/sync-port.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { HandClock, openTestNode } from '../../support/node.ts'
import { LETTERS } from './letters.ts'

/** The clock on the wall. */
class WallClock extends HandClock {
  override readonly read = (): Instant => Date.now() as Instant
}

export function seedNumber(number: number): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`gossip test ${number}`).digest())
}

export function signerNumber(number: number): Signer {
  return signerOf(seedNumber(number))
}

export interface CooperativeOptions {
  readonly bootstrap?: readonly string[]
  readonly listen?: readonly string[]
  readonly mdns?: MdnsOptions
  readonly timings?: Partial<Timings>
  readonly known?: readonly KnownPeer[]
  /** The store of an earlier run. */
  readonly store?: MemoryStore
  /** Who reads which agreement, shared by all of a test. */
  readonly parties?: ReadonlyMap<Scope, readonly Did[]>
}

/** Quick enough for a test, with the same order of things as in earnest. */
const QUICK: Partial<Timings> = { retryMs: 300, knownPeersMs: 500, dialTickMs: 50 }

/** A cooperative with a real node on a store in memory, and a real network. */
export class Cooperative implements AsyncDisposable {
  readonly did: Did
  readonly node: FederationNode<MemoryStore>
  readonly store: MemoryStore
  readonly sync: NodeSync
  readonly network: PeerNetwork
  readonly log: { readonly what: string; readonly details: Readonly<Record<string, unknown>> }[]
  #disposed = false

  private constructor(parts: Pick<Cooperative, 'did' | 'node' | 'store' | 'sync' | 'network' | 'log'>) {
    this.did = parts.did
    this.node = parts.node
    this.store = parts.store
    this.sync = parts.sync
    this.network = parts.network
    this.log = parts.log
  }

  static async start(number: number, options: CooperativeOptions = {}): Promise<Cooperative> {
    const signer = signerNumber(number)
    const store = options.store ?? new MemoryStore()
    const clock = new WallClock()
    const node = await openTestNode({ signer, store, clock, protocol: LETTERS })
    const sync = new NodeSync({
      node,
      readers: {
        readersOf: async (_reader, scope) => options.parties?.get(scope) ?? [],
        knownPeers: async () => options.known ?? [],
      },
    })
    const log: Cooperative['log'] = []
    const network = await startNetwork({
      seed: seedNumber(number),
      listen: options.listen ?? ['/ip4/127.0.0.1/tcp/0'],
      bootstrap: options.bootstrap ?? [],
      mdns: options.mdns ?? null,
      source: sync,
      clock: clock.read,
      timings: { ...QUICK, ...options.timings },
      log: (what, details) => log.push({ what, details }),
    })
    return new Cooperative({ did: signer.did, node, store, sync, network, log })
  }

  /** The first address, with its peer id. */
  get address(): string {
    return this.network.listenAddresses()[0] ?? ''
  }

  get bareAddress(): string {
    return this.address.replace(/\/p2p\/.*$/, '')
  }

  peer(other: Cooperative): PeerInfo | undefined {
    return this.network.peers().find(({ did }) => did === other.did)
  }

  /** Writes entries of its own; all of them in one job. */
  async write(scope: Scope, bodies: readonly (Record<string, unknown> & { kind?: string })[]): Promise<Hash[]> {
    return await this.perform(async (context) => {
      const hashes: Hash[] = []
      for (const { kind = 'letter.sent', ...body } of bodies) {
        const written = await context.write({ kind, scope, body: body as never })
        if (!written.ok) throw new Error(`${written.refusal.code}: ${written.refusal.message}`)
        hashes.push(written.value.hash)
      }
      return hashes
    })
  }

  async publish(text: string): Promise<Hash> {
    const [hash] = await this.write(PUBLIC_SCOPE, [{ text }])
    if (hash === undefined) throw new Error('nothing was written')
    return hash
  }

  async perform<T>(run: (context: CommandContext) => Promise<T>): Promise<T> {
    let answer: T | undefined
    const result = await this.node.execute({
      principal: 'test',
      mutation: 'test',
      idempotencyKey: null,
      input: {},
      run: async (context) => {
        answer = await run(context)
        return ok({})
      },
    })
    if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
    return answer as T
  }

  async has(hash: Hash): Promise<boolean> {
    return await this.sync.has(hash)
  }

  async count(scope: Scope): Promise<number> {
    return await this.store.read((reader) => reader.entryCount(scope))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    await this.network[Symbol.asyncDispose]()
    await this.node[Symbol.asyncDispose]()
  }
}

/** Waits until something holds; after `ms` says what did not. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 15_000): Promise<number> {
  const start = performance.now()
  while (!(await holds())) {
    if (performance.now() - start > ms) throw new Error(`not within ${ms} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return performance.now() - start
}
