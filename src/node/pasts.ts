import type { Scope } from '../kernel/index.ts'
import { type FoldedPast, ScopePast } from '../log/index.ts'

/** Pasts that are remembered from one job to the next. */
const PASTS_MAX = 256
/** Scopes of which it is remembered what their entries follow. */
const SCOPES_MAX = 256

/**
 * The last causal past that was folded of each subject, so that the next entry continues it, and what the entries of each
 * scope follow. What a past folds to never changes while its verdicts stand; a job that changes one, or is undone, forgets.
 */
export class Pasts {
  readonly #known = new Map<string, FoldedPast>()
  readonly #scopes = new Map<Scope, ScopePast>()
  /** Scopes to which this transaction has added. */
  readonly #added = new Set<Scope>()

  find(subject: string): FoldedPast | null {
    return this.#known.get(subject) ?? null
  }

  /** Remembers a past. */
  remember(subject: string, past: FoldedPast): void {
    remember(this.#known, subject, past, PASTS_MAX)
  }

  forget(subject: string): void {
    this.#known.delete(subject)
  }

  /** What the entries of a scope follow, as far as it is known; it is about to be added to. */
  ofScope(scope: Scope): ScopePast {
    const past = this.#scopes.get(scope) ?? new ScopePast()
    this.#added.add(scope)
    remember(this.#scopes, scope, past, SCOPES_MAX)
    return past
  }

  /** What was added is on stable storage. */
  settle(): void {
    this.#added.clear()
  }

  /** Entries of a scope are removed. */
  drop(scope: Scope): void {
    this.#known.clear()
    this.#scopes.delete(scope)
  }

  /** A job was undone: what it has added was never there. */
  undo(): void {
    this.#known.clear()
    for (const scope of this.#added) this.#scopes.delete(scope)
    this.#added.clear()
  }
}

function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, max: number): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > max && oldest !== undefined) map.delete(oldest)
}
