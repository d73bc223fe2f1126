import {
  asObligation,
  asRound,
  decodeResult,
  entriesOfObligation,
  entriesOfRound,
  heldByAnybody,
  heldObligations,
  holdingResults,
  type IsHere,
  type NettingInput,
  nettingInput,
  type ObligationFacts,
  obligationAt,
  type ProposalFact,
  type RoundResult,
  type RoundState,
  roundAt,
  setOffRows,
} from '../../clearing/index.ts'
import type { Hash, Scope } from '../../kernel/index.ts'
import { type Adjustment, ancestryOf, type Line, liesOn, type Position } from '../../log/index.ts'
import type { StoreReader, SubjectRow } from '../ports.ts'
import { groupBy } from './clearing-facts.ts'

/** The result that a proposal attached, which was here and could be read when the proposal was admitted. */
export async function attachedResult(
  reader: StoreReader,
  { resultHash }: ProposalFact,
): Promise<{ readonly bytes: Uint8Array; readonly result: RoundResult }> {
  const bytes = (await reader.attachments([resultHash])).get(resultHash)
  const result = bytes === undefined ? null : decodeResult(bytes)
  if (bytes === undefined || !result?.ok) throw new Error(`a proposal that counts has its result: ${resultHash}`)
  return { bytes, result: result.value }
}

/** Rebuilds a proposal's inputs at its cutoff, by facts alone. */
export async function inputAtCut(reader: StoreReader, scope: Scope, proposal: ProposalFact): Promise<NettingInput> {
  const { obligations, rounds } = await factsAtCut(reader, scope, proposal.heads)
  const holders = heldByAnybody(proposal.asOf)
  const attachments = await reader.attachments(holdingResults(rounds, holders))
  const reserved = new Set(heldObligations(rounds, holders, (hash) => attachments.get(hash) ?? null).keys())
  const { currency, scale, participants } = proposal
  return nettingInput(obligations, { currency, scale, participants, reserved })
}

/** All obligations and rounds of an agreement as the entries up to some log heads make them. */
async function factsAtCut(
  reader: StoreReader,
  scope: Scope,
  heads: readonly Hash[],
): Promise<{ readonly obligations: ObligationFacts[]; readonly rounds: RoundState[] }> {
  const rows = [...(await reader.subjectsOf(scope, 'obligation')), ...(await reader.subjectsOf(scope, 'round'))]
  const { isAllHere, isHere } = await cutoff(reader, scope, heads, rows)
  const of = (name: string) => rows.filter(({ aggregate, state }) => aggregate === name && state !== null)
  const before = of('round').map(({ state }) => asRound(state))
  const rounds = of('round').flatMap(
    (row) => (isAllHere(row) ? asRound(row.state) : roundAt(asRound(row.state), isHere)) ?? [],
  )
  const setOffs = groupBy(await setOffsAt(reader, scope, before, rounds), ({ subject }) => subject)
  const obligations = of('obligation').flatMap((row) => {
    const state = isAllHere(row) ? asObligation(row.state) : obligationAt(asObligation(row.state), isHere)
    return state === null ? [] : [{ state, adjustments: setOffs.get(state.id) ?? [] }]
  })
  return { obligations, rounds }
}

/** What lies within a cutoff: most subjects wholly, for the others their entries are looked up at once. */
async function cutoff(
  reader: StoreReader,
  scope: Scope,
  heads: readonly Hash[],
  rows: readonly SubjectRow[],
): Promise<{ readonly isAllHere: (row: SubjectRow) => boolean; readonly isHere: IsHere }> {
  const lines = new Map<Hash, Line>((await reader.lines(scope)).map((line) => [line.line, line]))
  const ends = (await reader.entries(heads)).map(({ position }) => position)
  const before = ancestryOf(ends, lines)
  const isBefore = (position: Position) => liesOn(position, before)
  const isAllHere = ({ tips }: SubjectRow) => tips.every(isBefore)
  const entries = await reader.entries(rows.filter((row) => !isAllHere(row)).flatMap(entriesOf))
  const here = new Set(entries.filter(({ position }) => isBefore(position)).map(({ hash }) => hash))
  return { isAllHere, isHere: (hash) => here.has(hash) }
}

function entriesOf({ aggregate, state }: SubjectRow): Hash[] {
  if (state === null) return []
  return aggregate === 'obligation' ? entriesOfObligation(asObligation(state)) : entriesOfRound(asRound(state))
}

/** What had been committed by the cutoff. Only a forked proposer's round can have been committed in part by then. */
async function setOffsAt(
  reader: StoreReader,
  scope: Scope,
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
  const rows = (await reader.setOffs(scope, null)).filter(({ round }) => whole.has(round))
  const results = partly.flatMap(({ proposals }) => Object.values(proposals).map(({ resultHash }) => resultHash))
  const attachments = await reader.attachments(results)
  return [...rows, ...partly.flatMap((round) => setOffRows(round, (hash) => attachments.get(hash) ?? null))]
}
