import { previewComputation } from '../app/index.ts'
import type { JsonObject } from '../kernel/index.ts'
import { precomputeStatus } from './attestations/credential-check.ts'
import type { Preparations } from './execution/context.ts'
import { findBelow, firstOf } from './execution/precompute.ts'
import type { NettingPreviewInput } from './graphql/filter.input.ts'
import { precomputeResults, previewArguments } from './netting/previews.ts'
import { ROUNDS_TOLD_MAX, roundsAbout } from './netting/round-explanations.ts'
import { readPresentedStatus } from './recognitions/presentation-check.ts'

/** The queries that something is precomputed for, by their names. */
export const PREPARATIONS: Preparations = new Map([
  [
    'obligation',
    (context, { id }, selection, variables) => {
      const answers = findBelow(selection, ['nettingAnswers'])
      if (answers === null) return null
      const first = firstOf('Obligation', answers, variables)
      if (first < 0 || first > ROUNDS_TOLD_MAX) return null
      return (readOnce) =>
        precomputeResults(context, readOnce, async (views) => {
          const obligation = await views.find('Obligation', String(id))
          return obligation === null ? [] : await roundsAbout(views, obligation, first)
        })
    },
  ],
  [
    'nettingRound',
    (context, { id }, selection) => {
      if (findBelow(selection, ['result', 'answerFor']) === null) return null
      return (readOnce) =>
        precomputeResults(context, readOnce, async (views) => {
          const round = await views.find('NettingRound', String(id))
          return round === null ? [] : [round]
        })
    },
  ],
  [
    'checkCredential',
    (context, { credential }) =>
      (readOnce) =>
        precomputeStatus(String(credential), context, readOnce),
  ],
  [
    'checkPresentation',
    (context, { presentation }) =>
      async (readOnce) => {
        await readPresentedStatus(presentation as JsonObject, context, readOnce)
      },
  ],
  [
    'nettingPreview',
    (context, { input }) =>
      async (readOnce) => {
        const { key, args } = await readOnce((views) => previewArguments(views, input as NettingPreviewInput))
        const { signal } = context.budget
        await context.preview(key, () => context.node.computations.do(previewComputation, key, args, { signal }))
      },
  ],
])
