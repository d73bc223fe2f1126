import type { Did, Instant } from '../../kernel/index.ts'
import { type ForkPlace, forkPlacesOf, witnessForks } from '../forks/forks.ts'
import type { Change, LogStore, StoreReader, SubjectRow } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import type { CommandContext } from '../writer/command.ts'
import type { Session } from '../writer/session.ts'
import type { Writer } from '../writer/writer.ts'
import type { ChangeFeed } from './change-feed.ts'
import { FeedFollower } from './feed-follower.ts'
import { forgetReminder, listReminders, remind } from './reminders.ts'
import { CURSOR, FAILED, failedIn, type Reference, storedCursor } from './unanswered.ts'

/** A node's automatic reaction to a subject: reads the state and writes what is due, if anything. */
export type Reaction = (context: CommandContext, row: SubjectRow) => Promise<void>
/** Reactions by the name of the aggregate to which they apply. */
export type Reactions = Readonly<Record<string, readonly Reaction[]>>

const CHANGES_PER_STEP_MAX = 500
const SUBJECTS_PER_JOB_MAX = 500
/** Maximum number of failed subjects kept for a retry. */
const FAILED_MAX = 1000
/** Maximum number of reminders of one look, and when one whose reactions failed is due again. */
const REMINDERS_MAX = 1_000
const REMIND_AGAIN_MS = 60_000
/** The cursor is stored after this many changes: at most as many are handled twice after a crash. */
const CURSOR_STEP = 100

export interface ReactorOptions {
  readonly self: Did
  readonly store: LogStore
  readonly feed: ChangeFeed
  readonly writer: Writer
  readonly protocol: Protocol
  readonly reactions: Reactions
  readonly onError: (error: unknown, subject: string) => void
}

/**
 * Runs the reactions to changes, at least once for each: reads the change feed from a stored cursor that never runs
 * ahead of the work done, so that a crash between a change and its consequence loses nothing.
 */
export class Reactor {
  readonly #options: ReactorOptions
  readonly #follower: FeedFollower<readonly ForkPlace[] | null>
  readonly #listeners = new Set<() => void>()
  #keptCursor = 0

  constructor(options: ReactorOptions) {
    this.#options = options
    this.#follower = new FeedFollower({
      store: options.store,
      feed: options.feed,
      from: storedCursor,
      pageSize: CHANGES_PER_STEP_MAX,
      read: (reader, changes) => this.#forkPlaces(reader, changes),
      handle: (changes, places) => this.#handle(changes, places),
      onError: (error) => options.onError(error, 'change feed'),
    })
  }

  wake(): void {
    this.#follower.wake()
  }

  /** Calls back whenever changes have been handled, and what they led to is in the store. */
  onHandled(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves when every change so far has been handled. */
  async idle(): Promise<void> {
    await this.#follower.idle()
  }

  async stop(): Promise<void> {
    await this.#follower.stop()
  }

  /**
   * Runs the reactions of open subjects again although these have not changed: after a policy, a ban or a stop of
   * signing was lifted.
   */
  async sweep(): Promise<void> {
    const { store, reactions, protocol } = this.#options
    const watched = protocol.aggregates.filter(({ name, openPhases }) => name in reactions && openPhases !== undefined)
    const found: Reference[] = []
    await store.read(async (reader) => {
      for (const scope of await reader.scopes()) {
        for (const { name, openPhases = [] } of watched) {
          for (const { id } of await reader.subjectsOf(scope, name, openPhases)) found.push({ scope, id })
        }
      }
    })
    await this.#answerAll(found)
  }

  /** Runs the reactions of which this node was reminded by now. */
  async runReminders(now: Instant): Promise<void> {
    const { store, writer, onError } = this.#options
    const due = (await store.read(listReminders)).filter(({ at }) => at <= now)
    for (const reminder of due.slice(0, REMINDERS_MAX)) {
      try {
        await writer.run(async (session) => {
          await forgetReminder(session, reminder)
          await this.#perform(session, [reminder])
        })
      } catch (error) {
        onError(error, reminder.id)
        await writer.run(async (session) => {
          await forgetReminder(session, reminder)
          await remind(session, reminder, (now + REMIND_AGAIN_MS) as Instant)
        })
      }
    }
  }

  /** Retries the failed subjects; called periodically, so that one that always fails blocks nothing else. */
  async retry(now: Instant): Promise<void> {
    const { store, writer, onError } = this.#options
    await this.runReminders(now)
    for (const subject of await store.read(failedIn)) {
      try {
        await writer.run(async (session) => {
          await this.#perform(session, [subject])
          await noteFailed(session, (failed) => failed.filter((other) => !isSame(other, subject)))
        })
      } catch (error) {
        onError(error, subject.id)
      }
    }
  }

  async #handle(changes: readonly Change[], places: readonly ForkPlace[] | null): Promise<void> {
    await this.#witnessForks(places)
    await this.#answerAll(this.#subjectsOf(changes))
    const last = changes.at(-1)
    if (last !== undefined) await this.#keepCursor(last.number)
    for (const listener of this.#listeners) listener()
  }

  /** A cursor that lags only causes repeated work: it is stored periodically, not after every change. */
  async #keepCursor(number: number): Promise<void> {
    if (number < this.#keptCursor + CURSOR_STEP) return
    await this.#options.writer.run((session) => session.tx.putLocal(...CURSOR, { number }))
    this.#keptCursor = number
  }

  /** The log positions of these changes that need a witness; null if they could not be read. */
  async #forkPlaces(reader: StoreReader, changes: readonly Change[]): Promise<readonly ForkPlace[] | null> {
    const { self, protocol, onError } = this.#options
    try {
      return await forkPlacesOf(reader, changes, { self, protocol })
    } catch (error) {
      onError(error, 'fork')
      return null
    }
  }

  async #witnessForks(places: readonly ForkPlace[] | null): Promise<void> {
    const { writer, onError } = this.#options
    try {
      if (places !== null && places.length > 0) await writer.run((session) => witnessForks(session.context(), places))
      if (places !== null) return
    } catch (error) {
      onError(error, 'fork')
    }
    await writer.run((session) => session.leaveDuties())
  }

  /** The subjects of these changes that have reactions, without duplicates. */
  #subjectsOf(changes: readonly Change[]): Reference[] {
    const { reactions, protocol } = this.#options
    const seen = new Map<string, Reference>()
    for (const { scope, subject, subjectKind } of changes) {
      if (scope === null || !((protocol.aggregateAbout(subjectKind)?.name ?? '') in reactions)) continue
      const id = protocol.subjectOf({ subjectKind, subject, scope })
      seen.set(`${scope} ${id}`, { scope, id })
    }
    return [...seen.values()]
  }

  async #answerAll(subjects: readonly Reference[]): Promise<void> {
    for (let i = 0; i < subjects.length; i += SUBJECTS_PER_JOB_MAX) {
      await this.#answer(subjects.slice(i, i + SUBJECTS_PER_JOB_MAX))
    }
  }

  /**
   * Handles many subjects in one job; if one fails, each in a job of its own, so that the others succeed. A subject
   * that fails alone is recorded durably before the cursor moves on.
   */
  async #answer(subjects: readonly Reference[]): Promise<void> {
    const { writer, onError } = this.#options
    try {
      await writer.run((session) => this.#perform(session, subjects))
    } catch (error) {
      const [first, ...others] = subjects
      if (others.length > 0) for (const subject of subjects) await this.#answer([subject])
      else if (first !== undefined) {
        onError(error, first.id)
        await writer.run((session) =>
          noteFailed(session, (failed) => [...failed.filter((other) => !isSame(other, first)), first]),
        )
      }
    }
  }

  async #perform(session: Session, subjects: readonly Reference[]): Promise<void> {
    const context = session.context()
    for (const scope of new Set(subjects.map((subject) => subject.scope))) {
      const ids = subjects.filter((subject) => subject.scope === scope).map(({ id }) => id)
      const rows = await context.tx.subjects(scope, ids)
      if (rows.length > 1) await context.prefetch(scope, ids)
      for (const row of rows) {
        for (const reaction of this.#options.reactions[row.aggregate] ?? []) await reaction(context, row)
      }
    }
  }
}

function isSame(one: Reference, other: Reference): boolean {
  return one.scope === other.scope && one.id === other.id
}

async function noteFailed(
  { tx }: Session,
  change: (failed: readonly Reference[]) => readonly Reference[],
): Promise<void> {
  const subjects = change(await failedIn(tx)).slice(-FAILED_MAX)
  await tx.putLocal(...FAILED, { subjects: subjects.map(({ scope, id }) => ({ scope, id })) })
}
