import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import type { EngineRun } from './engine-run.ts'
import { writeInstance } from './instance-file.ts'
import { INSTANCES } from './instances.ts'

const USAGE = `npm run bench:netting -- [--only WORD[,WORD…]] [--runs N] [--dated] [--cycles] [--lemon PROGRAM]
Nets instances of trade credit and of awkward graphs, in turns with the C++ library LEMON where test/bench/lemon.cpp
has been built (its first lines say how; ./lemon unless --lemon names it). Both must find the same total, and the
engine's levels must prove it. Times are milliseconds of the processor, medians after a warm-up; the first run is cold.
--dated spreads due dates over 90 days and measures what it takes to prefer the oldest debts, after the solve.
--only takes instances whose names contain one of the words: ${Object.keys(INSTANCES).join(', ')}`

interface LemonRun {
  readonly setOff: string
  readonly prepareMs: number
  readonly solveMs: number
}

const WARM_UP_MS = 500

const LEMON_ALGORITHMS = ['ns', 'cs'] as const

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '5' },
    dated: { type: 'boolean', default: false },
    cycles: { type: 'boolean', default: false },
    lemon: { type: 'string', default: './lemon' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(`${USAGE}\n`)
else await measureAll()

async function measureAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-netting-'))
  const lemon = existsSync(values.lemon) ? values.lemon : null
  if (lemon === null) process.stdout.write('LEMON has not been built: no ratios\n')
  process.stdout.write(
    `${line(['instance', 'set off', 'prepare', 'solve', 'cold', 'oldest', 'cycles', 'RSS MB', 'LEMON', 'ratio'])}\n`,
  )
  try {
    const engine = await buildEngine(folder)
    for (const [name, make] of Object.entries(INSTANCES)) {
      if (!values.only.split(',').some((word) => name.includes(word))) continue
      const file = join(folder, 'instance')
      writeInstance(file, make())
      process.stdout.write(`${line(await measure(name, engine, file, lemon))}\n`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The measured process runs compiled code, as a node does: a loader would count in its memory. */
async function buildEngine(folder: string): Promise<string> {
  const ssr = join(import.meta.dirname, 'engine-run.ts')
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: { ssr, outDir: folder, emptyOutDir: false },
  })
  return join(folder, 'engine-run.js')
}

/** The runs of the two take turns, so that whatever else the machine does slows both. */
async function measure(name: string, engine: string, file: string, lemon: string | null): Promise<string[]> {
  const child = fork(engine, [file, ...(values.dated ? ['dated'] : []), ...(values.cycles ? ['cycles'] : [])], {
    execArgv: [],
  })
  const runs: EngineRun[] = []
  const lemonRuns: LemonRun[] = []
  const algorithm = lemon === null ? null : fastest(lemon, file)
  const cold = await runEngine(child)
  await warmUp(child)
  for (let i = 0; i < Number(values.runs); i++) {
    runs.push(await runEngine(child))
    if (lemon !== null && algorithm !== null) lemonRuns.push(runLemon(lemon, file, algorithm))
  }
  child.disconnect()
  const totals = new Set([cold, ...runs, ...lemonRuns].map(({ setOff }) => setOff))
  if (totals.size > 1) throw new Error(`${name}: the totals differ: ${[...totals].join(', ')}`)
  const solve = median(runs.map(({ solveMs }) => solveMs))
  const theirs = median(lemonRuns.map(({ solveMs }) => solveMs))
  return [
    name,
    cold.setOff,
    median(runs.map(({ prepareMs }) => prepareMs)).toFixed(1),
    solve.toFixed(1),
    cold.solveMs.toFixed(1),
    median(runs.map(({ oldestMs }) => oldestMs)).toFixed(1),
    runs[0]?.cyclesMs == null ? '-' : median(runs.map(({ cyclesMs }) => cyclesMs ?? 0)).toFixed(1),
    Math.max(...runs.map(({ rssMb }) => rssMb)).toFixed(0),
    algorithm === null ? '-' : `${theirs.toFixed(1)} ${algorithm}`,
    algorithm === null ? '-' : (solve / theirs).toFixed(2),
  ]
}

/** A node nets many rounds; the compiler has then seen the small ones often enough, too. */
async function warmUp(child: ChildProcess): Promise<void> {
  for (let spentMs = 0; spentMs < WARM_UP_MS; ) spentMs += (await runEngine(child)).solveMs
}

async function runEngine(child: ChildProcess): Promise<EngineRun> {
  child.send('run')
  const [message] = await once(child, 'message')
  return message as EngineRun
}

function fastest(lemon: string, file: string): (typeof LEMON_ALGORITHMS)[number] {
  const [simplexMs, scalingMs] = LEMON_ALGORITHMS.map((algorithm) => runLemon(lemon, file, algorithm).solveMs)
  return simplexMs! < scalingMs! ? 'ns' : 'cs'
}

function runLemon(lemon: string, file: string, algorithm: string): LemonRun {
  return JSON.parse(execFileSync(lemon, [file, algorithm], { encoding: 'utf8' })) as LemonRun
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

function line(cells: readonly string[]): string {
  return cells.map((cell, i) => (i === 0 ? cell.padEnd(14) : cell.padStart(i === 1 ? 14 : 10))).join('')
}
