import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Played } from './federation.ts'
import type { Report } from './player.ts'

const USAGE = `npm run simulate -- [--seeds FIRST..LAST | --seeds N] (default 1..100) [--threads N] (default: one a core) [--json]
Plays a seeded federation on a bad network for each seed and holds the laws against what came of it.
A failing seed is printed; --seeds N replays it. With --json, one line tells how each seed ended: the same seed always ends
alike, and the last line but one, a SHA-256 over how all of them ended, is the same for the same seeds.`
/** Stories make much that is thrown away at once: with room for it they are a tenth faster. */
const YOUNG_GENERATION_MB = 128

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1..100' },
    threads: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const range = /^(\d+)(?:\.\.(\d+))?$/.exec(values.seeds)
if (values.help || range === null || !/^[1-9]\d*$/.test(values.threads)) {
  process.stdout.write(`${USAGE}\n`)
  process.exitCode = values.help ? 0 : 2
} else {
  await playAll(Number(range[1]), Number(range[2] ?? range[1]), Number(values.threads))
}

async function playAll(first: number, last: number, threadCount: number): Promise<void> {
  const failed: number[] = []
  const ends = new Map<number, string>()
  const totals: Totals = { entries: 0, obligations: 0, committedRounds: 0, said: {} }
  const began = performance.now()
  let next = first
  let played = 0
  const take = () => (next <= last ? next++ : null)
  const heard = (report: Report) => {
    if ('said' in report) add(totals, report)
    ends.set(report.seed, JSON.stringify(report))
    if (values.json) process.stdout.write(`${ends.get(report.seed)}\n`)
    if (report.problems.length > 0) {
      failed.push(report.seed)
      process.stdout.write(`seed ${report.seed}: ${report.problems.join('; ')}\n`)
    }
    if (++played % 50 !== 0 && played <= last - first) return
    const rate = (played / (performance.now() - began)) * 1000
    process.stdout.write(`${played} of ${last - first + 1} played, ${rate.toFixed(1)} a second\n`)
  }
  const threads = Math.min(threadCount, last - first + 1)
  await Promise.all(Array.from({ length: threads }, () => playInThread(take, heard)))
  const outcome = createHash('sha256')
  for (let seed = first; seed <= last; seed++) outcome.update(`${ends.get(seed)}\n`)
  tell(
    totals,
    outcome.digest('hex'),
    failed.toSorted((one, other) => one - other),
  )
}

/** Plays one seed after another in a thread of its own, as long as there are any. */
async function playInThread(take: () => number | null, heard: (report: Report) => void): Promise<void> {
  const worker = new Worker(new URL(`player${import.meta.url.slice(-3)}`, import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  })
  try {
    for (let seed = take(); seed !== null; seed = take()) {
      heard(
        await new Promise<Report>((resolve, reject) => {
          worker.once('message', resolve).once('error', reject)
          worker.postMessage(seed)
        }),
      )
      worker.removeAllListeners('error')
    }
  } finally {
    await worker.terminate()
  }
}

interface Totals {
  entries: number
  obligations: number
  committedRounds: number
  said: Record<string, number>
}

function add(totals: Totals, played: Played): void {
  totals.entries += played.entries
  totals.obligations += played.obligations
  totals.committedRounds += played.committedRounds
  for (const [what, count] of Object.entries(played.said)) totals.said[what] = (totals.said[what] ?? 0) + count
}

function tell(
  { entries, obligations, committedRounds, said }: Totals,
  outcome: string,
  failed: readonly number[],
): void {
  const kinds = Object.entries(said).sort(([one], [other]) => (one < other ? -1 : 1))
  process.stdout.write(`${kinds.map(([what, count]) => `${what} ${count}`).join(', ')}\n`)
  process.stdout.write(`${entries} entries, ${obligations} obligations, ${committedRounds} committed rounds\n`)
  process.stdout.write(`outcome ${outcome}\n`)
  process.stdout.write(
    failed.length === 0 ? 'all laws held\n' : `failed: ${failed.map((seed) => `--seeds ${seed}`).join(', ')}\n`,
  )
  if (failed.length > 0) process.exitCode = 1
}
