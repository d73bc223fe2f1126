/** outbound: what this node asks of others' web servers: status lists, within bounds. */
export { type GetOptions, getBounded, OutboundError } from './bounded-get.ts'
export { StatusListReader, type StatusListReaderOptions } from './status-list-reader.ts'
