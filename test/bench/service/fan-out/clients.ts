import { randomUUID } from 'node:crypto'
import { type Arrivals, type ClientsOrder, machineMs } from './messages.ts'
import { RawClient } from './raw-client.ts'

/** A process of clients of one subscription. */

const OPENED_AT_ONCE = 64
/** What a message of a subscription says of itself, in the way that every server here writes it. */
const NEXT = '"type":"next"'

interface Listening {
  readonly client: RawClient
  isPaused: boolean
  count: number
}

const sockets: Listening[] = []
let expected = 0
/** How many sockets read. */
let reading = 0
let first = 0
let message = ''
let last: number[] = []

process.on('message', (order: ClientsOrder) => {
  answer(order).catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
    process.disconnect()
  })
})

async function answer(order: ClientsOrder): Promise<void> {
  if (order.do === 'open') {
    await open(order)
    process.send?.(sockets.length)
  } else if (order.do === 'expect') {
    expected = order.messages
    first = 0
    last = []
    reading = sockets.filter(({ isPaused }) => !isPaused).length
    for (const socket of sockets) socket.count = 0
    process.send?.('expecting')
  } else if (order.do === 'closed') {
    process.send?.(sockets.flatMap(({ client }) => client.closeReason ?? []))
  } else {
    for (const socket of sockets.slice(0, order.count)) {
      socket.isPaused = order.do === 'pause'
      if (socket.isPaused) socket.client.socket.pause()
      else socket.client.socket.resume()
    }
    process.send?.(order.do)
  }
}

async function open({ url, tokens, count, query }: ClientsOrder & { readonly do: 'open' }): Promise<void> {
  const at = new URL(url)
  let next = 0
  const opening = Array.from({ length: OPENED_AT_ONCE }, async () => {
    while (next < count) await openOne(at, tokens[next++ % tokens.length] ?? '', query)
  })
  await Promise.all(opening)
}

async function openOne(url: URL, token: string, query: string): Promise<void> {
  let acknowledge = () => {}
  const acknowledged = new Promise<void>((resolve) => {
    acknowledge = resolve
  })
  const client = await RawClient.open(url, (bytes) => {
    if (bytes.includes(NEXT)) arrived(socket, bytes)
    else if (bytes.includes('connection_ack')) acknowledge()
    else throw new Error(String(bytes))
  })
  const socket: Listening = { client, isPaused: false, count: 0 }
  client.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  await acknowledged
  client.send({ id: randomUUID(), type: 'subscribe', payload: { query } })
  sockets.push(socket)
}

function arrived(socket: Listening, bytes: Buffer): void {
  if (first === 0) {
    first = machineMs()
    message = String(bytes)
  }
  socket.count++
  if (socket.count !== expected || socket.isPaused) return
  last.push(machineMs())
  if (last.length !== reading) return
  const arrivals: Arrivals = { first, last, message }
  process.send?.(arrivals)
}
