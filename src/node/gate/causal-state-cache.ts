import type { Hash, Scope } from '../../kernel/index.ts'
import { FoldedPasts, ScopePast } from '../../log/index.ts'

/** Hashes in the pasts that are remembered from one job to the next. */
const PAST_HASHES_MAX = 1_000_000
/** What scopes may take of which it is remembered what their entries follow, but for the one that is looked at. */
const SCOPES_SIZE_MAX = 2_000_000
/** Agreements of which it is remembered that nothing about them has lapsed. */
const WHOLE_MAX = 1000
/** Scopes of which it is remembered what our own entries have named. */
const NAMED_MAX = 1000
/** What a scope takes in which nothing has been said yet. */
const SCOPE_SIZE = 1000

/**
 * The causal pasts of subjects that were folded last, so that the next entry continues them, and what the entries of each
 * scope follow. A job that changes a verdict, or is undone, forgets.
 */
export class CausalStateCache {
  readonly folded = new FoldedPasts(PAST_HASHES_MAX)
  readonly loader: ((scope: Scope) => Promise<void>) | null
  readonly #scopes = new Map<Scope, ScopePast>()
  readonly #whole = new Map<Scope, string>()
  readonly #named = new Map<Scope, Map<Hash, number>>()
  /** Scopes to which this transaction has added. */
  readonly #added = new Set<Scope>()

  /** `loader`: finds out beside the writer what the entries of a scope follow; null where nobody is beside it. */
  constructor(loader: ((scope: Scope) => Promise<void>) | null = null) {
    this.loader = loader
  }

  /** What the entries of a scope follow, as far as it is known. */
  ofScope(scope: Scope): ScopePast {
    return this.#scopes.get(scope) ?? new ScopePast()
  }

  /** Remembers what the entries of a scope follow; what is added to it counts with this transaction. */
  keep(scope: Scope, past: ScopePast): void {
    this.#added.add(scope)
    this.put(scope, past)
  }

  /** Takes out what is known of a scope, so that somebody else may add to it; to be put back. */
  take(scope: Scope): ScopePast {
    const past = this.#added.has(scope) ? new ScopePast() : this.ofScope(scope)
    if (!this.#added.has(scope)) this.#scopes.delete(scope)
    return past
  }

  put(scope: Scope, past: ScopePast): void {
    this.#scopes.delete(scope)
    this.#scopes.set(scope, past)
    this.#makeRoom(scope)
  }

  /** The logs of removed authors with which nothing about an agreement had lapsed. */
  wholeWith(scope: Scope): string | undefined {
    return this.#whole.get(scope)
  }

  noteWhole(scope: Scope, logs: string | null): void {
    this.#whole.delete(scope)
    if (logs !== null) this.#whole.set(scope, logs)
    const [oldest] = this.#whole.keys()
    if (this.#whole.size > WHOLE_MAX && oldest !== undefined) this.#whole.delete(oldest)
  }

  /** For each line of others in a scope how far our own entries have named it, as far as that is remembered. */
  namedIn(scope: Scope): Map<Hash, number> {
    const named = this.#named.get(scope) ?? new Map<Hash, number>()
    this.#named.delete(scope)
    this.#named.set(scope, named)
    const [oldest] = this.#named.keys()
    if (this.#named.size > NAMED_MAX && oldest !== undefined) this.#named.delete(oldest)
    return named
  }

  /** What was added is on stable storage. */
  settle(): void {
    for (const scope of this.#added) this.#scopes.get(scope)?.settle()
    this.#added.clear()
  }

  /** Entries of a scope are removed. */
  drop(scope: Scope): void {
    this.folded.clear()
    this.#whole.delete(scope)
    this.#scopes.delete(scope)
  }

  /** A job was undone: what it has added was never there. */
  undo(): void {
    this.folded.clear()
    this.#whole.clear()
    this.#named.clear()
    for (const scope of this.#added) this.#scopes.get(scope)?.undo()
    this.#added.clear()
  }

  /** Those that have not been looked at for longest go, so that many small scopes do not push out a great one. */
  #makeRoom(looked: Scope): void {
    let total = 0
    for (const [scope, { size }] of [...this.#scopes].reverse()) {
      total += SCOPE_SIZE + size
      if (scope !== looked && total > SCOPES_SIZE_MAX) this.#scopes.delete(scope)
    }
  }
}
