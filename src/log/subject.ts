import type { Did, Hash, Instant, Json, JsonObject } from '../kernel/index.ts'
import type { AnyKind } from './kind.ts'

/** Which logs a scope contains: public kinds are written in the public scope, the others in an agreement's. */
export type ScopeRule = 'public' | 'agreement' | 'either'

/** The gossip topics; a subject's description says which one carries the notices of its entries. */
export const TOPICS = ['announce', 'attestations', 'agreements', 'clearing'] as const
export type Topic = (typeof TOPICS)[number]

/** An instant at which a subject's view changes without an entry, and the name of that change. */
export interface Wake {
  readonly at: Instant
  /** E.g. `agreement.expired`, `attestation.expired`, `netting.expired`. */
  readonly kind: string
}

/** What a subject's facts add to another subject of the same scope, e.g. a round's committed share of an obligation. */
export interface Adjustment {
  readonly subject: string
  readonly proposal: Hash
  /** Sum of all committed cycles, in minor units as a decimal string. */
  readonly amount: string
  /** True if it raises the balance: the creditor owed the debtor. */
  readonly backward: boolean
  readonly at: Instant
}

/** Sums by their names: counts, or amounts in minor units, as decimal strings. Sums that are zero are left out. */
export type Sums = Readonly<Record<string, string>>

/** The total of what subjects of a scope add: those with the same two cooperatives in the same money. */
export interface TotalKey {
  readonly left: Did
  readonly right: Did
  readonly currency: string
  readonly scale: number
}

export interface Total extends TotalKey {
  readonly sums: Sums
}

/** The columns that lists filter and sort by; one row per subject, derived from its facts alone. */
export interface SubjectIndex {
  /** Status as far as it does not depend on the clock, in the API's words, e.g. `ACTIVE`. */
  readonly phase: string
  /** The agreement's or attestation's type. */
  readonly type?: string | null
  /** All cooperatives that it concerns. */
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
  /** The amount that lists sort by, in minor units as a decimal string. */
  readonly size?: string | null
  /** The open amount, in minor units as a decimal string; below zero where `right` owes it to `left`. */
  readonly rest?: string | null
  /** Digits after the decimal point of `size` and `rest`. */
  readonly scale?: number | null
  /** The cooperatives from which it awaits something. */
  readonly awaiting?: readonly string[]
  /** Capabilities or currencies. */
  readonly tags?: readonly string[]
  /** The text that a text search covers. */
  readonly text?: string | null
  /** What it adds to the totals of its `left`, `right`, `currency` and `scale`, each sum by its name; absent is zero. */
  readonly adds?: Sums | null
  /** The rows of projections by their names; null where the subject has none now. */
  readonly projected?: Readonly<Record<string, JsonObject | null>>
}

/**
 * Rows derived from subjects and kept in a table of their own, which the store updates in the transaction that saves
 * the subjects' states: for what is read in great numbers without the underlying facts.
 */
export interface Projection<Row extends JsonObject, Key, Book> {
  readonly name: string
  /** The collected rows of a scope, for a store that has them in memory. */
  readonly collect: (rows: readonly (Row & { readonly id: string })[], key: Key) => Book
}

/** A removal as an agreement's facts state it: who, and by which signature of its own. */
export interface RemovalFact {
  readonly author: Did
  readonly signed: Hash
}

/** Read access to a scope, by the facts of the subject that the scope is named after. */
export interface ScopeAccess {
  readonly readers: readonly Did[]
  /** Readers that are no longer parties: they go on reading while an open subject keeps them. */
  readonly former: readonly Did[]
  /** Who has signed what the scope is about. */
  readonly signers: readonly Did[]
}

/** Something with an id of its own that is part of the subject a scope is named after, e.g. an amendment. */
export interface SubjectPart<Kind extends string = string> {
  readonly subjectKind: Kind
  readonly idPrefix: string
}

/**
 * One sort of subject, described once: its kinds, its ids, its topics, how its state is read and indexed. Everything
 * that differs between subjects is derived from this description. A state is plain JSON, so that it can be stored and
 * hashed.
 */
// biome-ignore lint/suspicious/noExplicitAny: a list of aggregates of different states; each pairs its own functions.
export interface Aggregate<State = any, Kind extends string = string> {
  readonly name: string
  readonly scope: ScopeRule
  readonly kinds: readonly AnyKind[]
  /** What the ids of its subjects begin with, e.g. `agr_`. */
  readonly idPrefix: string
  /** The kind under which its changes are reported, in the API's words, e.g. `AGREEMENT`. */
  readonly subjectKind: Kind
  /** If present, changes are reported as those of another subject, whose id this returns. */
  readonly shownAs?: (id: string) => string
  readonly parts?: readonly SubjectPart<Kind>[]
  /** By the sort of scope; where absent, `announce` for public entries, `agreements` for the others. */
  readonly topics?: { readonly public?: Topic; readonly agreement?: Topic }
  /**
   * Raised when the way of building the state or its index changes: stored ones of another version are built again at the
   * next start.
   */
  readonly stateVersion: number
  /** The one reader of a stored state. */
  readonly readState: (stored: Json) => State
  /** Phases in which a node may still have to act by itself. */
  readonly openPhases?: readonly string[]
  /** The first instant after `after` at which the view of this state changes by itself. */
  readonly wake?: (state: State, after: Instant) => Wake | null
  /**
   * Whether the facts of other subjects may have added to the index of one in this state, null where it has none; absent
   * where they never do. Of others it is not asked what was added.
   */
  readonly adjustable?: (state: State | null) => boolean
  /** `adjustments`: what the facts of other subjects add to this one. */
  readonly index?: (state: State, adjustments: readonly Adjustment[]) => SubjectIndex
  /** What this state adds to other subjects, the attachments needed to compute it, and the change that reports it. */
  readonly adjusts?: {
    readonly change: string
    readonly attachments: (state: State) => readonly Hash[]
    readonly rows: (state: State, attachment: (hash: Hash) => Uint8Array | null) => readonly Adjustment[]
  }
  /**
   * Authors that were removed from the scope: what they wrote after signing their removal does not count about this
   * subject, nor anywhere in the scope where its kind lapses.
   */
  readonly removals?: (state: State) => readonly RemovalFact[]
  /** The authors whose entries are in this state, where many may write about one subject. */
  readonly speakers?: (state: State) => readonly Did[]
  /** Who may read the scope that is named after this subject. */
  readonly access?: (state: State) => ScopeAccess
  /** Former parties that go on reading the scope because of this subject; a change by time (`wake`) ends it, too. */
  readonly keepsReading?: (state: State, index: SubjectIndex | null, now: Instant) => readonly Did[]
}

/**
 * The reader of the stored states of an aggregate. `defaults` holds the fields that states of earlier versions lack.
 */
export function stateReader<State>(defaults: Partial<State> = {}): (stored: Json) => State {
  const fields = Object.keys(defaults)
  return (stored) => {
    // A cast, not a check: the store holds what the same aggregate has folded, and its version decides who reads it.
    const state = stored as unknown as State & object
    return fields.every((field) => field in state) ? state : { ...defaults, ...state }
  }
}

/** The columns of a stored state; null where there is no state, or nothing of it is searched. */
export function indexOf(aggregate: Aggregate, state: Json, adjustments: readonly Adjustment[]): SubjectIndex | null {
  return state === null ? null : (aggregate.index?.(aggregate.readState(state), adjustments) ?? null)
}

/** Whether the facts of other subjects may have added to what is stored of one; null or absent if nothing is. */
export function isAdjustable(
  aggregate: Aggregate | undefined,
  row: { readonly aggregate: string; readonly state: Json } | null | undefined,
): boolean {
  if (aggregate?.adjustable === undefined) return false
  const state = row?.aggregate === aggregate.name ? row.state : null
  return aggregate.adjustable(state === null ? null : aggregate.readState(state))
}

/** The first instant after `after` at which the view of a stored state changes by itself. */
export function wakeAfter(aggregate: Aggregate | undefined, state: Json, after: Instant): Wake | null {
  return state === null ? null : (aggregate?.wake?.(aggregate.readState(state), after) ?? null)
}
