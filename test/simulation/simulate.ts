import { parseArgs } from 'node:util'
import { playFederation } from './federation.ts'

const USAGE = `npm run simulate -- [--seeds FIRST..LAST | --seeds N] (default 1..100)
Plays a seeded federation on a bad network for each seed and holds the laws against what came of it.
A failing seed is printed; --seeds N replays it.`

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1..100' }, help: { type: 'boolean', default: false } },
})
const range = /^(\d+)(?:\.\.(\d+))?$/.exec(values.seeds)
if (values.help || range === null) {
  process.stdout.write(`${USAGE}\n`)
  process.exitCode = values.help ? 0 : 2
} else {
  await playAll(Number(range[1]), Number(range[2] ?? range[1]))
}

async function playAll(first: number, last: number): Promise<void> {
  const failed: number[] = []
  const totals: Totals = { entries: 0, obligations: 0, committedRounds: 0, said: {} }
  for (let seed = first; seed <= last; seed++) {
    const problems = await playOne(seed, totals)
    if (problems.length > 0) {
      failed.push(seed)
      process.stdout.write(`seed ${seed}: ${problems.join('; ')}\n`)
    }
    const played = seed - first + 1
    if (played % 50 === 0 || seed === last) process.stdout.write(`${played} of ${last - first + 1} played\n`)
  }
  const { entries, obligations, committedRounds, said } = totals
  const kinds = Object.entries(said).sort(([one], [other]) => (one < other ? -1 : 1))
  process.stdout.write(`${kinds.map(([what, count]) => `${what} ${count}`).join(', ')}\n`)
  process.stdout.write(`${entries} entries, ${obligations} obligations, ${committedRounds} committed rounds\n`)
  process.stdout.write(
    failed.length === 0 ? 'all laws held\n' : `failed: ${failed.map((seed) => `--seeds ${seed}`).join(', ')}\n`,
  )
  if (failed.length > 0) process.exitCode = 1
}

interface Totals {
  entries: number
  obligations: number
  committedRounds: number
  said: Record<string, number>
}

async function playOne(seed: number, totals: Totals): Promise<readonly string[]> {
  try {
    const played = await playFederation(seed)
    totals.entries += played.entries
    totals.obligations += played.obligations
    totals.committedRounds += played.committedRounds
    for (const [what, count] of Object.entries(played.said)) totals.said[what] = (totals.said[what] ?? 0) + count
    return played.problems
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
  }
}
