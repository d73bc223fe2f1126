import type { Did } from '../kernel/index.ts'
import type { KnownPeer } from '../node/index.ts'

/** The first pause after a dial that failed; doubled each time up to the longest one. */
export const REDIAL_MS = 1000
export const REDIAL_MS_MAX = 60_000
/** For cooperatives known by announcement or discovery, of which most may be gone for good. */
export const KNOWN_REDIAL_MS_MAX = 60 * 60 * 1000
/** Connections that this node seeks of itself; more may come in. */
export const PEERS_WANTED = 64
/** Addresses of one cooperative that are tried. */
export const ADDRESSES_PER_PEER_MAX = 16
/** Cooperatives that are tried in turn; beyond, whoever failed most often makes room. */
export const TARGETS_MAX = 1000
/** A connection that lasted so long was a good one: the pauses begin anew. */
export const LASTING_MS = 10_000
/** Dials at one time. */
export const DIALS_MAX = 16

export interface DialerOptions {
  readonly self: Did
  readonly tickMs: number
  readonly dial: (address: string) => Promise<Did>
  readonly dialPeer: (did: Did, addresses: readonly string[]) => Promise<Did>
  /** Who is connected now. */
  readonly connected: ReadonlySet<Did>
  readonly onFailure: (target: string, error: unknown) => void
}

interface Target {
  /** What is dialled: an address that somebody gave us, for ever, or a cooperative that is known. */
  readonly address: string | null
  did: Did | null
  addresses: readonly string[]
  /** Dials that did not end in a connection that lasted. */
  failures: number
  dueAt: number
  dialling: boolean
  dialledAt: number
  /** It has something for us: sought though there are peers enough, so that a crowd of strangers cannot keep it away. */
  hasNews: boolean
}

/**
 * Seeks connections: the given addresses for ever, with growing pauses; known and discovered cooperatives while there
 * are too few peers.
 */
export class Dialer implements Disposable {
  readonly #options: DialerOptions
  readonly #targets = new Map<string, Target>()
  /** Whom an operator has sent away: not sought until he connects them again. */
  readonly #shunned = new Set<Did>()
  readonly #timer: NodeJS.Timeout
  #dials = 0

  constructor(options: DialerOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.#tick(), options.tickMs)
  }

  /** Dials an address now and whenever the connection is gone. */
  keep(address: string): void {
    this.#targets.set(address, newTarget(address, null))
  }

  /** As `keep`, once somebody has answered there. */
  kept(address: string, did: Did): void {
    this.#shunned.delete(did)
    this.#targets.set(address, newTarget(address, did))
  }

  /** A cooperative worth a connection, with the addresses that it announced; none where discovery has them. */
  offer({ did, multiaddrs }: KnownPeer): void {
    if (did === this.#options.self) return
    const addresses = multiaddrs.slice(0, ADDRESSES_PER_PEER_MAX)
    const known = this.#targets.get(did)
    if (known === undefined) {
      this.#makeRoom()
      if (this.#targets.size < TARGETS_MAX) this.#targets.set(did, newTarget(null, did, addresses))
      return
    }
    if (addresses.length === 0 || String(known.addresses) === String(addresses)) return
    known.addresses = addresses
    known.failures = 0
    known.dueAt = 0
  }

  /** There is something to fetch from a cooperative: its pause is over. */
  hurry(did: Did): void {
    const target = this.#targets.get(did)
    if (target === undefined) return
    target.hasNews = true
    target.failures = Math.min(target.failures, 1)
    target.dueAt = Math.min(target.dueAt, performance.now())
  }

  /** Stops seeking a cooperative, until an operator connects it again. */
  shun(did: Did): void {
    this.#shunned.add(did)
    for (const [key, target] of this.#targets) if (target.did === did) this.#targets.delete(key)
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
    this.#targets.clear()
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
      if (!target.dialling && target.dueAt <= now && this.#isWanted(target)) void this.#try(target)
    }
  }

  #isConnected({ did }: Target): boolean {
    return did !== null && this.#options.connected.has(did)
  }

  #isWanted({ address, did, hasNews }: Target): boolean {
    if (did !== null && this.#shunned.has(did)) return false
    return address !== null || hasNews || this.#options.connected.size + this.#dials < PEERS_WANTED
  }

  async #try(target: Target): Promise<void> {
    const { dial, dialPeer, onFailure } = this.#options
    const { address, did } = target
    target.dialling = true
    this.#dials += 1
    try {
      if (address !== null) target.did = await dial(address)
      else if (did !== null) await dialPeer(did, target.addresses)
      target.hasNews = false
    } catch (error) {
      onFailure(address ?? String(did), error)
    }
    // A peer that does not want us lets us in and hangs up: only a connection that lasts is a success.
    target.failures += 1
    target.dialledAt = performance.now()
    target.dueAt = target.dialledAt + redialMs(target, Math.random())
    target.dialling = false
    this.#dials -= 1
  }

  #makeRoom(): void {
    if (this.#targets.size < TARGETS_MAX) return
    let worst: { key: string; failures: number } | null = null
    for (const [key, { address, dialling, failures }] of this.#targets) {
      if (address === null && !dialling && failures > (worst?.failures ?? 0)) worst = { key, failures }
    }
    if (worst !== null) this.#targets.delete(worst.key)
  }
}

/** The pause after so many failures in a row; `chance` in [0, 1) spreads those who failed together. */
export function redialMs({ address, failures }: Pick<Target, 'address' | 'failures'>, chance: number): number {
  const longest = address === null ? KNOWN_REDIAL_MS_MAX : REDIAL_MS_MAX
  const pause = Math.min(longest, REDIAL_MS * 2 ** Math.min(failures - 1, 20))
  return pause * (0.5 + chance)
}

function newTarget(address: string | null, did: Did | null, addresses: readonly string[] = []): Target {
  return { address, did, addresses, failures: 0, dueAt: 0, dialling: false, dialledAt: 0, hasNews: false }
}
