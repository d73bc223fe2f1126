import type { Duties } from '../reactor.ts'

/** What a node does by itself, by the aggregate that it looks at. */
export const DUTIES: Duties = {}
