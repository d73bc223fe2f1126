import { Client, fetchExchange } from 'urql'

/** Asks the node over HTTP. Nothing is cached: what is on the screen is read anew when it has changed. */
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
