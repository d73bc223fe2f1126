import type { Did, Refusal, Refused } from '../kernel/index.ts'

/** A peer did what no honest one does: it costs the peer a strike. */
export class PeerViolationError extends Error {
  override readonly name = 'PeerViolationError'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.message}`)
    this.refusal = refusal
  }
}

/** The violation that a refusal tells of. */
export function violation({ refusal }: Refused): PeerViolationError {
  return new PeerViolationError(refusal)
}

/** The stream ended, or nothing came for too long: nobody's fault. */
export class ChannelClosedError extends Error {
  override readonly name = 'ChannelClosedError'
}

/** Nobody answered at an address, or somebody whom this node does not deal with. */
export class PeerUnreachableError extends Error {
  override readonly name = 'PeerUnreachableError'
  readonly target: string

  constructor(target: string, why: string, options?: ErrorOptions) {
    super(`${target} cannot be reached: ${why}`, options)
    this.target = target
  }
}

/** Where peers were to find this node, it cannot listen. */
export class P2pListenError extends Error {
  override readonly name = 'P2pListenError'

  constructor(cause: Error) {
    // libp2p lists them, one a line: `/ip4/…: Error: listen EADDRINUSE: …`, and stacks below.
    const faults = [...cause.message.matchAll(/^\s*(\/\S+): (?:\w*Error: )?(.+)$/gm)].map(
      ([, at, why]) => `${at} (${why})`,
    )
    const where = faults.length === 0 ? 'the addresses that are set' : faults.join(', ')
    super(
      `peers cannot be listened for on ${where}: stop the program that has the port, or set ROCHDALE_P2P_LISTEN to other addresses`,
      { cause },
    )
  }
}

/** A peer with whom there is no connection. */
export class NotConnectedError extends Error {
  override readonly name = 'NotConnectedError'
  readonly did: Did

  constructor(did: Did) {
    super(`there is no connection to ${did}`)
    this.did = did
  }
}
