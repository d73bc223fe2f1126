import {
  asObligation,
  asRound,
  DEBTS,
  type Debts,
  debtsOfFacts,
  decodeResult,
  heldByAnybody,
  heldObligations,
  holdingResults,
  type IsHere,
  type Money,
  type ObligationState,
  obligationAt,
  type ProposalFact,
  pendingIn,
  type RoundResult,
  type RoundState,
  roundAt,
  setOffRows,
  type UnreadInput,
} from '../../clearing/index.ts'
import { type Did, groupBy, type Hash, type Instant, type Scope } from '../../kernel/index.ts'
import { type Adjustment, type Ancestry, ancestryOf, type Line, liesOn } from '../../log/index.ts'
import type { StoredEntry, StoreReader } from '../../node/index.ts'
import { findObligations } from './facts.ts'

const ENTRIES_PER_READ = 1000

/** The attached result of a proposal: it was here and decodable when the proposal was admitted. */
export async function attachedResult(
  reader: StoreReader,
  { resultHash }: ProposalFact,
): Promise<{ readonly bytes: Uint8Array; readonly result: RoundResult }> {
  const bytes = (await reader.attachments([resultHash])).get(resultHash)
  const result = bytes === undefined ? null : decodeResult(bytes)
  if (bytes === undefined || !result?.ok) throw new Error(`a proposal that counts has its result: ${resultHash}`)
  return { bytes, result: result.value }
}

/** The debts of an agreement as of a netting's instant: a payment that is pending for too long keeps nothing out. */
export async function debtsAsOf(reader: StoreReader, scope: Scope, money: Money, asOf: Instant): Promise<Debts> {
  const book = await reader.projected(DEBTS, scope, money)
  const pending = pendingIn(book)
  if (pending.length === 0) return { book }
  const facts = [...(await findObligations(reader, pending)).values()].filter((found) => found.scope === scope)
  return { book, outdated: pending, instead: debtsOfFacts(facts, money, asOf) }
}

/** Rebuilds a proposal's inputs at its cutoff, by facts alone. */
export async function inputAtCut(reader: StoreReader, scope: Scope, proposal: ProposalFact): Promise<UnreadInput> {
  const { debts, rounds } = await factsAtCut(reader, scope, proposal)
  const holders = heldByAnybody(proposal.asOf)
  const attachments = await reader.attachments(holdingResults(rounds, holders))
  const reserved = new Set(heldObligations(rounds, holders, (hash) => attachments.get(hash) ?? null).keys())
  return { debts, participants: proposal.participants, reserved }
}

/**
 * The debts and rounds of an agreement up to some log heads: the present ones, except for obligations that have later
 * entries, that rounds committed later have reduced, or that have pending payments.
 */
async function factsAtCut(
  reader: StoreReader,
  scope: Scope,
  { heads, currency, scale, asOf }: ProposalFact,
): Promise<{ readonly debts: Debts; readonly rounds: RoundState[] }> {
  const later = await entriesAfter(reader, scope, heads)
  const isHere: IsHere = (hash) => !later.hashes.has(hash)
  const before = (await reader.subjectsOf(scope, 'round')).flatMap(({ state }) =>
    state === null ? [] : asRound(state),
  )
  const rounds = before.flatMap((round) => (later.subjects.has(round.id) ? (roundAt(round, isHere) ?? []) : round))
  const money = { currency, scale }
  const book = await reader.projected(DEBTS, scope, money)
  const changed = new Set([...later.subjects, ...pendingIn(book)])
  for (const { id } of before) {
    if (!later.subjects.has(id)) continue
    for (const { subject } of await reader.setOffsByRound(scope, id)) changed.add(subject)
  }
  const states = (await reader.subjects(scope, [...changed])).flatMap(({ aggregate, state }) => {
    const then = aggregate === 'obligation' && state !== null ? obligationAt(asObligation(state), isHere) : null
    return then ?? []
  })
  const setOffs = groupBy(await setOffsAt(reader, scope, states, before, rounds), ({ subject }) => subject)
  const facts = states.map((state) => ({ state, adjustments: setOffs.get(state.id) ?? [] }))
  if (changed.size === 0) return { debts: { book }, rounds }
  return { debts: { book, outdated: [...changed].sort(), instead: debtsOfFacts(facts, money, asOf) }, rounds }
}

/** How much of each branch of the logs is within a cutoff. */
export async function cutoff(
  reader: StoreReader,
  scope: Scope,
  heads: readonly Hash[],
): Promise<{ readonly lines: ReadonlyMap<Hash, Line>; readonly before: Ancestry }> {
  const lines = new Map<Hash, Line>((await reader.lines(scope)).map((line) => [line.line, line]))
  const ends = (await reader.entries(heads)).map(({ position }) => position)
  return { lines, before: ancestryOf(ends, lines) }
}

/** How many entries of each author this node had received by some instant that a cutoff does not include. */
export async function lackedByCutoff(
  reader: StoreReader,
  scope: Scope,
  heads: readonly Hash[],
  receivedBy: number,
): Promise<Map<Did, number>> {
  const lacked = new Map<Did, number>()
  for await (const { entry, receivedAt } of entriesBeyond(reader, scope, heads)) {
    if (receivedAt <= receivedBy) lacked.set(entry.author, (lacked.get(entry.author) ?? 0) + 1)
  }
  return lacked
}

/** The entries beyond a cutoff, and their subjects: usually few. */
async function entriesAfter(
  reader: StoreReader,
  scope: Scope,
  heads: readonly Hash[],
): Promise<{ readonly hashes: ReadonlySet<Hash>; readonly subjects: ReadonlySet<string> }> {
  const [hashes, subjects] = [new Set<Hash>(), new Set<string>()]
  for await (const { hash, entry } of entriesBeyond(reader, scope, heads)) {
    hashes.add(hash)
    subjects.add(entry.subject)
  }
  return { hashes, subjects }
}

async function* entriesBeyond(reader: StoreReader, scope: Scope, heads: readonly Hash[]): AsyncGenerator<StoredEntry> {
  const { lines, before } = await cutoff(reader, scope, heads)
  const beyond = new Map<Did, number>()
  for (const { author, line, seq } of await reader.logTips([scope])) {
    const last = before.get(line) ?? lines.get(line)?.parentSeq ?? 0
    if (seq > last) beyond.set(author, Math.min(last, beyond.get(author) ?? last))
  }
  const ranges = [...beyond].map(([author, afterSeq]) => ({ author, afterSeq }))
  for (let after = 0, found = ranges.length; found > 0; ) {
    const page = await reader.logsAfter(scope, ranges, after, ENTRIES_PER_READ)
    yield* page.entries.filter(({ position }) => !liesOn(position, before))
    found = page.entries.length
    after = page.last
  }
}

/** What had been committed by the cutoff. Only a forked proposer's round can have been committed in part by then. */
async function setOffsAt(
  reader: StoreReader,
  scope: Scope,
  obligations: readonly ObligationState[],
  now: readonly RoundState[],
  then: readonly RoundState[],
): Promise<Adjustment[]> {
  const decisionsNow = new Map(now.map(({ id, decisions }) => [id, Object.keys(decisions).length]))
  const whole = new Set<string>()
  const partly: RoundState[] = []
  for (const round of then) {
    const decided = Object.keys(round.decisions).length
    if (decided === decisionsNow.get(round.id)) whole.add(round.id)
    else if (decided > 0) partly.push(round)
  }
  const ids = obligations.map(({ id }) => id)
  const stored = ids.length === 0 ? [] : await reader.setOffs(scope, ids)
  const rows = stored.filter(({ round }) => whole.has(round))
  const results = partly.flatMap(({ proposals }) => Object.values(proposals).map(({ resultHash }) => resultHash))
  const attachments = await reader.attachments(results)
  return [...rows, ...partly.flatMap((round) => setOffRows(round, (hash) => attachments.get(hash) ?? null))]
}
