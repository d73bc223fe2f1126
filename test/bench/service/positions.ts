import { type Fixture, fixtureOf } from './fixture.ts'
import { exponentOf, figure, medianOf, percent, progress, repeated } from './measure.ts'
import { BenchNodes } from './nodes.ts'
import { load, NO_OP, recordRequest } from './recording.ts'
import { type Bench, DATABASE_NAMES, type DatabaseKind, type Row } from './row.ts'
import { sizesFor, sizeText } from './sizes.ts'

const QUERIES: Readonly<Record<string, (fixture: Fixture) => object>> = {
  bilateralPositions: ({ dids }) => ({
    query: 'query ($did: DID!) { bilateralPositions(counterparty: $did) { currency receivable payable } }',
    variables: { did: dids.birch },
  }),
  netPositions: ({ agreementId }) => ({
    query: 'query ($id: ID!) { netPositions(agreementId: $id, currency: "EUR") { net } }',
    variables: { id: agreementId },
  }),
  stateDigest: ({ agreementId }) => ({
    query: 'query ($scope: String!) { stateDigest(scope: $scope) { digest } }',
    variables: { scope: agreementId },
  }),
}

/** Positions and digests of a scope, asked after each change of it. */
const bench: Bench = {
  name: 'positions',
  async run({ quick, database }) {
    const measured: Asked[] = []
    for (const size of sizesFor(quick)) measured.push(await asked(database, size, quick))
    return Object.keys(QUERIES).map((name) => rowOf(name, database, measured))
  },
}
export default bench

interface Asked {
  readonly size: number
  readonly load: string
  readonly noOpMs: number
  readonly runs: Readonly<Record<string, readonly { readonly ms: number; readonly cpuMs: number }[]>>
}

async function asked(database: DatabaseKind, size: number, quick: boolean): Promise<Asked> {
  const fixture = await fixtureOf(database, size)
  await using nodes = await BenchNodes.open(database, fixture.folder)
  const node = await nodes.start('alder')
  const ask = (request: string) => load(node, { connections: 1, ms: 0, next: () => request })
  const runs: Record<string, { ms: number; cpuMs: number }[]> = {}
  let loadNow = ''
  for (const [name, query] of Object.entries(QUERIES)) {
    const request = JSON.stringify(query(fixture))
    await ask(request)
    runs[name] = await repeated(quick, async () => {
      // What is remembered of the time before would not be asked for again.
      await ask(recordRequest(fixture))
      const [{ medianMs }, cost] = await nodes.cost(node, () => ask(request))
      loadNow = cost.load
      return { ms: medianMs, cpuMs: cost.nodeMs + cost.databaseMs }
    })
    progress(`  ${name} of ${size}: ${runs[name]?.map(({ ms }) => figure(ms)).join(', ')} ms`)
  }
  const { medianMs: noOpMs } = await load(node, { connections: 1, ms: 500, next: () => NO_OP })
  return { size, load: loadNow, noOpMs, runs }
}

function rowOf(name: string, database: DatabaseKind, measured: readonly Asked[]): Row {
  const points = measured.map(({ size, runs }) => {
    const ms = medianOf((runs[name] ?? []).map((run) => run.ms))
    return { size, ms, cpuMs: medianOf((runs[name] ?? []).map(({ cpuMs }) => cpuMs)).value }
  })
  const last = points.at(-1)
  const noOpMs = measured.at(-1)?.noOpMs ?? Number.NaN
  const texts = points.map(
    ({ size, ms, cpuMs }) => `${sizeText(size)}: ${figure(ms.value)} ms, ${figure(cpuMs)} ms CPU`,
  )
  const exponent = exponentOf(points.map(({ size, ms }) => [size, ms.value]))
  return {
    what: `${name} after a change, ${DATABASE_NAMES[database]}`,
    baseline: `{ __typename } ${figure(noOpMs)} ms`,
    now: texts.join('; '),
    ratio: (last?.ms.value ?? Number.NaN) / noOpMs,
    note: `exponent ${exponent.toFixed(2)}; spread ${percent(last?.ms.spread ?? 0)}; ${measured.at(-1)?.load}`,
  }
}
