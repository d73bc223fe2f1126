import express, { type Router } from 'express'
import { type Clock, type ListingStore, StoreUnavailableError } from '../../node/index.ts'

/** Lifetime of a cached answer, in milliseconds. */
const FRESH_MS = 1_000
/** A database that takes longer is not ready. */
const WRITE_MS_MAX = 5_000

interface ReadinessOptions {
  readonly store: ListingStore
  readonly clock: Clock
  /** What else is not there yet. */
  readonly missing: () => Promise<readonly string[]>
  readonly onFault: (error: unknown) => void
}

/** Whether the process lives (`/healthz`), and whether the node can do its work (`/readyz`, 503 if not, with reasons). */
export function probes(options: ReadinessOptions): Router {
  const router = express.Router()
  const readiness = new Readiness(options)
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n')
  })
  router.get('/readyz', async (_request, response) => {
    const missing = await readiness.missing()
    response.status(missing.length === 0 ? 200 : 503).json({ ready: missing.length === 0, missing })
  })
  return router
}

/** Whether the node can do its work: not only read, but write. */
class Readiness {
  readonly #options: ReadinessOptions
  #last: { readonly at: number; readonly missing: Promise<readonly string[]> } | null = null

  constructor(options: ReadinessOptions) {
    this.#options = options
  }

  /** What keeps the node from its work, each with its reason; nothing where it is ready. */
  missing(): Promise<readonly string[]> {
    const now = performance.now()
    if (this.#last === null || now - this.#last.at > FRESH_MS) this.#last = { at: now, missing: this.#look() }
    return this.#last.missing
  }

  async #look(): Promise<readonly string[]> {
    return [...(await this.#databaseFault()), ...(await this.#options.missing())]
  }

  async #databaseFault(): Promise<readonly string[]> {
    const { store, clock, onFault } = this.#options
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      const error = new StoreUnavailableError(`the database took no write in ${WRITE_MS_MAX / 1_000} s`)
      timer = setTimeout(() => reject(error), WRITE_MS_MAX)
    })
    try {
      await Promise.race([store.transact((tx) => tx.putLocal('clock', 'ready', { at: clock() })), late])
      return []
    } catch (error) {
      if (error instanceof StoreUnavailableError) return [`database: ${error.message}`]
      onFault(error)
      return ['database: it fails; the log says more']
    } finally {
      clearTimeout(timer)
    }
  }
}
