import { type NettingStage, previewComputation } from '../../app/index.ts'
import type { PagedResultView } from '../../clearing/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { unwrap } from '../graphql/errors.ts'
import type { NettingPreviewInput } from '../graphql/filter.input.ts'
import { previewArguments } from './previews.ts'

/** How far a preview is, and in the end what it came to. */
export interface ProgressSource {
  readonly stage: NettingStage | 'DONE'
  readonly result: PagedResultView | null
}

/** Nets for a subscriber and streams the progress; aborted when the last subscriber unsubscribes. */
export async function followPreview(asked: {
  args: unknown
  context: unknown
}): Promise<AsyncIterable<ProgressSource>> {
  const context = asked.context as ApiContext
  const { input } = asked.args as { readonly input: NettingPreviewInput }
  // As for a query, the inputs are read in one snapshot: with restarts, a large arrangement would never be read
  // completely.
  const { key, args } = await context.readOnce((views) => previewArguments(views, input))
  const gone = new AbortController()
  const told = new ReadableStream<ProgressSource>({
    start: (stream) => {
      const report = (stage: string) => stream.enqueue({ stage: stage as NettingStage, result: null })
      const sum = context.preview(key, () =>
        context.node.computations.do(previewComputation, key, args, { report, signal: gone.signal }),
      )
      sum
        .then((result) => {
          stream.enqueue({ stage: 'DONE', result: unwrap(result) })
          stream.close()
        })
        .catch((error: unknown) => {
          if (!gone.signal.aborted) stream.error(error)
        })
    },
    cancel: () => gone.abort(),
  }).getReader()
  // A plain async iteration would notice the unsubscription only at the next event.
  const following: AsyncIterableIterator<ProgressSource, undefined> = {
    next: async () => {
      const { done, value } = await told.read()
      await context.begin()
      return done ? { done, value: undefined } : { done, value }
    },
    return: async () => {
      await told.cancel()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => following,
  }
  return following
}
