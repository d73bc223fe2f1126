import type { ExecutionResult } from 'graphql'
import { type SubjectKind } from '../../app/index.ts'
import type { Scope } from '../../kernel/index.ts'
import type { Change } from '../../node/index.ts'
import { type AnswerArgs, answerAll } from '../execution/answer.ts'
import type { ApiContext } from '../execution/context.ts'
import type { Views } from '../execution/views.ts'
import { changeNumber } from '../graphql/cursor.ts'
import type { FeedFilter } from './change-stream.ts'
import { type ChangeSource, changeSource } from './changes.ts'

/** Which changes a subscription is about. */
export interface Narrowing {
  readonly subjects?: readonly SubjectKind[] | null | undefined
  readonly scope?: string | null | undefined
  /** A condition on the change itself, evaluated before anything is read. */
  readonly matches?: (change: ChangeSource) => boolean
  /** A typed subscription returns an object: changes whose object is not here are reported by `changes` alone. */
  readonly wants?: (change: ChangeSource, views: Views) => Promise<boolean> | boolean
}

/** The source of a subscription: everything after its cursor, or from now on, that its arguments ask for. */
export function subscribeTo<Args>(narrow: (args: Args) => Narrowing) {
  return async ({ args, context }: { args: unknown; context: unknown }): Promise<FollowedChanges> => {
    const { after } = args as { readonly after?: string | null }
    const { node } = context as ApiContext
    const { epoch } = node.store
    const head = await headFor(context as ApiContext, after ?? null)
    const start = after == null ? head : changeNumber(after, { epoch, head })
    return new FollowedChanges(start, epoch, narrow(args as Args))
  }
}

/** The newest change. Another process may have committed what a client's cursor names, and not have been heard yet. */
async function headFor(context: ApiContext, after: string | null): Promise<number> {
  const { store, feed } = context.node
  const head = await feed.head()
  if (after === null || changeNumber(after, { epoch: store.epoch, head: Number.MAX_SAFE_INTEGER }) <= head) return head
  return await context.readOnce(({ reader }) => reader.headChange())
}

/** What a subscription follows. graphql takes it for its source of events; its executor reads the feed itself. */
export class FollowedChanges implements AsyncIterable<never> {
  /** The last change that is not told. */
  readonly start: number
  /** Of the history whose cursors are told. */
  readonly epoch: string
  readonly narrowing: Narrowing

  constructor(start: number, epoch: string, narrowing: Narrowing) {
    this.start = start
    this.epoch = epoch
    this.narrowing = narrowing
  }

  get filter(): FeedFilter {
    const { subjects, scope } = this.narrowing
    return { subjectKinds: subjects ?? undefined, scope: (scope ?? undefined) as Scope | undefined }
  }

  [Symbol.asyncIterator](): never {
    throw new Error('a subscription to changes is executed change by change')
  }
}

/** What a subscription tells of a change. */
export interface ToldChange {
  readonly number: number
  readonly result: ExecutionResult
}

/** Executes a subscription for some changes, in one snapshot of their own; those that it does not tell are left out. */
export async function answerChanges(
  args: AnswerArgs,
  { narrowing, epoch }: FollowedChanges,
  changes: readonly Change[],
): Promise<ToldChange[]> {
  const about = changes
    .map((change) => ({ number: change.number, source: changeSource(change, epoch) }))
    .filter(({ source }) => narrowing.matches?.(source) !== false)
  const sources = about.map(({ source }) => source)
  const areWanted = await whichAreWanted(args.contextValue, sources, narrowing)
  const wanted = about.filter((_change, i) => areWanted[i])
  if (wanted.length === 0) return []
  const results = await answerAll(
    args,
    wanted.map(({ source }) => source),
  )
  return results.map((result, i) => ({ number: wanted[i]?.number ?? 0, result }))
}

/** Begins the answer to changes, and asks which are told; where any is, what has been read serves the answer. */
async function whichAreWanted(
  context: ApiContext,
  changes: readonly ChangeSource[],
  { wants }: Narrowing,
): Promise<boolean[]> {
  if (changes.length === 0) return []
  for (await context.begin(); ; await context.renew()) {
    if (wants === undefined) return changes.map(() => true)
    try {
      const areWanted = await context.read((views) => Promise.all(changes.map((change) => wants(change, views))))
      if (!areWanted.includes(true)) await context.finish()
      return areWanted
    } catch (error) {
      if (context.budget.mustYield) continue
      await context.finish()
      throw error
    }
  }
}
