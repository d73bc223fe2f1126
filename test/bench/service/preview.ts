import { bystanderRow, waitsAlone, waitsDuring } from './bystander.ts'
import { fixtureOf } from './fixture.ts'
import { figure, loadText, medianOf, percent, processMs, progress, residentMib } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import { load } from './recording.ts'
import { type Bench, DATABASE_NAMES } from './row.ts'
import { sizeText } from './sizes.ts'

const [SIZE, QUICK_SIZE] = [100_000, 10_000]
const TIMES = 6
const PREVIEW = `query ($input: NettingPreviewInput!) { nettingPreview(input: $input) {
  obligationCount setOffTotal cycleCount certificate { verified } cycles(first: 3) { amount } } }`

/** The same netting previewed several times, and what its node's memory grows to. */
const bench: Bench = {
  name: 'preview',
  async run({ quick, database }) {
    const size = quick ? QUICK_SIZE : SIZE
    const { folder, agreementId } = await fixtureOf(database, size)
    await using nodes = await BenchNodes.open(database, folder)
    const node = await nodes.start('alder')
    await nodes.quiet(node)
    const alone = await waitsAlone(node)
    const request = JSON.stringify({ query: PREVIEW, variables: { input: { agreementId, currency: 'EUR' } } })
    const clock = () => processMs(node.pid) + nodes.databaseMs()
    const idleMib = residentMib(node.pid)
    const memory: number[] = []
    const times: number[] = []
    const costs: number[] = []
    const [, waits] = await waitsDuring(node, async () => {
      for (let i = 0; i < TIMES; i++) {
        const before = clock()
        const { medianMs } = await load(node, { connections: 1, ms: 0, next: () => request })
        times.push(medianMs)
        costs.push(clock() - before)
        memory.push(residentMib(node.pid))
        progress(`  ${figure(medianMs)} ms, ${figure(memory.at(-1) ?? 0)} MiB`)
      }
    })
    const [time, last] = [medianOf(times), memory.at(-1) ?? Number.NaN]
    return [
      {
        what: `preview of ${sizeText(size)} debts, ${DATABASE_NAMES[database]}`,
        baseline: `the first of ${TIMES}: ${figure(times[0] ?? 0)} ms`,
        now: `${figure(time.value)} ms, ${figure(medianOf(costs).value)} ms CPU`,
        ratio: time.value / (times[0] ?? Number.NaN),
        note: `spread ${percent(time.spread)}; ${loadText()}`,
      },
      {
        what: `memory over ${TIMES} previews of ${sizeText(size)} debts, ${DATABASE_NAMES[database]}`,
        baseline: `before ${figure(idleMib)} MiB`,
        now: `${memory.map(figure).join(', ')} MiB`,
        ratio: last / idleMib,
        note: loadText(),
      },
      bystanderRow(database, `previews of ${sizeText(size)} debts`, waits, alone),
    ]
  },
}
export default bench
