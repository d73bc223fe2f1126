import type { Did, Hash, Instant, JsonObject, Result, Scope } from '../kernel/index.ts'

/** The subject of a change in the change feed: a kind in the API's words, and the API's id. */
export interface ChangeSubject {
  readonly subjectKind: string
  readonly subject: string
}

/**
 * What an entry references beside its `after`. It is admitted only when all of it is here, so that `check` and `evolve`
 * read facts that cannot change and the same set of entries gives the same facts on every node.
 */
export interface Named {
  /** Hashes of documents of the same scope. */
  readonly documents?: readonly Hash[]
  /** SHA-256 of attachments. */
  readonly attachments?: readonly Hash[]
  /** Hashes of further entries of the same scope, e.g. the log heads of a cutoff. */
  readonly entries?: readonly Hash[]
}

/** Other subjects of the same scope as they stood at a cutoff: folded from the entries up to these log heads only. */
export interface Cut {
  readonly heads: readonly Hash[]
  readonly subjects: readonly string[]
}

/** Reads what an entry names. Everything here is a function of hashes, never of arrival order or a clock. */
export interface NamedFacts {
  readonly document: (hash: Hash) => JsonObject | null
  readonly attachment: (hash: Hash) => Uint8Array | null
  /** The facts of a subject of `Cut.subjects` at its heads, or null where it had none. */
  readonly subjectAtCut: (subject: string) => unknown
  /** Whether the heads of its cut hold everything that the entry follows and that they themselves follow. */
  readonly cutHoldsPast: boolean
  /**
   * For a kind that `readsScopeState`: the facts of the subject that the scope is named after, folded from exactly those
   * of its entries that lie in this entry's causal past. Null where there are none.
   */
  readonly scopeState: unknown
  /**
   * The facts of a subject of `EntryKind.reads`, folded from exactly those of its entries that lie in this entry's causal
   * past. Null where there are none.
   */
  readonly subjectBefore: (subject: string) => unknown
}

/** Everything about an entry that is not its body. */
export interface EntryContext {
  readonly author: Did
  readonly scope: Scope
  readonly seq: number
  readonly at: Instant
  readonly hash: Hash
  readonly named: NamedFacts
}

/** A document that an entry brings into its scope: each party named in it may write there from then on. */
export interface Opening {
  /** True only for the entry that begins the scope: its author needs no earlier document that names it. */
  readonly founding: boolean
  readonly document: JsonObject
  readonly documentHash: Hash
  readonly parties: readonly Did[]
}

/**
 * One kind of entry: how its body is decoded, which subject it is about, whether it may happen, what it changes.
 *
 * `check` sees the state folded from the subject's entries in the entry's own causal past and nothing else; in an
 * agreement's scope that past spans all its subjects. A verdict is therefore final and the same on every node. `evolve`
 * must commute: concurrent entries applied in either order give equal states (compared as canonical JSON). Precedence
 * between concurrent entries is therefore decided when the state is viewed.
 */
export interface EntryKind<Body, State> {
  readonly name: string
  readonly decode: (raw: JsonObject) => Result<Body>
  /** The id of the subject that a body is about; an entry whose `subject` differs is refused. */
  readonly subject: (body: Body, context: { readonly author: Did; readonly scope: Scope }) => string
  readonly check: (state: State | null, body: Body, context: EntryContext) => Result<void>
  readonly evolve: (state: State | null, body: Body, context: EntryContext) => State
  readonly names?: (body: Body) => Named
  /** Subjects that must be read at a cutoff, once the attachments are here. */
  readonly cut?: (body: Body, attachment: (hash: Hash) => Uint8Array | null) => Cut | null
  /** True if `check` or `evolve` reads `NamedFacts.scopeState`. */
  readonly readsScopeState?: boolean
  /** Other subjects of the scope that `check` or `evolve` reads by `NamedFacts.subjectBefore`. */
  readonly reads?: (body: Body) => readonly string[]
  /**
   * The subject of the change as the change feed reports it, where that is not the entry's subject: an amendment, a
   * payment.
   */
  readonly about?: (body: Body, context: { readonly hash: Hash }) => ChangeSubject
  /**
   * True if it lapses as entries about the agreement itself do (`Aggregate.removals`): if written after its author's
   * signature under an amendment that removes that author, it stops counting once the amendment is in force.
   */
  readonly lapses?: boolean
  /** True if it proves misconduct or revokes something: never evicted from storage. */
  readonly lasting?: boolean
  /** Whether its author adds the subject to the circle whose public logs are kept whole, or removes it. */
  readonly circle?: 'widens' | 'narrows'
  /** A document that it brings; a refusal here is the gate's: the entry is forged. Null where it brings none. */
  readonly opens?: (body: Body, context: { readonly author: Did; readonly scope: Scope }) => Result<Opening> | null
}

/** A kind whose types are its own business: what the gate handles. */
// biome-ignore lint/suspicious/noExplicitAny: a table of kinds of different bodies; each pairs its own decode, check and evolve.
export type AnyKind = EntryKind<any, any>
