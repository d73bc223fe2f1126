import {
  type FieldNode,
  type GraphQLField,
  getArgumentValues,
  type InlineFragmentNode,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql'
import { previewComputation } from '../../app/index.ts'
import { precomputeStatus } from '../attestations/credential-check.ts'
import type { NettingPreviewInput } from '../graphql/filter.input.ts'
import { schema } from '../graphql/schema.ts'
import { knownScope } from '../log/scopes.ts'
import { precomputeResults, previewArguments } from '../netting/previews.ts'
import { ROUNDS_TOLD_MAX, roundsAbout } from '../netting/round-explanations.ts'
import type { ApiContext, Preparation } from './context.ts'
import { ANSWER_MS_MAX } from './limits.ts'

/**
 * What takes long in an operation and can be precomputed: it is done before the operation's snapshot is opened, because a
 * snapshot of the database inside the process keeps everybody else waiting. What has changed in between is done again.
 */
export function precompute(
  context: ApiContext,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  if (operation.operation !== 'query') return
  const precomputed = new Set<string>()
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== 'Field') continue
    const prepare = PREPARATIONS.get(selection.name.value)
    const field: GraphQLField<unknown, unknown> | undefined = schema.getQueryType()?.getFields()[selection.name.value]
    if (prepare === undefined || field === undefined) continue
    const args = argumentsOf(field, selection, variables)
    const key = JSON.stringify([field.name, args])
    if (args === null || precomputed.has(key)) continue
    precomputed.add(key)
    const preparation = prepare(context, args, selection, variables)
    if (preparation !== null) context.precompute(preparation)
  }
}

/** A field that is selected anywhere below; named fragments are not examined. */
function findBelow(node: FieldNode | InlineFragmentNode, names: readonly string[]): FieldNode | null {
  for (const inner of node.selectionSet?.selections ?? []) {
    if (inner.kind === 'FragmentSpread') continue
    if (inner.kind === 'Field' && names.includes(inner.name.value)) return inner
    const found = findBelow(inner, names)
    if (found !== null) return found
  }
  return null
}

/** How many items a field asks for. */
function firstOf(typeName: string, node: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const type = schema.getType(typeName)
  const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined
  return Number((field && argumentsOf(field, node, variables))?.first ?? 0)
}

type Arguments = ReturnType<typeof getArgumentValues>

/** Null if they are invalid, which the execution reports. */
function argumentsOf(...asked: Parameters<typeof getArgumentValues>): Arguments | null {
  try {
    return getArgumentValues(...asked)
  } catch {
    return null
  }
}

type Prepare = (
  context: ApiContext,
  args: Arguments,
  selection: FieldNode,
  variables: Readonly<Record<string, unknown>>,
) => Preparation | null

const PREPARATIONS = new Map<string, Prepare>([
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
    'nettingPreview',
    (context, { input }) =>
      async (readOnce) => {
        const { key, args } = await readOnce((views) => previewArguments(views, input as NettingPreviewInput))
        const { signal } = context.budget
        await context.preview(key, () => context.node.computations.do(previewComputation, key, args, { signal }))
      },
  ],
  [
    'stateDigest',
    (context, { scope }) =>
      async (readOnce) => {
        const signal = AbortSignal.any([context.budget.signal, AbortSignal.timeout(ANSWER_MS_MAX)])
        const known = await readOnce((views) => knownScope(views, String(scope)))
        await context.node.digests.prepare(known, (work) => readOnce(({ reader }) => work(reader)), signal)
      },
  ],
])
