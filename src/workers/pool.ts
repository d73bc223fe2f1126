import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { Calculator } from '../node/index.ts'

const IDLE_MS_MAX = 60_000
/** Maximum number of queued tasks. */
const QUEUE_MAX = 64

/** One for requests from outside, one at a time, and one for the node's own. */
const THREADS_MAX = 2

/**
 * Runs computations in worker threads, which start with the first task and end when idle. `onError` receives errors of a
 * thread outside of a task.
 */
export function openCalculator(onError: (error: unknown) => void = () => undefined): Calculator {
  const extension = extname(import.meta.filename)
  const pool = new Piscina({
    filename: new URL(`./compute-worker${extension}`, import.meta.url).href,
    name: 'work',
    minThreads: 0,
    maxThreads: THREADS_MAX,
    idleTimeout: IDLE_MS_MAX,
    maxQueue: QUEUE_MAX,
    ...(extension === '.ts' ? { execArgv: ['--import', tsxForThreads()] } : {}),
  })
  pool.on('error', onError)
  return {
    calculate: async ({ name }, args, { report, signal } = {}) => {
      const { port1: progress, port2: progressPort } = new MessageChannel()
      progress.on('message', (stage: string) => report?.(stage))
      try {
        const result = await pool.run(
          { name, args, progressPort },
          { transferList: [progressPort], signal: signal ?? null },
        )
        // The result may arrive before earlier progress messages.
        for (let said = receiveMessageOnPort(progress); said; said = receiveMessageOnPort(progress))
          report?.(said.message)
        return result
      } finally {
        progress.close()
      }
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}

/** A thread does not inherit the TypeScript loader, and `--import tsx` has no effect there. */
function tsxForThreads(): string {
  const api = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace(/cjs$/, 'mjs'),
  ).href
  return `data:text/javascript,${encodeURIComponent(`import { register } from '${api}'; register()`)}`
}
