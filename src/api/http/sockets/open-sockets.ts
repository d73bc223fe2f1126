/** A socket whose caller is known. */
export interface OpenSocket {
  readonly principal: string
  /** Ends it, so that another has its place. */
  giveWay(): void
}

/** The part of all places that one caller may take. */
export const OWN_PART = 1 / 4

/** The sockets that are open, of each caller. */
export class OpenSockets<Socket extends OpenSocket> {
  readonly #max: number
  readonly #own = new Map<string, Set<Socket>>()
  #size = 0

  constructor(max: number) {
    this.#max = max
  }

  get size(): number {
    return this.#size
  }

  *[Symbol.iterator](): Generator<Socket> {
    for (const own of this.#own.values()) yield* own
  }

  /** False where its caller has as many as it may; where all places are taken, the newest of the one that has most goes. */
  add(socket: Socket): boolean {
    const { principal } = socket
    const own = this.#own.get(principal) ?? new Set<Socket>()
    if (own.size >= Math.ceil(this.#max * OWN_PART)) return false
    if (this.#size >= this.#max && !this.#makeRoom(own.size)) return false
    this.#own.set(principal, own.add(socket))
    this.#size++
    return true
  }

  delete(socket: Socket): void {
    const own = this.#own.get(socket.principal)
    if (!own?.delete(socket)) return
    this.#size--
    if (own.size === 0) this.#own.delete(socket.principal)
  }

  #makeRoom(own: number): boolean {
    const [most] = [...this.#own.values()].sort((one, other) => other.size - one.size)
    if (most === undefined || most.size <= own) return false
    ;[...most].at(-1)?.giveWay()
    return true
  }
}
