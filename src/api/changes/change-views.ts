import type { CooperativeView } from '../../registry/index.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { LazyField } from '../graphql/field-resolver.ts'
import type { ChangeSource } from './changes.ts'

/** How the argument `after` of every subscription is described. */
export const AFTER = {
  nullable: true,
  description: 'Everything since this cursor, then live; without it, live from now.',
} as const

/** The author of the entry that a change reports. */
export const AUTHOR: LazyField<ChangeSource> = {
  name: 'author',
  type: () => Cooperative,
  nullable: true,
  description: 'Author of the entry; null for changes by time and of this node’s own settings.',
  read: ({ author }, context): Promise<CooperativeView> | null =>
    author === null ? null : context.read((views) => views.cooperative(author)),
}
