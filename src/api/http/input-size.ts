import type { GraphQLError } from 'graphql'
import { requestError } from '../graphql/errors.ts'

/** How deep the values of variables may nest: deeper than any input of the schema and any document does. */
const INPUT_DEPTH_MAX = 32
/** How many values variables may hold in all: room for 10,000 obligations, thrice. */
const INPUT_VALUES_MAX = 300_000

/** Why variables are too much to look at, or null. It looks at no more than what is allowed. */
export function findInputExcess(variables: Readonly<Record<string, unknown>>): GraphQLError | null {
  let level: object[] = [variables]
  let count = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > INPUT_DEPTH_MAX)
      return requestError('BAD_USER_INPUT', `variables nest deeper than ${INPUT_DEPTH_MAX} levels`)
    const next: object[] = []
    for (const holder of level) {
      const values: readonly unknown[] = Array.isArray(holder) ? holder : Object.values(holder)
      count += values.length
      if (count > INPUT_VALUES_MAX)
        return requestError('BAD_USER_INPUT', `variables hold more than ${INPUT_VALUES_MAX} values: send them in parts`)
      for (const value of values) if (typeof value === 'object' && value !== null) next.push(value)
    }
    level = next
  }
  return null
}
