import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { CURRENCY } from '../../federation/support/dealings.ts'
import { type Fixture, fixtureOf } from './fixture.ts'
import { figure, loadText, medianOf, percent, progress } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import { load, NO_OP } from './recording.ts'
import { type Bench, type BenchOptions, DATABASE_NAMES, type Row } from './row.ts'
import { sizeText } from './sizes.ts'

const [SIZE, QUICK_SIZE] = [100_000, 10_000]
const [RUNS, QUICK_RUNS] = [5, 3]
const ORDERS = ['NEWEST_FIRST', 'OLDEST_FIRST', 'DUE_FIRST', 'LARGEST_FIRST']
const MONTH_MS = 30 * 24 * 60 * 60 * 1000
const [PAGE, PAGE_COUNTED] = ['edges { node { id } } pageInfo { hasNextPage }', 'edges { node { id } } totalCount']
const [AT_ONCE, NO_ORDER] = ['NEWEST_FIRST', {}]

/** The first page of the list of obligations, by each order and each filter, with and without its count. */
const bench: Bench = {
  name: 'lists',
  async run(options) {
    const size = options.quick ? QUICK_SIZE : SIZE
    const fixture = await fixtureOf(options.database, size)
    await using nodes = await BenchNodes.open(options.database, fixture.folder)
    const node = await nodes.start('alder')
    const noOpMs = (await load(node, { connections: 1, ms: 500, next: () => NO_OP })).medianMs
    const measured = { node, noOpMs, size, options }
    const rows: Row[] = []
    for (const order of ORDERS) rows.push(await rowOf(measured, `by ${order}`, order, NO_ORDER))
    const filters = filtersOf(fixture)
    for (const [name, filter] of Object.entries(filters))
      rows.push(await rowOf(measured, `with ${name}`, AT_ONCE, filter))
    rows.push(await slowestPair(measured, filters))
    return rows
  },
}
export default bench

function filtersOf({ agreementId, dids }: Fixture): Readonly<Record<string, object>> {
  const soon = new Date(Date.now() + MONTH_MS).toISOString()
  return {
    agreementId: { agreementId },
    debtor: { debtor: dids.alder },
    creditor: { creditor: dids.alder },
    counterparty: { counterparty: dids.birch },
    'counterparty of none': { counterparty: dids.cedar },
    currency: { currency: CURRENCY },
    'a status that all have': { status: ['CONFIRMED'] },
    'a status that none has': { status: ['DISPUTED'] },
    dueBefore: { dueBefore: soon },
    dueFrom: { dueFrom: soon },
    reference: { reference: 'invoice 777' },
    referenceStartsWith: { referenceStartsWith: 'Invoice 77' },
    referenceContains: { referenceContains: '777' },
    'referenceContains of none': { referenceContains: 'nowhere' },
    awaitingMe: { awaitingMe: true },
  }
}

interface Measured {
  readonly node: NodeProcess
  readonly noOpMs: number
  readonly size: number
  readonly options: BenchOptions
}

async function rowOf(measured: Measured, which: string, order: string, filter: object): Promise<Row> {
  const { noOpMs, size, options } = measured
  const page = await pageMs(measured, order, filter, PAGE)
  const counted = await pageMs(measured, order, filter, PAGE_COUNTED)
  progress(`  ${which}: ${figure(page.value)} ms, counted ${figure(counted.value)} ms`)
  return {
    what: `obligations ${which}, ${sizeText(size)}, ${DATABASE_NAMES[options.database]}`,
    baseline: `{ __typename } ${figure(noOpMs)} ms`,
    now: `${figure(page.value)} ms; with totalCount ${figure(counted.value)} ms`,
    ratio: page.value / noOpMs,
    note: `spread ${percent(page.spread)}; ${loadText()}`,
  }
}

/** The order and the filter that are slowest together. */
async function slowestPair(measured: Measured, filters: Readonly<Record<string, object>>): Promise<Row> {
  const { noOpMs, size, options } = measured
  const pairs: { name: string; ms: number }[] = []
  for (const order of ORDERS)
    for (const [name, filter] of Object.entries(filters))
      pairs.push({ name: `${name} by ${order}`, ms: (await pageMs(measured, order, filter, PAGE)).value })
  const [slowest, ...others] = pairs.toSorted((one, other) => other.ms - one.ms)
  const next = others.slice(0, 5).map(({ name, ms }) => `${name} ${figure(ms)} ms`)
  return {
    what: `obligations, the slowest of ${pairs.length} pairs of filter and order, ${sizeText(size)}, ${DATABASE_NAMES[options.database]}`,
    baseline: `{ __typename } ${figure(noOpMs)} ms`,
    now: `${slowest?.name} ${figure(slowest?.ms ?? 0)} ms`,
    ratio: (slowest?.ms ?? 0) / noOpMs,
    note: `then ${next.join(', ')}; ${loadText()}`,
  }
}

async function pageMs({ node, options }: Measured, orderBy: string, filter: object, fields: string) {
  const query = `query ($filter: ObligationFilter, $orderBy: ObligationOrder!) {
    obligations(first: 50, filter: $filter, orderBy: $orderBy) { ${fields} } }`
  const request = JSON.stringify({ query, variables: { filter, orderBy } })
  const times: number[] = []
  for (let run = 0; run < (options.quick ? QUICK_RUNS : RUNS); run++)
    times.push((await load(node, { connections: 1, ms: 0, next: () => request })).medianMs)
  return medianOf(times)
}
