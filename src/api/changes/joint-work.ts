/**
 * Work that many ask for at once, one piece after the other in each lane. All who ask for the same piece before it is begun
 * share it: what it gives is never older than their asking.
 */
export class JointWork<Result> {
  readonly #waiting = new Map<string, Promise<Result>>()
  readonly #last = new Map<string, Promise<unknown>>()

  do(lane: string, piece: string | number, work: () => Promise<Result>): Promise<Result> {
    const key = `${lane} ${piece}`
    const waiting = this.#waiting.get(key)
    if (waiting !== undefined) return waiting
    const before = this.#last.get(lane) ?? Promise.resolve()
    const done = before.then(() => {
      this.#waiting.delete(key)
      return work()
    })
    this.#waiting.set(key, done)
    const last = done.then(ignore, ignore).then(() => {
      if (this.#last.get(lane) === last) this.#last.delete(lane)
    })
    this.#last.set(lane, last)
    return done
  }
}

function ignore(): void {}
