import type { Scope } from '../../src/kernel/index.ts'
import type { Reactions } from '../../src/node/feed/reactor.ts'
import type { FederationNode, ScheduledTask } from '../../src/node/node.ts'
import type { LogTip } from '../../src/node/ports/ports.ts'
import { LANES, type Lane, laneOf, type ReceivedParcel } from '../../src/node/ports/sync-port.ts'
import type { Protocol } from '../../src/node/protocol.ts'
import type { ScopeReaders } from '../../src/node/sync/scope-access.ts'
import { NodeSync } from '../../src/node/sync/sync.ts'
import { deliver, pull } from '../support/exchange.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { HandClock, MemoryHeadFile, openTestNode, signerNumber } from '../support/node.ts'
import { Random } from '../support/random.ts'
import { rememberResults } from './computations.ts'
import { rememberSignatures } from './signatures.ts'

/** What is on a member's disk. */
export interface Disk {
  readonly store: MemoryStore
  readonly headFile: MemoryHeadFile
}

/** One cooperative of a simulated federation: a real node on a store in memory. */
export interface Member extends Disk {
  readonly number: number
  readonly node: FederationNode<MemoryStore>
  readonly sync: NodeSync
}

export interface WorldOptions {
  readonly seed: number
  readonly size: number
  /** So many of the first members sign two things at one place of their logs; what they hold themselves is no matter. */
  readonly liars: number
  readonly protocol: Protocol
  readonly reactions: Reactions
  readonly readers: ScopeReaders
  /** What the periodic check does beside the node's own; nothing by default. */
  readonly chores?: readonly ScheduledTask[]
  /** What the members have on their disks at first; nothing by default. */
  readonly disks?: readonly Disk[]
}

const EXCHANGES_MAX = 200
const MEMBERS_MAX = 1_000
const NOTHING: readonly ReceivedParcel[] = []
const NO_LANES: readonly Lane[] = []
/** Time passes only where a story says so: what a node would rest is over at once. */
const PASSES_AT_ONCE = () => Promise.resolve()

rememberSignatures()

/**
 * A federation of real nodes on a simulated network that loses, repeats, reorders, delays and parts: seeded, so that a
 * story replays. Nothing of the node is simulated, only the wire and the clock.
 *
 * All nodes live in one process and share what is a function of bytes alone: checks of signatures (`signatures.ts`), folds
 * of the same entry into the same state (`folds.ts`), nettings of the same debts (`computations.ts`); that these are right
 * is what the vectors and the pure tests prove. Reactions of nodes run beside the network's next exchanges, so that what a
 * seed ends with also depends on how often the code waits: a change of that ends some seeds with other digests.
 */
export class World implements AsyncDisposable {
  readonly random: Random
  readonly clock = new HandClock()
  readonly members: Member[] = []
  #liars = 0
  readonly #heads = new Map<MemoryStore, { readonly writeCount: number; readonly heads: readonly LogTip[] }>()
  /** Pairs of members of which the first lacked nothing of the second, and how much both had written by then. */
  readonly #without = new Map<number, readonly [to: number, from: number]>()
  /** The group of each member while the network is parted; members of different groups do not hear each other. */
  groups: number[] = []

  private constructor(seed: number) {
    this.random = new Random(seed)
  }

  static async create(options: WorldOptions): Promise<World> {
    const world = new World(options.seed)
    world.#liars = options.liars
    for (let number = 0; number < options.size; number++) {
      const { protocol, reactions, readers, chores = [] } = options
      const disk = options.disks?.[number] ?? { store: new MemoryStore(), headFile: new MemoryHeadFile() }
      const settings = { clock: world.clock, calculator: rememberResults, protocol, reactions, chores }
      const node = await openTestNode({ ...disk, ...settings, signer: signerNumber(number) })
      world.members.push({ ...disk, number, node, sync: new NodeSync({ node, readers, rest: PASSES_AT_ONCE }) })
      world.groups.push(0)
    }
    return world
  }

  /** Copies of all members' disks as they are now. */
  disks(): Disk[] {
    return this.members.map(({ store, headFile }) => ({ store: store.copy(), headFile: headFile.copy() }))
  }

  part(groupCount: number): void {
    this.groups = this.members.map(() => this.random.below(groupCount))
  }

  heal(): void {
    this.groups = this.members.map(() => 0)
  }

  connected(a: Member, b: Member): boolean {
    return a !== b && this.groups[a.number] === this.groups[b.number]
  }

  /** One faulty exchange: some parcels are lost, some come twice or in another order, the line may break. */
  async gossip(to: Member, from: Member): Promise<void> {
    if (!this.connected(to, from)) return
    const parcels = await this.pull(to, from)
    const kept = parcels.filter(() => !this.random.chance(0.1))
    const repeated = kept.flatMap((parcel) => (this.random.chance(0.1) ? [parcel, parcel] : [parcel]))
    const ordered = this.random.chance(0.3) ? this.random.shuffle(repeated) : repeated
    const arrived = this.random.chance(0.2) ? ordered.slice(0, this.random.below(ordered.length + 1)) : ordered
    await deliver(to, from, arrived)
  }

  /** What one would get from another now: nothing, without asking, in lanes where it has all heads of the other's logs. */
  async pull(to: Member, from: Member): Promise<readonly ReceivedParcel[]> {
    if (this.hasNothingFor(to, from)) return NOTHING
    const lanes = this.#lanesWithNews(to, from)
    if (lanes.length > 0) return await pull(to, from, lanes)
    this.#without.set(pairOf(to, from), [to.node.store.writeCount, from.node.store.writeCount])
    return NOTHING
  }

  /** Whether neither has changed since the one had all heads of the other's logs. */
  hasNothingFor(to: Member, from: Member): boolean {
    const [here, there] = this.#without.get(pairOf(to, from)) ?? []
    return here === to.node.store.writeCount && there === from.node.store.writeCount
  }

  /** Exchanges without faults between all pairs until nothing is new anywhere, clocks and reactions included. */
  async settle(): Promise<void> {
    for (let round = 0; round < EXCHANGES_MAX; round++) {
      let news = 0
      for (const to of this.members) {
        for (const from of this.members) {
          if (!this.connected(to, from) || this.hasNothingFor(to, from)) continue
          news += await deliver(to, from, await this.pull(to, from))
        }
      }
      for (const { node } of this.members) await node.idle()
      if (news === 0 && (await this.#allEqual())) return
    }
    throw new Error(`no quiet after ${EXCHANGES_MAX} rounds`)
  }

  get liars(): readonly Member[] {
    return this.members.slice(0, this.#liars)
  }

  get honest(): readonly Member[] {
    return this.members.slice(this.#liars)
  }

  /** The digests of a scope at its honest holders. */
  async digests(scope: Scope): Promise<string[]> {
    const digests: string[] = []
    for (const { node } of this.honest) {
      digests.push(
        await node.store.read(async (reader) =>
          (await reader.scopes()).includes(scope) ? (await node.stateDigest(reader, scope)).digest : 'not held',
        ),
      )
    }
    return digests
  }

  async scopes(): Promise<Scope[]> {
    const lists = await Promise.all(this.members.map(({ node }) => node.store.read((reader) => reader.scopes())))
    return [...new Set(lists.flat())].sort()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { node } of this.members) await node[Symbol.asyncDispose]()
  }

  #lanesWithNews({ node: { store } }: Member, from: Member): readonly Lane[] {
    let lanes: Lane[] | null = null
    for (const { hash, scope } of this.#headsOf(from)) {
      if (store.holds(hash)) continue
      lanes ??= []
      lanes.push(laneOf(scope))
    }
    return lanes === null ? NO_LANES : LANES.filter((lane) => lanes?.includes(lane))
  }

  #headsOf({ node: { store } }: Member): readonly LogTip[] {
    const known = this.#heads.get(store)
    if (known?.writeCount === store.writeCount) return known.heads
    const { writeCount } = store
    const heads = store.tips()
    this.#heads.set(store, { writeCount, heads })
    return heads
  }

  async #allEqual(): Promise<boolean> {
    for (const scope of await this.scopes()) {
      const held = (await this.digests(scope)).filter((digest) => digest !== 'not held')
      if (new Set(held).size > 1) return false
    }
    return true
  }
}

function pairOf(to: Member, from: Member): number {
  return to.number * MEMBERS_MAX + from.number
}
