import { fixtureOf } from './fixture.ts'
import { exponentOf, figure, medianOf, percent, progress, repeated } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import { cpuText, load, recordRequest } from './recording.ts'
import { type Bench, DATABASE_NAMES, type DatabaseKind } from './row.ts'
import { sizesFor, sizeText } from './sizes.ts'

const RUN_MS = 1_000

/** What `recordObligation` costs where there are many obligations between the same two. */
const bench: Bench = {
  name: 'growth',
  async run({ quick, database }) {
    const measured: { size: number; costs: Awaited<ReturnType<typeof recorded>> }[] = []
    for (const size of sizesFor(quick)) measured.push({ size, costs: await recorded(database, size, quick) })
    const points = measured.map(({ size, costs }) => {
      const each = medianOf(costs.map(([{ count }, { nodeMs, databaseMs }]) => (nodeMs + databaseMs) / count))
      return { size, each, text: cpuText(costs) }
    })
    const exponent = exponentOf(points.map(({ size, each }) => [size, each.value]))
    const [first, last] = [points[0], points.at(-1)]
    return [
      {
        what: `recordObligation with n obligations between the same two, ${DATABASE_NAMES[database]}`,
        baseline: `with ${sizeText(first?.size)}: ${first?.text}`,
        now: points
          .slice(1)
          .map(({ size, text }) => `with ${sizeText(size)}: ${text}`)
          .join('; '),
        ratio: (last?.each.value ?? Number.NaN) / (first?.each.value ?? Number.NaN),
        note: `exponent ${exponent.toFixed(2)}; spread ${percent(last?.each.spread ?? 0)}; ${measured.at(-1)?.costs.at(-1)?.[1].load}`,
      },
    ]
  },
}
export default bench

async function recorded(database: DatabaseKind, size: number, quick: boolean) {
  const fixture = await fixtureOf(database, size)
  await using nodes = await BenchNodes.open(database, fixture.folder)
  const node = await nodes.start('alder')
  const record = () => load(node, { connections: 1, ms: RUN_MS, next: () => recordRequest(fixture) })
  await record()
  return await repeated(quick, async () => {
    const result = await nodes.cost(node, record)
    progress(`  with ${size}: ${figure(result[0].perSecond)}/s`)
    return result
  })
}
