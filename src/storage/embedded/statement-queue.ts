import { setImmediate } from 'node:timers/promises'

/** A statement was issued in a snapshot that has ended. */
export class SnapshotEndedError extends Error {
  override readonly name = 'SnapshotEndedError'

  constructor() {
    super('the snapshot has ended')
  }
}

/**
 * Passes the statements of one snapshot to the database one by one, and none once the snapshot has ended, however many
 * were issued at once: the driver would otherwise run all of them before the end of the transaction. Between two of them
 * other waiting work runs.
 */
export class StatementQueue {
  #last: Promise<unknown> = Promise.resolve()
  #ended = false

  run<T>(statement: () => PromiseLike<T>): Promise<T> {
    const result = this.#last.then(async () => {
      if (this.#ended) throw new SnapshotEndedError()
      const rows = await statement()
      await setImmediate()
      return rows
    })
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Waits for the running statement; the others fail. */
  async end(): Promise<void> {
    this.#ended = true
    await this.#last
  }
}
