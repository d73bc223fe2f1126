import { LISTS } from '../../app/index.ts'
import {
  asObligation,
  asRound,
  type ObligationView,
  type PaymentView,
  paymentId,
  type RoundState,
  type RoundView,
  reservations,
  reservingResults,
  viewObligation,
  viewRound,
} from '../../clearing/index.ts'
import type { Hash, Instant, Scope } from '../../kernel/index.ts'
import { type SetOffRow, type SubjectRow } from '../../node/index.ts'
import { readByIds, type ViewSource } from '../execution/view-source.ts'

/** Open rounds of one agreement that are looked at for reservations. */
const OPEN_ROUNDS_MAX = 1_000
const PAYMENT_ID = /^pay_([0-9a-f]{64})$/

/** A round with the facts that its result is read from. */
export type RoundSource = RoundView & { readonly state: RoundState }

export async function readObligations(
  source: ViewSource,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ObligationView>> {
  return await viewObligationRows(source, await readByIds(source, LISTS.obligations, ids))
}

/** Views of obligations with what committed rounds have set off, in the order of the rows. */
export async function viewObligationRows(
  { reader, now }: ViewSource,
  rows: readonly SubjectRow[],
): Promise<ReadonlyMap<string, ObligationView>> {
  const setOffs = new Map<string, SetOffRow[]>()
  for (const scope of new Set(rows.map((row) => row.scope))) {
    const ids = rows.filter((row) => row.scope === scope).map(({ id }) => id)
    for (const setOff of await reader.setOffs(scope, ids)) addTo(setOffs, setOff)
  }
  return new Map(rows.map(({ id, state }) => [id, viewObligation(asObligation(state), setOffs.get(id) ?? [], now)]))
}

/** A payment's id is its entry's hash; the entry tells of which obligation it is. */
export async function readPayments(source: ViewSource, ids: readonly string[]): Promise<Map<string, PaymentView>> {
  const hashes = ids.flatMap((id) => (PAYMENT_ID.exec(id)?.[1] ?? []) as Hash[])
  const entries = await source.reader.entries(hashes)
  const obligations = await readObligations(source, [...new Set(entries.map(({ entry }) => entry.subject))])
  const payments = [...obligations.values()].flatMap((obligation) => obligation.payments)
  return new Map(payments.map((payment) => [payment.id, payment]))
}

/** Of entries about payments, the id of the payment that each is about. */
export async function readPaymentsNamed(
  { reader }: ViewSource,
  entries: readonly Hash[],
): Promise<ReadonlyMap<Hash, string>> {
  const found = await reader.entries(entries)
  return new Map(found.map(({ hash, entry }) => [hash, paymentId(String(entry.body.payment ?? hash))]))
}

export async function readRounds(source: ViewSource, ids: readonly string[]): Promise<Map<string, RoundSource>> {
  const rows = await readByIds(source, LISTS.nettingRounds, ids)
  return new Map(rows.map((row) => [row.id, viewRoundRow(row, source.now)]))
}

export function viewRoundRow(row: SubjectRow, now: Instant): RoundSource {
  const state = asRound(row.state)
  return { ...viewRound(state, now), state }
}

/** Which round has reserved which obligation, as this node sees it, for each of some agreements. */
export async function readReservations(
  source: ViewSource,
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
  { reader, now }: ViewSource,
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
