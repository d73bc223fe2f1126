import { type DocumentNode, type GraphQLError, Kind, type SelectionNode } from 'graphql'
import { DOCUMENT_CHARS_MAX, DOCUMENT_PARTS_MAX } from '../execution/limits.ts'
import { requestError } from '../graphql/errors.ts'

/** Why a document is too long to be parsed, or null. */
export function findTextExcess(text: string): GraphQLError | null {
  if (text.length <= DOCUMENT_CHARS_MAX) return null
  return requestError(
    'OPERATION_TOO_COMPLEX',
    `a document has at most ${DOCUMENT_CHARS_MAX} characters: send long lists and texts as variables`,
  )
}

/** Why a parsed document has too many parts to be validated, or null. It counts no further than what is allowed. */
export function findPartsExcess({ definitions }: DocumentNode): GraphQLError | null {
  let count = definitions.length
  const open: (readonly SelectionNode[])[] = []
  for (const definition of definitions) {
    if ('variableDefinitions' in definition) count += definition.variableDefinitions?.length ?? 0
    if ('selectionSet' in definition) open.push(definition.selectionSet.selections)
  }
  for (let selections = open.pop(); selections !== undefined && count <= DOCUMENT_PARTS_MAX; selections = open.pop()) {
    count += selections.length
    if (count > DOCUMENT_PARTS_MAX) break
    for (const selection of selections) {
      const within = selection.kind === Kind.FRAGMENT_SPREAD ? undefined : selection.selectionSet
      if (within !== undefined) open.push(within.selections)
    }
  }
  if (count <= DOCUMENT_PARTS_MAX) return null
  return requestError(
    'OPERATION_TOO_COMPLEX',
    `at most ${DOCUMENT_PARTS_MAX} fields, fragments, operations and variables stand in one document: ask in parts`,
  )
}
