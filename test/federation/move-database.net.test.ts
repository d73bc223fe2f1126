import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { rochdale, rochdaleReading } from '../support/command-line.ts'
import { TestFederation } from '../support/federation.ts'
import { PostgresServer, SERVER_PROGRAMS } from '../support/postgres-server.ts'
import { cursorOf, foundClearing, record, recordMany, refusalOf, stateOf, untilEqual } from './support/dealings.ts'

const isTried = SERVER_PROGRAMS !== null && !process.env.DATABASE_URL
const PATIENCE = { timeoutMs: 120_000 }

let federation: TestFederation
let server: PostgresServer
let alder: NodeProcess
let birch: NodeProcess
let agreementId: string

beforeAll(async () => {
  if (!isTried) return
  server = await PostgresServer.create()
  federation = new TestFederation()
  const env = { ROCHDALE_AUTO_CONFIRM: 'never' }
  ;[alder, birch] = await federation.startAll(['Alder', 'Birch'], { env })
  agreementId = await foundClearing([alder, birch])
})
afterAll(async () => {
  if (!isTried) return
  await federation[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

test.skipIf(!isTried)(
  'a node whose database is moved to a server goes on where it was; on the old one it signs nothing until it knows what came since',
  { timeout: 600_000 },
  async () => {
    const debt = { agreementId, debtor: alder, creditor: birch, amount: '100' }
    await recordMany(alder, 20, debt)
    const before = await untilEqual([alder, birch], agreementId, PATIENCE)
    const cursor = await cursorOf(alder)
    const folder = { ROCHDALE_DATA_DIR: alder.options.dataDir }
    const move = () => rochdale(['move-database', '--to', server.url], folder)
    expect((await move()).err).toMatch(/is in use by process \d+: stop that node first/)
    await alder.stop()
    const moved = await rochdale(['move-database', '--to', 'env'], { ...folder, DATABASE_URL: server.url })
    expect(moved).toMatchObject({ code: 0 })
    expect(moved.out).toMatch(/^\d+ entries and all else are there\. Start the node/)
    expect((await move()).err).toMatch(/holds a database already, and nothing was changed: add --force/)
    const again = ['move-database', '--force', '--to', '-']
    expect(await rochdaleReading(`${server.url}\n`, again, folder)).toMatchObject({ code: 0 })

    const { env = {}, ...options } = alder.options
    const embedded = { ...options, bootstrap: [birch.multiaddr], env }
    alder = await federation.start('Alder', { ...embedded, env: { ...env, DATABASE_URL: server.url } })
    expect(await stateOf(alder, agreementId)).toEqual(before)
    const changes = 'query ($after: String) { changes(after: $after) { edges { cursor } } }'
    await alder.client.request(changes, { after: cursor })
    await record(alder, { ...debt, debtor: alder, reference: 'on the server' })
    const since = await untilEqual([alder, birch], agreementId, PATIENCE)
    expect(since.heads).toHaveLength(before.heads.length)

    birch.signal('SIGSTOP')
    await alder.stop()
    alder = await federation.start('Alder', embedded)
    const refused = await refusalOf(record(alder, { ...debt, debtor: alder, reference: 'on the old one' }))
    expect(refused.refusal).toBe('node.signing-stopped')
    birch.signal('SIGCONT')
    const known = { ...debt, debtor: alder, reference: 'once it knows' }
    await waitFor('Alder signs again', () => record(alder, known).then(() => true), PATIENCE)
    expect((await untilEqual([alder, birch], agreementId, PATIENCE)).heads).toHaveLength(before.heads.length)
  },
)

test.each([
  ['env', '', /--to env, but DATABASE_URL is not set/],
  ['-', '', /the standard input holds no URL such as postgres/],
  ['-', 'embedded\n', /the standard input holds no URL such as postgres/],
])('a place to move to that is not given is asked for: --to %s', async (to, input, message) => {
  const ended = await rochdaleReading(input, ['move-database', '--to', to])
  expect(ended.code).toBe(1)
  expect(ended.err).toMatch(message)
})
