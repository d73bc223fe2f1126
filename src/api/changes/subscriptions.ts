import { type SubjectKind } from '../../app/index.ts'
import type { Scope } from '../../kernel/index.ts'
import type { ApiContext } from '../execution/context.ts'
import type { Views } from '../execution/views.ts'
import { changeNumber } from '../graphql/cursor.ts'
import { changesAfter } from './change-stream.ts'
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
  return async ({ args, context }: { args: unknown; context: unknown }): Promise<AsyncIterable<ChangeSource>> => {
    const { after } = args as { readonly after?: string | null }
    return await openFeed(context as ApiContext, after ?? null, narrow(args as Args))
  }
}

async function openFeed(
  context: ApiContext,
  after: string | null,
  narrowing: Narrowing,
): Promise<AsyncIterableIterator<ChangeSource, undefined>> {
  const { store, feed } = context.node
  const { epoch } = store
  const head = await context.read(({ reader }) => reader.headChange())
  await context.close()
  const start = after === null ? head : changeNumber(after, { epoch, head })
  const changes = changesAfter({ store, feed }, start, {
    subjectKinds: narrowing.subjects ?? undefined,
    scope: (narrowing.scope ?? undefined) as Scope | undefined,
  })
  const wanted: AsyncIterableIterator<ChangeSource, undefined> = {
    async next() {
      for (;;) {
        const { value: change, done } = await changes.next()
        if (done) return { value: undefined, done }
        const source = changeSource(change, epoch)
        if (narrowing.matches?.(source) === false) continue
        if (await isWanted(context, source, narrowing)) return { value: source, done: false }
      }
    },
    async return() {
      await changes.return?.()
      return { value: undefined, done: true }
    },
    [Symbol.asyncIterator]: () => wanted,
  }
  return wanted
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
      if (!context.budget.mustYield) throw error
    }
  }
}
