import { Extensions } from 'type-graphql'
import type { Role } from './enums.ts'

/** What a root field requires of a token. `finishSchema` enforces it, and the emitted SDL shows it as `@auth`. */
export function Auth(requires: Role): MethodDecorator & PropertyDecorator {
  return Extensions({ requires }) as MethodDecorator & PropertyDecorator
}
