import { Extensions } from 'type-graphql'
import { BYTES_PER_COST } from '../execution/limits.ts'

/** What a field costs beside the values that it answers, where it reads far more than it shows. `limits.ts` counts it. */
export function Cost(cost: number): MethodDecorator & PropertyDecorator {
  return Extensions({ cost }) as MethodDecorator & PropertyDecorator
}

/** The cost of each item of a list beside its values, if it is read separately. */
export function CostOfEach(cost: number): MethodDecorator & PropertyDecorator {
  return Extensions({ costOfEach: cost }) as MethodDecorator & PropertyDecorator
}

/** What a field costs that answers so many bytes, at most, in base64. */
export function costOfBytes(bytes: number): number {
  return Math.ceil((bytes * 4) / 3 / BYTES_PER_COST)
}
