import { getArgumentValues, type OperationDefinitionNode } from 'graphql'
import type { ApiContext } from './context.ts'
import type { NettingPreviewInput } from './filter.input.ts'
import { previewSum } from './positions.ts'
import { schema } from './schema.ts'

/**
 * Sums of an operation that can be foreseen: they are done before its snapshot is opened, because a snapshot of the
 * database inside the process keeps everybody else waiting. What has changed in between is computed again.
 */
export function foreseeSums(
  context: ApiContext,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const field = schema.getQueryType()?.getFields().nettingPreview
  if (field === undefined || operation.operation !== 'query') return
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== 'Field' || selection.name.value !== field.name) continue
    context.foresee(async (readOnce) => {
      const { input } = getArgumentValues(field, selection, variables) as { input: NettingPreviewInput }
      const { key, args } = await readOnce((views) => previewSum(views, input))
      const { signal } = context.budget
      await context.preview(key, () => context.node.sums.do('previewNetting', key, args, { signal }))
    })
  }
}
