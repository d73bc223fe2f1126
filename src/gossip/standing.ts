import type { Did, Instant } from '../kernel/index.ts'
import { Bucket } from './bucket.ts'

/** Violations within `STRIKE_MEMORY_MS` after which a peer is banned. */
export const STRIKES_MAX = 3
export const STRIKE_MEMORY_MS = 60 * 60 * 1000
/** The first ban; each further one is twice as long. */
export const BAN_MS = 10 * 60 * 1000
export const BAN_MS_MAX = 24 * 60 * 60 * 1000
/** Exchanges that a peer may open. */
export const EXCHANGES_LIMIT = { burst: 60, perSecond: 5 } as const
/** Messages of topics that a peer may forward, and their bytes. */
export const MESSAGES_LIMIT = { burst: 2000, perSecond: 200 } as const
export const MESSAGE_BYTES_LIMIT = { burst: 16 * 1024 * 1024, perSecond: 2 * 1024 * 1024 } as const
/** Bytes that a peer is sent in exchanges. */
export const SENT_BYTES_LIMIT = { burst: 512 * 1024 * 1024, perSecond: 8 * 1024 * 1024 } as const
/**
 * Bytes that are taken from a peer in exchanges; who sends more waits. The burst is for whoever was away for months; a
 * partner has more, as a netting result must not go slowly.
 */
export const TAKEN_BYTES_LIMIT = { burst: 256 * 1024 * 1024, perSecond: 256 * 1024 } as const
export const TAKEN_BYTES_OF_PARTNERS_LIMIT = { burst: 1024 * 1024 * 1024, perSecond: 8 * 1024 * 1024 } as const
/** Messages over the limit that cost one strike. */
export const MESSAGES_OVER_LIMIT_PER_STRIKE = 1000
/** Peers whose behaviour is remembered; the one seen longest ago is forgotten first. */
export const STANDINGS_MAX = 10_000

/** How one peer has behaved. */
interface Record {
  strikes: number
  struckAt: Instant
  bans: number
  bannedUntil: Instant
  overLimit: number
  readonly exchanges: Bucket
  readonly messages: Bucket
  readonly messageBytes: Bucket
  readonly sentBytes: Bucket
  readonly takenBytes: Bucket
  readonly takenBytesOfPartner: Bucket
}

/**
 * How peers have behaved: forged or lawless input costs a strike, some strikes a ban. Kept by DID, beyond connections,
 * so that reconnecting does not wash anybody clean.
 */
export class Standing {
  readonly #records = new Map<Did, Record>()

  /** Writes down a violation. True where the peer is banned by it. */
  strike(did: Did, now: Instant): boolean {
    const record = this.#recordOf(did, now)
    if (now - record.struckAt > STRIKE_MEMORY_MS) record.strikes = 0
    record.strikes += 1
    record.struckAt = now
    if (record.strikes < STRIKES_MAX) return false
    record.strikes = 0
    record.bannedUntil = (now + Math.min(BAN_MS * 2 ** record.bans, BAN_MS_MAX)) as Instant
    record.bans += 1
    return true
  }

  isBanned(did: Did, now: Instant): boolean {
    return (this.#records.get(did)?.bannedUntil ?? 0) > now
  }

  mayOpenExchange(did: Did, now: Instant): boolean {
    return this.#recordOf(did, now).exchanges.take(1, now)
  }

  maySend(did: Did, byteCount: number, now: Instant): boolean {
    return this.#recordOf(did, now).sentBytes.take(byteCount, now)
  }

  /** Takes from what a peer may give, and answers 0; where that is used up, nothing, and how long to wait. */
  msUntilTaken(did: Did, byteCount: number, isPartner: boolean, now: Instant): number {
    const record = this.#recordOf(did, now)
    const bucket = isPartner ? record.takenBytesOfPartner : record.takenBytes
    return bucket.take(byteCount, now) ? 0 : bucket.msUntil(byteCount, now)
  }

  /** Whether a message of a topic is within the peer's limit; `strike` where it has gone far beyond. */
  mayForward(did: Did, byteCount: number, now: Instant): 'yes' | 'no' | 'strike' {
    const record = this.#recordOf(did, now)
    if (record.messages.take(1, now) && record.messageBytes.take(byteCount, now)) return 'yes'
    record.overLimit += 1
    return record.overLimit % MESSAGES_OVER_LIMIT_PER_STRIKE === 0 ? 'strike' : 'no'
  }

  #recordOf(did: Did, now: Instant): Record {
    const known = this.#records.get(did)
    const record = known ?? newRecord(now)
    this.#records.delete(did)
    this.#records.set(did, record)
    const [oldest] = this.#records.keys()
    if (this.#records.size > STANDINGS_MAX && oldest !== undefined) this.#records.delete(oldest)
    return record
  }
}

function newRecord(now: Instant): Record {
  return {
    strikes: 0,
    struckAt: now,
    bans: 0,
    bannedUntil: 0 as Instant,
    overLimit: 0,
    exchanges: new Bucket(EXCHANGES_LIMIT, now),
    messages: new Bucket(MESSAGES_LIMIT, now),
    messageBytes: new Bucket(MESSAGE_BYTES_LIMIT, now),
    sentBytes: new Bucket(SENT_BYTES_LIMIT, now),
    takenBytes: new Bucket(TAKEN_BYTES_LIMIT, now),
    takenBytesOfPartner: new Bucket(TAKEN_BYTES_OF_PARTNERS_LIMIT, now),
  }
}
