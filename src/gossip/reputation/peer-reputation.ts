import type { Did, Instant } from '../../kernel/index.ts'
import { TokenBucket } from './token-bucket.ts'

/** Violations within `STRIKE_MEMORY_MS` after which a peer is banned. */
export const STRIKES_MAX = 3
export const STRIKE_MEMORY_MS = 60 * 60 * 1000
/** The first ban; each further one is twice as long. */
export const BAN_MS = 10 * 60 * 1000
export const BAN_MS_MAX = 24 * 60 * 60 * 1000
/** Exchanges that a peer may open in all lanes; one that does as it should waits between them, whatever it hears from others. */
export const EXCHANGES_LIMIT = { burst: 120, perSecond: 20 } as const
/** Exchanges over the limit that cost a strike: a peer's own doing, unlike what it relays. */
export const EXCHANGES_OVER_LIMIT_PER_STRIKE = 100
/** Messages of topics that are read of a neighbour; what is beyond is dropped. */
export const MESSAGES_LIMIT = { burst: 2000, perSecond: 200 } as const
/** Notices, presences and entries that are passed on for a neighbour: what this node relays stays within its own limits. */
export const NOTICES_LIMIT = { burst: 300, perSecond: 10 } as const
export const PRESENCES_LIMIT = { burst: 600, perSecond: 20 } as const
export const ENTRIES_LIMIT = { burst: 256, perSecond: 20 } as const
/** Bytes that a peer is sent in exchanges. */
export const SENT_BYTES_LIMIT = { burst: 512 * 1024 * 1024, perSecond: 8 * 1024 * 1024 } as const
/**
 * Bytes that are taken from a peer in exchanges; who sends more waits. The burst is for whoever was away for months; a
 * partner has more, as a netting result must not go slowly.
 */
export const TAKEN_BYTES_LIMIT = { burst: 256 * 1024 * 1024, perSecond: 256 * 1024 } as const
export const TAKEN_BYTES_OF_PARTNERS_LIMIT = { burst: 1024 * 1024 * 1024, perSecond: 8 * 1024 * 1024 } as const
/** Peers whose use of budgets is remembered, and as many whose strikes and bans are; the least recent go first. */
export const REPUTATIONS_MAX = 10_000

/** Bytes of gossip that are read of a peer, of a partner, and of all that are no partners together; a peer that sends more is read slowly. */
export const GOSSIP_BYTES_LIMIT = { burst: 4 * 1024 * 1024, perSecond: 128 * 1024 } as const
export const GOSSIP_BYTES_OF_PARTNERS_LIMIT = { burst: 16 * 1024 * 1024, perSecond: 2 * 1024 * 1024 } as const
export const GOSSIP_BYTES_OF_STRANGERS_LIMIT = { burst: 16 * 1024 * 1024, perSecond: 512 * 1024 } as const

const LIMITS = {
  exchanges: EXCHANGES_LIMIT,
  messages: MESSAGES_LIMIT,
  notices: NOTICES_LIMIT,
  presences: PRESENCES_LIMIT,
  entries: ENTRIES_LIMIT,
  sentBytes: SENT_BYTES_LIMIT,
  takenBytes: TAKEN_BYTES_LIMIT,
  takenBytesOfPartner: TAKEN_BYTES_OF_PARTNERS_LIMIT,
  gossipBytes: GOSSIP_BYTES_LIMIT,
  gossipBytesOfPartner: GOSSIP_BYTES_OF_PARTNERS_LIMIT,
} as const
type Resource = keyof typeof LIMITS

/** What one peer has used up, made when it is first used. */
type Usage = { overExchanges: number } & Partial<Record<Resource, TokenBucket>>

/** The strikes and bans of one peer. */
interface Offences {
  strikes: number
  struckAt: Instant
  bans: number
  bannedUntil: Instant
}

/**
 * What peers have used up, and how they have behaved: forged or lawless input costs a strike, some strikes a ban. Volume
 * that a peer relays costs nothing but itself. Kept by DID, beyond connections, so that reconnecting washes nothing clean;
 * strikes are kept apart, so that a crowd of new names does not wash them out.
 */
export class PeerReputation {
  readonly #usages = new Map<Did, Usage>()
  readonly #offences = new Map<Did, Offences>()
  #gossipOfStrangers: TokenBucket | null = null

  /** Writes down a violation. True where the peer is banned by it. */
  strike(did: Did, now: Instant): boolean {
    const offences = remember(this.#offences, did, () => ({
      strikes: 0,
      struckAt: now,
      bans: 0,
      bannedUntil: 0 as Instant,
    }))
    if (now - offences.struckAt > STRIKE_MEMORY_MS) offences.strikes = 0
    offences.strikes += 1
    offences.struckAt = now
    if (offences.strikes < STRIKES_MAX) return false
    offences.strikes = 0
    offences.bannedUntil = (now + Math.min(BAN_MS * 2 ** offences.bans, BAN_MS_MAX)) as Instant
    offences.bans += 1
    return true
  }

  isBanned(did: Did, now: Instant): boolean {
    return (this.#offences.get(did)?.bannedUntil ?? 0) > now
  }

  /** Whether a peer may open an exchange; `strike` where it has gone far beyond its limit. */
  mayOpenExchange(did: Did, now: Instant): 'yes' | 'no' | 'strike' {
    if (this.mayUse(did, 'exchanges', 1, now)) return 'yes'
    const usage = this.#usageOf(did)
    usage.overExchanges += 1
    return usage.overExchanges % EXCHANGES_OVER_LIMIT_PER_STRIKE === 0 ? 'strike' : 'no'
  }

  maySend(did: Did, byteCount: number, now: Instant): boolean {
    return this.mayUse(did, 'sentBytes', byteCount, now)
  }

  /** Takes from what a peer may give, and answers 0; where that is used up, nothing, and how long to wait. */
  msUntilTaken(did: Did, byteCount: number, isPartner: boolean, now: Instant): number {
    const bucket = this.#bucketOf(did, isPartner ? 'takenBytesOfPartner' : 'takenBytes', now)
    return bucket.take(byteCount, now) ? 0 : bucket.msUntil(byteCount, now)
  }

  /** Takes from a peer's budget of something if there is so much. */
  mayUse(did: Did, resource: Resource, amount: number, now: Instant): boolean {
    return this.#bucketOf(did, resource, now).take(amount, now)
  }

  /** Counts bytes of gossip that have come from a peer, and answers for how long it is to be listened to no more. */
  msUntilHeard(did: Did, byteCount: number, isPartner: boolean, now: Instant): number {
    if (isPartner) return this.#bucketOf(did, 'gossipBytesOfPartner', now).spend(byteCount, now)
    this.#gossipOfStrangers ??= new TokenBucket(GOSSIP_BYTES_OF_STRANGERS_LIMIT, now)
    const own = this.#bucketOf(did, 'gossipBytes', now).spend(byteCount, now)
    return Math.max(own, this.#gossipOfStrangers.spend(byteCount, now))
  }

  #bucketOf(did: Did, resource: Resource, now: Instant): TokenBucket {
    const usage = this.#usageOf(did)
    const bucket = usage[resource] ?? new TokenBucket(LIMITS[resource], now)
    usage[resource] = bucket
    return bucket
  }

  #usageOf(did: Did): Usage {
    return remember(this.#usages, did, () => ({ overExchanges: 0 }))
  }
}

/** The record of a peer, as the most recent one; the least recent makes room for a new one. */
function remember<Kept>(records: Map<Did, Kept>, did: Did, make: () => Kept): Kept {
  const record = records.get(did) ?? make()
  records.delete(did)
  records.set(did, record)
  const [oldest] = records.keys()
  if (records.size > REPUTATIONS_MAX && oldest !== undefined) records.delete(oldest)
  return record
}
