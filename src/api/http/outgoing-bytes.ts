/** What may wait to be taken of all callers' answers, and of one caller's. */
const OUTGOING_BYTES_MAX = 512 * 1024 * 1024
const OWN_OUTGOING_BYTES_MAX = 128 * 1024 * 1024

/** Counts the bytes of answers that their clients have not taken yet: they are in the node's memory. */
export class Outgoing {
  readonly #own = new Map<string, number>()
  #all = 0

  /** Whether a caller's clients leave so much untaken that nothing more is answered. */
  isFull(principal: string): boolean {
    return this.#all >= OUTGOING_BYTES_MAX || (this.#own.get(principal) ?? 0) >= OWN_OUTGOING_BYTES_MAX
  }

  /** Counts an answer; what is returned is to be called once, when it has been taken or given up. */
  add(principal: string, bytes: number): () => void {
    this.#change(principal, bytes)
    return () => this.#change(principal, -bytes)
  }

  #change(principal: string, bytes: number): void {
    this.#all += bytes
    const own = (this.#own.get(principal) ?? 0) + bytes
    if (own === 0) this.#own.delete(principal)
    else this.#own.set(principal, own)
  }
}
