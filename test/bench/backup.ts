import 'core-js/actual/async-disposable-stack/index.js'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { backUp, restore } from '../../src/storage/index.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { ALICE, at, logOf, scopeOf, subjectRow } from '../support/store-rows.ts'

const USAGE = `npm run bench:backup -- [--entries N]
How long a database inside the process with so many entries, each of a subject of its own, takes into a backup and back, how
long its writers wait while its files are copied, and the memory of this process.`

const { values } = parseArgs({ options: { entries: { type: 'string', default: '100000' }, help: { type: 'boolean' } } })
const ENTRIES_PER_TRANSACTION = 2_000
const MIB = 1024 * 1024

const folder = mkdtempSync(join(tmpdir(), 'rochdale-bench-'))
try {
  if (values.help) console.log(USAGE)
  else await measure(Number(values.entries))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(entryCount: number): Promise<void> {
  const place = { dataDir: join(folder, 'one'), databaseUrl: null }
  const target = { dataDir: join(folder, 'two'), databaseUrl: null }
  for (const { dataDir } of [place, target]) mkdirSync(dataDir)
  {
    await using store = await openFreshPglite(join(place.dataDir, 'database'))
    const scope = scopeOf('backup')
    const entries = logOf(scope, ALICE, entryCount, (i) => `subject ${i}`)
    for (let start = 0; start < entryCount; start += ENTRIES_PER_TRANSACTION) {
      const some = entries.slice(start, start + ENTRIES_PER_TRANSACTION)
      await store.transact(async (tx) => {
        await tx.append(some)
        await tx.saveSubjects(some.map(({ entry }) => subjectRow({ scope, id: entry.subject, wakeAt: at(1) })))
      })
    }
    await setTimeout(3_000)
    let waitedMs = 0
    let copying = true
    const write = async () => {
      for (let i = 0; copying; i++) {
        const start = performance.now()
        await store.transact((tx) => tx.putLocal('clock', 'bench', { i }))
        waitedMs = Math.max(waitedMs, performance.now() - start)
        await setTimeout(5)
      }
    }
    const written = write()
    await timed('copy of the files', () => store.copyFiles(join(folder, 'copy')))
    copying = false
    await written
    console.log(`a writer waited ${Math.round(waitedMs)} ms at most meanwhile`)
  }
  const file = join(folder, 'backup')
  const report = () => undefined
  const counts = await timed('backup', () => backUp(place, file, { key: null, overwrite: false, report }))
  console.log(`${counts.entries} entries, ${counts.subjects} subjects: ${Math.round(statSync(file).size / MIB)} MiB`)
  await timed('restore', () => restore(target, file, { accept: () => undefined, overwrite: false, report }))
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  let rss = 0
  const look = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage().rss)
  }, 50)
  const start = performance.now()
  const result = await work()
  clearInterval(look)
  const seconds = ((performance.now() - start) / 1_000).toFixed(1)
  console.log(`${what}: ${seconds} s, ${Math.round(rss / MIB)} MiB, load ${loadavg()[0]?.toFixed(1)}`)
  return result
}
