import type { Client, OperationResult } from 'urql'
import {
  type DebtFactsFragment,
  DebtPageDocument,
  type DebtPageQuery,
  type DebtPageQueryVariables,
  type ObligationFilter,
  type ObligationOrder,
} from '../../generated/operations.ts'
import { readAnew } from '../../live/client.ts'

const ROWS_PER_PAGE = 100
export const ALL_DEBTS_MAX = 100_000

/** Every debt that a filter finds, page by page; null where the node did not answer, or has more than 100,000. */
export async function readAllDebts(
  client: Client,
  filter: ObligationFilter,
  orderBy: ObligationOrder = 'NEWEST_FIRST',
): Promise<readonly DebtFactsFragment[] | null> {
  const debts: DebtFactsFragment[] = []
  let page: DebtPageQuery['obligations']['pageInfo'] | null = null
  do {
    const variables: DebtPageQueryVariables = { first: ROWS_PER_PAGE, filter, orderBy, after: page?.endCursor ?? null }
    const { data }: OperationResult<DebtPageQuery> = await readAnew(client, DebtPageDocument, variables)
    if (!data) return null
    page = data.obligations.pageInfo
    debts.push(...data.obligations.edges.map(({ node }) => node))
  } while (page.hasNextPage && debts.length < ALL_DEBTS_MAX)
  return page.hasNextPage ? null : debts
}
