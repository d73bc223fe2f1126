import { fixtureOf } from './fixture.ts'
import { exponentOf, figure, loadText, medianOf, percent, progress, repeated, TICK_MS } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import { load, NO_OP, recordRequest } from './recording.ts'
import { type Bench, DATABASE_NAMES, type DatabaseKind, type Row } from './row.ts'

const [COUNTS, QUICK_COUNTS] = [
  [1, 10, 100, 1_000],
  [1, 10, 100],
]
const POSITIONS = JSON.stringify({ query: '{ self { positions { currency receivable payable } } }' })

/** What a node with many agreements does for all of them: its positions, and one piece of news in one of them. */
const bench: Bench = {
  name: 'agreements',
  async run({ quick, database }) {
    const measured: Measured[] = []
    for (const count of quick ? QUICK_COUNTS : COUNTS) measured.push(await measure(database, count, quick))
    return [
      rowOf('self.positions after a change', database, measured, ({ positions }) => positions),
      rowOf('one obligation recorded and confirmed by a peer', database, measured, ({ news }) => news),
    ]
  },
}
export default bench

/** Time to the answer, and processor time of all, in milliseconds. */
interface Times {
  readonly ms: number
  readonly cpuMs: number
}

interface Measured {
  readonly count: number
  readonly noOpMs: number
  readonly positions: readonly Times[]
  readonly news: readonly Times[]
}

async function measure(database: DatabaseKind, count: number, quick: boolean): Promise<Measured> {
  // The smallest one has an agreement too.
  const fixture = await fixtureOf(database, count === 1 ? 0 : count, 'agreements')
  await using nodes = await BenchNodes.open(database, fixture.folder)
  const [node, peer] = [await nodes.start('alder'), await nodes.start('birch')]
  const ask = (request: string) => load(node, { connections: 1, ms: 0, next: () => request })
  await nodes.quiet(node, peer)
  const { medianMs: noOpMs } = await load(node, { connections: 1, ms: 500, next: () => NO_OP })
  const times = async (request: () => string): Promise<Times> => {
    const [{ medianMs }, cost] = await nodes.cost([node, peer], () => ask(request()))
    return { ms: medianMs, cpuMs: cost.nodeMs + cost.databaseMs }
  }
  for (const request of [recordRequest(fixture), POSITIONS]) await ask(request)
  const runs = await repeated(quick, async () => ({
    news: await times(() => recordRequest(fixture)),
    positions: await times(() => POSITIONS),
  }))
  const [positions, news] = [runs.map((run) => run.positions), runs.map((run) => run.news)]
  progress(
    `  ${count} agreements: ${figure(medianOf(news.map(({ cpuMs }) => cpuMs)).value)} ms CPU of one piece of news`,
  )
  return { count, noOpMs, positions, news }
}

function rowOf(
  what: string,
  database: DatabaseKind,
  measured: readonly Measured[],
  of: (one: Measured) => readonly Times[],
): Row {
  const points = measured.map((one) => {
    const cpu = medianOf(of(one).map(({ cpuMs }) => cpuMs))
    return { count: one.count, cpu, ms: medianOf(of(one).map(({ ms }) => ms)).value }
  })
  const text = ({ count, ms, cpu }: (typeof points)[number]) =>
    `${figure(count)}: ${figure(ms)} ms, ${figure(cpu.value)} ms CPU`
  const [first, last] = [points[0], points.at(-1)]
  const exponent = exponentOf(points.map(({ count, cpu }) => [count, Math.max(cpu.value, TICK_MS)]))
  return {
    what: `${what}, of n agreements, ${DATABASE_NAMES[database]}`,
    baseline: `{ __typename } ${figure(measured.at(-1)?.noOpMs ?? 0)} ms`,
    now: points.map(text).join('; '),
    ratio: (last?.cpu.value ?? Number.NaN) / (first?.cpu.value ?? Number.NaN),
    note: `exponent of the CPU ${exponent.toFixed(2)}; spread ${percent(last?.cpu.spread ?? 0)}; ${loadText()}`,
  }
}
