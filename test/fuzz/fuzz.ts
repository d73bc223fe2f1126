import { parseArgs } from 'node:util'
import { readCorpus } from './corpus.ts'
import { fuzz } from './engine.ts'
import type { Target } from './target.ts'
import { TARGETS } from './targets/index.ts'

const USAGE = `npm run fuzz -- [--inputs N] (default 100000, over all) [--only NAME] [--seed N] (default 1)
Sends altered and random inputs to every reader of what comes from outside: none may throw, or take long or much.
What breaks one is printed, to be kept in test/fuzz/corpus. Readers: ${TARGETS.map(({ name }) => name).join(', ')}.`
const PROGRESS_MS = 10_000

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    answers: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const [inputs, seed] = [Number(values.inputs), Number(values.seed)]
const chosen = TARGETS.filter(({ name }) => values.only === undefined || values.only === name)
if (values.help || chosen.length === 0 || !(inputs > 0) || !Number.isInteger(seed)) {
  process.stdout.write(`${USAGE}\n`)
  process.exitCode = values.help ? 0 : 2
} else {
  const shares = chosen.reduce((sum, { cost = 1 }) => sum + 1 / cost, 0)
  const began = performance.now()
  let tried = 0
  for (const target of chosen) tried += await tryTarget(target, Math.ceil(inputs / (target.cost ?? 1) / shares))
  const seconds = (performance.now() - began) / 1000
  process.stdout.write(`${tried} inputs in ${seconds.toFixed(0)} s, ${(tried / seconds).toFixed(0)} a second\n`)
}

async function tryTarget(target: Target, count: number): Promise<number> {
  const began = performance.now()
  let told = began
  const line = (tried: number, end: string) => {
    const rate = (tried / (performance.now() - began)) * 1000
    process.stdout.write(`${target.name}: ${tried} of ${count}, ${rate.toFixed(0)} a second${end}\n`)
  }
  try {
    const { tried, answers, findings } = await fuzz(target, {
      inputs: count,
      seed,
      corpus: readCorpus(target.name),
      onProgress: (tried) => {
        if (performance.now() - told < PROGRESS_MS) return
        told = performance.now()
        line(tried, '')
      },
    })
    line(tried, `, ${answers.size} different answers, ${findings.length} problems`)
    if (values.answers) for (const answer of answers.keys()) process.stdout.write(`  ${answer}\n`)
    for (const { problem, input } of findings) {
      const shown = Buffer.from(input).toString('base64').slice(0, 20_000)
      process.stdout.write(`  ${problem.split('\n').slice(0, 6).join('\n  ')}\n  {"input":"${shown}"}\n`)
      process.exitCode = 1
    }
    return tried
  } finally {
    await target.close?.()
  }
}
