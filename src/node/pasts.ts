import type { FoldedPast } from '../log/index.ts'

/** Pasts that are remembered from one job to the next. */
const PASTS_MAX = 256

/**
 * The last causal past that was folded of each subject, so that the next entry continues it. What a past folds to never
 * changes while its verdicts stand; whoever changes one, or undoes what he wrote, forgets.
 */
export class Pasts {
  readonly #known = new Map<string, FoldedPast>()

  find(subject: string): FoldedPast | null {
    return this.#known.get(subject) ?? null
  }

  /** Remembers a past. */
  remember(subject: string, past: FoldedPast): void {
    this.#known.delete(subject)
    this.#known.set(subject, past)
    const oldest = this.#known.keys().next().value
    if (this.#known.size > PASTS_MAX && oldest !== undefined) this.#known.delete(oldest)
  }

  forget(subject: string): void {
    this.#known.delete(subject)
  }

  clear(): void {
    this.#known.clear()
  }
}
