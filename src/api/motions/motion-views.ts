import type { AmendmentView } from '../../agreements/index.ts'
import { LISTS } from '../../app/index.ts'
import { asMotion, type MotionStatus, type MotionView, viewMotion } from '../../governance/index.ts'
import type { Did, Scope } from '../../kernel/index.ts'
import type { SubjectFilter } from '../../node/index.ts'
import { viewAgreementRow } from '../agreements/agreement-views.ts'
import { awaitingUs, listPage, readByIds } from '../execution/lists.ts'
import type { Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import type { FollowUpSource, MotionFilter } from './motion.type.ts'

/** Maximum number of agreements with amendments that one motion adopted. */
const AGREEMENTS_MAX = 100

/** The stored statuses, and what the clock makes of them, by those of the API. */
const STORED: Readonly<Record<MotionStatus, readonly string[]>> = {
  OPEN: ['VOTING', 'VOTED', 'CLOSING'],
  ADOPTED: ['ADOPTED'],
  REJECTED: ['REJECTED'],
  WITHDRAWN: ['WITHDRAWN'],
}

export async function readMotions(views: Views, ids: readonly string[]): Promise<Map<string, MotionView>> {
  const rows = await readByIds(views, LISTS.motions, ids)
  return new Map(rows.map(({ id, state }) => [id, viewMotion(asMotion(state), views.now)]))
}

export async function listMotions(
  views: Views,
  { agreementId, status, awaitingMe }: MotionFilter,
  page: PageArgs,
): Promise<Connection<MotionView>> {
  const filter: SubjectFilter = {
    scope: (agreementId ?? undefined) as Scope | undefined,
    statuses: status?.flatMap((one) => STORED[one]),
    ...awaitingUs(views, awaitingMe),
    // A party that has not voted by the end is no longer awaited.
    ...(awaitingMe === true ? { exceptStatuses: ['VOTED'] } : {}),
  }
  return await listPage(views, LISTS.motions, { filter, page }, async (rows) =>
    rows.map(({ state }) => viewMotion(asMotion(state), views.now)),
  )
}

/** The amendments that name a motion, in whichever agreement, oldest first. */
export async function amendmentsNaming(views: Views, motion: string): Promise<readonly AmendmentView[]> {
  const window = { limit: AGREEMENTS_MAX, fromEnd: false, after: null, before: null }
  const { edges } = await views.reader.page(LISTS.agreements, { tags: [motion] }, window, views.now)
  return edges
    .flatMap(({ row }) => viewAgreementRow(row, views.now).amendments)
    .filter((amendment) => amendment.motion === motion)
    .sort((one, other) => one.proposedAt - other.proposedAt)
}

/** The parties that have done it, in the order of the document: as their vouches and signatures show, else their word. */
export async function doneBy(views: Views, { followUp, saidBy, voters }: FollowUpSource): Promise<readonly Did[]> {
  if (followUp.kind === 'TASK') return saidBy
  const done =
    followUp.kind === 'VOUCH'
      ? (await views.cooperative(followUp.cooperative)).vouches.map(({ by }) => by)
      : ((await views.find('Amendment', followUp.amendment))?.signatures ?? []).map(({ party }) => party)
  return voters.flatMap(({ party }) => (done.includes(party) ? party : []))
}
