import { LISTS, recognitionViews } from '../../app/index.ts'
import type { RecognitionStatus, RecognitionView } from '../../attestations/index.ts'
import type { Scope } from '../../kernel/index.ts'
import type { SubjectFilter } from '../../node/index.ts'
import { listPage, readByIds } from '../execution/lists.ts'
import type { Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import { apiError } from '../graphql/errors.ts'
import type { RecognitionFilter } from './recognition.input.ts'

/** Recognitions whose status a list computes: it depends on attestations and agreements, which no index of theirs knows. */
const CONSIDERED_MAX = 10_000
const WINDOW = { limit: CONSIDERED_MAX, fromEnd: false, after: null, before: null }

export async function readRecognitions(source: Views, ids: readonly string[]): Promise<Map<string, RecognitionView>> {
  const rows = await readByIds(source, LISTS.recognitions, ids)
  const views = await recognitionViews.viewRecognitions(source.reader, rows, source.now)
  return new Map(views.map((view) => [view.id, view]))
}

export async function listRecognitions(
  source: Views,
  { agreementId, member, host, home, status }: RecognitionFilter,
  page: PageArgs,
): Promise<Connection<RecognitionView>> {
  const narrowed: SubjectFilter = {
    scope: (agreementId ?? undefined) as Scope | undefined,
    tags: member ? [member] : undefined,
    right: host ?? undefined,
    left: home ?? undefined,
  }
  const filter = status ? await withStatus(source, narrowed, status) : narrowed
  return await listPage(source, LISTS.recognitions, { filter, page }, (rows) =>
    recognitionViews.viewRecognitions(source.reader, rows, source.now),
  )
}

/** The phase of the index is WITHDRAWN or ACTIVE; of the latter those are left out that have another status now. */
async function withStatus(
  { reader, now }: Views,
  filter: SubjectFilter,
  wanted: readonly RecognitionStatus[],
): Promise<SubjectFilter> {
  if (wanted.every((status) => status === 'WITHDRAWN')) return { ...filter, statuses: wanted }
  const standing = { ...filter, statuses: ['ACTIVE'] }
  const { edges, hasNextPage } = await reader.page(LISTS.recognitions, standing, WINDOW, now)
  if (hasNextPage) {
    throw apiError('BAD_USER_INPUT', `more than ${CONSIDERED_MAX} stand: ask for one agreement, host, home or member`)
  }
  const views = await recognitionViews.viewRecognitions(
    reader,
    edges.map(({ row }) => row),
    now,
  )
  const exceptIds = views.filter(({ status }) => !wanted.includes(status)).map(({ id }) => id)
  return wanted.includes('WITHDRAWN') ? { ...filter, exceptIds } : { ...standing, exceptIds }
}
