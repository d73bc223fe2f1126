import type { Did, Refusal, Refused } from '../kernel/index.ts'

/** A peer violated the protocol: it costs the peer a strike. */
export class PeerViolationError extends Error {
  override readonly name = 'PeerViolationError'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.message}`)
    this.refusal = refusal
  }
}

/** A refusal as a violation. */
export function violation({ refusal }: Refused): PeerViolationError {
  return new PeerViolationError(refusal)
}

/** The stream ended, or nothing arrived for too long: not a violation. */
export class ChannelClosedError extends Error {
  override readonly name = 'ChannelClosedError'
}

/** No peer answered at an address, or one with which this node does not deal. */
export class PeerUnreachableError extends Error {
  override readonly name = 'PeerUnreachableError'
  readonly target: string

  constructor(target: string, why: string, options?: ErrorOptions) {
    super(`${target} cannot be reached: ${why}`, options)
    this.target = target
  }
}

/** The node cannot listen on its peer-to-peer addresses. */
export class P2pListenError extends Error {
  override readonly name = 'P2pListenError'

  constructor(cause: Error) {
    // libp2p lists them, one a line: `/ip4/…: Error: listen EADDRINUSE: …`, with stacks below.
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

/** There is no connection to a peer. */
export class NotConnectedError extends Error {
  override readonly name = 'NotConnectedError'
  readonly did: Did

  constructor(did: Did) {
    super(`there is no connection to ${did}`)
    this.did = did
  }
}
