import { setImmediate } from 'node:timers/promises'

/** A statement was asked for in a snapshot that has ended. */
export class SnapshotEndedError extends Error {
  override readonly name = 'SnapshotEndedError'

  constructor() {
    super('the snapshot has ended')
  }
}

/**
 * Gives the statements of one snapshot to the database one after another, and none once the snapshot has ended, however
 * many were asked for at once: a driver that had them all would do them all before the end of the transaction. Between
 * two of them everything else that waits gets its turn.
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

  /** Waits for the statement under way; the others fail. */
  async end(): Promise<void> {
    this.#ended = true
    await this.#last
  }
}
