import { strict as assert } from 'node:assert'
import { yamux } from '@libp2p/yamux'

/** Streams that a peer may have open on one connection, of all protocols. */
const STREAMS_OF_PEER_MAX = 64

/** Maximum number of unread bytes of a peer in one stream, also after the stream has been paused. */
export const WINDOW_BYTES_MAX = 1024 * 1024

type Muxers = ReturnType<typeof yamux>

/**
 * Yamux for connections that may be gone when it answers. It throws if the connection accepts nothing more, in an event
 * handler that nothing catches, which would end the process: any peer could send a request, hang up at once and thereby
 * end a node. Here such an answer is dropped; the end of the connection ends all its streams.
 */
export function sturdyYamux(): Muxers {
  const make = yamux({
    maxInboundStreams: STREAMS_OF_PEER_MAX,
    streamOptions: { maxStreamWindowSize: WINDOW_BYTES_MAX },
  })
  return (...components) => {
    const factory = make(...components)
    const create = factory.createStreamMuxer.bind(factory)
    factory.createStreamMuxer = (connection) => {
      const muxer = create(connection)
      assert('send' in muxer && typeof muxer.send === 'function', 'all frames of a muxer go through send')
      const send = muxer.send.bind(muxer) as (frame: unknown) => boolean
      muxer.send = (frame: unknown) => {
        try {
          return send(frame)
        } catch (error) {
          if (error instanceof Error && error.name === 'StreamStateError') return false
          throw error
        }
      }
      return muxer
    }
    return factory
  }
}
