import 'core-js/actual/async-disposable-stack/index.js'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { proposeNetting } from '../../src/app/clearing/commands.ts'
import { asRound, shownProposal, viewRound } from '../../src/clearing/index.ts'
import type { ListingStore } from '../../src/node/index.ts'
import { openPostgres } from '../../src/storage/index.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { TestDatabase } from '../support/postgres.ts'
import { trade } from './instances.ts'
import { LargeFederation, NODES } from './large-federation.ts'

const USAGE = `npm run bench:round -- [--cooperatives N] [--obligations N] [--silent N]
One clearing arrangement of many cooperatives, every debt recorded by its debtor and confirmed by its creditor in signed
entries: two real nodes hold it, one proposes a round, the other nets the same inputs anew and accepts; everybody else
accepts too, but for the silent ones, whose cycles are dropped. On the server of DATABASE_URL, or embedded.`

const { values } = parseArgs({
  options: {
    cooperatives: { type: 'string', default: '1000' },
    obligations: { type: 'string', default: '100000' },
    silent: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(`${USAGE}\n`)
else await measure(Number(values.cooperatives), Number(values.obligations), Number(values.silent))

async function measure(cooperatives: number, obligations: number, silent: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-round-'))
  await using resources = new AsyncDisposableStack()
  resources.defer(() => rmSync(folder, { recursive: true }))
  const stores: ListingStore[] = []
  for (let i = 0; i < NODES; i++) {
    const database = await TestDatabase.create()
    if (database !== null) resources.use(database)
    stores.push(database === null ? await openFreshPglite(join(folder, String(i))) : await openPostgres(database.url))
  }
  const federation = resources.use(new LargeFederation(cooperatives))
  await timed('everybody signs the agreement', () => federation.found(stores))
  await timed('every debt is recorded and confirmed', () => federation.owe(trade('comm', cooperatives, obligations, 1)))
  const id = await timed('a round is proposed', async () => {
    const run = proposeNetting({ agreementId: federation.scope, currency: 'EUR' })
    return String((await federation.do(0, run)).nettingRoundId)
  })
  await timed('the other node hears, nets anew and accepts', () => federation.settle())
  const { hash, fact } = shownProposal(asRound(await stateOf(federation, 0, id)))
  report(`${fact.totals.cycleCount} cycles, set off ${fact.totals.setOffTotal} of ${fact.totals.grossTotal}`)
  const others = Array.from({ length: cooperatives - NODES - silent }, (_, i) => NODES + i)
  const awaited = new Set<string>(fact.parties)
  const accepting = others.filter((i) => awaited.has(federation.did(i)))
  await timed(`${accepting.length} others accept`, () => federation.accept(id, hash, fact.resultHash, accepting))
  if (silent > 0) {
    federation.clock.advance(fact.deadline - federation.clock.now + 1000)
    await timed('the deadline comes', () => federation.member(0).node.check())
  }
  await timed('it is committed, and everybody hears', () => federation.settle())
  for (let i = 0; i < NODES; i++) {
    const { status, committedTotal, committedCycleCount, droppedCycleCount } = viewRound(
      asRound(await stateOf(federation, i, id)),
      federation.clock.now,
    )
    report(
      `node ${i}: ${status}, ${committedCycleCount} cycles and ${committedTotal} set off, ${droppedCycleCount} dropped`,
    )
  }
  const [one, other] = await timed('both digests', () => federation.digests())
  report(one === other ? 'both nodes have reached the same state' : 'THE NODES DIFFER')
  if (one !== other) process.exitCode = 1
}

async function stateOf(federation: LargeFederation, i: number, id: string) {
  const [row] = await federation.member(i).node.store.read((reader) => reader.subjects(federation.scope, [id]))
  if (row === undefined) throw new Error(`${id} is not here`)
  return row.state
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const before = performance.now()
  const result = await work()
  report(`${((performance.now() - before) / 1000).toFixed(1).padStart(8)} s  ${what}`)
  return result
}

function report(text: string): void {
  process.stdout.write(`${text}\n`)
}
