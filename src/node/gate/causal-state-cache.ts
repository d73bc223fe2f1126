import type { Hash, Scope } from '../../kernel/index.ts'
import { FoldedPasts, ScopePast } from '../../log/index.ts'
import { ScopeStates } from './scope-state.ts'

/** Total hashes in the causal pasts kept from one job to the next. */
const PAST_HASHES_MAX = 1_000_000
/** Total size of the cached scope pasts, except the one in use. */
const SCOPES_SIZE_MAX = 2_000_000
/** Agreements cached as having no lapsed entries. */
const WHOLE_MAX = 1000
/** Scopes for which the cache knows what our own entries have named. */
const NAMED_MAX = 1000
/** Base size of a scope's past while it is empty. */
const SCOPE_SIZE = 1000

/**
 * Caches the last folded causal pasts of subjects, so that the next entry continues them, and the causal pasts in each
 * scope. A job that changes a verdict or is rolled back invalidates it.
 */
export class CausalStateCache {
  readonly folded = new FoldedPasts(PAST_HASHES_MAX)
  readonly scopeStates = new ScopeStates()
  readonly loader: ((scope: Scope) => Promise<void>) | null
  readonly #scopes = new Map<Scope, ScopePast>()
  readonly #whole = new Map<Scope, string>()
  readonly #named = new Map<Scope, Map<Hash, number>>()
  /** Scopes to which this transaction has added. */
  readonly #added = new Set<Scope>()

  /** `loader`: reads the past of a scope outside the writer; null if that is not available. */
  constructor(loader: ((scope: Scope) => Promise<void>) | null = null) {
    this.loader = loader
  }

  /** The causal pasts of a scope's entries, as far as cached. */
  ofScope(scope: Scope): ScopePast {
    return this.#scopes.get(scope) ?? new ScopePast()
  }

  /** Caches the past of a scope; additions to it are part of this transaction. */
  keep(scope: Scope, past: ScopePast): void {
    this.#added.add(scope)
    this.put(scope, past)
  }

  /** Removes the cached past of a scope so that a loader may add to it; to be put back. */
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

  /** For each line of others in a scope how far our own entries have named it, as far as cached. */
  namedIn(scope: Scope): Map<Hash, number> {
    const named = this.#named.get(scope) ?? new Map<Hash, number>()
    this.#named.delete(scope)
    this.#named.set(scope, named)
    const [oldest] = this.#named.keys()
    if (this.#named.size > NAMED_MAX && oldest !== undefined) this.#named.delete(oldest)
    return named
  }

  /** The transaction is durable: keeps the additions. */
  settle(): void {
    for (const scope of this.#added) this.#scopes.get(scope)?.settle()
    this.#added.clear()
  }

  /** Drops a scope whose entries are removed. */
  drop(scope: Scope): void {
    this.folded.clear()
    this.#whole.delete(scope)
    this.#scopes.delete(scope)
  }

  /** Rolls back the additions of a job. */
  undo(): void {
    this.folded.clear()
    this.#whole.clear()
    this.#named.clear()
    for (const scope of this.#added) this.#scopes.get(scope)?.undo()
    this.#added.clear()
  }

  /** Evicts the least recently used ones, so that many small scopes do not displace a large one. */
  #makeRoom(looked: Scope): void {
    let total = 0
    for (const [scope, { size }] of [...this.#scopes].reverse()) {
      total += SCOPE_SIZE + size
      if (scope !== looked && total > SCOPES_SIZE_MAX) this.#scopes.delete(scope)
    }
  }
}
