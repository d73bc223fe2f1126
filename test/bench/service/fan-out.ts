import 'core-js/actual/async-disposable-stack/index.js'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { CURRENCY, didOf, foundClearing } from '../../federation/support/dealings.ts'
import { PostgresServer } from '../../support/postgres-server.ts'
import { type Arrivals, type BroadcastOrder, type ClientsOrder } from './fan-out/messages.ts'
import type { BenchOptions, Row } from './row.ts'

/** A subscription, and what one execution of it reads. */
interface Scenario {
  readonly name: string
  readonly query: string
}

const CHANGES: Scenario = {
  name: 'changes',
  query: 'subscription { changes(subjects: [OBLIGATION]) { cursor kind at origin subjectKind } }',
}
const OBJECTS: Scenario = {
  name: 'obligationChanged',
  query: `subscription { obligationChanged {
    cursor kind author { name } obligation { id status amount remaining currency debtor { name } creditor { name } }
  } }`,
}
/** Clients, and the changes that each is told at a stretch. */
const SIZES = [
  { clients: 500, messages: 100 },
  { clients: 2_000, messages: 50 },
  { clients: 10_000, messages: 20 },
] as const
const SOCKETS_PER_TOKEN = 2_000
const RUNS = 5
const QUIET_MS = 300
const ONE_BY_ONE = 30
const PAUSE_MS = 20

export default { name: 'fan-out', run }

/** Fan-out of changes to many subscribers of one operation, beside a broadcast of the same bytes and graphql-ws as it comes. */
export async function run({ quick, database }: BenchOptions): Promise<Row[]> {
  await using node = await BenchNode.start(database)
  const rows: Row[] = []
  for (const { clients, messages } of quick ? SIZES.slice(0, 1) : SIZES)
    rows.push(...(await measureFanOut(node, CHANGES, clients, messages, quick ? 1 : RUNS)))
  rows.push(...(await measureFanOut(node, OBJECTS, 500, 100, quick ? 1 : RUNS)))
  rows.push(...(await measureMutations(node)))
  if (!quick) rows.push(await measureSlowReader(node))
  return rows
}

async function measureFanOut(
  node: BenchNode,
  scenario: Scenario,
  clients: number,
  messages: number,
  runs: number,
): Promise<Row[]> {
  const name = `${scenario.name}, ${clients} clients`
  const alone = await repeated(runs, () => node.burst(messages, null))
  const before = residentMib(node.pid)
  await using ours = await Clients.open(node.url, await node.tokens(clients), clients, scenario.query)
  await node.quiet()
  const kib = ((residentMib(node.pid) - before) * 1024) / clients
  const told = await repeated(runs, () => node.burst(messages, ours))
  const single = await repeated(runs * 3, () => node.burst(1, ours))
  const message = told[0]?.arrivals?.message ?? ''
  const raw = await broadcast('raw', message, clients, messages, runs)
  const plain =
    scenario === CHANGES && clients <= 2_000 ? await broadcast('graphql-ws', message, clients, messages, runs) : null
  const count = clients * messages
  const aloneMs = median(alone.map(({ cpuMs }) => cpuMs))
  const us = ((median(told.map(({ cpuMs }) => cpuMs)) - aloneMs) / count) * 1_000
  const rate = (count / median(told.map(({ arrivals }) => spanMs(arrivals as Arrivals)))) * 1_000
  const spread = median(single.map(({ arrivals }) => spanMs(arrivals as Arrivals)))
  const halfway = median(single.map(({ arrivals }) => halfMs(arrivals as Arrivals)))
  const load = loadText()
  return [
    {
      what: `${name}: CPU of the node per message`,
      baseline: `${raw.us.toFixed(1)} µs (raw ws)${plain === null ? '' : `, ${plain.us.toFixed(1)} µs (graphql-ws)`}`,
      now: `${us.toFixed(1)} µs`,
      ratio: raw.us / us,
      note: `${message.length} bytes each; without the mutation itself, ${aloneMs} ms for ${messages} debts; ${load}`,
    },
    {
      what: `${name}: messages per second`,
      baseline: `${Math.round(raw.rate)}${plain === null ? '' : `, ${Math.round(plain.rate)} (graphql-ws)`}`,
      now: `${Math.round(rate)}`,
      ratio: rate / raw.rate,
      note: `from the first message of ${messages} changes, made by one mutation, to the last; ${load}`,
    },
    {
      what: `${name}: from the first served to the last`,
      baseline: `${raw.spread.toFixed(0)} ms`,
      now: `${spread.toFixed(0)} ms, half of them within ${halfway.toFixed(0)}`,
      ratio: raw.spread / spread,
      note: `one change at a time; ${load}`,
    },
    {
      what: `${name}: memory per socket`,
      baseline: '–',
      now: `${kib.toFixed(0)} KiB`,
      ratio: null,
      note: `growth of what is resident; ${load}`,
    },
  ]
}

/** How long mutations take one after the other, with and without listeners. */
async function measureMutations(node: BenchNode): Promise<Row[]> {
  const without = await node.mutationMs()
  await using listeners = await Clients.open(node.url, await node.tokens(500), 500, CHANGES.query)
  await node.quiet()
  const withThem = await node.mutationMs()
  const again = await (async () => {
    await listeners[Symbol.asyncDispose]()
    await node.quiet()
    return await node.mutationMs()
  })()
  const baseline = (without + again) / 2
  return [
    {
      what: `a mutation while 500 listen, ${node.database}`,
      baseline: `${baseline.toFixed(1)} ms`,
      now: `${withThem.toFixed(1)} ms`,
      ratio: baseline / withThem,
      note: `median of ${ONE_BY_ONE}, ${PAUSE_MS} ms apart; without listeners before and after; ${loadText()}`,
    },
  ]
}

/** Some 5 KB of one obligation. */
const LONG = Array.from({ length: 40 }, (_, i) => `a${i}: agreement { id title }`).join(' ')

/** How much later the others are served while one of 2,000 takes nothing. */
async function measureSlowReader(node: BenchNode): Promise<Row> {
  const clients = 2_000
  const query = `subscription { obligationChanged { cursor obligation { ${LONG} } } }`
  await using ours = await Clients.open(node.url, await node.tokens(clients), clients, query)
  await node.quiet()
  const all = await repeated(RUNS, () => node.burst(20, ours))
  await ours.order({ do: 'pause', count: 1 })
  const others = await repeated(RUNS, () => node.burst(20, ours))
  await setTimeout(15_000)
  await ours.order({ do: 'resume', count: 1 })
  await setTimeout(3_000)
  const reasons = (await ours.order({ do: 'closed' })) as readonly string[]
  const [before, after] = [all, others].map((bursts) =>
    median(bursts.map(({ arrivals }) => spanMs(arrivals as Arrivals))),
  ) as [number, number]
  return {
    what: 'the other 1,999 while one reads nothing: 20 changes',
    baseline: `${before.toFixed(0)} ms`,
    now: `${after.toFixed(0)} ms`,
    ratio: before / after,
    note: `${others[0]?.arrivals?.message.length} bytes each; the slow one: ${reasons.join(', ') || 'not ended'}; ${loadText()}`,
  }
}

interface Debt {
  readonly agreementId: string
  readonly debt: object
}

interface Burst {
  readonly cpuMs: number
  readonly arrivals: Arrivals | null
}

/** A node as a process, with a clearing arrangement under which debts are recorded. */
class BenchNode implements AsyncDisposable {
  readonly database: string
  readonly #node: NodeProcess
  readonly #folder: string
  readonly #server: PostgresServer | null
  readonly #tokens: string[] = []
  readonly #debt: Debt

  private constructor(node: NodeProcess, debt: Debt, folder: string, server: PostgresServer | null) {
    this.#node = node
    this.#debt = debt
    this.#folder = folder
    this.#server = server
    this.database = server === null ? 'PGlite' : 'PostgreSQL'
  }

  /** With a clearing arrangement whose other party is away. */
  static async start(database: BenchOptions['database']): Promise<BenchNode> {
    const folder = mkdtempSync(join(tmpdir(), 'rochdale-bench-'))
    const server = database === 'postgres' ? await PostgresServer.create() : null
    const env = { LOG_LEVEL: 'error', ROCHDALE_SOCKETS_MAX: '20000', ...(server && { DATABASE_URL: server.url }) }
    const debtor = await NodeProcess.start({ name: 'alder', dataDir: join(folder, 'alder'), env })
    const bootstrap = [debtor.multiaddr]
    const creditor = await NodeProcess.start({ name: 'birch', dataDir: join(folder, 'birch'), bootstrap })
    const debt = { debtor: await didOf(debtor), creditor: await didOf(creditor), amount: '1', currency: CURRENCY }
    const agreementId = await foundClearing([debtor, creditor])
    await creditor.stop()
    return new BenchNode(debtor, { agreementId, debt }, folder, server)
  }

  get pid(): number {
    return this.#node.pid
  }

  get url(): string {
    return `${this.#node.client.url}/graphql`
  }

  /** So many tokens that each has a part of the clients that it may have. */
  async tokens(clients: number): Promise<readonly string[]> {
    const count = Math.ceil(clients / SOCKETS_PER_TOKEN)
    while (this.#tokens.length < count) {
      const made = await this.#node.client.request<{ createToken: { secret: string } }>(
        'mutation { createToken(input: { name: "bench", role: VIEWER }) { secret } }',
      )
      this.#tokens.push(made.createToken.secret)
    }
    return this.#tokens.slice(0, count)
  }

  /** Makes changes in one mutation, and waits until all clients have been told them. */
  async burst(messages: number, clients: Clients | null): Promise<Burst> {
    await this.quiet()
    const arrivals = clients === null ? null : await clients.expect(messages)
    const before = cpuMs(this.pid)
    await this.#record(messages)
    const arrived = (await arrivals?.all) ?? null
    await this.quiet()
    return { cpuMs: cpuMs(this.pid) - before, arrivals: arrived }
  }

  /** The median time of a mutation, in milliseconds. */
  async mutationMs(): Promise<number> {
    const waits: number[] = []
    for (let i = 0; i < ONE_BY_ONE; i++) {
      const start = performance.now()
      await this.#record(1)
      waits.push(performance.now() - start)
      await setTimeout(PAUSE_MS)
    }
    return median(waits)
  }

  async #record(count: number): Promise<void> {
    const { agreementId, debt } = this.#debt
    const input = { agreementId, obligations: Array.from({ length: count }, () => debt) }
    await this.#node.client.request(
      'mutation ($input: RecordObligationsInput!) { recordObligations(input: $input) { obligations { id } } }',
      { input },
    )
  }

  /** Waits until the node has nothing more to do. */
  async quiet(): Promise<void> {
    for (let before = cpuMs(this.pid); ; ) {
      await setTimeout(QUIET_MS)
      const now = cpuMs(this.pid)
      if (now - before < QUIET_MS / 5) return
      before = now
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#node.stop()
    await this.#server?.[Symbol.asyncDispose]()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Clients in a process of their own. */
class Clients implements AsyncDisposable {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static async open(url: string, tokens: readonly string[], count: number, query: string): Promise<Clients> {
    const clients = new Clients(start('clients.ts'))
    await clients.order({ do: 'open', url, tokens, count, query })
    return clients
  }

  async order(order: ClientsOrder): Promise<unknown> {
    const answered = once(this.#child, 'message')
    this.#child.send(order)
    return (await answered)[0]
  }

  /** When each has had so many messages, counted from now on. */
  async expect(messages: number): Promise<{ readonly all: Promise<Arrivals> }> {
    await this.order({ do: 'expect', messages })
    return { all: once(this.#child, 'message').then(([arrivals]) => arrivals as Arrivals) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill()
    await ended
  }
}

/** The same messages from a server that does nothing else. */
async function broadcast(kind: 'raw' | 'graphql-ws', message: string, clients: number, messages: number, runs: number) {
  const server = start('broadcaster.ts', [kind])
  try {
    const [port] = await once(server, 'message')
    const query = 'subscription { changes { cursor kind at origin subjectKind } }'
    await using listening = await Clients.open(`http://127.0.0.1:${port}/graphql`, [''], clients, query)
    await setTimeout(QUIET_MS)
    const send = async (count: number) => {
      const arrivals = await listening.expect(count)
      const before = cpuMs(server.pid ?? 0)
      const order: BroadcastOrder = { message, messages: count }
      server.send(order)
      const arrived = await arrivals.all
      await setTimeout(QUIET_MS)
      return { ms: cpuMs(server.pid ?? 0) - before, span: spanMs(arrived) }
    }
    await send(messages)
    const all = await repeated(runs, () => send(messages))
    const single = await repeated(runs * 3, () => send(1))
    const count = clients * messages
    return {
      us: (median(all.map(({ ms }) => ms)) / count) * 1_000,
      rate: (count / median(all.map(({ span }) => span))) * 1_000,
      spread: median(single.map(({ span }) => span)),
    }
  } finally {
    server.kill()
  }
}

function start(file: string, args: readonly string[] = []): ChildProcess {
  return fork(join(import.meta.dirname, 'fan-out', file), args, { execArgv: ['--import', 'tsx'] })
}

async function repeated<T>(runs: number, measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  while (results.length < runs) results.push(await measure())
  return results
}

function spanMs({ first, last }: Arrivals): number {
  return (last.at(-1) ?? first) - first
}

function halfMs({ first, last }: Arrivals): number {
  return (last[last.length >> 1] ?? first) - first
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN
}

/** Processor time of a process so far, in milliseconds; /proc counts in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function residentMib(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

function loadText(): string {
  return `load ${loadavg()[0]?.toFixed(1)}`
}

if (process.argv[1] === import.meta.filename) {
  const database = process.argv.includes('--postgres') ? 'postgres' : 'pglite'
  for (const row of await run({ quick: process.argv.includes('--quick'), database }))
    process.stdout.write(`${row.what} | ${row.baseline} | ${row.now} | ${row.ratio?.toFixed(2) ?? '–'} | ${row.note}\n`)
}
