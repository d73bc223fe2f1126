import { type GossipSub, TopicValidatorResult } from '@libp2p/gossipsub'
import type { Signer } from '../../identity/index.ts'
import { type Did, type Instant, isPublicScope, type Refusal, type Result } from '../../kernel/index.ts'
import { AHEAD_OF_CLOCK_MS_MAX, decodeEntry, TOPICS, type Topic } from '../../log/index.ts'
import { type Clock, type SyncSource } from '../../node/index.ts'
import { PeerViolationError } from '../errors.ts'
import { didOfPeer } from '../host/peer-id.ts'
import { refuse } from '../refusals.ts'
import type { PeerReputation } from '../reputation/peer-reputation.ts'
import { TokenBucket } from '../reputation/token-bucket.ts'
import {
  type Notice,
  type Presence,
  SPOKEN_ON,
  signPresence,
  TOPIC_MESSAGE_BYTES_MAX,
  type TopicMessage,
  topicMessages,
  topicName,
  verifyPresence,
} from './message.ts'
import { PASS_ON_MS_MAX, VERDICTS, type Verdict, verdictOn } from './verdict.ts'

/** Entries from topics that wait for the gate; sync delivers the rest. */
const ENTRIES_WAITING_MAX = 256
/** Minimum interval between two presences published for new subscribers. */
const PRESENCE_MS_MIN = 60_000
/** Cooperatives whose last presence is cached, so that an older one is ignored. */
const PRESENCES_MAX = 10_000

/** Rate of presences of one cooperative that are forwarded. */
const PRESENCES_OF_ONE_LIMIT = { burst: 30, perSecond: 1 / 30 } as const

export interface TopicsOptions {
  readonly pubsub: GossipSub
  readonly source: SyncSource
  readonly clock: Clock
  readonly reputation: PeerReputation
  readonly signer: Signer
  readonly presenceEveryMs: number
  readonly onNotices: (notices: readonly Notice[]) => void
  /** A peer forwarded an entry that cannot be admitted now: an exchange fetches it with what it waits for. */
  readonly onHeld: (peer: Did) => void
  readonly onViolation: (peer: Did, error: PeerViolationError) => void
  readonly onFailure: (about: string, error: unknown) => void
}

const RESULTS: Record<Verdict, TopicValidatorResult> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
}

/** The four topics: validates others' messages before they are forwarded, and publishes this node's own. */
export class Topics implements AsyncDisposable {
  readonly #options: TopicsOptions
  readonly #heard = new Map<Did, { readonly at: Instant; readonly budget: TokenBucket }>()
  readonly #heartbeat: NodeJS.Timeout
  readonly #onSubscription: () => void
  readonly #validating = new Set<Promise<Verdict>>()
  #closed = false
  #waiting = 0
  #saidAt = 0

  constructor(options: TopicsOptions) {
    this.#options = options
    const { pubsub } = options
    for (const topic of TOPICS) {
      pubsub.topicValidators.set(topicName(topic), async (peerId, { data }) => {
        const did = didOfPeer(peerId)
        if (this.#closed) return TopicValidatorResult.Ignore
        return RESULTS[did === null ? 'reject' : await this.#follow(this.#validate(topic, did, data))]
      })
      pubsub.subscribe(topicName(topic))
    }
    const sayPresence = () => {
      this.#sayPresence().catch((error: unknown) => options.onFailure('saying that we are here', error))
    }
    this.#heartbeat = setInterval(sayPresence, options.presenceEveryMs)
    this.#onSubscription = () => {
      if (options.clock() - this.#saidAt >= PRESENCE_MS_MIN) sayPresence()
    }
    pubsub.addEventListener('subscription-change', this.#onSubscription)
  }

  async publish(topic: Topic, message: TopicMessage): Promise<void> {
    const { pubsub, onFailure } = this.#options
    await pubsub
      .publish(topicName(topic), topicMessages.encode(message))
      .catch((error: unknown) => onFailure(`publish on ${topicName(topic)}`, error))
  }

  /** Unsubscribes, and returns when everything received has been validated. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#heartbeat)
    this.#options.pubsub.removeEventListener('subscription-change', this.#onSubscription)
    this.#closed = true
    await Promise.allSettled(this.#validating)
  }

  #follow(validating: Promise<Verdict>): Promise<Verdict> {
    this.#validating.add(validating)
    return validating.finally(() => this.#validating.delete(validating))
  }

  /** Publishes that this cooperative is online. */
  async #sayPresence(): Promise<void> {
    const { signer, clock } = this.#options
    const presence = signPresence(signer, clock())
    this.#saidAt = presence.at
    await this.publish('announce', { type: 'presence', ...presence })
  }

  async #validate(topic: Topic, from: Did, data: Uint8Array): Promise<Verdict> {
    const { reputation, clock, onFailure } = this.#options
    // It may forward others' messages: volume is dropped, and never counted as a violation.
    if (!reputation.mayUse(from, 'messages', 1, clock())) return 'ignore'
    const message = readMessage(topic, data)
    if (!message.ok) return this.#refuse(from, message.refusal)
    try {
      return await this.#receive(from, message.value)
    } catch (error) {
      onFailure(`a message on ${topicName(topic)}`, error)
      return 'ignore'
    }
  }

  async #receive(from: Did, message: TopicMessage): Promise<Verdict> {
    switch (message.type) {
      case 'entry':
        return await this.#receiveEntry(from, message)
      case 'presence':
        return await this.#receivePresence(from, message)
      case 'notices':
        return this.#receiveNotices(from, message.notices)
    }
  }

  /** Only readers of a scope recognise its notices: all are examined, and a bounded number is forwarded. */
  #receiveNotices(from: Did, notices: readonly Notice[]): Verdict {
    const { reputation, clock, onNotices } = this.#options
    onNotices(notices)
    return reputation.mayUse(from, 'notices', notices.length, clock()) ? 'accept' : 'ignore'
  }

  async #receiveEntry(from: Did, { bytes, signature }: { bytes: Uint8Array; signature: Uint8Array }): Promise<Verdict> {
    const { source, clock, reputation, onHeld } = this.#options
    const decoded = decodeEntry(bytes, signature)
    if (!decoded.ok) return this.#refuse(from, decoded.refusal)
    const { scope, at } = decoded.value.entry
    if (!isPublicScope(scope)) {
      return this.#refuse(from, refuse('gossip.private-entry', 'only public entries are gossiped').refusal)
    }
    if (this.#waiting >= ENTRIES_WAITING_MAX || !reputation.mayUse(from, 'entries', 1, clock())) {
      onHeld(from)
      return VERDICTS['not-yet']
    }
    this.#waiting += 1
    try {
      const summary = await source.ingest(from, [{ type: 'entry', bytes, signature }])
      if (summary.held > 0) onHeld(from)
      const [refusal] = summary.refusals
      return refusal === undefined ? verdictOn(summary, at, clock()) : this.#refuse(from, refusal)
    } finally {
      this.#waiting -= 1
    }
  }

  async #receivePresence(from: Did, presence: Presence): Promise<Verdict> {
    const { source, clock, reputation } = this.#options
    const { did, at } = presence
    const now = clock()
    const lateMs = now - at
    const heard = this.#heard.get(did)
    if (lateMs > PASS_ON_MS_MAX || -lateMs > AHEAD_OF_CLOCK_MS_MAX || at <= (heard?.at ?? 0)) {
      return this.#refuse(from, refuse('gossip.stale', 'this presence is not of now').refusal)
    }
    if (!reputation.mayUse(from, 'presences', 1, now)) return 'ignore'
    const verified = verifyPresence(presence)
    if (!verified.ok) return this.#refuse(from, verified.refusal)
    if (!(await source.seen(did, at))) return VERDICTS['not-found']
    const budget = heard?.budget ?? new TokenBucket(PRESENCES_OF_ONE_LIMIT, now)
    this.#heard.delete(did)
    this.#heard.set(did, { at, budget })
    const [oldest] = this.#heard.keys()
    if (this.#heard.size > PRESENCES_MAX && oldest !== undefined) this.#heard.delete(oldest)
    return budget.take(1, now) ? 'accept' : 'ignore'
  }

  /** A forged message counts against the peer that forwarded it. */
  #refuse(from: Did, refusal: Refusal): Verdict {
    const verdict = VERDICTS[refusal.class]
    if (verdict === 'reject') this.#options.onViolation(from, new PeerViolationError(refusal))
    return verdict
  }
}

function readMessage(topic: Topic, data: Uint8Array): Result<TopicMessage> {
  if (data.length > TOPIC_MESSAGE_BYTES_MAX) {
    return refuse('gossip.too-large', `a message of a topic has at most ${TOPIC_MESSAGE_BYTES_MAX} bytes`)
  }
  const message = topicMessages.decode(data)
  if (!message.ok || SPOKEN_ON[topic].includes(message.value.type)) return message
  return refuse('gossip.wrong-topic', `no ${message.value.type} belongs on ${topicName(topic)}`)
}
