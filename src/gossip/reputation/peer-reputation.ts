import type { Did, Instant } from '../../kernel/index.ts'
import { TokenBucket } from './token-bucket.ts'

/** Violations within `STRIKE_MEMORY_MS` after which a peer is banned. */
export const STRIKES_MAX = 3
export const STRIKE_MEMORY_MS = 60 * 60 * 1000
/** The first ban; each further one is twice as long. */
export const BAN_MS = 10 * 60 * 1000
export const BAN_MS_MAX = 24 * 60 * 60 * 1000
/** Exchanges that a peer may open in all lanes; an honest one pauses between them, whatever others announce to it. */
export const EXCHANGES_LIMIT = { burst: 120, perSecond: 20 } as const
/** Exchanges over the limit that cost a strike: unlike forwarded messages, they are the peer's own choice. */
export const EXCHANGES_OVER_LIMIT_PER_STRIKE = 100
/** Topic messages that are read from a neighbour; the rest is dropped. */
export const MESSAGES_LIMIT = { burst: 2000, perSecond: 200 } as const
/** Notices, presences and entries forwarded for a neighbour: keeps what this node forwards within its own limits. */
const NOTICES_LIMIT = { burst: 300, perSecond: 10 } as const
const PRESENCES_LIMIT = { burst: 600, perSecond: 20 } as const
const ENTRIES_LIMIT = { burst: 256, perSecond: 20 } as const
/** Bytes sent to a peer in exchanges. */
const SENT_BYTES_LIMIT = { burst: 512 * 1024 * 1024, perSecond: 8 * 1024 * 1024 } as const
/**
 * Bytes read from a peer in exchanges; beyond, it waits. The burst is for a peer that was away for months; a partner has
 * more, as a netting result must not be slow.
 */
export const TAKEN_BYTES_LIMIT = { burst: 256 * 1024 * 1024, perSecond: 256 * 1024 } as const
export const TAKEN_BYTES_OF_PARTNERS_LIMIT = { burst: 1024 * 1024 * 1024, perSecond: 8 * 1024 * 1024 } as const
/** Peers with tracked budgets, and as many with tracked strikes and bans; the least recent are evicted first. */
export const REPUTATIONS_MAX = 10_000

/** Bytes of gossip read from a peer, from a partner, and from all others together; a peer that sends more is read slowly. */
const GOSSIP_BYTES_LIMIT = { burst: 4 * 1024 * 1024, perSecond: 128 * 1024 } as const
const GOSSIP_BYTES_OF_PARTNERS_LIMIT = { burst: 16 * 1024 * 1024, perSecond: 2 * 1024 * 1024 } as const
const GOSSIP_BYTES_OF_STRANGERS_LIMIT = { burst: 16 * 1024 * 1024, perSecond: 512 * 1024 } as const

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

/** The used budgets of one peer, created on first use. */
type Usage = { overExchanges: number } & Partial<Record<Resource, TokenBucket>>

/** The strikes and bans of one peer. */
interface Offences {
  strikes: number
  struckAt: Instant
  bans: number
  bannedUntil: Instant
}

/**
 * Budgets and strikes of peers: forged or illegal input costs a strike, several strikes a ban. Forwarded volume is only
 * limited. Kept by DID, across connections, so that reconnecting resets nothing; strikes are kept separately, so that many
 * new identities cannot evict them.
 */
export class PeerReputation {
  readonly #usages = new Map<Did, Usage>()
  readonly #offences = new Map<Did, Offences>()
  #gossipOfStrangers: TokenBucket | null = null

  /** Records a violation. True if the peer is thereby banned. */
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

  /** Whether a peer may open an exchange; `strike` if it is far beyond its limit. */
  mayOpenExchange(did: Did, now: Instant): 'yes' | 'no' | 'strike' {
    if (this.mayUse(did, 'exchanges', 1, now)) return 'yes'
    const usage = this.#usageOf(did)
    usage.overExchanges += 1
    return usage.overExchanges % EXCHANGES_OVER_LIMIT_PER_STRIKE === 0 ? 'strike' : 'no'
  }

  maySend(did: Did, byteCount: number, now: Instant): boolean {
    return this.mayUse(did, 'sentBytes', byteCount, now)
  }

  /** Takes from a peer's read budget and returns 0; if it is used up, takes nothing and returns the time to wait. */
  msUntilTaken(did: Did, byteCount: number, isPartner: boolean, now: Instant): number {
    const bucket = this.#bucketOf(did, isPartner ? 'takenBytesOfPartner' : 'takenBytes', now)
    return bucket.take(byteCount, now) ? 0 : bucket.msUntil(byteCount, now)
  }

  /** Takes from a budget of a peer if it suffices. */
  mayUse(did: Did, resource: Resource, amount: number, now: Instant): boolean {
    return this.#bucketOf(did, resource, now).take(amount, now)
  }

  /** Counts bytes of gossip of a peer, and returns how long to pause reading. */
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

/** The record of a peer, moved to the most recent; the least recent is evicted for a new one. */
function remember<Kept>(records: Map<Did, Kept>, did: Did, make: () => Kept): Kept {
  const record = records.get(did) ?? make()
  records.delete(did)
  records.set(did, record)
  const [oldest] = records.keys()
  if (records.size > REPUTATIONS_MAX && oldest !== undefined) records.delete(oldest)
  return record
}
