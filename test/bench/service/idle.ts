import { setTimeout } from 'node:timers/promises'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { fixtureOf } from './fixture.ts'
import { figure, loadText, medianOf, percent, progress, repeated, residentMib } from './measure.ts'
import { NoOpServer } from './no-op.ts'
import { BenchNodes } from './nodes.ts'
import { type Bench, DATABASE_NAMES, type DatabaseKind } from './row.ts'

/** Some time after its start a node gives back what starting has left. */
const IDLE_MS = 45_000

/** What a node needs before anybody asks it anything: time to start, memory. */
const bench: Bench = {
  name: 'idle',
  async run({ quick, database }) {
    const runs = await repeated(quick, async (run) => {
      const started = await measure(database)
      progress(`  run ${run + 1}: first start ${figure(started.firstS)} s, later ${figure(started.laterS)} s`)
      return started
    })
    const bare = await repeated(quick, bareStack)
    const mib = await memory(database)
    const row = (what: string, of: (run: Started) => number) => {
      const { value, spread } = medianOf(runs.map(of))
      return {
        what: `${what}, ${DATABASE_NAMES[database]}`,
        baseline: `bare stack ${figure(bareS.value)} s`,
        now: `${figure(value)} s`,
        ratio: value / bareS.value,
        note: `spread ${percent(spread)}; ${loadText()}`,
      }
    }
    const [bareS, bareMib] = [medianOf(bare.map(({ seconds }) => seconds)), medianOf(bare.map(({ mib }) => mib))]
    return [
      row('first start', ({ firstS }) => firstS),
      row('later start', ({ laterS }) => laterS),
      {
        what: `memory of an idle node, ${DATABASE_NAMES[database]}`,
        baseline: `bare stack ${figure(bareMib.value)} MiB`,
        now: `${figure(mib)} MiB`,
        ratio: mib / bareMib.value,
        note: loadText(),
      },
    ]
  },
}
export default bench

type Started = Awaited<ReturnType<typeof measure>>

async function measure(database: DatabaseKind) {
  const firstS = await firstStart(database)
  const fixture = await fixtureOf(database, 0)
  await using nodes = await BenchNodes.open(database, fixture.folder)
  const [, laterS] = await timed(() => nodes.start('alder'))
  return { firstS, laterS }
}

async function memory(database: DatabaseKind): Promise<number> {
  await using nodes = await BenchNodes.open(database, (await fixtureOf(database, 0)).folder)
  const node = await nodes.start('alder')
  await setTimeout(IDLE_MS)
  return residentMib(node.pid)
}

/** With an empty database, or with none. */
async function firstStart(database: DatabaseKind): Promise<number> {
  await using nodes = await BenchNodes.open(database)
  await nodes.createDatabase('dogwood')
  const [, seconds] = await timed(() => nodes.start('dogwood'))
  return seconds
}

async function bareStack() {
  const [server, seconds] = await timed(() => NoOpServer.start())
  await using _server = server
  return { seconds, mib: residentMib(server.pid) }
}

async function timed<T extends NodeProcess | NoOpServer>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now()
  const result = await work()
  return [result, (performance.now() - start) / 1000]
}
