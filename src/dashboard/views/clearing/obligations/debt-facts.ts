import type { DebtQuery } from '../../../generated/operations.ts'

export type DebtFacts = NonNullable<DebtQuery['obligation']>
