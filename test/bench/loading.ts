import { DEBTS } from '../../src/clearing/index.ts'
import 'core-js/actual/async-disposable-stack/index.js'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type NettingInput, netInput, readInput } from '../../src/clearing/index.ts'
import { sha256 } from '../../src/identity/index.ts'
import type { Did, Instant, Scope } from '../../src/kernel/index.ts'
import { verifyColumnCycles, verifyColumns } from '../../src/netting/index.ts'
import type { ListingStore, SubjectRow } from '../../src/node/index.ts'
import { openPostgres } from '../../src/storage/index.ts'
import { obligationNamed } from '../clearing/inputs.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { TestDatabase } from '../support/postgres.ts'
import { dueDates, trade } from './instances.ts'

const USAGE = `npm run bench:loading -- [--cooperatives N] [--obligations N] [--runs N]
How long the debts of one agreement take from the database into the engine's arrays, beside how long it takes to net them:
the largest set-off, oldest debts first, its cycles, and the check of its proof. The two take turns; milliseconds, medians
after two runs that warm up. On the server of DATABASE_URL, where there is one, and in the database inside the process.`

const ROWS_PER_TRANSACTION = 10_000
const WARM_UP_RUNS = 2
const SCOPE = `agr_${sha256(Buffer.from('loading'))}` as Scope
const MONEY = { currency: 'EUR', scale: 2 }

const { values } = parseArgs({
  options: {
    cooperatives: { type: 'string', default: '10000' },
    obligations: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '7' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(`${USAGE}\n`)
else await measureBoth(debtRows(Number(values.cooperatives), Number(values.obligations)), Number(values.runs))

async function measureBoth(rows: readonly SubjectRow[], runs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-loading-'))
  await using resources = new AsyncDisposableStack()
  resources.defer(() => rmSync(folder, { recursive: true }))
  report(['database', 'read', 'unpack', 'load', 'solve', 'load : solve'])
  const server = await TestDatabase.create()
  if (server !== null) {
    resources.use(server)
    await measure('PostgreSQL server', resources.use(await openPostgres(server.url)), rows, runs)
  }
  await measure('inside the process', resources.use(await openFreshPglite(join(folder, 'pg'))), rows, runs)
}

async function measure(name: string, store: ListingStore, rows: readonly SubjectRow[], runs: number): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_PER_TRANSACTION)
    await store.transact((tx) => tx.saveSubjects(rows.slice(i, i + ROWS_PER_TRANSACTION)))
  const taken: (readonly [read: number, unpack: number, solve: number])[] = []
  for (let run = -WARM_UP_RUNS; run < runs; run++) {
    const start = performance.now()
    const book = await store.read((reader) => reader.projected(DEBTS, SCOPE, MONEY))
    const read = performance.now()
    const input = readInput({ debts: { book }, participants: null, reserved: new Set() })
    const unpacked = performance.now()
    solve(input)
    if (run >= 0) taken.push([read - start, unpacked - read, performance.now() - unpacked])
  }
  const middle = (time: (one: (typeof taken)[number]) => number) =>
    taken.map(time).toSorted((one, other) => one - other)[taken.length >> 1] ?? Number.NaN
  const times = [
    middle(([read]) => read),
    middle(([, unpack]) => unpack),
    middle(([read, unpack]) => read + unpack),
    middle(([, , solved]) => solved),
  ]
  const ratio = middle(([read, unpack, solved]) => (read + unpack) / solved)
  report([name, ...times.map((time) => time.toFixed(0)), ratio.toFixed(2)])
}

function solve(input: NettingInput): void {
  const netted = netInput(input)
  if (!netted.ok) throw new Error(netted.refusal.message)
  const { setOff, cycles } = netted.value
  const proof = verifyColumns(input.columns, setOff)
  if (!proof.ok || !verifyColumnCycles(input.columns, setOff.shares, cycles).ok) throw new Error('the proof fails')
}

/** Obligations of which nothing is written but what a netting reads. */
function debtRows(cooperatives: number, obligations: number): SubjectRow[] {
  const { debtor, creditor, amount } = trade('comm', cooperatives, obligations, 1)
  const due = dueDates(obligations)
  const dids = Array.from(
    { length: cooperatives },
    (_, i) => `did:key:z6Mk${sha256(Buffer.from(`${i}`)).slice(0, 44)}` as Did,
  )
  const did = (i: number | undefined) => dids[i ?? 0] ?? ('' as Did)
  return Array.from(amount, (minor, i) => {
    const parties = { from: did(debtor[i]), to: did(creditor[i]) }
    const debt = {
      ...MONEY,
      ...parties,
      backward: false,
      amount: String(minor),
      pending: '0',
      dueMs: due[i] as Instant,
    }
    const index = { phase: 'CONFIRMED', projected: { [DEBTS.name]: debt } }
    return {
      scope: SCOPE,
      id: obligationNamed(`${i}`),
      aggregate: 'obligation',
      state: {},
      tips: [],
      wakeAt: null,
      index,
    }
  })
}

function report(cells: readonly string[]): void {
  process.stdout.write(`${cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(14))).join('')}\n`)
}
