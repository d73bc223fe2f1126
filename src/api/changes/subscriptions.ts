import type { ExecutionResult } from 'graphql'
import { type SubjectKind } from '../../app/index.ts'
import type { Scope } from '../../kernel/index.ts'
import type { Change } from '../../node/index.ts'
import { type AnswerArgs, answer } from '../execution/answer.ts'
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

/** Executes a subscription for a change, in a snapshot of its own; null where it does not tell that change. */
export async function answerChange(
  args: AnswerArgs,
  { narrowing, epoch }: FollowedChanges,
  change: Change,
): Promise<ExecutionResult | null> {
  const rootValue = changeSource(change, epoch)
  if (narrowing.matches?.(rootValue) === false) return null
  return (await isWanted(args.contextValue, rootValue, narrowing)) ? await answer({ ...args, rootValue }) : null
}

/** Begins the answer to a change, and asks whether it is one; where it is, what has been read serves the answer. */
async function isWanted(context: ApiContext, change: ChangeSource, { wants }: Narrowing): Promise<boolean> {
  for (await context.begin(); ; await context.renew()) {
    if (wants === undefined) return true
    try {
      const isWanted = await context.read((views) => wants(change, views))
      if (!isWanted) await context.finish()
      return isWanted
    } catch (error) {
      if (context.budget.mustYield) continue
      await context.finish()
      throw error
    }
  }
}
