import { type DocumentNode, getOperationAST, Kind, visit } from 'graphql'

const known = new WeakMap<DocumentNode, Map<string | null, string | null>>()

/**
 * The variable that says where a subscription begins and nothing else, so that what a change is answered does not depend
 * on it; null where there is none.
 */
export function cursorVariable(document: DocumentNode, operationName: string | null): string | null {
  const ofDocument = known.get(document) ?? new Map<string | null, string | null>()
  known.set(document, ofDocument)
  const before = ofDocument.get(operationName)
  if (before !== undefined) return before
  const found = findCursorVariable(document, operationName)
  ofDocument.set(operationName, found)
  return found
}

function findCursorVariable(document: DocumentNode, operationName: string | null): string | null {
  const [field] = getOperationAST(document, operationName)?.selectionSet.selections ?? []
  if (field?.kind !== Kind.FIELD) return null
  const value = field.arguments?.find(({ name }) => name.value === 'after')?.value
  if (value?.kind !== Kind.VARIABLE) return null
  const name = value.name.value
  return usesOf(document, name) === 1 ? name : null
}

function usesOf(document: DocumentNode, name: string): number {
  let count = 0
  visit(document, {
    enter(node) {
      if (node.kind === Kind.VARIABLE_DEFINITION) return false
      if (node.kind === Kind.VARIABLE && node.name.value === name) count++
      return undefined
    },
  })
  return count
}
