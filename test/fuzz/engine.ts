import { getHeapStatistics } from 'node:v8'
import { Random } from '../support/random.ts'
import { alter } from './mutate.ts'
import type { Target } from './target.ts'

/** One input may take no longer, on a machine that does other things as well; ordinary ones take microseconds. */
export const READ_MS_MAX = 2_000
/** What reading one input may allocate: so much for each of its bytes, and so much besides. */
export const BYTES_PER_BYTE_MAX = 2_000
export const BYTES_MAX = 64 * 1024 * 1024
/** Answers that are remembered, each with the first input that gave it: these are altered again. */
const ANSWERS_MAX = 300
/** A slow input is slow again; one that met another program's burst is not. */
const SLOW_TRIES = 3

export interface Finding {
  readonly target: string
  readonly problem: string
  readonly input: Uint8Array
}

/** Tries one input; null where the reader kept its word. */
export async function tryInput(target: Target, input: Uint8Array): Promise<{ answer: string } | { problem: string }> {
  const before = allocated()
  const began = performance.now()
  try {
    const answer = await target.read(input)
    let ms = performance.now() - began
    const grown = allocated() - before
    for (let i = 1; i < SLOW_TRIES && ms > READ_MS_MAX; i++) ms = Math.min(ms, await timed(target, input))
    if (ms > READ_MS_MAX) return { problem: `took ${Math.round(ms)} ms` }
    if (grown > BYTES_MAX + BYTES_PER_BYTE_MAX * input.length) return { problem: `allocated ${grown} bytes` }
    return { answer }
  } catch (error) {
    return { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

async function timed(target: Target, input: Uint8Array): Promise<number> {
  const began = performance.now()
  await target.read(input)
  return performance.now() - began
}

function allocated(): number {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

/** What a target came to. */
export interface Fuzzed {
  readonly tried: number
  readonly answers: ReadonlyMap<string, Uint8Array>
  readonly findings: readonly Finding[]
}

/** Tries so many inputs, made of the target's seeds, a corpus and what gave new answers on the way. The same seed, the same inputs. */
export async function fuzz(
  target: Target,
  options: {
    readonly inputs: number
    readonly seed: number
    readonly corpus?: readonly Uint8Array[]
    readonly findingsMax?: number
    readonly onProgress?: (tried: number) => void
  },
): Promise<Fuzzed> {
  const { inputs, seed, corpus = [], findingsMax = 5, onProgress } = options
  const random = new Random(seed)
  const known = [...(await target.seeds()), ...corpus]
  const answers = new Map<string, Uint8Array>()
  const findings: Finding[] = []
  const given = known.slice()
  for (let tried = 0; tried < inputs; tried++) {
    const input = given[tried] ?? alter(random, target.form, known)
    const result = await tryInput(target, input)
    if ('problem' in result) {
      findings.push({ target: target.name, problem: result.problem, input })
      if (findings.length >= findingsMax) return { tried: tried + 1, answers, findings }
    } else if (!answers.has(result.answer) && answers.size < ANSWERS_MAX) {
      answers.set(result.answer, input)
      if (input.length < 20_000) known.push(input)
    }
    onProgress?.(tried + 1)
  }
  return { tried: inputs, answers, findings }
}
