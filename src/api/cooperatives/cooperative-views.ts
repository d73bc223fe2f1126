import { LISTS } from '../../app/index.ts'
import type { Did, Instant } from '../../kernel/index.ts'
import { PUBLIC_SCOPE } from '../../kernel/index.ts'
import { bannedForkers, type Policies, type StoreReader, type SubjectRow } from '../../node/index.ts'
import {
  asCooperative,
  type Cooperative,
  type CooperativeView,
  capabilityTag,
  currencyTag,
  membersOf,
  type Standing,
  standingOf,
  type VouchView,
  viewCooperative,
  vouchesGivenBy,
} from '../../registry/index.ts'
import { listPage, searched } from '../execution/lists.ts'
import type { Single, Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import type { CooperativeFilter } from '../graphql/filter.input.ts'

const AGGREGATE = 'cooperative'

/** When an operator of this node blocked a cooperative, and why. */
export interface BlockView {
  readonly at: Instant
  readonly reason: string | null
}

/** What determines cooperatives' standing with this node: read once for a snapshot. */
export interface Admissions {
  readonly policies: Policies
  readonly denied: ReadonlyMap<string, BlockView>
  /** Everybody admitted; read for the policy VOUCHED only, where one vouch rests on another. */
  readonly members: ReadonlySet<Did>
}

export const ADMISSIONS: Single<Promise<Admissions>> = { read: readAdmissions }

async function readAdmissions({ reader, self, node }: Views): Promise<Admissions> {
  const policies = await node.policiesIn(reader)
  const denied = (await reader.locals('denial')) as ReadonlyMap<string, unknown> as ReadonlyMap<string, BlockView>
  if (policies.admission !== 'VOUCHED') return { policies, denied, members: new Set() }
  const cooperatives = await allCooperatives(reader)
  const forked = await bannedForkers(
    reader,
    cooperatives.map(({ did }) => did),
  )
  const excluded = new Set([...(denied.keys() as Iterable<Did>), ...forked])
  return { policies, denied, members: membersOf({ self, cooperatives, excluded, policy: policies }) }
}

/** A view for every DID, known or not. */
export async function readCooperatives(source: Views, dids: readonly Did[]): Promise<Map<Did, CooperativeView>> {
  const admissions = await source.once(ADMISSIONS)
  const rows = await source.reader.subjects(PUBLIC_SCOPE, dids)
  const states = new Map(rows.map((row) => [row.id, stateOf(row)]))
  const forked = new Set(await bannedForkers(source.reader, dids))
  return new Map(
    dids.map((did) => [
      did,
      view(source, admissions, { did, state: states.get(did) ?? null, forked: forked.has(did) }),
    ]),
  )
}

/** All cooperatives of the registry with one of these standings. */
async function cooperativesStanding(source: Views, standings: readonly Standing[]): Promise<Did[]> {
  const dids = (await allCooperatives(source.reader)).map(({ did }) => did)
  const views = await readCooperatives(source, dids)
  return dids.filter((did) => standings.includes(views.get(did)?.standing ?? 'UNADMITTED'))
}

/** The standing vouches that a cooperative has given. */
export async function readVouchesGiven({ reader }: Views, by: Did): Promise<VouchView[]> {
  return vouchesGivenBy(by, await allCooperatives(reader))
}

async function allCooperatives(reader: StoreReader): Promise<Cooperative[]> {
  const rows = await reader.subjectsOf(PUBLIC_SCOPE, AGGREGATE)
  return rows.flatMap((row) => stateOf(row) ?? [])
}

function stateOf(row: SubjectRow): Cooperative | null {
  return row.aggregate === AGGREGATE && row.state !== null ? asCooperative(row.state) : null
}

function view(
  { self, now, lastSeenAt }: Views,
  { policies, denied, members }: Admissions,
  { did, state, forked }: { readonly did: Did; readonly state: Cooperative | null; readonly forked: boolean },
): CooperativeView {
  const seenAt = did === self ? now : lastSeenAt(did)
  const standing = standingOf({
    self,
    did,
    state,
    denied: denied.has(did),
    forked,
    lastSeenAt: seenAt,
    now,
    policy: policies,
    members,
  })
  return viewCooperative(did, state, { standing, lastSeenAt: seenAt })
}

export async function listCooperatives(
  views: Views,
  { capability, currency, standing, search: text }: CooperativeFilter,
  page: PageArgs,
): Promise<Connection<CooperativeView>> {
  const { search, whole } = searched(text)
  const { denied } = await views.once(ADMISSIONS)
  const tags = [...given(capability).map(capabilityTag), ...given(currency).map(currencyTag)]
  const who = standing
    ? { ids: (await cooperativesStanding(views, standing)).filter((did) => whole?.includes(did) ?? true) }
    : { ids: whole, exceptIds: [...denied.keys()].filter((did) => did !== views.self) }
  const filter = { ...who, search, tags: tags.length > 0 ? tags : undefined }
  return await listPage(views, LISTS.cooperatives, { filter, page }, (rows) =>
    views.cooperatives(rows.map(({ id }) => id as Did)),
  )
}

function given<T>(value: T | null | undefined): T[] {
  return value === null || value === undefined ? [] : [value]
}
