import type { Did } from '../../kernel/index.ts'
import type { KnownPeer } from '../../node/index.ts'
import type { Origin } from './addresses.ts'
import { StrangerDials } from './stranger-dials.ts'

/** The first pause after a failed dial; doubled each time up to the maximum. */
export const REDIAL_MS = 1000
export const REDIAL_MS_MAX = 60_000
/** Maximum pause for partners, and for peers found on the local network, of which some may be gone permanently. */
export const KNOWN_REDIAL_MS_MAX = 60 * 60 * 1000
/** Minimum pause before a partner with news is dialled again. */
export const HURRY_MS_MIN = 3000
/** Minimum pause before a partner with new addresses is dialled again. */
export const MOVED_MS_MIN = 60_000
/** Connections that this node seeks actively; more may come in. */
export const PEERS_WANTED = 64
/** Addresses tried for one cooperative; fewer for a stranger. */
export const ADDRESSES_PER_PEER_MAX = 16
export const ADDRESSES_PER_STRANGER_MAX = 4
/** Cooperatives tried in turn; beyond, a stranger is evicted, then the one with most failures. */
export const TARGETS_MAX = 1000
/** A connection of at least this duration resets the pauses. */
export const LASTING_MS = 10_000
/** Maximum number of concurrent dials. */
const DIALS_MAX = 16

export interface DialerOptions {
  readonly self: Did
  readonly tickMs: number
  readonly dial: (address: string) => Promise<Did>
  readonly dialPeer: (did: Did, addresses: readonly string[], origin: Origin) => Promise<Did>
  /** The peers connected now. */
  readonly connected: ReadonlySet<Did>
  readonly onFailure: (target: string, error: unknown) => void
}

interface Target {
  /** The target: an operator's address, kept permanently, or a known cooperative. */
  readonly address: string | null
  did: Did | null
  /** The source of the addresses; none for an operator's own. */
  origin: Origin
  addresses: readonly string[]
  /** Dials without a lasting connection. */
  failures: number
  dueAt: number
  dialling: boolean
  dialledAt: number
  /** It has news for us: dialled even when there are enough peers, so that a crowd of strangers cannot displace it. */
  hasNews: boolean
}

/**
 * Dials peers: the operator's addresses permanently, with growing pauses; partners and peers on the local network with
 * longer ones; strangers rarely, whatever they announce, while there are too few peers.
 */
export class Dialer implements Disposable {
  readonly #options: DialerOptions
  readonly #targets = new Map<string, Target>()
  /** Peers that an operator has disconnected: not dialled until reconnected. */
  readonly #shunned = new Set<Did>()
  readonly #strangers = new StrangerDials()
  readonly #timer: NodeJS.Timeout
  #dials = 0

  constructor(options: DialerOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#tick(), options.tickMs)
  }

  /** Dials an address now and whenever the connection is gone. */
  keep(address: string): void {
    this.#targets.set(address, newTarget({ address }))
  }

  /** As `keep`, once a peer has answered there. */
  kept(address: string, did: Did): void {
    this.#shunned.delete(did)
    this.#targets.set(address, newTarget({ address, did }))
  }

  /** Offers a cooperative for connection, with its announced addresses. */
  offer({ did, multiaddrs, isPartner }: KnownPeer): void {
    this.#know(did, multiaddrs, isPartner ? 'partner' : 'stranger')
  }

  /** Adds a cooperative found on the local network, at these addresses. */
  found(did: Did, multiaddrs: readonly string[]): void {
    this.#know(did, multiaddrs, 'lan')
  }

  /** A cooperative has news for us: ends a partner's pause. */
  hurry(did: Did): void {
    for (const target of this.#targetsOf(did)) {
      if (target.origin === 'stranger') continue
      target.hasNews = true
      target.dueAt = Math.min(target.dueAt, target.dialledAt + HURRY_MS_MIN)
    }
  }

  /** Stops dialling a cooperative, until an operator reconnects it. */
  shun(did: Did): void {
    this.#shunned.add(did)
    for (const [key, target] of this.#targets) if (target.did === did) this.#targets.delete(key)
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
    this.#targets.clear()
  }

  #know(did: Did, multiaddrs: readonly string[], origin: Origin): void {
    if (did === this.#options.self || multiaddrs.length === 0) return
    // A peer on the local network is dialled there beside its announced addresses.
    const key = origin === 'lan' ? `lan ${did}` : did
    const known = this.#targets.get(key)
    const addresses = multiaddrs.slice(0, origin === 'stranger' ? ADDRESSES_PER_STRANGER_MAX : ADDRESSES_PER_PEER_MAX)
    if (known === undefined) {
      this.#makeRoom(origin)
      if (this.#targets.size < TARGETS_MAX) this.#targets.set(key, newTarget({ did, origin, addresses }))
      return
    }
    const isNew = String(known.addresses) !== String(addresses)
    known.addresses = addresses
    known.origin = origin
    // A partner's new address ends a long pause; others' announcements shorten none.
    if (isNew && origin === 'partner') known.dueAt = Math.min(known.dueAt, known.dialledAt + MOVED_MS_MIN)
  }

  *#targetsOf(did: Did): Iterable<Target> {
    for (const key of [did, `lan ${did}`]) {
      const target = this.#targets.get(key)
      if (target !== undefined) yield target
    }
  }

  #tick(): void {
    const now = performance.now()
    for (const target of this.#targets.values()) {
      if (this.#isConnected(target)) {
        target.hasNews = false
        if (now - target.dialledAt > LASTING_MS) target.failures = 0
        continue
      }
      if (this.#dials >= DIALS_MAX) return
      if (target.dialling || target.dueAt > now || !this.#isWanted(target, now)) continue
      this.#try(target).catch((error: unknown) => this.#options.onFailure(target.address ?? String(target.did), error))
    }
  }

  #isConnected({ did }: Target): boolean {
    return did !== null && this.#options.connected.has(did)
  }

  #isWanted({ address, did, origin, addresses, hasNews }: Target, now: number): boolean {
    if (did !== null && this.#shunned.has(did)) return false
    if (address !== null || hasNews) return true
    if (this.#options.connected.size + this.#dials >= PEERS_WANTED) return false
    return origin !== 'stranger' || (did !== null && this.#strangers.mayDial(did, addresses, now))
  }

  async #try(target: Target): Promise<void> {
    const { dial, dialPeer, onFailure } = this.#options
    const { address, did, addresses, origin } = target
    target.dialling = true
    this.#dials += 1
    try {
      if (address !== null) target.did = await dial(address)
      else if (did !== null) await dialPeer(did, addresses, origin)
      target.hasNews = false
    } catch (error) {
      onFailure(address ?? String(did), error)
    }
    // A peer that denies us accepts and hangs up: only a lasting connection is a success.
    target.failures += 1
    target.dialledAt = performance.now()
    target.dueAt = target.dialledAt + redialMs(target, Math.random())
    target.dialling = false
    this.#dials -= 1
  }

  /** For a stranger, one that has been tried is evicted. */
  #makeRoom(origin: Origin): void {
    if (this.#targets.size < TARGETS_MAX) return
    let worst: { key: string; target: Target } | null = null
    for (const [key, target] of this.#targets) {
      if (target.address !== null || target.dialling) continue
      if (origin === 'stranger' && (target.origin !== 'stranger' || target.failures === 0)) continue
      if (worst === null || isWorse(target, worst.target)) worst = { key, target }
    }
    if (worst !== null) this.#targets.delete(worst.key)
  }
}

function isWorse(one: Target, other: Target): boolean {
  const isStranger = one.origin === 'stranger'
  return isStranger === (other.origin === 'stranger') ? one.failures > other.failures : isStranger
}

/** The pause after consecutive failures; `chance` in [0, 1) is jitter. */
export function redialMs({ address, failures }: Pick<Target, 'address' | 'failures'>, chance: number): number {
  const longest = address === null ? KNOWN_REDIAL_MS_MAX : REDIAL_MS_MAX
  const pause = Math.min(longest, REDIAL_MS * 2 ** Math.min(failures - 1, 20))
  return pause * (0.5 + chance)
}

function newTarget(of: Partial<Target>): Target {
  const idle = { failures: 0, dueAt: 0, dialling: false, dialledAt: 0, hasNews: false }
  return { address: null, did: null, origin: 'partner', addresses: [], ...idle, ...of }
}
