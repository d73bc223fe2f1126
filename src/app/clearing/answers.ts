import {
  asObligation,
  asRound,
  heldByAnybody,
  heldObligations,
  holdingResults,
  type ObligationAtCut,
  obligationAt,
  type ProposalFact,
  roundAt,
} from '../../clearing/index.ts'
import type { Hash, Scope } from '../../kernel/index.ts'
import { liesOn } from '../../log/index.ts'
import type { StoreReader } from '../../node/index.ts'
import { cutoff } from './cutoff.ts'

/** One obligation of a round's agreement as of the round's cutoff, and the other round that had reserved it then. */
export async function obligationAtCut(
  reader: StoreReader,
  scope: Scope,
  proposal: ProposalFact,
  id: string,
): Promise<ObligationAtCut> {
  const [row] = (await reader.subjects(scope, [id])).filter(({ aggregate }) => aggregate === 'obligation')
  const roundRows = (await reader.subjectsOf(scope, 'round')).filter(({ state }) => state !== null)
  const here = await entriesWithin(reader, scope, proposal.heads, [id, ...roundRows.map((round) => round.id)])
  const isHere = (hash: Hash) => here.has(hash)
  const rounds = roundRows.flatMap(({ state }) => roundAt(asRound(state), isHere) ?? [])
  const decided = new Set(rounds.filter(({ decisions }) => Object.keys(decisions).length > 0).map((round) => round.id))
  const holders = heldByAnybody(proposal.asOf)
  const attachments = await reader.attachments(holdingResults(rounds, holders))
  const reservedBy = heldObligations(rounds, holders, (hash) => attachments.get(hash) ?? null).get(id) ?? null
  const state = row === undefined || row.state === null ? null : obligationAt(asObligation(row.state), isHere)
  if (state === null) return { facts: null, reservedBy }
  const adjustments = (await reader.setOffs(scope, [id])).filter(({ round }) => decided.has(round))
  return { facts: { state, adjustments }, reservedBy }
}

async function entriesWithin(
  reader: StoreReader,
  scope: Scope,
  heads: readonly Hash[],
  subjects: readonly string[],
): Promise<ReadonlySet<Hash>> {
  const { before } = await cutoff(reader, scope, heads)
  const entries = await reader.entriesOf(scope, subjects)
  return new Set(entries.filter(({ position }) => liesOn(position, before)).map(({ hash }) => hash))
}
