import type { Caller } from '../access/caller.ts'
import type { Outgoing } from '../outgoing-bytes.ts'
import type { OpenSocket } from './open-sockets.ts'
import { SocketConnection, type SocketConnectionOptions, type WaitingBytes } from './socket-connection.ts'

/** 1013 of the registry of close codes (RFC 6455): clients connect again. */
export const TRY_AGAIN_LATER = 1013

export interface SocketClientOptions extends Omit<SocketConnectionOptions, 'waiting'> {
  readonly authorization: string | undefined
  readonly outgoing: Outgoing
  /** To be called when the caller is known. */
  readonly onKnown: () => void
}

/** Who is at the other end of a socket. */
export class SocketClient implements OpenSocket, WaitingBytes {
  authorization: string | undefined
  /** Null as long as it is not known. */
  caller: Caller | null = null
  readonly connection: SocketConnection
  readonly onKnown: () => void
  readonly #outgoing: Outgoing
  readonly #gone = new AbortController()

  constructor({ authorization, outgoing, onKnown, ...options }: SocketClientOptions) {
    this.authorization = authorization
    this.onKnown = onKnown
    this.#outgoing = outgoing
    this.connection = new SocketConnection({ ...options, waiting: this })
  }

  get principal(): string {
    return this.caller?.principal ?? ''
  }

  /** Aborted when the socket is closed. */
  get gone(): AbortSignal {
    return this.#gone.signal
  }

  isFull(): boolean {
    return this.#outgoing.isFull(this.principal)
  }

  add(bytes: number): () => void {
    return this.#outgoing.add(this.principal, bytes)
  }

  giveWay(): void {
    this.connection.close(TRY_AGAIN_LATER, 'Others need this place')
  }

  dispose(): void {
    this.#gone.abort()
    this.connection.dispose()
  }
}
