import { Extensions } from 'type-graphql'

/** What a field costs beside the values that it answers, where it reads far more than it shows. `limits.ts` counts it. */
export function Cost(cost: number): MethodDecorator & PropertyDecorator {
  return Extensions({ cost }) as MethodDecorator & PropertyDecorator
}
