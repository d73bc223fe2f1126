import { setTimeout } from 'node:timers/promises'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { GraphqlError, waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { TestFederation } from '../support/federation.ts'
import { TestFolder } from '../support/folders.ts'
import { PostgresServer, SERVER_PROGRAMS } from '../support/postgres-server.ts'
import { Random } from '../support/random.ts'

const RESTARTS = Number(process.env.ROCHDALE_TEST_RESTARTS ?? 4)
const CLIENTS = 6

test.skipIf(SERVER_PROGRAMS === null)(
  'a database that crashes again and again under load loses nothing that was told, and ends no node',
  { timeout: 600_000 + RESTARTS * 10_000 },
  async () => {
    const random = new Random(Date.now() % 1_000_000)
    await using server = await PostgresServer.create()
    await using federation = new TestFederation()
    using folder = new TestFolder()
    const alder = await federation.start('Alder', { dataDir: folder.at('alder'), env: { DATABASE_URL: server.url } })
    const speakers = Array.from({ length: CLIENTS }, (_, i) => new Speaker(alder, i))
    const told = () => speakers.reduce((sum, { answered }) => sum + answered.size, 0)
    for (let i = 0; i < RESTARTS; i++) {
      const before = told()
      await waitFor('it answers', async () => told() > before + CLIENTS, { everyMs: 5 })
      await setTimeout(random.below(200))
      await server.crash()
      await setTimeout(random.below(500))
      await server.start()
    }
    await waitFor('it is ready', async () => (await fetch(`${alder.client.url}/readyz`)).ok)
    for (const speaker of speakers) await speaker.stop()
    const codes = speakers.flatMap((speaker) => [...speaker.codes])
    const faults = alder.output.join('').match(/^.*"(the API failed|a connection was lost)".*$/gm) ?? []
    expect(faults, faults.slice(0, 3).join('\n').slice(0, 4_000)).toEqual([])
    expect(codes.filter((code) => code !== 'UNAVAILABLE')).toEqual([])
    await expectWhole(alder, speakers)
    console.info(`${RESTARTS} crashes, ${told()} mutations acknowledged`)

    await server.crash()
    await waitFor('it is not ready', async () => (await fetch(`${alder.client.url}/readyz`)).status === 503)
    const refused = await alder.client.request('{ headCursor }').catch((error: unknown) => error)
    expect((refused as GraphqlError).codes).toEqual(['UNAVAILABLE'])
    await server.start()
    expect(await alder.stop()).toBe(0)
  },
)

test.skipIf(SERVER_PROGRAMS === null)(
  'a node that is told to stop while its database is away, or only comes back, ends by itself and well',
  async () => {
    await using server = await PostgresServer.create()
    await using federation = new TestFederation()
    using folder = new TestFolder()
    const env = { DATABASE_URL: server.url }
    for (const pauseMs of [null, 0, 300, 1_500]) {
      const node = await federation.start('Alder', { dataDir: folder.at('alder'), env })
      await server.crash()
      if (pauseMs !== null) {
        await server.start()
        await setTimeout(pauseMs)
      }
      expect(await node.stop(), `after ${pauseMs}: ${node.output.join('').slice(-2_000)}`).toBe(0)
      if (pauseMs === null) await server.start()
    }
  },
)

test.skipIf(SERVER_PROGRAMS === null)(
  'what a node reads on no caller’s behalf is cut off by a crash of its database, and that ends no node',
  async () => {
    await using server = await PostgresServer.create()
    await using federation = new TestFederation()
    using folder = new TestFolder()
    const alder = await federation.start('Alder', { dataDir: folder.at('alder'), env: { DATABASE_URL: server.url } })
    const held = postgres(server.url, { max: 1, onnotice: () => undefined })
    const holding = held.begin(async (sql) => {
      await sql`lock table local_records in access exclusive mode`
      // As if something had been written: the node looks whom it blocks, and waits for the lock.
      await server.run((other) => other`select pg_notify('rochdale_public', '0')`)
      await waitFor('a reader of the node waits', () =>
        server.run(async (other) => {
          const waiting = await other`select query from pg_stat_activity where wait_event_type = 'Lock'`
          return waiting.some(({ query }) => String(query).includes('local_records'))
        }),
      )
      await server.crash()
    })
    await holding.catch(() => undefined)
    await held.end({ timeout: 1 })
    await server.start()
    await waitFor('it is ready', async () => (await fetch(`${alder.client.url}/readyz`)).ok)
    expect(alder.output.join('')).not.toMatch(/"(a connection was lost|unexpected fault)/)
    expect(await alder.stop()).toBe(0)
  },
)

/** Says one thing after the other, repeating with the same key what was not answered. */
class Speaker {
  /** The key of everything that was acknowledged. */
  readonly answered = new Set<string>()
  readonly codes = new Set<string>()
  readonly #node: NodeProcess
  readonly #name: string
  readonly #working: Promise<void>
  #stopped = false

  constructor(node: NodeProcess, number: number) {
    this.#node = node
    this.#name = `speaker ${number}`
    this.#working = this.#work()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#working
  }

  async #work(): Promise<void> {
    for (let i = 0; !this.#stopped; i++) {
      const description = `${this.#name} says ${i}`
      while (!(await this.#say(description))) await setTimeout(50)
      this.answered.add(description)
    }
  }

  async #say(description: string): Promise<boolean> {
    const query = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { cooperative { did } } }`
    try {
      await this.#node.client.request(query, { input: { name: 'Alder', description, idempotencyKey: description } })
      return true
    } catch (error) {
      if (error instanceof GraphqlError) for (const code of error.codes) this.codes.add(code)
      return false
    }
  }
}

/** Each thing that was told stands in the log, once. */
async function expectWhole({ client }: NodeProcess, speakers: readonly Speaker[]): Promise<void> {
  const query = `query ($after: String) { logEntries(scope: "${PUBLIC_SCOPE}", first: 100, after: $after) {
    pageInfo { hasNextPage endCursor } edges { node { seq bytes } } } }`
  type Page = {
    pageInfo: { hasNextPage: boolean; endCursor: string }
    edges: { node: { seq: number; bytes: string } }[]
  }
  const said: string[] = []
  for (let after: string | null = null; ; ) {
    const { logEntries }: { logEntries: Page } = await client.request(query, { after })
    for (const { node } of logEntries.edges) {
      said.push(JSON.parse(Buffer.from(node.bytes, 'base64').toString()).body.description)
      expect(node.seq).toBe(said.length)
    }
    if (!logEntries.pageInfo.hasNextPage) break
    after = logEntries.pageInfo.endCursor
  }
  const told = speakers.flatMap(({ answered }) => [...answered])
  expect(said.filter((one) => one?.includes(' says ')).toSorted()).toEqual(told.toSorted())
}
