import type { Did, Instant, Scope } from '../../kernel/index.ts'
import { type BookComparison, LANES, type Lane, laneOf } from '../../node/index.ts'
import type { Stream } from './channel.ts'
import { SyncScheduler, type SyncSchedulerOptions, type SyncState } from './sync-scheduler.ts'

/** The exchanges of every lane: lanes are independent, but a peer's reputation covers all. */
export class SyncLanes implements AsyncDisposable {
  readonly #keepers: Readonly<Record<Lane, SyncScheduler>>

  constructor(options: Omit<SyncSchedulerOptions, 'lane'>) {
    this.#keepers = {
      agreements: new SyncScheduler({ ...options, lane: 'agreements' }),
      public: new SyncScheduler({ ...options, lane: 'public' }),
    }
  }

  /** Every peer that is connected or was. */
  states(): (SyncState & { readonly did: Did })[] {
    const [first, ...others] = LANES.map((lane) => this.#keepers[lane])
    return (first?.states() ?? []).map((state) =>
      others.reduce((all, keeper) => ({ ...together(all, keeper.stateOf(state.did)), did: state.did }), state),
    )
  }

  comparison(did: Did, scope: Scope): BookComparison | null {
    return this.#keepers[laneOf(scope)].comparison(did, scope)
  }

  connected(did: Did): void {
    for (const lane of LANES) this.#keepers[lane].connected(did)
  }

  disconnected(did: Did): void {
    for (const lane of LANES) this.#keepers[lane].disconnected(did)
  }

  /** There is news in a lane for a peer, or it has news for us. */
  wake(did: Did, lane: Lane): void {
    this.#keepers[lane].wake(did)
  }

  /** A peer should have received the public news by then. */
  verify(did: Did): void {
    this.#keepers.public.verify(did)
  }

  /** A peer has opened an exchange. */
  accept(lane: Lane, stream: Stream, did: Did): void {
    this.#keepers[lane].accept(stream, did)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(LANES.map((lane) => this.#keepers[lane][Symbol.asyncDispose]()))
  }
}

/** The combined state of two lanes: the older time, the sum of what is behind. */
function together(one: SyncState, other: SyncState): SyncState {
  const behind = [one.behindEntries, other.behindEntries].filter((count) => count !== null)
  return {
    inSync: one.inSync && other.inSync,
    lastSyncAt: earlier(one.lastSyncAt, other.lastSyncAt),
    ruleSet: one.ruleSet ?? other.ruleSet,
    behindEntries: behind.length === 0 ? null : behind.reduce((sum, count) => sum + count, 0),
  }
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return null
  return one < other ? one : other
}
