import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { type AnyVariables, Client, createRequest, fetchExchange, type OperationResult } from 'urql'

/** Queries the node over HTTP. Nothing is cached: what is on the screen is read again when it has changed. */
export function createApiClient(token: string, onRefused: () => void): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetchOptions: () => ({ headers: { authorization: `Bearer ${token}` } }),
    fetch: async (...request) => {
      const response = await fetch(...request)
      if (response.status === 401) onRefused()
      return response
    },
  })
}

let requests = 0

/** Reads under a key of its own: an answer that is under way may have been read before what has just happened. */
export function readAnew<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<OperationResult<Data, Variables>> {
  const request = { ...createRequest(document, variables), key: ++requests }
  return client.executeQuery(request, { requestPolicy: 'network-only' }).toPromise()
}
