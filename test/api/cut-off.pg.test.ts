import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { signerNumber } from '../support/node.ts'
import { Random } from '../support/random.ts'
import { RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

const CUTS = 200
const PAUSE_MS = 20
const CHANGES = 'subscription($after: String) { changes(after: $after) { cursor } }'
const FEED =
  'query($after: String) { changes(after: $after, first: 100) { edges { cursor } pageInfo { endCursor hasNextPage } } }'

test('a client cut off 200 times at random moments ends with exactly the sequence that it would have seen', async () => {
  await using api = await RunningApi.start()
  const start = (await api.ask('{ headCursor }')).data.headCursor as string
  const writing = keepWriting(api)
  const random = new Random(200)
  const told: string[] = []
  for (let cut = 0; cut < CUTS || told.length <= CUTS; cut++)
    await listen(api, told.at(-1) ?? start, told, random.below(30))
  await writing.stop()
  const feed = await readFeed(api, start)
  while (told.length < feed.length) await listen(api, told.at(-1) ?? start, told, 300)
  expect(told).toEqual(feed)
  expect(feed.length).toBeGreaterThan(CUTS)
})

/** Listens for some milliseconds from a cursor on, then the line is cut without a word. */
async function listen(api: RunningApi, after: string, told: string[], ms: number): Promise<void> {
  const socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  const operation = socket.operate(CHANGES, { after })
  const end = performance.now() + ms
  for (let left = ms; left > 0; left = end - performance.now()) {
    const message = await operation.next(left).catch(() => null)
    if (message?.type === 'next') told.push(message.payload.data.changes.cursor)
    else if (message !== null) throw new Error(`the subscription failed: ${JSON.stringify(message)}`)
  }
  socket.socket.terminate()
  await socket.closed
}

/** Changes stream, with room for others to read, until they are told to stop: batches of drafts. */
function keepWriting(api: RunningApi): { stop: () => Promise<void> } {
  let going = true
  const create = 'mutation($input: CreateDraftInput!) { createDraft(input: $input) { agreement { id } } }'
  const parties = [{ did: signerNumber(3).did, role: 'COUNTERPARTY' }]
  const terms = { custom: { name: 'Tool sharing', terms: {} } }
  const write = async () => {
    for (let i = 0; going; i++) {
      const titles = Array.from({ length: 1 + (i % 4) }, (_, j) => `Draft ${i}.${j}`)
      await Promise.all(titles.map((title) => api.ask(create, { input: { title, terms, parties } })))
      await setTimeout(PAUSE_MS)
    }
  }
  const running = write()
  return {
    stop: async () => {
      going = false
      await running
    },
  }
}

async function readFeed(api: RunningApi, start: string): Promise<string[]> {
  const cursors: string[] = []
  for (let after = start; ; ) {
    const { edges, pageInfo } = (await api.ask(FEED, { after })).data.changes
    cursors.push(...edges.map(({ cursor }: { cursor: string }) => cursor))
    if (!pageInfo.hasNextPage) return cursors
    after = pageInfo.endCursor
  }
}
