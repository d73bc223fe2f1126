import { type AgreementView, asAgreement, leavingParties, versionsOf, viewAgreement } from '../../agreements/index.ts'
import {
  asObligation,
  asRound,
  type ClearingCurrency,
  type ClearingTerms,
  clearingTerms,
  currencyIn,
  type Holders,
  heldBySelf,
  heldObligations,
  holdingResults,
  isBinding,
  type ObligationFacts,
  type ObligationState,
  OPEN_TAG,
  otherSide,
  type RoundState,
  refuseClearing as refuse,
  unknownCurrency,
} from '../../clearing/index.ts'
import { type Did, groupBy, type Hash, type Instant, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, StoreReader, SubjectRow } from '../../node/index.ts'

/** An agreement under which debts are recorded. */
export interface Arrangement {
  readonly scope: Scope
  readonly view: AgreementView
  readonly terms: ClearingTerms
  /** The versions that are or were in force, newest first; none before the agreement began. */
  readonly versions: readonly { readonly hash: Hash; readonly terms: ClearingTerms }[]
  /** The signers of an open amendment that removes them, with its id: their later entries may lapse. */
  readonly leaving: ReadonlyMap<Did, string>
}

/** The clearing arrangement with an id, as of now. */
export async function findArrangement(reader: StoreReader, id: string, now: Instant): Promise<Result<Arrangement>> {
  const scope = id as Scope
  const row = (await reader.subjects(scope, [id])).find(({ aggregate }) => aggregate === 'agreement')
  if (row === undefined || row.state === null) {
    return refuse('clearing.unknown-agreement', `${id} is no agreement that this node knows and that was proposed`)
  }
  const state = asAgreement(row.state)
  const view = viewAgreement(state, now)
  const terms = clearingTerms(view.document)
  if (!terms.ok) return terms
  const versions = view.activatedAt === null ? [] : versionsOf(state).toReversed()
  return ok({
    scope,
    view,
    terms: terms.value,
    versions: versions.flatMap(({ hash, document }) => {
      const read = clearingTerms(document)
      return read.ok ? [{ hash, terms: read.value }] : []
    }),
    leaving: leavingParties(view),
  })
}

/** A currency by the newest version that clears it: debts in one no longer cleared are still settled. */
export function everCleared(
  { view, terms, versions }: Arrangement,
  code: string,
): Result<{ readonly scale: number; readonly document: Hash; readonly terms: ClearingTerms }> {
  for (const version of [{ hash: view.documentHash, terms }, ...versions]) {
    const currency = currencyIn(version.terms, code)
    if (currency.ok) return ok({ scale: currency.value.scale, document: version.hash, terms: version.terms })
  }
  return unknownCurrency(terms, code)
}

/** Every currency that was ever cleared, those of the version in force first; the others allow no new debt. */
export function currenciesOf({ terms, versions }: Arrangement): readonly ClearingCurrency[] {
  const currencies = new Map(terms.currencies.map((currency) => [currency.code, currency]))
  for (const currency of versions.flatMap((version) => version.terms.currencies)) {
    if (!currencies.has(currency.code)) currencies.set(currency.code, { ...currency, creditLimit: '0' })
  }
  return [...currencies.values()]
}

/** An obligation with its agreement. */
export interface FoundObligation extends ObligationFacts {
  readonly scope: Scope
}

/** Obligations by their ids, under any agreement. */
export async function findObligations(
  reader: StoreReader,
  ids: readonly string[],
): Promise<Map<string, FoundObligation>> {
  const found = new Map<string, FoundObligation>()
  for (const [scope, rows] of groupBy(await reader.subjectsAnywhere(ids), (row) => row.scope)) {
    const states = obligationsIn(rows)
    for (const facts of await withSetOffs(reader, scope, states)) found.set(facts.state.id, { scope, ...facts })
  }
  return found
}

/** All obligations of an agreement with what rounds have set off. */
export async function listObligations(reader: StoreReader, scope: Scope): Promise<ObligationFacts[]> {
  const states = obligationsIn(await reader.subjectsOf(scope, 'obligation'))
  const setOffs = groupBy(await reader.setOffs(scope, null), ({ subject }) => subject)
  return states.map((state) => ({ state, adjustments: setOffs.get(state.id) ?? [] }))
}

/** The obligations between two cooperatives under an agreement of which something is open, with what rounds have set off. */
export async function listOpenBetween(
  reader: StoreReader,
  scope: Scope,
  one: Did,
  other: Did,
): Promise<ObligationFacts[]> {
  const common = { aggregate: 'obligation', tags: [OPEN_TAG] }
  const rows = [
    ...(await reader.subjectsTagged({ ...common, left: one, right: other })),
    ...(await reader.subjectsTagged({ ...common, left: other, right: one })),
  ]
  return await withSetOffs(reader, scope, obligationsIn(rows.filter((row) => row.scope === scope)))
}

/** The states of those of these obligations that exist, by their ids. */
export async function findStates(
  reader: StoreReader,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ObligationState>> {
  return new Map(obligationsIn(await reader.subjects(scope, ids)).map((state) => [state.id, state]))
}

/** An obligation as it counts against limits: with set-offs, and whether its other side has seen our withdrawals. */
export async function exposedFacts(
  context: CommandContext,
  scope: Scope,
  states: readonly ObligationState[],
): Promise<ObligationFacts[]> {
  const exposed: ObligationFacts[] = []
  for (const facts of await withSetOffs(context.tx, scope, states))
    exposed.push({ ...facts, ...(await seenBy(context, scope, facts.state)) })
  return exposed
}

/** Whether the other side has seen what this cooperative has withdrawn; absent if it has withdrawn nothing. */
async function seenBy(
  { self, hasSeen }: CommandContext,
  scope: Scope,
  state: ObligationState,
): Promise<Pick<ObligationFacts, 'withdrawalSeen'>> {
  const own = Object.entries(state.withdrawals).flatMap(([entry, { by }]) => (by === self ? [entry as Hash] : []))
  if (own.length === 0) return {}
  for (const entry of own) {
    if (!(await hasSeen(scope, otherSide(state, self), entry))) return { withdrawalSeen: false }
  }
  return { withdrawalSeen: true }
}

async function withSetOffs(
  reader: StoreReader,
  scope: Scope,
  states: readonly ObligationState[],
): Promise<ObligationFacts[]> {
  // Rounds take only from what binds both sides, and always will (R3).
  const ids = states.filter(isBinding).map(({ id }) => id)
  const setOffs = groupBy(ids.length === 0 ? [] : await reader.setOffs(scope, ids), ({ subject }) => subject)
  return states.map((state) => ({ state, adjustments: setOffs.get(state.id) ?? [] }))
}

/** All rounds of an agreement, open or not. */
export async function listRounds(reader: StoreReader, scope: Scope): Promise<RoundState[]> {
  const rows = await reader.subjectsOf(scope, 'round')
  return rows.flatMap(({ state }) => (state === null ? [] : [asRound(state)]))
}

/** A round by its id, with the agreement's scope. */
export async function findRound(
  reader: StoreReader,
  id: string,
): Promise<Result<{ readonly scope: Scope; readonly state: RoundState }>> {
  for (const { scope, aggregate, state } of await reader.subjectsAnywhere([id])) {
    if (aggregate === 'round' && state !== null) return ok({ scope, state: asRound(state) })
  }
  return refuse('clearing.unknown-round', `${id} is no netting round that this node knows`)
}

/** The round that has reserved each obligation of an agreement, for some holders. */
export async function listReservations(
  reader: StoreReader,
  scope: Scope,
  holders: Holders,
): Promise<ReadonlyMap<string, string>> {
  const rounds = await listRounds(reader, scope)
  const attachments = await reader.attachments(holdingResults(rounds, holders))
  return heldObligations(rounds, holders, (hash) => attachments.get(hash) ?? null)
}

/** What this node's own acceptances reserve: it signs nothing else about these obligations. */
export async function ownReservations(context: CommandContext, scope: Scope): Promise<ReadonlyMap<string, string>> {
  return await listReservations(context.tx, scope, heldBySelf(context.self, await liftedRounds(context.tx)))
}

/** The rounds whose reservation this node has lifted, by an operator or by policy. */
export async function liftedRounds(reader: StoreReader): Promise<ReadonlySet<string>> {
  return new Set((await reader.locals('lifted-reservation')).keys())
}

function obligationsIn(rows: readonly SubjectRow[]): ObligationState[] {
  return rows.flatMap(({ aggregate, state }) =>
    aggregate === 'obligation' && state !== null ? [asObligation(state)] : [],
  )
}
