import { signingParties } from '../../agreements/index.ts'
import { LISTS } from '../../app/index.ts'
import { type CreditOffer, checkCredit, type PreviewOptions } from '../../clearing/index.ts'
import { type Did } from '../../kernel/index.ts'
import { viewAgreementRow } from '../agreements/agreement-views.ts'
import type { Views } from '../execution/views.ts'
import { unwrap } from '../graphql/errors.ts'
import type { NettingPreviewInput } from '../graphql/filter.input.ts'

/** Maximum number of other agreements examined for existing counterparties. */
const AGREEMENTS_MAX = 1_000

/** What a preview is asked beside its objective. */
export async function previewOptions(views: Views, input: NettingPreviewInput): Promise<PreviewOptions> {
  const isPlan = (input.objective ?? 'SET_OFF') !== 'SET_OFF'
  const credit = await offeredCredit(views, input)
  const together = isPlan && input.counterparties === 'EXISTING' ? await dealingTogether(views, input) : null
  return { together, credit }
}

async function offeredCredit(
  views: Views,
  { agreementId, objective, creditLines, pool }: NettingPreviewInput,
): Promise<CreditOffer | null> {
  const given = creditLines ?? null
  if (given === null && (pool ?? null) === null) return null
  const agreement = await views.find('Agreement', agreementId)
  const lines = given?.map(({ cooperative, amount }) => ({ cooperative, amount })) ?? null
  const signers = agreement === null ? [] : signingParties(agreement.document)
  return unwrap(checkCredit({ lines, pool: pool ?? null, signers }, objective ?? 'SET_OFF'))
}

/** Who are signing parties of one agreement in operation, in a list for each agreement. */
async function dealingTogether(
  { reader, now }: Views,
  { agreementId }: NettingPreviewInput,
): Promise<readonly (readonly Did[])[]> {
  const window = { limit: AGREEMENTS_MAX, fromEnd: false, after: null, before: null }
  const { edges } = await reader.page(LISTS.agreements, { statuses: ['ACTIVE'] }, window, now)
  const lists: Did[][] = []
  for (const { row } of edges) {
    const other = row.id === agreementId ? null : viewAgreementRow(row, now)
    const members = other?.operational ? signingParties(other.document) : []
    if (members.length > 1) lists.push([...members].sort())
  }
  return lists
}
