import { setTimeout as sleep } from 'node:timers/promises'
import type { Did, Instant, Scope } from '../../kernel/index.ts'
import type { BookComparison, Clock, Lane, SyncSource } from '../../node/index.ts'
import { ChannelClosedError, PeerViolationError, violation } from '../errors.ts'
import { refuse } from '../refusals.ts'
import type { PeerReputation } from '../reputation/peer-reputation.ts'
import { AttachmentBudget } from './attachment-budget.ts'
import { type Stream, StreamChannel } from './channel.ts'
import { type ComparedScope, type ExchangeReport, runExchange } from './sync-session.ts'
import { SYNC_PROTOCOLS } from './wire.ts'

/**
 * After a public exchange the peer's next one begins after this multiple of its duration at the earliest, so that
 * strangers' entries take a bounded part of this node's time.
 */
const PUBLIC_REST_FACTOR = 2
const PUBLIC_REST_MS_MAX = 10_000
/** Peers whose last exchange is kept after they have disconnected. */
const PEERS_REMEMBERED_MAX = 1000

export interface SyncTimings {
  /** Interval between exchanges with a peer without events. */
  readonly syncEveryMs: number
  /** Delay from news to the exchange that carries it, so that much news shares one. */
  readonly wakeMs: number
  /** Delay from gossiped news to the exchange that verifies its arrival. */
  readonly verifyMs: number
  /** Timeout for a silent peer. */
  readonly silenceMs: number
  /** Delay until an interrupted exchange is retried; doubled each time. */
  readonly retryMs: number
}

export interface SyncSchedulerOptions {
  readonly self: Did
  /** What the exchanges are about. */
  readonly lane: Lane
  readonly source: SyncSource
  readonly clock: Clock
  readonly reputation: PeerReputation
  readonly timings: SyncTimings
  readonly openStream: (did: Did, protocol: string, signal: AbortSignal) => Promise<Stream>
  /** A peer violated the protocol. */
  readonly onViolation: (did: Did, error: PeerViolationError) => void
  /** The state of a peer has changed. */
  readonly onChange: (did: Did) => void
  readonly onFailure: (did: Did, error: unknown) => void
}

/** The state of the exchanges with a peer. */
export interface SyncState {
  readonly inSync: boolean
  readonly lastSyncAt: Instant | null
  readonly behindEntries: number | null
  /** The version of the rules by which it folds; null until it has sent it. */
  readonly ruleSet: number | null
}

const UNKNOWN: SyncState = { inSync: false, lastSyncAt: null, behindEntries: null, ruleSet: null }

interface Running {
  readonly opener: boolean
  readonly stop: AbortController
  readonly ended: Promise<void>
}

interface Peer {
  readonly did: Did
  connected: boolean
  running: Running | null
  /** News arrived during an exchange that had already compared. */
  dirty: boolean
  timer: NodeJS.Timeout | null
  dueAt: number
  /** Until when this node rests from exchanges with it. */
  restUntil: number
  failures: number
  state: SyncState
  readonly books: Map<Scope, BookComparison>
}

/**
 * Keeps this node and every connected peer in sync in one lane: an exchange on connect, on news and periodically, one at a
 * time with each peer. If both open one at once, that of the smaller DID stands.
 */
export class SyncScheduler implements AsyncDisposable {
  readonly #options: SyncSchedulerOptions
  readonly #peers = new Map<Did, Peer>()
  readonly #room = new AttachmentBudget()
  #stopped = false

  constructor(options: SyncSchedulerOptions) {
    this.#options = options
  }

  /** Every peer that is connected or was. */
  states(): (SyncState & { readonly did: Did })[] {
    return [...this.#peers.values()].map(({ did, state }) => ({ did, ...state }))
  }

  stateOf(did: Did): SyncState {
    return this.#peers.get(did)?.state ?? UNKNOWN
  }

  comparison(did: Did, scope: Scope): BookComparison | null {
    return this.#peers.get(did)?.books.get(scope) ?? null
  }

  connected(did: Did): void {
    const peer = this.#peerOf(did)
    peer.connected = true
    peer.failures = 0
    const { self, timings } = this.#options
    this.#schedule(peer, self < did ? 0 : timings.retryMs)
    this.#options.onChange(did)
  }

  disconnected(did: Did): void {
    const peer = this.#peerOf(did)
    peer.connected = false
    peer.running?.stop.abort(new ChannelClosedError('the connection is gone'))
    this.#unschedule(peer)
    peer.state = { ...peer.state, inSync: false }
    this.#options.onChange(did)
  }

  /** There is news for a peer, or it has news for us. */
  wake(did: Did): void {
    this.#exchangeWithin(did, this.#options.timings.wakeMs)
  }

  /** A peer should have received the news by then. */
  verify(did: Did): void {
    this.#exchangeWithin(did, this.#options.timings.verifyMs * jitter())
  }

  /** A peer has opened an exchange. */
  accept(stream: Stream, did: Did): void {
    const { self, reputation, clock } = this.#options
    const allowed = reputation.mayOpenExchange(did, clock())
    if (allowed !== 'yes') {
      stream.abort(new Error('too many exchanges'))
      if (allowed === 'strike') this.#tooFast(did).catch((error: unknown) => this.#options.onFailure(did, error))
      return
    }
    const peer = this.#peerOf(did)
    if (this.#stopped || (peer.running?.opener && self < did)) {
      stream.abort(new Error('an exchange is running'))
      return
    }
    peer.running?.stop.abort(new ChannelClosedError('the peer has opened another exchange'))
    this.#begin(peer, false, async () => stream)
  }

  /** Partners get no strikes for volume. */
  async #tooFast(did: Did): Promise<void> {
    const { source, onViolation, onFailure } = this.#options
    try {
      if (!(await source.isPartner(did)))
        onViolation(did, violation(refuse('gossip.too-fast', 'far too many exchanges')))
    } catch (error) {
      onFailure(did, error)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    const running = [...this.#peers.values()].map((peer) => {
      this.#unschedule(peer)
      peer.running?.stop.abort(new ChannelClosedError('this node stops'))
      return peer.running?.ended
    })
    await Promise.all(running)
  }

  #exchangeWithin(did: Did, ms: number): void {
    const peer = this.#peers.get(did)
    if (peer !== undefined) this.#schedule(peer, ms)
  }

  #open(peer: Peer): void {
    const { lane, openStream, timings } = this.#options
    if (this.#stopped || !peer.connected) return
    this.#begin(peer, true, (stop) =>
      openStream(peer.did, SYNC_PROTOCOLS[lane], AbortSignal.any([stop, AbortSignal.timeout(timings.silenceMs)])),
    )
  }

  /** Starts an exchange once the one before it has ended. */
  #begin(peer: Peer, opener: boolean, open: (stop: AbortSignal) => Promise<Stream>): void {
    this.#unschedule(peer)
    peer.dirty = false
    const before = peer.running?.ended ?? Promise.resolve()
    const stop = new AbortController()
    const ended = before
      .then(() => this.#rest(peer, stop.signal))
      .then(() => this.#exchange(peer, opener, open, stop.signal))
      .finally(() => this.#end(peer, stop))
    peer.running = { opener, stop, ended }
  }

  /** Delays a peer that returns too soon. */
  async #rest(peer: Peer, stop: AbortSignal): Promise<void> {
    const waitMs = peer.restUntil - performance.now()
    if (waitMs > 0) await sleep(waitMs, undefined, { signal: stop }).catch(() => undefined)
  }

  #end(peer: Peer, stop: AbortController): void {
    if (peer.running?.stop !== stop) return
    peer.running = null
    this.#scheduleNext(peer)
  }

  async #exchange(
    peer: Peer,
    opener: boolean,
    open: (stop: AbortSignal) => Promise<Stream>,
    stop: AbortSignal,
  ): Promise<void> {
    const { source, lane, clock, reputation, timings } = this.#options
    const { did } = peer
    let channel: StreamChannel | null = null
    const begunAt = performance.now()
    try {
      const opened = new StreamChannel(await open(stop), timings.silenceMs)
      channel = opened
      stop.addEventListener('abort', () => opened.abort(stop.reason as Error))
      stop.throwIfAborted()
      const isPartner = once(() => source.isPartner(did))
      const report = await runExchange({
        source,
        peer: did,
        lane,
        opener,
        channel,
        clock,
        maySend: (byteCount) => reputation.maySend(did, byteCount, clock()),
        brake: this.#brakeOn(did, isPartner, stop),
        room: this.#room.shareOf(isPartner),
        onRules: (ruleSet) => this.#note(peer, { ...peer.state, ruleSet }),
        onBehind: (count) => this.#note(peer, { ...peer.state, inSync: false, behindEntries: count }),
        onCompared: (scopes) => this.#compared(peer, scopes),
        onDiffering: (scope, differsIn) => this.#differ(peer, scope, differsIn),
      })
      await channel[Symbol.asyncDispose]()
      this.#succeeded(peer, report)
    } catch (error) {
      channel?.abort(error instanceof Error ? error : new Error(String(error)))
      if (!stop.aborted) this.#failed(peer, error)
    } finally {
      if (lane === 'public') {
        const tookMs = performance.now() - begunAt
        peer.restUntil = performance.now() + Math.min(tookMs * PUBLIC_REST_FACTOR, PUBLIC_REST_MS_MAX)
      }
    }
  }

  #brakeOn(did: Did, isPartner: () => Promise<boolean>, stop: AbortSignal): (byteCount: number) => Promise<void> {
    const { reputation, lane, clock } = this.#options
    return async (byteCount) => {
      for (let waitMs = 1; waitMs > 0; ) {
        // What a partner forwards of others must not use up its budget for agreements.
        waitMs = reputation.msUntilTaken(did, byteCount, lane === 'agreements' && (await isPartner()), clock())
        if (waitMs > 0) await sleep(waitMs, undefined, { signal: stop })
      }
    }
  }

  #succeeded(peer: Peer, { settled, behind }: ExchangeReport): void {
    peer.failures = 0
    this.#note(peer, { ...peer.state, inSync: settled, lastSyncAt: this.#options.clock(), behindEntries: behind })
  }

  #compared({ books }: Peer, scopes: readonly ComparedScope[]): void {
    const at = this.#options.clock()
    for (const { scope, digest: heads, equal } of scopes) {
      const before = books.get(scope)
      const isSame = before?.equal === equal
      const differsIn = isSame ? before.differsIn : null
      books.set(scope, { heads, equal, differsIn, since: isSame ? before.since : at, at })
    }
  }

  #differ({ books }: Peer, scope: Scope, differsIn: string): void {
    const compared = books.get(scope)
    if (compared !== undefined) books.set(scope, { ...compared, differsIn })
  }

  #failed(peer: Peer, error: unknown): void {
    peer.failures += 1
    // One interrupted exchange may have yielded to the peer's own; two in a row indicate a fault.
    if (peer.failures > 1) this.#note(peer, { ...peer.state, inSync: false })
    if (error instanceof PeerViolationError) this.#options.onViolation(peer.did, error)
    else this.#options.onFailure(peer.did, error)
  }

  #note(peer: Peer, state: SyncState): void {
    const { inSync, behindEntries, ruleSet } = peer.state
    peer.state = state
    const isNew = inSync !== state.inSync || behindEntries !== state.behindEntries || ruleSet !== state.ruleSet
    if (isNew) this.#options.onChange(peer.did)
  }

  #scheduleNext(peer: Peer): void {
    const { syncEveryMs, wakeMs, retryMs } = this.#options.timings
    if (peer.failures > 0) {
      this.#schedule(peer, Math.min(syncEveryMs, retryMs * 2 ** Math.min(peer.failures - 1, 16)) * jitter())
    } else this.#schedule(peer, peer.dirty ? wakeMs : syncEveryMs * jitter())
  }

  /** Schedules the next exchange no later than this; if one is running, records that another is due. */
  #schedule(peer: Peer, afterMs: number): void {
    if (this.#stopped || !peer.connected) return
    if (peer.running !== null) {
      peer.dirty = true
      return
    }
    const dueAt = Math.max(performance.now() + afterMs, peer.restUntil)
    if (peer.timer !== null && peer.dueAt <= dueAt) return
    this.#unschedule(peer)
    peer.dueAt = dueAt
    peer.timer = setTimeout(() => this.#open(peer), Math.max(0, dueAt - performance.now()))
  }

  #unschedule(peer: Peer): void {
    if (peer.timer !== null) clearTimeout(peer.timer)
    peer.timer = null
  }

  #peerOf(did: Did): Peer {
    const known = this.#peers.get(did)
    if (known !== undefined) return known
    const idle = { connected: false, running: null, dirty: false, timer: null, dueAt: 0, restUntil: 0, failures: 0 }
    const peer: Peer = { did, ...idle, state: UNKNOWN, books: new Map() }
    this.#forgetOne()
    this.#peers.set(did, peer)
    return peer
  }

  #forgetOne(): void {
    if (this.#peers.size < PEERS_REMEMBERED_MAX) return
    const gone = [...this.#peers.values()].find(({ connected, running }) => !connected && running === null)
    if (gone !== undefined) this.#peers.delete(gone.did)
  }
}

/** So that two nodes that started together do not open every exchange at the same moment. */
function jitter(): number {
  return 0.8 + Math.random() * 0.4
}

/** Asks on first use, and only once. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null
  return () => {
    answer ??= ask()
    return answer
  }
}
