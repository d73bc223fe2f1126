import type { Did } from '../../kernel/index.ts'
import { crowdOf, readAddresses } from './addresses.ts'

/** Minimum pause between two dials of a stranger, whatever it announces. */
const STRANGER_REDIAL_MS = 60 * 60 * 1000
/** Strangers dialled within that time, in all; in a burst, and the time until another one is allowed after it. */
export const STRANGERS_AT_ONCE_MAX = 16
export const STRANGER_EVERY_MS = 5000
/** Strangers dialled in that time at one host, loopback not counted: many identities may point to one victim. */
export const STRANGERS_PER_HOST_MAX = 8

const FORGET_EVERY_MS = 60_000

/** The strangers dialled on their own announcement, and where. Its memory is bounded by its own rate. */
export class StrangerDials {
  readonly #dialled = new Map<Did, number>()
  readonly #hosts = new Map<string, number[]>()
  /** The used part of the rate, as of a time. */
  #owedMs = 0
  #at = 0
  #forgotAt = 0

  /** Whether a stranger may be dialled now at these addresses; if so, that counts as done. */
  mayDial(did: Did, addresses: readonly string[], now: number): boolean {
    this.#owedMs = Math.max(0, this.#owedMs - (now - this.#at))
    this.#at = now
    if (now - this.#forgotAt >= FORGET_EVERY_MS) this.#forget(now)
    if (this.#dialled.has(did) || this.#owedMs > (STRANGERS_AT_ONCE_MAX - 1) * STRANGER_EVERY_MS) return false
    const hosts = new Set(readAddresses(addresses).flatMap((address) => crowdOf(address) ?? []))
    if ([...hosts].some((host) => (this.#hosts.get(host)?.length ?? 0) >= STRANGERS_PER_HOST_MAX)) return false
    this.#dialled.set(did, now)
    this.#owedMs += STRANGER_EVERY_MS
    for (const host of hosts) this.#hosts.set(host, [...(this.#hosts.get(host) ?? []), now])
    return true
  }

  #forget(now: number): void {
    this.#forgotAt = now
    const isOld = (at: number) => now - at >= STRANGER_REDIAL_MS
    for (const [did, at] of this.#dialled) {
      if (!isOld(at)) break
      this.#dialled.delete(did)
    }
    for (const [host, times] of this.#hosts) {
      const recent = times.filter((at) => !isOld(at))
      if (recent.length === 0) this.#hosts.delete(host)
      else if (recent.length < times.length) this.#hosts.set(host, recent)
    }
  }
}
