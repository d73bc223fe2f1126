import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { buildSchema } from 'graphql'
import { handleProtocols } from 'graphql-ws'
import { useServer as serve } from 'graphql-ws/use/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { BroadcastOrder } from './messages.ts'

/** A server that does nothing but send: bytes as they are, or, as graphql-ws does it, one execution for each client. */

const server = createServer()
const sockets = new WebSocketServer({ server, handleProtocols })
const isPlain = process.argv[2] === 'raw'
let send: (order: BroadcastOrder) => void
if (isPlain) {
  const listening: WebSocket[] = []
  let bytes = Buffer.alloc(0)
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      if (String(data).includes('connection_init')) socket.send('{"type":"connection_ack"}')
      else listening.push(socket)
    })
  })
  send = ({ message }) => {
    if (bytes.toString() !== message) bytes = Buffer.from(message)
    for (const socket of listening) socket.send(bytes, { binary: false })
  }
} else {
  send = executing()
}
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))

process.on('message', async (order: BroadcastOrder) => {
  for (let i = 0; i < order.messages; i++) {
    send(order)
    await setImmediate()
  }
  process.send?.('sent')
})

/** The fields of a change without what lies behind them. */
function executing(): typeof send {
  const schema = buildSchema(`
    type Query { nothing: String }
    type Change { cursor: String! kind: String! at: String! origin: String! subjectKind: String! }
    enum SubjectKind { OBLIGATION }
    type Subscription { changes(subjects: [SubjectKind!]): Change! }
  `)
  const listening = new Set<(change: object) => void>()
  const source = {
    changes: () => {
      const queue: object[] = []
      let wake = () => {}
      const listen = (change: object) => {
        queue.push(change)
        wake()
      }
      listening.add(listen)
      return {
        async next() {
          while (queue.length === 0)
            await new Promise<void>((resolve) => {
              wake = resolve
            })
          return { value: { changes: queue.shift() }, done: false }
        },
        async return() {
          listening.delete(listen)
          return { value: undefined, done: true }
        },
        [Symbol.asyncIterator]() {
          return this
        },
      }
    },
  }
  serve({ schema, roots: { subscription: source } }, sockets)
  return ({ message }) => {
    const change = JSON.parse(message).payload.data.changes as object
    for (const listen of listening) listen(change)
  }
}
