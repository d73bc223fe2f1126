import { LISTS } from '../../app/index.ts'
import {
  asObligation,
  asRound,
  isBinding,
  type ObligationTotalView,
  type ObligationView,
  obligationTotals,
  openSums,
  type PaymentView,
  paymentId,
  type RoundState,
  reservations,
  reservingResults,
  viewObligation,
  viewRound,
} from '../../clearing/index.ts'
import type { Did, Hash, Instant, Scope } from '../../kernel/index.ts'
import type { SetOffRow, SubjectFilter, SubjectOrder, SubjectRow } from '../../node/index.ts'
import { awaitingUs, listPage, readByIds } from '../execution/lists.ts'
import type { Loader, Single, Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import type { NettingRoundFilter, ObligationFilter } from '../graphql/filter.input.ts'
import type { RoundSource } from '../graphql/nodes.ts'

/** Open rounds of one agreement that are looked at for reservations. */
const OPEN_ROUNDS_MAX = 1_000
const PAYMENT_ID = /^pay_([0-9a-f]{64})$/

export async function readObligations(
  source: Views,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ObligationView>> {
  return await viewObligationRows(source, await readByIds(source, LISTS.obligations, ids))
}

/** Views of obligations with what committed rounds have set off, in the order of the rows. */
async function viewObligationRows(
  { reader, now }: Views,
  rows: readonly SubjectRow[],
): Promise<ReadonlyMap<string, ObligationView>> {
  const setOffs = new Map<string, SetOffRow[]>()
  for (const scope of new Set(rows.map((row) => row.scope))) {
    // Rounds take only from what binds (R3).
    const binding = rows.filter((row) => row.scope === scope && isBinding(asObligation(row.state)))
    const ids = binding.map(({ id }) => id)
    for (const setOff of ids.length === 0 ? [] : await reader.setOffs(scope, ids)) addTo(setOffs, setOff)
  }
  return new Map(rows.map(({ id, state }) => [id, viewObligation(asObligation(state), setOffs.get(id) ?? [], now)]))
}

/** A payment's id is its entry's hash; the entry identifies its obligation. */
export async function readPayments(source: Views, ids: readonly string[]): Promise<Map<string, PaymentView>> {
  const hashes = ids.flatMap((id) => (PAYMENT_ID.exec(id)?.[1] ?? []) as Hash[])
  const entries = await source.reader.entries(hashes)
  const obligations = await readObligations(source, [...new Set(entries.map(({ entry }) => entry.subject))])
  const payments = [...obligations.values()].flatMap((obligation) => obligation.payments)
  return new Map(payments.map((payment) => [payment.id, payment]))
}

/** Of entries about payments, the id of the payment that each is about. */
const PAYMENTS_NAMED: Loader<Hash, string> = {
  load: async ({ reader }, entries) => {
    const found = await reader.entries(entries)
    return new Map(found.map(({ hash, entry }) => [hash, paymentId(String(entry.body.payment ?? hash))]))
  },
}

/** The payment that an entry records, confirms, rejects or withdraws. */
export async function paymentNamedBy(views: Views, entry: Hash): Promise<PaymentView | null> {
  const id = await views.load(PAYMENTS_NAMED, entry)
  return id === null ? null : await views.find('Payment', id)
}

export async function readRounds(source: Views, ids: readonly string[]): Promise<Map<string, RoundSource>> {
  const rows = await readByIds(source, LISTS.nettingRounds, ids)
  return new Map(rows.map((row) => [row.id, viewRoundRow(row, source.now)]))
}

export function viewRoundRow(row: SubjectRow, now: Instant): RoundSource {
  const state = asRound(row.state)
  return { ...viewRound(state, now), state }
}

/** Which round has reserved which obligation of an agreement. */
export async function reservationsIn(views: Views, scope: Scope): Promise<ReadonlyMap<string, string>> {
  return (await views.load(RESERVATIONS, scope)) ?? new Map()
}

/** Which round has reserved which obligation, as this node sees it, for each of some agreements. */
const RESERVATIONS: Loader<Scope, ReadonlyMap<string, string>> = { load: readReservations }

async function readReservations(
  source: Views,
  scopes: readonly Scope[],
): Promise<ReadonlyMap<Scope, ReadonlyMap<string, string>>> {
  const { reader, self, now } = source
  const open = await readOpenRounds(source, scopes)
  const lifted = open.size === 0 ? new Set<string>() : new Set((await reader.locals('lifted-reservation')).keys())
  const inputs = [...open].map(([scope, rounds]) => ({ scope, input: { rounds, now, self, lifted } }))
  const results = await reader.attachments(inputs.flatMap(({ input }) => reservingResults(input)))
  const attachment = (hash: Hash) => results.get(hash) ?? null
  return new Map(inputs.map(({ scope, input }) => [scope, reservations({ ...input, attachment })]))
}

/** The open rounds of some agreements: of one, or of all that there are at once, where those are not too many. */
async function readOpenRounds(
  { reader, now }: Views,
  scopes: readonly Scope[],
): Promise<ReadonlyMap<Scope, RoundState[]>> {
  const window = { limit: OPEN_ROUNDS_MAX, fromEnd: false, after: null, before: null }
  const open = new Map<Scope, RoundState[]>()
  const read = async (scope?: Scope) => {
    const page = await reader.page(LISTS.nettingRounds, { scope, statuses: ['PROPOSED', 'EXPIRED'] }, window, now)
    return { rows: page.edges.map(({ row }) => row), isWhole: !page.hasNextPage }
  }
  const everywhere = scopes.length > 1 ? await read() : null
  const rows = everywhere?.isWhole
    ? everywhere.rows.filter(({ scope }) => scopes.includes(scope))
    : (await Promise.all(scopes.map(read))).flatMap((page) => page.rows)
  for (const { scope, state } of rows) open.set(scope, [...(open.get(scope) ?? []), asRound(state)])
  return open
}

function addTo(lists: Map<string, SetOffRow[]>, setOff: SetOffRow): void {
  const list = lists.get(setOff.subject)
  if (list === undefined) lists.set(setOff.subject, [setOff])
  else list.push(setOff)
}

/** Why this node leaves rounds to an operator. */
const WAITS: Single<Promise<ReadonlyMap<string, string>>> = {
  read: async ({ reader }) => {
    const rows = await reader.locals('round-waits')
    return new Map([...rows].map(([id, { message }]) => [id, String(message)]))
  },
}

/** Why this node leaves a round to an operator, while the round awaits its answer. */
export async function whyWaiting(views: Views, id: string, awaiting: readonly Did[]): Promise<string | null> {
  return awaiting.includes(views.self) ? ((await views.once(WAITS)).get(id) ?? null) : null
}

export async function listObligations(
  views: Views,
  filter: ObligationFilter,
  page: PageArgs,
  order: SubjectOrder,
): Promise<Connection<ObligationView>> {
  return await listPage(views, LISTS.obligations, { filter: narrowed(views, filter), page, order }, async (rows) => [
    ...(await viewObligationRows(views, rows)).values(),
  ])
}

export async function totalObligations(
  views: Views,
  filter: ObligationFilter,
): Promise<readonly ObligationTotalView[]> {
  const { reader, self, now } = views
  const wanted = narrowed(views, filter)
  const { scope, left, right, parties, currency, ...finer } = wanted
  const isByTotals = Object.values(finer).every((condition) => condition === undefined)
  return obligationTotals(
    isByTotals
      ? openSums(await reader.totalsWhere({ scope, left, right, parties, currency }), self)
      : await reader.sums(LISTS.obligations, wanted, self, now),
  )
}

export async function listRounds(
  views: Views,
  { agreementId, status }: NettingRoundFilter,
  page: PageArgs,
): Promise<Connection<RoundSource>> {
  const filter = { scope: (agreementId ?? undefined) as Scope | undefined, statuses: status ?? undefined }
  return await listPage(views, LISTS.nettingRounds, { filter, page }, async (rows) =>
    rows.map((row) => viewRoundRow(row, views.now)),
  )
}

function narrowed(views: Views, filter: ObligationFilter): SubjectFilter {
  return {
    scope: (filter.agreementId ?? undefined) as Scope | undefined,
    left: filter.debtor ?? undefined,
    right: filter.creditor ?? undefined,
    parties: filter.counterparty ? [filter.counterparty] : undefined,
    currency: filter.currency ?? undefined,
    statuses: filter.status ?? undefined,
    dueBefore: filter.dueBefore ?? undefined,
    dueFrom: filter.dueFrom ?? undefined,
    reference: filter.reference ?? undefined,
    textStart: filter.referenceStartsWith ?? undefined,
    search: filter.referenceContains ?? undefined,
    ...awaitingUs(views, filter.awaitingMe),
  }
}
