import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { AnyVariables, Client, OperationResult } from 'urql'
import { readAnew } from './client.ts'

const ROWS_PER_PAGE = 100

interface List<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly edges: readonly { readonly node: Node }[]
}

interface Reading<Data, Node> {
  readonly listOf: (data: Data) => List<Node>
  /** The most that is read. */
  readonly max: number
}

/** All that a list finds, page by page; null where the node did not answer, or it finds more than `max`. */
export async function readAll<Data, Variables extends AnyVariables, Node>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { listOf, max }: Reading<Data, Node>,
): Promise<readonly Node[] | null> {
  const nodes: Node[] = []
  let after: string | null = null
  do {
    const page: Variables = { ...variables, first: ROWS_PER_PAGE, after }
    const { data }: OperationResult<Data, Variables> = await readAnew(client, document, page)
    if (!data) return null
    const { pageInfo, edges } = listOf(data)
    nodes.push(...edges.map(({ node }) => node))
    if (!pageInfo.hasNextPage) return nodes
    after = pageInfo.endCursor
  } while (nodes.length < max)
  return null
}
