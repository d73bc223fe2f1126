import type { Did, Hash, Instant, Json, JsonObject, Result, Scope } from '../kernel/index.ts'

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
  readonly about?: (
    body: Body,
    context: { readonly hash: Hash },
  ) => { readonly kind: 'AMENDMENT' | 'OBLIGATION'; readonly id: string }
  /**
   * True where it lapses like what is said about the agreement itself (`Aggregate.removals`): written after its author's
   * signature under an amendment that removes it, it does not count once that amendment is in force.
   */
  readonly lapses?: boolean
  /** A document that it brings; a refusal here is the gate's: the entry is forged. Null where it brings none. */
  readonly opens?: (body: Body, context: { readonly author: Did; readonly scope: Scope }) => Result<Opening> | null
}

/** A kind whose types are its own business: what the gate handles. */
// biome-ignore lint/suspicious/noExplicitAny: a table of kinds of different bodies; each pairs its own decode, check and evolve.
export type AnyKind = EntryKind<any, any>

/** Whose log is in which scope: public kinds are written in the public scope, the others in an agreement's. */
export type ScopeRule = 'public' | 'agreement' | 'either'

/** An instant at which a subject's view changes though nobody says anything, and the name of that change. */
export interface Wake {
  readonly at: Instant
  /** E.g. `agreement.expired`, `attestation.expired`, `netting.expired`. */
  readonly kind: string
}

/** What a subject's facts add to another subject of the same scope: a round's committed share of an obligation. */
export interface Adjustment {
  readonly subject: string
  readonly proposal: Hash
  /** Minor units as a decimal string: what all committed cycles together take of it. */
  readonly amount: string
  /** True where it moves the balance up: the creditor owed the debtor. */
  readonly backward: boolean
  readonly at: Instant
}

/** The columns that lists search by; one row per subject, made from its facts and nothing else. */
export interface SubjectIndex {
  /** Status as far as the clock does not change it, in the API's words, e.g. `ACTIVE`. */
  readonly phase: string
  /** The agreement's or attestation's type. */
  readonly type?: string | null
  /** Everybody it concerns. */
  readonly parties?: readonly string[]
  /** Debtor, issuer, proposer, or the cooperative itself. */
  readonly left?: string | null
  /** Creditor, or the attestation's subject. */
  readonly right?: string | null
  readonly currency?: string | null
  readonly reference?: string | null
  /** Valid or effective from (ms). */
  readonly fromMs?: number | null
  /** Ends, expires or is decided by (ms). */
  readonly untilMs?: number | null
  /** Due date (ms). */
  readonly dueMs?: number | null
  /** How much it is about, where lists are sorted by that: minor units as a decimal string. */
  readonly size?: string | null
  /** What is open of it: minor units as a decimal string, below zero where `right` owes it to `left`. */
  readonly rest?: string | null
  /** Digits after the decimal point of `size` and `rest`. */
  readonly scale?: number | null
  /** Whom it waits for. */
  readonly awaiting?: readonly string[]
  /** Capabilities or currencies. */
  readonly tags?: readonly string[]
  /** What a text search looks at. */
  readonly text?: string | null
  /** What binds and is open; null where nothing is. */
  readonly debt?: IndexedDebt | null
}

/** Who owes whom how much: a row that is read in great numbers, without the facts from which it follows. */
export interface IndexedDebt {
  readonly currency: string
  readonly scale: number
  readonly from: Did
  readonly to: Did
  /** True where the creditor of the obligation owes its debtor, who paid too much. */
  readonly backward: boolean
  /** Minor units as a decimal string. */
  readonly amount: string
  /** Of `amount`: said to be paid and not yet confirmed, however long ago; never more than `amount`. */
  readonly pending: string
  readonly dueMs: Instant | null
}

/** A removal as an agreement's facts state it: who, and by which signature of its own. */
export interface RemovalFact {
  readonly author: Did
  readonly signed: Hash
}

/** One sort of subject: the kinds that are about it. Its state is plain JSON, so that it can be stored and hashed. */
export interface Aggregate {
  readonly name: string
  readonly scope: ScopeRule
  readonly kinds: readonly AnyKind[]
  /** The first instant after `after` at which the view of this state changes by itself. */
  readonly wake?: (state: Json, after: Instant) => Wake | null
  /** True where the facts of other subjects add to this one's index. */
  readonly adjustable?: boolean
  /** `adjustments`: what the facts of other subjects add to this one. */
  readonly index?: (state: Json, adjustments: readonly Adjustment[]) => SubjectIndex
  /** What this state adds to other subjects, and the attachments needed to say it. */
  readonly adjusts?: {
    readonly attachments: (state: Json) => readonly Hash[]
    readonly rows: (state: Json, attachment: (hash: Hash) => Uint8Array | null) => readonly Adjustment[]
  }
  /**
   * Authors who were removed from the scope: what they wrote after they had signed that does not count about this subject,
   * nor anywhere in the scope where its kind lapses.
   */
  readonly removals?: (state: Json) => readonly RemovalFact[]
}
