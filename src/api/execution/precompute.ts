import { type GraphQLField, getArgumentValues, type OperationDefinitionNode } from 'graphql'
import { previewComputation } from '../../app/index.ts'
import type { Scope } from '../../kernel/index.ts'
import { foreseeStatus } from '../attestations/credential-check.ts'
import type { NettingPreviewInput } from '../graphql/filter.input.ts'
import { schema } from '../graphql/schema.ts'
import { previewSum } from '../obligations/positions.ts'
import type { ApiContext, Preparation } from './context.ts'
import { ANSWER_MS_MAX } from './limits.ts'

/**
 * What takes long in an operation and can be foreseen: it is done before the operation's snapshot is opened, because a
 * snapshot of the database inside the process keeps everybody else waiting. What has changed in between is done again.
 */
export function foresee(
  context: ApiContext,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  if (operation.operation !== 'query') return
  const foreseen = new Set<string>()
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== 'Field') continue
    const prepare = PREPARATIONS.get(selection.name.value)
    const field: GraphQLField<unknown, unknown> | undefined = schema.getQueryType()?.getFields()[selection.name.value]
    if (prepare === undefined || field === undefined) continue
    const args = argumentsOf(field, selection, variables)
    const key = JSON.stringify([field.name, args])
    if (args === null || foreseen.has(key)) continue
    foreseen.add(key)
    context.foresee(prepare(context, args))
  }
}

type Arguments = ReturnType<typeof getArgumentValues>

/** Null where they are wrong, of which the execution tells. */
function argumentsOf(...asked: Parameters<typeof getArgumentValues>): Arguments | null {
  try {
    return getArgumentValues(...asked)
  } catch {
    return null
  }
}

const PREPARATIONS = new Map<string, (context: ApiContext, args: Arguments) => Preparation>([
  [
    'checkCredential',
    (context, { credential }) =>
      (readOnce) =>
        foreseeStatus(String(credential), context, readOnce),
  ],
  [
    'nettingPreview',
    (context, { input }) =>
      async (readOnce) => {
        const { key, args } = await readOnce((views) => previewSum(views, input as NettingPreviewInput))
        const { signal } = context.budget
        await context.preview(key, () => context.node.computations.do(previewComputation, key, args, { signal }))
      },
  ],
  [
    'stateDigest',
    (context, { scope }) =>
      async (readOnce) => {
        const signal = AbortSignal.any([context.budget.signal, AbortSignal.timeout(ANSWER_MS_MAX)])
        const known = await readOnce((views) => views.knownScope(scope as Scope))
        await context.node.digests.prepare(known, (work) => readOnce(({ reader }) => work(reader)), signal)
      },
  ],
])
