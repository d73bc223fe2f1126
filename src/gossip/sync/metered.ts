import type { Did } from '../../kernel/index.ts'
import { didOfPeer, type PeerId } from '../host/peer-id.ts'
import type { Stream } from './channel.ts'

/** Minimum cost of a chunk: many small ones cost as much as a large one. */
const CHUNK_BYTES_MIN = 64
/** Maximum pause of a stream. */
const PAUSE_MS_MAX = 60_000

/** Takes bytes from a peer's budget, and returns how long to pause reading it, in milliseconds. */
export type Brake = (did: Did, byteCount: number) => number

type Handler = (stream: Stream, connection: { readonly remotePeer: PeerId }) => unknown
type Handle = (protocols: unknown, handler: Handler, options: unknown) => unknown

/**
 * Rate-limits a libp2p service's reads: the stream is paused, and the muxer's flow control stops the sender. Nothing else
 * slows gossipsub down, which reads, hashes and compares all input.
 */
export function metered<Components, Service>(make: (components: Components) => Service, brake: Brake) {
  return (components: Components): Service => make(slowed(components as object, brake) as Components)
}

/** A service's components, with a registrar that rate-limits the streams it handles. */
function slowed(components: object, brake: Brake): object {
  return overridden(components, 'registrar', (registrar) =>
    overridden(registrar as object, 'handle', (handle) => (protocols: unknown, handler: Handler, options: unknown) => {
      const slow: Handler = (stream, connection) => {
        slowDown(stream, didOfPeer(connection.remotePeer), brake)
        return handler(stream, connection)
      }
      return (handle as Handle)(protocols, slow, options)
    }),
  )
}

function slowDown(stream: Stream, did: Did | null, brake: Brake): void {
  if (did === null) return
  stream.addEventListener('message', ({ data }) => {
    const waitMs = brake(did, Math.max(data.byteLength, CHUNK_BYTES_MIN))
    if (waitMs <= 0 || stream.readStatus !== 'readable') return
    stream.pause()
    setTimeout(() => stream.readStatus === 'paused' && stream.resume(), Math.min(waitMs, PAUSE_MS_MAX)).unref()
  })
}

/** The same object with one of its properties replaced. */
function overridden(target: object, name: string, replace: (value: unknown) => unknown): object {
  return new Proxy(target, {
    get: (object, key) => {
      const value: unknown = Reflect.get(object, key)
      const bound: unknown = typeof value === 'function' ? value.bind(object) : value
      return key === name ? replace(bound) : bound
    },
  })
}
