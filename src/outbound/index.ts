/** outbound: bounded requests to others' web servers, for status lists. */
export { type GetOptions, getBounded, OutboundError } from './bounded-get.ts'
export { StatusListReader, type StatusListReaderOptions } from './status-list-reader.ts'
