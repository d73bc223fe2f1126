import type { CooperativePageQuery } from '../../generated/operations.ts'

export type Cooperative = NonNullable<CooperativePageQuery['cooperative']>
