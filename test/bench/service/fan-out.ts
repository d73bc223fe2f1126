import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { CURRENCY } from '../../federation/support/dealings.ts'
import { Clients, endProcess, startProcess } from './fan-out/clients-process.ts'
import type { Arrivals, BroadcastOrder } from './fan-out/messages.ts'
import { type Fixture, fixtureOf } from './fixture.ts'
import { figure, loadText, medianOf, percent, processMs, progress, quiet, repeated, residentMib } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import { type Bench, DATABASE_NAMES, type DatabaseKind, type Row } from './row.ts'

const CHANGES = {
  name: 'changes',
  query: 'subscription { changes(subjects: [OBLIGATION]) { cursor kind at origin subjectKind } }',
}
const OBJECTS = {
  name: 'obligationChanged',
  query: `subscription { obligationChanged {
    cursor kind author { name } obligation { id status amount remaining currency debtor { name } creditor { name } }
  } }`,
}
/** Some 30 KB of each change. */
const LONG = `subscription { obligationChanged { cursor obligation {
  ${Array.from({ length: 100 }, (_, i) => `a${i}: agreement { id title documentHash parties { role } }`).join(' ')}
} } }`
/** Clients, and the changes of which each is told at a stretch. */
const SIZES = [
  { clients: 500, messages: 100 },
  { clients: 2_000, messages: 50 },
  { clients: 10_000, messages: 20 },
] as const
type Size = (typeof SIZES)[number]
const SOCKETS_MAX = 20_000
const SOCKETS_PER_TOKEN = 2_000
const SINGLES = 15
const MUTATIONS = 30
const PAUSE_MS = 20
const SLOW_MS = 15_000

/** How changes reach many clients of one operation, beside a broadcast of the same bytes and graphql-ws as it comes. */
const bench: Bench = {
  name: 'fan-out',
  async run({ quick, database }) {
    await using node = await FanOutNode.start(database)
    const rows: Row[] = []
    for (const size of quick ? SIZES.slice(0, 1) : SIZES) rows.push(...(await fanOut(node, CHANGES, size, quick)))
    for (const size of SIZES.slice(0, quick ? 1 : 2)) rows.push(...(await fanOut(node, OBJECTS, size, quick)))
    rows.push(await mutations(node))
    if (!quick) rows.push(await slowReader(node))
    return rows
  },
}
export default bench

async function fanOut(node: FanOutNode, { name, query }: typeof CHANGES, size: Size, quick: boolean): Promise<Row[]> {
  const { clients, messages } = size
  const alone = () => node.burst(messages, null)
  await alone()
  const before = await repeated(quick, alone)
  const mibBefore = residentMib(node.pid)
  const ours = await node.open(clients, query)
  const kib = ((residentMib(node.pid) - mibBefore) * 1024) / clients
  const { message } = (await node.burst(messages, ours)).arrivals
  const told = await repeated(quick, () => node.burst(messages, ours))
  const singles: number[] = []
  while (singles.length < SINGLES) singles.push(spanMs((await node.burst(1, ours)).arrivals))
  await ours[Symbol.asyncDispose]()
  const after = await repeated(quick, alone)
  const raw = await broadcast('raw', message, size, quick)
  const plain = name === 'changes' && clients <= 2_000 ? await broadcast('graphql-ws', message, size, quick) : null
  const mutation = medianOf([...before, ...after].map(({ cpuMs }) => cpuMs)).value
  const cpu = medianOf(told.map(({ cpuMs }) => ((cpuMs - mutation) * 1_000) / (clients * messages)))
  const rate = medianOf(told.map(({ arrivals }) => (clients * messages * 1_000) / spanMs(arrivals)))
  const span = medianOf(singles)
  const beside = (of: (broadcast: Broadcast) => number) => (plain === null ? '' : `; graphql-ws ${figure(of(plain))}`)
  const row = (what: string, rest: Omit<Row, 'what'>): Row => {
    progress(`  ${clients} clients, ${name}, ${what}: ${rest.now}, ${rest.baseline}`)
    return { what: `${name}, ${clients} clients: ${what}, ${node.database}`, ...rest }
  }
  return [
    row('CPU of a message', {
      baseline: `raw ws ${figure(raw.us)}${beside(({ us }) => us)} µs`,
      now: `${figure(cpu.value)} µs`,
      ratio: raw.us / cpu.value,
      note: `${message.length} bytes; without the mutation of ${messages} debts, ${mutation} ms; spread ${percent(cpu.spread)}; ${loadText()}`,
    }),
    row('messages', {
      baseline: `raw ws ${figure(raw.perSecond)}${beside(({ perSecond }) => perSecond)}/s`,
      now: `${figure(rate.value)}/s`,
      ratio: rate.value / raw.perSecond,
      note: `from the first message of a mutation to its last; spread ${percent(rate.spread)}; ${loadText()}`,
    }),
    row('the last is served after the first', {
      baseline: `raw ws ${figure(raw.spanMs)} ms`,
      now: `${figure(span.value)} ms`,
      ratio: raw.spanMs / span.value,
      note: `of single changes; spread ${percent(span.spread)}; ${loadText()}`,
    }),
    row('memory of a socket', {
      baseline: `raw ws ${figure(raw.kib)} KiB`,
      now: `${figure(kib)} KiB`,
      ratio: raw.kib / kib,
      note: 'growth of what is resident',
    }),
  ]
}

async function mutations(node: FanOutNode): Promise<Row> {
  const before = await node.mutationMs()
  const listeners = await node.open(500, CHANGES.query)
  const meanwhile = await node.mutationMs()
  await listeners[Symbol.asyncDispose]()
  const alone = (before + (await node.mutationMs())) / 2
  return {
    what: `recordObligations while 500 listen, ${node.database}`,
    baseline: `nobody listens ${figure(alone)} ms`,
    now: `${figure(meanwhile)} ms`,
    ratio: alone / meanwhile,
    note: `median of ${MUTATIONS}, ${PAUSE_MS} ms apart; ${loadText()}`,
  }
}

async function slowReader(node: FanOutNode): Promise<Row> {
  await using clients = await node.open(2_000, LONG)
  const burst = async () => spanMs((await node.burst(10, clients)).arrivals)
  const all = medianOf(await repeated(false, burst)).value
  await clients.order({ do: 'pause', count: 1 })
  const others = medianOf(await repeated(false, burst)).value
  await setTimeout(SLOW_MS)
  await clients.order({ do: 'resume', count: 1 })
  await setTimeout(SLOW_MS)
  const reasons = (await clients.order({ do: 'closed' })) as readonly string[]
  return {
    what: `10 changes for 1,999 while one takes nothing, ${node.database}`,
    baseline: `all take them ${figure(all)} ms`,
    now: `${figure(others)} ms`,
    ratio: all / others,
    note: `the slow one: ${reasons.join(', ') || 'still open, since the buffers of the system took everything'}; ${loadText()}`,
  }
}

interface Burst {
  readonly cpuMs: number
  readonly arrivals: Arrivals
}

const NO_ARRIVALS: Arrivals = { first: 0, last: [], message: '' }

/** A node that records debts whose creditor is away. */
class FanOutNode implements AsyncDisposable {
  readonly database: string
  readonly #nodes: BenchNodes
  readonly #node: NodeProcess
  readonly #fixture: Fixture
  readonly #tokens: string[] = []

  private constructor(nodes: BenchNodes, node: NodeProcess, fixture: Fixture, database: DatabaseKind) {
    this.#nodes = nodes
    this.#node = node
    this.#fixture = fixture
    this.database = DATABASE_NAMES[database]
  }

  static async start(database: DatabaseKind): Promise<FanOutNode> {
    const fixture = await fixtureOf(database, 0)
    const nodes = await BenchNodes.open(database, fixture.folder)
    const node = await nodes.start('alder', { env: { ROCHDALE_SOCKETS_MAX: String(SOCKETS_MAX) } })
    return new FanOutNode(nodes, node, fixture, database)
  }

  get pid(): number {
    return this.#node.pid
  }

  async open(count: number, query: string): Promise<Clients> {
    while (this.#tokens.length * SOCKETS_PER_TOKEN < count) {
      const made = await this.#node.client.request<{ createToken: { secret: string } }>(
        'mutation { createToken(input: { name: "bench", role: VIEWER }) { secret } }',
      )
      this.#tokens.push(made.createToken.secret)
    }
    const tokens = this.#tokens.slice(0, Math.ceil(count / SOCKETS_PER_TOKEN))
    const clients = await Clients.open({ url: `${this.#node.client.url}/graphql`, tokens, count, query })
    await this.#nodes.quiet(this.#node)
    return clients
  }

  /** One mutation makes so many changes, and all clients are told of them. */
  async burst(messages: number, clients: Clients | null): Promise<Burst> {
    const [arrivals, { nodeMs }] = await this.#nodes.cost(this.#node, async () => {
      const told = await clients?.expect(messages)
      await this.#record(messages)
      return (await told?.all) ?? NO_ARRIVALS
    })
    return { cpuMs: nodeMs, arrivals }
  }

  async mutationMs(): Promise<number> {
    await this.#nodes.quiet(this.#node)
    const waits: number[] = []
    while (waits.length < MUTATIONS) {
      const start = performance.now()
      await this.#record(1)
      waits.push(performance.now() - start)
      await setTimeout(PAUSE_MS)
    }
    return medianOf(waits).value
  }

  async #record(count: number): Promise<void> {
    const { agreementId, dids } = this.#fixture
    const debt = { debtor: dids.alder, creditor: dids.birch, amount: '1', currency: CURRENCY }
    const input = { agreementId, obligations: Array.from({ length: count }, () => debt) }
    await this.#node.client.request(
      'mutation ($input: RecordObligationsInput!) { recordObligations(input: $input) { obligations { id } } }',
      { input },
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#nodes[Symbol.asyncDispose]()
  }
}

interface Broadcast {
  readonly us: number
  readonly perSecond: number
  readonly spanMs: number
  readonly kib: number
}

/** The same messages from a server that does nothing else. */
async function broadcast(
  kind: 'raw' | 'graphql-ws',
  message: string,
  { clients, messages }: Size,
  quick: boolean,
): Promise<Broadcast> {
  const server = startProcess('broadcaster.ts', [kind])
  try {
    const [port] = await once(server, 'message')
    const pid = server.pid ?? 0
    const mibBefore = residentMib(pid)
    const url = `http://127.0.0.1:${port}/graphql`
    await using listening = await Clients.open({ url, tokens: [''], count: clients, query: CHANGES.query })
    await quiet(() => processMs(pid))
    const kib = ((residentMib(pid) - mibBefore) * 1024) / clients
    const send = async (count: number) => {
      const told = await listening.expect(count)
      const before = processMs(pid)
      const order: BroadcastOrder = { message, messages: count }
      server.send(order)
      const span = spanMs(await told.all)
      await quiet(() => processMs(pid))
      return { span, us: ((processMs(pid) - before) * 1_000) / (clients * count) }
    }
    await send(messages)
    const all = await repeated(quick, () => send(messages))
    const singles: number[] = []
    while (singles.length < SINGLES) singles.push((await send(1)).span)
    return {
      us: medianOf(all.map(({ us }) => us)).value,
      perSecond: medianOf(all.map(({ span }) => (clients * messages * 1_000) / span)).value,
      spanMs: medianOf(singles).value,
      kib,
    }
  } finally {
    await endProcess(server)
  }
}

/** From the first client that was told of anything to the last that was told of all. */
function spanMs({ first, last }: Arrivals): number {
  return (last.at(-1) ?? first) - first
}
