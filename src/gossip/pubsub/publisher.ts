import { type Did, type Hash, isPublicScope, PUBLIC_SCOPE, type Scope } from '../../kernel/index.ts'
import { TOPICS, type Topic } from '../../log/index.ts'
import { type AdmittedEntry, type Clock, type Lane, type SyncSource } from '../../node/index.ts'
import { TokenBucket } from '../reputation/token-bucket.ts'
import { NOTICES_PER_MESSAGE_MAX, type Notice } from './message.ts'
import { NoticeBook, noticeOf } from './notice.ts'
import type { Topics } from './topics.ts'
import { PASS_ON_MS_MAX } from './verdict.ts'

/** Public entries of one moment that are gossiped whole; more are sent by exchanges alone. */
const PUBLISHED_AT_ONCE_MAX = 64
const PUBLISHED_BYTES_AT_ONCE_MAX = 1024 * 1024
/** Admitted entries that wait to be published. */
const UNTOLD_MAX = 10_000
/** Announced heads of one scope that may still arrive without an exchange. */
const HEADS_AWAITED_MAX = 16
/** Exchanges with the readers of one scope caused by notices: anyone that has seen its tag can invent heads. */
const WAKES_BY_NOTICE_LIMIT = { burst: 20, perSecond: 1 } as const

export interface PublisherOptions {
  readonly source: SyncSource
  readonly clock: Clock
  readonly publish: Topics['publish']
  /** How long news is gathered before it is published, and a notice waited for. */
  readonly gatherMs: number
  /** The peers connected now. */
  readonly connected: ReadonlySet<Did>
  /** Requests an exchange with a peer soon. */
  readonly wake: (did: Did, lane: Lane) => void
  /** Requests a later exchange with a peer, to verify that gossip has delivered everything. */
  readonly verify: (did: Did) => void
  /** Requests a connection to a peer with news for us. */
  readonly seek: (did: Did) => void
  readonly onFailure: (about: string, error: unknown) => void
}

/** Publishes news: what was admitted here to its readers, and requests exchanges for what others announce. */
export class Publisher implements Disposable {
  readonly #options: PublisherOptions
  readonly #book: NoticeBook
  readonly #stop: () => void
  #untold: AdmittedEntry[] = []
  #awaited = new Map<Scope, Hash[]>()
  readonly #wakes = new Map<Scope, TokenBucket>()
  #telling: NodeJS.Timeout | null = null
  #asking: NodeJS.Timeout | null = null
  #stopped = false

  constructor(options: PublisherOptions) {
    this.#options = options
    this.#book = new NoticeBook(() => options.source.privateScopes(), options.clock)
    this.#stop = options.source.onAdmitted((entries) => this.#gather(entries))
  }

  /** Handles announced heads. They may already be on their way, so it checks after a moment. */
  hear(notices: readonly Notice[]): void {
    this.#understand(notices).catch((error: unknown) => this.#options.onFailure('reading a notice', error))
  }

  [Symbol.dispose](): void {
    this.#stop()
    this.#stopped = true
    if (this.#telling !== null) clearTimeout(this.#telling)
    if (this.#asking !== null) clearTimeout(this.#asking)
  }

  async #understand(notices: readonly Notice[]): Promise<void> {
    try {
      for (const { tag, head } of notices) {
        const scope = await this.#book.scopeOf(tag)
        if (scope === null) continue
        const heads = this.#awaited.get(scope) ?? []
        if (heads.length < HEADS_AWAITED_MAX) heads.push(head)
        this.#awaited.set(scope, heads)
      }
    } catch (error) {
      this.#options.onFailure('reading a notice', error)
    }
    if (this.#awaited.size === 0 || this.#stopped) return
    this.#asking ??= setTimeout(() => {
      this.#asking = null
      const awaited = this.#awaited
      this.#awaited = new Map()
      this.#follow(awaited).catch((error: unknown) => this.#options.onFailure('following a notice', error))
    }, this.#options.gatherMs)
  }

  #gather(entries: readonly AdmittedEntry[]): void {
    for (const { sealed } of entries) if (!isPublicScope(sealed.entry.scope)) this.#book.add(sealed.entry.scope)
    this.#untold.push(...entries)
    if (this.#untold.length > UNTOLD_MAX) this.#untold = this.#untold.slice(-UNTOLD_MAX)
    this.#telling ??= setTimeout(() => {
      this.#telling = null
      this.#tell(this.#untold.splice(0)).catch((error: unknown) => this.#options.onFailure('telling news', error))
    }, this.#options.gatherMs)
  }

  async #tell(entries: readonly AdmittedEntry[]): Promise<void> {
    try {
      const scopes = byScope(entries)
      const published = scopes.get(PUBLIC_SCOPE) ?? []
      scopes.delete(PUBLIC_SCOPE)
      for (const [scope, told] of scopes) await this.#tellReaders(scope, told)
      await this.#tellEverybody(published)
      const heads = [...scopes.values()].flatMap((told) => told.at(-1) ?? [])
      for (const topic of TOPICS) await this.#announce(topic, this.#young(heads))
    } catch (error) {
      this.#options.onFailure('telling news', error)
    }
  }

  /**
   * A few recent public entries are gossiped whole. Gossip may lose them, so an exchange with every peer follows later, or
   * at once for many or old entries.
   */
  async #tellEverybody(entries: readonly AdmittedEntry[]): Promise<void> {
    const { connected, publish, wake, verify } = this.#options
    const young = this.#young(entries)
    const byteCount = young.reduce((sum, { sealed }) => sum + sealed.bytes.length, 0)
    const few = young.length <= PUBLISHED_AT_ONCE_MAX && byteCount <= PUBLISHED_BYTES_AT_ONCE_MAX
    const whole = few && young.length === entries.length
    for (const did of othersThanSenders(connected, entries)) {
      if (whole) verify(did)
      else wake(did, 'public')
    }
    if (!whole) return
    for (const { topic, sealed } of young) {
      await publish(topic, { type: 'entry', bytes: sealed.bytes, signature: sealed.signature })
    }
  }

  async #tellReaders(scope: Scope, entries: readonly AdmittedEntry[]): Promise<void> {
    const readers = await this.#options.source.readersOf(scope)
    const { connected, wake } = this.#options
    const here = readers.filter((did) => connected.has(did))
    for (const did of othersThanSenders(here, entries)) wake(did, 'agreements')
  }

  /** Notifies readers without a connection that there is news; others learn nothing from it. */
  async #announce(topic: Topic, heads: readonly AdmittedEntry[]): Promise<void> {
    const notices = heads.filter((head) => head.topic === topic).map(({ sealed }) => noticeOf(sealed))
    for (let i = 0; i < notices.length; i += NOTICES_PER_MESSAGE_MAX) {
      await this.#options.publish(topic, { type: 'notices', notices: notices.slice(i, i + NOTICES_PER_MESSAGE_MAX) })
    }
  }

  #young(entries: readonly AdmittedEntry[]): AdmittedEntry[] {
    const now = this.#options.clock()
    return entries.filter(({ sealed }) => now - sealed.entry.at <= PASS_ON_MS_MAX)
  }

  /** Requests exchanges with the readers of scopes that have heads missing here; dials them if none is connected. */
  async #follow(awaited: ReadonlyMap<Scope, readonly Hash[]>): Promise<void> {
    try {
      for (const [scope, heads] of awaited) {
        if (this.#mayWake(scope) && !(await this.#hasAll(heads))) await this.#askReaders(scope)
      }
    } catch (error) {
      this.#options.onFailure('following a notice', error)
    }
  }

  async #hasAll(heads: readonly Hash[]): Promise<boolean> {
    for (const head of heads) if (!(await this.#options.source.has(head))) return false
    return true
  }

  /** Whether a notice of a scope may cause a further check, and exchanges: both are rate-limited. */
  #mayWake(scope: Scope): boolean {
    const now = this.#options.clock()
    const bucket = this.#wakes.get(scope) ?? new TokenBucket(WAKES_BY_NOTICE_LIMIT, now)
    this.#wakes.set(scope, bucket)
    return bucket.take(1, now)
  }

  async #askReaders(scope: Scope): Promise<void> {
    const { source, connected, wake, seek } = this.#options
    const readers = await source.readersOf(scope)
    const here = readers.filter((did) => connected.has(did))
    for (const did of here) wake(did, 'agreements')
    if (here.length === 0) for (const did of readers) seek(did)
  }
}

/** Those of these peers that did not send all of it themselves. */
function othersThanSenders(peers: Iterable<Did>, entries: readonly AdmittedEntry[]): Did[] {
  return [...peers].filter((did) => entries.some(({ from }) => from !== did))
}

function byScope(entries: readonly AdmittedEntry[]): Map<Scope, AdmittedEntry[]> {
  const scopes = new Map<Scope, AdmittedEntry[]>()
  for (const entry of entries) {
    const { scope } = entry.sealed.entry
    const told = scopes.get(scope)
    if (told === undefined) scopes.set(scope, [entry])
    else told.push(entry)
  }
  return scopes
}
