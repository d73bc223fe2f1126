/** What the processes of the measurement say to one another. */

/** To a process of clients. */
export type ClientsOrder =
  | {
      readonly do: 'open'
      readonly url: string
      readonly tokens: readonly string[]
      readonly count: number
      readonly query: string
    }
  /** Tells when each socket has had so many messages. */
  | { readonly do: 'expect'; readonly messages: number }
  /** The first sockets stop reading, or read again. */
  | { readonly do: 'pause' | 'resume'; readonly count: number }
  | { readonly do: 'closed' }

/** In milliseconds of the machine's clock, one for each socket that reads, in ascending order. */
export interface Arrivals {
  readonly first: number
  readonly last: readonly number[]
  /** One of the messages. */
  readonly message: string
}

/** To a server that sends the same message to all of its clients. */
export interface BroadcastOrder {
  readonly message: string
  readonly messages: number
}

/** The machine's clock, which all of its processes share, in milliseconds. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
