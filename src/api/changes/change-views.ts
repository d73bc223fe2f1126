import type { CooperativeView } from '../../registry/index.ts'
import type { ApiContext } from '../execution/context.ts'
import type { ChangeSource } from './changes.ts'

/** How the argument `after` of every subscription is described. */
export const AFTER = {
  nullable: true,
  description: 'Everything since this cursor, then live; without it, live from now.',
} as const
/** How the author of a change is described. */
export const AUTHOR = {
  nullable: true,
  description: 'Author of the entry; null for changes by time and of this node’s own settings.',
} as const

/** The author of the entry that a change reports. */
export function authorOf({ author }: ChangeSource, context: ApiContext): Promise<CooperativeView> | null {
  return author === null ? null : context.read((views) => views.cooperative(author))
}
