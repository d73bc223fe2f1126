/** Reports progress on stderr: one line that is updated on a terminal, one line for each stage elsewhere. */
export class Progress {
  #startMs = performance.now()

  /** `part` is between 0 and 1. */
  part(verb: string, count: number, part: number): void {
    if (!process.stderr.isTTY) return
    process.stderr.write(`\r${verb} ${count.toLocaleString('en')} (${Math.round(part * 100)} %) `)
  }

  /** So many are done, and it is not known of how many. */
  count(what: string, count: number): void {
    if (process.stderr.isTTY) process.stderr.write(`\r${what}: ${count.toLocaleString('en')} `)
  }

  /** A stage begins that cannot tell how far it is. */
  begin(what: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what} … `)
  }

  /** A stage is over; the next one begins. */
  done(what: string): void {
    const seconds = ((performance.now() - this.#startMs) / 1000).toFixed(1)
    const clear = process.stderr.isTTY ? '\r\u001b[K' : ''
    process.stderr.write(`${clear}${what} in ${seconds} s\n`)
    this.#startMs = performance.now()
  }
}
