import type { ResourceSharingTerms } from '../agreements/index.ts'
import { ok, type Result } from '../kernel/index.ts'
import type { BookableResource } from './booking.ts'
import { refuse } from './refusals.ts'

/** The resource with a key; one without cannot be booked. */
export function findResource({ resources }: ResourceSharingTerms, key: string): Result<BookableResource> {
  const resource = resources.find((each): each is BookableResource => each.key === key)
  if (resource !== undefined) return ok(resource)
  const keys = resources.flatMap((each) => each.key ?? []).join(', ')
  return refuse(
    'resources.unknown-resource',
    `this agreement has no resource with the key ${key}; it has ${keys === '' ? 'none that can be booked' : keys}`,
  )
}

/** Whether a request of this much use of a resource binds its user to pay something. */
export function costs({ compensation }: BookableResource, expectedUse: string | null): boolean {
  return compensation.model === 'FIXED' || (compensation.model === 'PER_USE' && expectedUse !== null)
}
