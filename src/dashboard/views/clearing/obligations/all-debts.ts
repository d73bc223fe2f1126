import type { Client } from 'urql'
import {
  type DebtFactsFragment,
  DebtPageDocument,
  type DebtPageQuery,
  type ObligationFilter,
  type ObligationOrder,
} from '../../../generated/operations.ts'
import { readAll } from '../../../live/read-all.ts'

export const ALL_DEBTS_MAX = 100_000

/** Every debt that a filter finds; null where the node did not answer, or has more than 100,000. */
export async function readAllDebts(
  client: Client,
  filter: ObligationFilter,
  orderBy: ObligationOrder = 'NEWEST_FIRST',
): Promise<readonly DebtFactsFragment[] | null> {
  const reading = { listOf: ({ obligations }: DebtPageQuery) => obligations, max: ALL_DEBTS_MAX }
  return await readAll(client, DebtPageDocument, { filter, orderBy }, reading)
}
