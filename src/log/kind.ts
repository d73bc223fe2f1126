import type { Did, Hash, Instant, JsonObject, Result, Scope } from '../kernel/index.ts'

/** What a change feed says that a change is about: a kind in the API's words, and the API's id. */
export interface ChangeSubject {
  readonly subjectKind: string
  readonly subject: string
}

/**
 * What an entry names beside its `after`: it is admitted only when all of it is here, so that `check` and `evolve` read
 * facts that can no longer change and the same set of entries gives the same facts everywhere.
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

/** A document that an entry brings into its scope: whoever it names as a party may write there from then on. */
export interface Opening {
  /** True only for the entry that begins the scope: there its author needs no earlier document to name him. */
  readonly founding: boolean
  readonly document: JsonObject
  readonly documentHash: Hash
  readonly parties: readonly Did[]
}

/**
 * One kind of entry, whole: how its body is read, whom it concerns, whether it may happen, what it changes.
 *
 * `check` sees the state folded from the entries of the subject in the entry's own causal past and nothing else; in an
 * agreement's scope that past leads over all its subjects. So a verdict is final and the same on every node. `evolve` adds to the state and commutes: applied to concurrent entries in either order it gives equal
 * states (compared as canonical JSON). What wins between concurrent entries is thus decided when the state is viewed.
 */
export interface EntryKind<Body, State> {
  readonly name: string
  readonly decode: (raw: JsonObject) => Result<Body>
  /** The subject that a body is about; an entry whose `subject` differs is refused. */
  readonly subject: (body: Body, context: { readonly author: Did; readonly scope: Scope }) => string
  readonly check: (state: State | null, body: Body, context: EntryContext) => Result<void>
  readonly evolve: (state: State | null, body: Body, context: EntryContext) => State
  readonly names?: (body: Body) => Named
  /** Subjects that must be read at a cutoff, once the attachments are here. */
  readonly cut?: (body: Body, attachment: (hash: Hash) => Uint8Array | null) => Cut | null
  /** What a change feed says that it is about, where that is not the subject itself: an amendment, a payment. */
  readonly about?: (body: Body, context: { readonly hash: Hash }) => ChangeSubject
  /**
   * True where it lapses like what is said about the agreement itself (`Aggregate.removals`): written after its author's
   * signature under an amendment that removes it, it does not count once that amendment is in force.
   */
  readonly lapses?: boolean
  /** True where it shows a wrong or takes something back: a store that makes room never lets it go. */
  readonly lasting?: boolean
  /** Whether its author lets the subject into the circle whose public logs are kept whole, or takes that back. */
  readonly circle?: 'widens' | 'narrows'
  /** A document that it brings; a refusal here is the gate's: the entry is forged. Null where it brings none. */
  readonly opens?: (body: Body, context: { readonly author: Did; readonly scope: Scope }) => Result<Opening> | null
}

/** A kind whose types are its own business: what the gate handles. */
// biome-ignore lint/suspicious/noExplicitAny: a table of kinds of different bodies; each pairs its own decode, check and evolve.
export type AnyKind = EntryKind<any, any>
