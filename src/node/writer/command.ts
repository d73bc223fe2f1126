import type { Signer } from '../../identity/index.ts'
import type { Did, Hash, Instant, JsonObject, Result, Scope } from '../../kernel/index.ts'
import type { Computation } from '../computations/computations.ts'
import type { NewChange, StoredEntry, StoreTransaction, SubjectRow } from '../ports/ports.ts'

/** How this node behaves where the rules leave a choice. Set by mutation or by the environment. */
export interface Policies {
  readonly autoConfirm: 'NEVER' | 'WITHIN_LIMIT'
  readonly autoAcceptNetting: boolean
  /** Rounds whose deadline is at most this long after their proposal are accepted automatically: an ISO 8601 duration. */
  readonly autoAcceptNettingWithin: string
  /** How long after a motion's end this node waits before it closes it in place of the party whose turn was before. */
  readonly motionTakeoverSeconds: number
  /** As the user of a booking, confirm use within what it expects. */
  readonly autoConfirmUsage: boolean
  readonly admission: 'OPEN' | 'VOUCHED' | 'ALLOW_LIST' | 'CLOSED'
  readonly minVouches: number
  readonly allowed: readonly Did[]
}

/** An entry that this node wants to write. The gate adds author, number, time, `after` and signature. */
export interface WriteIntent {
  readonly kind: string
  readonly scope: Scope
  readonly body: JsonObject
  /** Entries that this one answers, beside the tips of its subject, which are always named. */
  readonly answers?: readonly Hash[]
}

/**
 * The environment of a command, inside one transaction. A command reads, runs its guards, and writes entries; a refusal
 * that it returns rolls back all of its writes, and nothing that it signed has left the node.
 */
export interface CommandContext {
  readonly tx: StoreTransaction
  readonly self: Did
  readonly signer: Signer
  readonly now: Instant
  readonly policies: Policies
  /** A fresh random 128-bit text, for ids and nonces. */
  readonly nonce: () => string
  /** Reads, with a few statements, what entries about these subjects of a scope will ask for one by one. */
  readonly prefetch: (scope: Scope, subjects: readonly string[]) => Promise<void>
  /** Runs the kind's `check`; if it holds, seals the entry and admits it through the gate. */
  readonly write: (intent: WriteIntent) => Promise<Result<StoredEntry>>
  /**
   * The memoised result of a computation; `key` identifies its arguments. If absent, rolls this command back, computes
   * outside of the transaction and runs the command again: do nothing irreversible before the call.
   */
  readonly calculate: <Args extends readonly unknown[], Out>(
    computation: Computation<Args, Out>,
    key: string,
    load: () => Promise<readonly [...Args]>,
  ) => Promise<Out>
  /** Whether another author's log shows that it has seen an entry of a scope: it can no longer write as if it had not. */
  readonly hasSeen: (scope: Scope, author: Did, entry: Hash) => Promise<boolean>
  /** Subjects of one kind about which there are changes to which this node's reactions may still be due. */
  readonly unanswered: (subjectKind: string) => Promise<readonly string[]>
  /** Replaces a subject's index, and what it adds to totals, by what this node knows beyond its facts. */
  readonly reindex: (row: SubjectRow) => Promise<void>
  /** Stores an attachment that a following entry names; returns its SHA-256. */
  readonly attach: (scope: Scope, bytes: Uint8Array) => Promise<Hash>
  /** Removes every agreement that a cooperative has proposed and this node has not answered. */
  readonly letGoProposalsOf: (proposer: Did) => Promise<void>
  /** Reports a change of this node's own settings or drafts to subscribers. */
  readonly note: (change: Pick<NewChange, 'kind' | 'subjectKind' | 'subject' | 'scope'>) => void
}

/** What a command does inside its transaction; it answers with ids, never with whole objects. */
export type Run = (context: CommandContext) => Promise<Result<JsonObject>>

/** What a mutation has led to. */
export interface Performed {
  readonly answer: JsonObject
  /** The scopes of the subjects that it has written, by their ids: these are still in the store's memory. */
  readonly places: ReadonlyMap<string, Scope>
}

/** A mutation: what it does; an idempotency key returns its first answer again. */
export interface Command {
  /** The caller: a token's id, or `node` for the node's own reactions. */
  readonly principal: string
  readonly mutation: string
  readonly idempotencyKey: string | null
  /** The caller's input without the key; a key used with another input is refused. */
  readonly input: JsonObject
  readonly run: Run
}
