/** api: the GraphQL adapter: what clients may ask of the node, over HTTP and WebSocket. */
export type { JwksSettings } from './auth.ts'
export type { ApiNode } from './context.ts'
export { currentRequestId } from './request-id.ts'
export { schemaText } from './schema-text.ts'
export { type ApiOptions, type ApiServer, startApi } from './server.ts'
