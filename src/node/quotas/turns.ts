interface Waiting {
  readonly hurry: () => void
  readonly start: (release: () => void) => void
}

interface Holder {
  readonly owner: string
  readonly hurry: () => void
  isHurried: boolean
}

/** Number of concurrent turns, in all and for one owner. */
export interface TurnBounds {
  readonly max: number
  readonly ownMax: number
}

/**
 * Fair scheduling of a scarce resource. Owners take turns, each with its oldest waiting request, so that none delays
 * another by more than one turn, however much it asks for. An owner that holds a turn while another waits is asked to
 * hurry.
 */
export class Turns {
  readonly #bounds: TurnBounds
  /** Waiting requests by owner, in scheduling order. */
  readonly #waiting = new Map<string, Waiting[]>()
  readonly #holding = new Set<Holder>()
  /** Owners whose next turn may not begin yet. */
  readonly #resting = new Map<string, NodeJS.Timeout>()

  constructor(bounds: TurnBounds) {
    this.#bounds = bounds
  }

  /** How many requests of an owner wait. */
  waiting(owner: string): number {
    return this.#waiting.get(owner)?.length ?? 0
  }

  /** Waits for a turn; resolves to the function that ends it. */
  take(owner: string, hurry: () => void = () => {}): Promise<() => void> {
    return new Promise((start) => {
      const queue = this.#waiting.get(owner)
      if (queue === undefined) this.#waiting.set(owner, [{ hurry, start }])
      else queue.push({ hurry, start })
      this.#next()
    })
  }

  async run<T>(owner: string, work: () => T | Promise<T>, hurry?: () => void): Promise<T> {
    const release = await this.take(owner, hurry)
    try {
      return await work()
    } finally {
      release()
    }
  }

  /** Delays an owner's next turn, so that others go first. */
  rest(owner: string, ms: number): void {
    clearTimeout(this.#resting.get(owner))
    const end = () => {
      this.#resting.delete(owner)
      this.#next()
    }
    this.#resting.set(owner, setTimeout(end, ms).unref())
  }

  #next(): void {
    for (const [owner, queue] of this.#waiting) {
      if (this.#holding.size >= this.#bounds.max) {
        this.#hurry()
        return
      }
      if (this.#resting.has(owner) || this.#heldBy(owner) >= this.#bounds.ownMax) continue
      const first = queue.shift()
      this.#waiting.delete(owner)
      if (queue.length > 0) this.#waiting.set(owner, queue)
      if (first !== undefined) this.#start(owner, first)
    }
  }

  #start(owner: string, { hurry, start }: Waiting): void {
    const holder: Holder = { owner, hurry, isHurried: false }
    this.#holding.add(holder)
    start(() => {
      if (this.#holding.delete(holder)) this.#next()
    })
  }

  #heldBy(owner: string): number {
    let count = 0
    for (const holder of this.#holding) if (holder.owner === owner) count++
    return count
  }

  /** Asks the longest holder among those for which another owner waits to hurry. One place is enough. */
  #hurry(): void {
    for (const holder of this.#holding) {
      if (this.#waiting.size === (this.#waiting.has(holder.owner) ? 1 : 0)) continue
      if (!holder.isHurried) {
        holder.isHurried = true
        holder.hurry()
      }
      return
    }
  }
}
