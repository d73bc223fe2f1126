/** api: the GraphQL adapter: what clients may ask of the node, over HTTP and WebSocket. */

// Before any class with decorators, whichever of the exports below is the first to load one.
import 'reflect-metadata'

export type { ApiNode } from './execution/api-node.ts'
export { schemaText } from './graphql/schema-text.ts'
export type { JwksSettings } from './http/access/auth.ts'
export { type ApiOptions, type ApiServer, startApi } from './http/server.ts'
