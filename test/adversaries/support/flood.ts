import 'core-js/actual/async-disposable-stack/index.js'
import { setTimeout as pause } from 'node:timers/promises'

/** What an adversary may spend: every flood ends by itself. */
export interface Budget {
  /** Acts a second, spread evenly. */
  readonly perSecond: number
  /** Acts in all. */
  readonly times: number
}

/** How often a flood gathers the acts that are due: timers are not finer. */
const TICK_MS = 10

/** A flood that runs beside honest traffic until it is disposed or its budget is spent. */
export interface Flood extends AsyncDisposable {
  /** Acts so far. */
  readonly done: number
  /** Acts that failed, mostly because the victim has hung up. */
  readonly failed: number
}

/** Acts again and again at the budget's pace. An act that fails is counted and costs nothing else. */
export function flood({ perSecond, times }: Budget, act: (number: number) => unknown): Flood {
  const stop = new AbortController()
  let begun = 0
  let done = 0
  let failed = 0
  const acts = new Set<Promise<void>>()
  const once = async (number: number) => {
    try {
      await act(number)
      done += 1
    } catch {
      failed += 1
    }
  }
  const run = async () => {
    const start = performance.now()
    while (!stop.signal.aborted && begun < times) {
      const due = Math.min(times, Math.ceil(((performance.now() - start) / 1000) * perSecond))
      for (; begun < due; begun++) {
        const acting = once(begun).finally(() => acts.delete(acting))
        acts.add(acting)
      }
      await pause(TICK_MS)
    }
  }
  const running = run()
  return {
    get done() {
      return done
    },
    get failed() {
      return failed
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await running
      await Promise.all(acts)
    },
  }
}
