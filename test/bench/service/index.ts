import 'core-js/actual/async-disposable-stack/index.js'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { SERVER_PROGRAMS } from '../../support/postgres-server.ts'
import agreements from './agreements.ts'
import batch from './batch.ts'
import fanOut from './fan-out.ts'
import growth from './growth.ts'
import idle from './idle.ts'
import lists from './lists.ts'
import { loadText, progress } from './measure.ts'
import positions from './positions.ts'
import preview from './preview.ts'
import record from './record.ts'
import replication from './replication.ts'
import { type Bench, DATABASE_NAMES, type DatabaseKind, type Row, tableOf } from './row.ts'
import size from './size.ts'

const BENCHES: readonly Bench[] = [
  record,
  growth,
  batch,
  replication,
  positions,
  agreements,
  lists,
  fanOut,
  size,
  idle,
  preview,
]
const DATABASES: readonly DatabaseKind[] = ['postgres', 'pglite']

const INTERRUPTED_EXIT_CODE = 130

const USAGE = `npm run bench:service -- [--only NAME]… [--database postgres|pglite]… [--quick] [--json]
How fast the service around the netting is: each row beside what this machine does at best in the same run, its ratio in
the last column. Processor time is of the node's process, after the + of its PostgreSQL server's processes, until all that
follows from the work is done. Medians of five, and how far the five lie apart; --quick measures once.
A PostgreSQL server is started from Debian's programs, with fsync. The fixtures are kept in the temporary folder.
Names: ${BENCHES.map(({ name }) => name).join(', ')}
`

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: BENCHES.map(({ name }) => name) },
    database: { type: 'string', multiple: true, default: [...DATABASES] },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(INTERRUPTED_EXIT_CODE))
if (values.help) process.stdout.write(USAGE)
else if (!values.only.every((name) => BENCHES.some((bench) => bench.name === name))) {
  process.stderr.write(USAGE)
  process.exitCode = 2
} else await measure()

async function measure(): Promise<void> {
  const rows: Row[] = []
  for (const database of DATABASES.filter((kind) => values.database.includes(kind))) {
    if (database === 'postgres' && SERVER_PROGRAMS === null) continue
    for (const bench of BENCHES.filter(({ name }) => values.only.includes(name))) {
      progress(`${bench.name}, ${DATABASE_NAMES[database]}, ${loadText()}`)
      rows.push(...(await rowsOf(bench, database)))
    }
  }
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model}, Node ${process.version}, ${new Date().toISOString()}, ${loadText()}`
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, rows }, null, 2)}\n`)
  else process.stdout.write(`${machine}\n\n${tableOf(rows)}`)
}

/** One that fails does not take the others with it. */
async function rowsOf(bench: Bench, database: DatabaseKind): Promise<readonly Row[]> {
  try {
    return await bench.run({ quick: values.quick, database })
  } catch (error) {
    process.exitCode = 1
    progress(`${bench.name} failed: ${error instanceof Error ? error.stack : error}`)
    const what = `${bench.name}, ${DATABASE_NAMES[database]}`
    return [
      { what, baseline: '', now: 'failed', ratio: null, note: String(error).replaceAll(/\s+/g, ' ').slice(0, 200) },
    ]
  }
}
