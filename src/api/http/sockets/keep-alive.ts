/** What one timer looks after, for all sockets. */
export interface KeptAlive {
  /** Pings the client, or ends a connection that did not answer the last ping. */
  checkAlive(): void
  /** Counts again what waits for the client; false once nothing does. */
  recount(): boolean
}

const PING_EVERY_S = 30

/** Pings each socket twice a minute, some of them each second. */
export class KeepAlive {
  readonly #slots: readonly Set<KeptAlive>[] = Array.from({ length: PING_EVERY_S }, () => new Set<KeptAlive>())
  readonly #waiting = new Set<KeptAlive>()
  readonly #timer = setInterval(() => this.#tick(), 1_000).unref()
  #next = 0

  /** Begins to look after a socket; its first ping comes in half a minute. Answers what ends it. */
  add(socket: KeptAlive): () => void {
    const slot = this.#slots[this.#next] as Set<KeptAlive>
    slot.add(socket)
    return () => {
      slot.delete(socket)
      this.#waiting.delete(socket)
    }
  }

  /** Recounts each second what waits for this socket's client, until nothing does. */
  watch(socket: KeptAlive): void {
    this.#waiting.add(socket)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    this.#next = (this.#next + 1) % PING_EVERY_S
    for (const socket of this.#slots[this.#next] ?? []) socket.checkAlive()
    for (const socket of this.#waiting) if (!socket.recount()) this.#waiting.delete(socket)
  }
}
