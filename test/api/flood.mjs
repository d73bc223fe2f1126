import { parentPort, workerData } from 'node:worker_threads'
import { WebSocket } from 'ws'

// A client in a thread of its own, so that what it does takes none of the node's time: it asks each query over HTTP and
// over sockets, on `width` lines at once, again and again, and listens as often as it may, until it is told to stop. It
// answers whatever it was told that is neither an answer nor OPERATION_TOO_COMPLEX.
const { url, token, queries, socketQueries, sockets: socketCount, width, listening } = workerData
const over = new AbortController()
const codes = []

async function keepAsking(query) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  while (!over.signal.aborted) {
    try {
      const asked = { method: 'POST', headers, body: JSON.stringify({ query }), signal: over.signal }
      note(await (await fetch(`${url}/graphql`, asked)).json())
    } catch (error) {
      if (!over.signal.aborted) codes.push(String(error))
    }
  }
}

function note({ data, errors }) {
  const code = errors?.[0]?.extensions?.code
  if (data === undefined && code !== 'OPERATION_TOO_COMPLEX') codes.push(code)
}

/** Asks what comes next whenever something has been answered, and listens beside it. */
function keepOperating() {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  let last = 0
  const operate = (query) => socket.send(JSON.stringify({ id: `${++last}`, type: 'subscribe', payload: { query } }))
  const asked = new Map()
  const ask = (query) => {
    operate(query)
    asked.set(`${last}`, query)
  }
  socket.on('error', () => {})
  socket.on('open', () => {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
  })
  socket.on('message', (message) => {
    const { id, type } = JSON.parse(String(message))
    if (type === 'connection_ack') {
      for (let i = 0; i < listening; i++) operate('subscription { changes { cursor subject { id } } }')
      for (const query of socketQueries) ask(query)
    }
    const query = asked.get(id)
    if (query === undefined || (type !== 'complete' && type !== 'error')) return
    asked.delete(id)
    ask(query)
  })
  over.signal.addEventListener('abort', () => socket.terminate())
}

const asking = queries.flatMap((query) => Array.from({ length: width }, () => keepAsking(query)))
for (let i = 0; i < socketCount; i++) keepOperating()
parentPort.once('message', async () => {
  over.abort()
  await Promise.allSettled(asking)
  parentPort.postMessage(codes)
  parentPort.close()
})
