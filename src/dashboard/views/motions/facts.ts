import type { MotionPageQuery } from '../../generated/operations.ts'

export type Motion = NonNullable<MotionPageQuery['motion']>
