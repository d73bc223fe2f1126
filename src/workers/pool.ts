import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { Calculator, SumStage } from '../node/index.ts'

const IDLE_MS_MAX = 60_000
/** Sums that wait for a thread. */
const QUEUE_MAX = 64

/** One for what is asked for from outside, one at a time, and one for the node's own. */
const THREADS_MAX = 2

/**
 * Does sums in threads of their own; they begin with the first and end when there are none.
 * `onError` hears of a thread that broke without a sum to say so.
 */
export function openCalculator(onError: (error: unknown) => void = () => undefined): Calculator {
  const extension = extname(import.meta.filename)
  const pool = new Piscina({
    filename: new URL(`./sum-worker${extension}`, import.meta.url).href,
    name: 'work',
    minThreads: 0,
    maxThreads: THREADS_MAX,
    idleTimeout: IDLE_MS_MAX,
    maxQueue: QUEUE_MAX,
    ...(extension === '.ts' ? { execArgv: ['--import', tsxForThreads()] } : {}),
  })
  pool.on('error', onError)
  return {
    calculate: async (name, args, { report, signal } = {}) => {
      const { port1: ear, port2: mouth } = new MessageChannel()
      ear.on('message', (stage: SumStage) => report?.(stage))
      try {
        const sum = await pool.run({ name, args, mouth }, { transferList: [mouth], signal: signal ?? null })
        // The answer may overtake what was said before it.
        for (let said = receiveMessageOnPort(ear); said; said = receiveMessageOnPort(ear)) report?.(said.message)
        return sum
      } finally {
        ear.close()
      }
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}

/** A thread does not inherit what reads TypeScript, and `--import tsx` does nothing there. */
function tsxForThreads(): string {
  const api = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/cjs$/, 'mjs'),
  ).href
  return `data:text/javascript,${encodeURIComponent(`import { register } from '${api}'; register()`)}`
}
