import type { Did, Hash, Instant } from '../../kernel/index.ts'
import type { Adjustment } from '../../log/index.ts'
import { standingOf } from '../obligations/balance.ts'
import type { ObligationState } from '../obligations/obligation.ts'
import type { DecisionFact, ProposalFact, Range, RoundState } from '../rounds/round.ts'
import { at, decodeResult, type ListedCycle, type RoundResult } from './result.ts'

/** Indices of the cycles that do not hold at the cutoff (SPEC R3), as ranges. */
export function inertCycles(
  result: RoundResult,
  round: { readonly currency: string; readonly scale: number },
  atCut: (obligation: string) => ObligationState | null,
): Range[] {
  const holds = result.obligations.map((listed) => {
    const state = atCut(listed.id)
    const standing = state === null || state.currency !== round.currency ? null : standingOf(state)
    if (state === null || standing?.body.scale !== round.scale || !standing.binding) return false
    const [from, to] = listed.backward ? [state.creditor, state.debtor] : [state.debtor, state.creditor]
    return result.parties[listed.from] === from && result.parties[listed.to] === to
  })
  const inert = result.cycles.flatMap((cycle, c) => (isCircle(result, cycle, holds) ? [] : [c]))
  return runsOf(inert)
}

/** All debtors and creditors of the cycles that are not inert, sorted. */
export function partiesOf(result: RoundResult, inert: readonly Range[]): Did[] {
  const parties = new Set<number>()
  for (const c of liveCycles(result, inert)) {
    for (const i of at(result.cycles, c).obligations) parties.add(at(result.obligations, i).from)
  }
  // Each party of a cycle is a debtor in it.
  return [...parties].map((i) => at(result.parties, i)).sort()
}

/** The amount that a round sets off of one obligation, with its debtor and creditor. */
export interface Share {
  readonly from: Did
  readonly to: Did
  readonly backward: boolean
  readonly amount: bigint
}

/** The sum of all live cycles for each obligation. */
export function liveShares(result: RoundResult, inert: readonly Range[]): Map<string, Share> {
  return sharesIn(result, liveCycles(result, inert))
}

function sharesIn(result: RoundResult, cycles: readonly number[]): Map<string, Share> {
  const amounts = new Array<bigint>(result.obligations.length).fill(0n)
  for (const c of cycles) {
    const { amount, obligations } = at(result.cycles, c)
    for (const i of obligations) amounts[i] = (amounts[i] ?? 0n) + amount
  }
  const shares = new Map<string, Share>()
  for (const [i, { id, from, to, backward }] of result.obligations.entries()) {
    const amount = amounts[i] ?? 0n
    if (amount > 0n) shares.set(id, { from: at(result.parties, from), to: at(result.parties, to), backward, amount })
  }
  return shares
}

/**
 * The cycles of a proposal made effective by its commits: those whose every participant is among the authors of the
 * acceptances that a commit names.
 */
export function committedCycles(
  state: RoundState,
  hash: Hash,
  result: RoundResult,
  decisions: readonly DecisionFact[] = Object.values(state.decisions),
): number[] {
  const proposal = state.proposals[hash]
  if (proposal === undefined) return []
  const accepted = decisions
    .filter((decision) => decision.proposal === hash && decision.acceptances !== null)
    .map((decision) => acceptedBy(state, proposal, decision.acceptances ?? []))
    .map((dids) => result.parties.map((party) => dids.has(party)))
  if (accepted.length === 0) return []
  return liveCycles(result, proposal.inert).filter((c) => {
    const members = at(result.cycles, c).obligations
    return accepted.some((has) => members.every((i) => has[at(result.obligations, i).from]))
  })
}

/** The total that these cycles set off. */
export function totalOf(result: RoundResult, cycles: readonly number[]): bigint {
  let total = 0n
  for (const c of cycles) {
    const { amount, obligations } = at(result.cycles, c)
    total += amount * BigInt(obligations.length)
  }
  return total
}

/** The rows that a round adds to its obligations: for each, the sum of the committed cycles of one proposal. */
export function setOffRows(state: RoundState, attachment: (hash: Hash) => Uint8Array | null): Adjustment[] {
  const rows: Adjustment[] = []
  for (const [key, proposal] of Object.entries(state.proposals)) {
    const hash = key as Hash
    const commits = Object.values(state.decisions).filter((one) => one.proposal === hash && one.acceptances !== null)
    const bytes = commits.length === 0 ? null : attachment(proposal.resultHash)
    const result = bytes === null ? null : decodeResult(bytes)
    if (result === null || !result.ok) continue
    const at = Math.min(...commits.map((commit) => commit.at)) as Instant
    for (const [subject, share] of sharesIn(result.value, committedCycles(state, hash, result.value))) {
      rows.push({ subject, proposal: hash, amount: String(share.amount), backward: share.backward, at })
    }
  }
  return rows
}

function acceptedBy(state: RoundState, proposal: ProposalFact, acceptances: readonly Hash[]): Set<Did> {
  const dids = acceptances.flatMap((hash) => state.answers[hash]?.by ?? [])
  return new Set([proposal.proposer, ...dids])
}

function liveCycles(result: RoundResult, inert: readonly Range[]): number[] {
  const live: number[] = []
  let run = 0
  for (let c = 0; c < result.cycles.length; c++) {
    while ((inert[run]?.[1] ?? c) < c) run++
    const first = inert[run]?.[0]
    if (first === undefined || c < first) live.push(c)
  }
  return live
}

/** Whether each obligation holds, has the next one's debtor as its creditor, and occurs once in the cycle. */
function isCircle(result: RoundResult, { obligations }: ListedCycle, holds: readonly boolean[]): boolean {
  if (new Set(obligations).size !== obligations.length) return false
  return obligations.every((i, k) => {
    const next = at(result.obligations, at(obligations, (k + 1) % obligations.length))
    return holds[i] === true && at(result.obligations, i).to === next.from
  })
}

function runsOf(sorted: readonly number[]): Range[] {
  const runs: [number, number][] = []
  for (const i of sorted) {
    const last = runs.at(-1)
    if (last !== undefined && last[1] + 1 === i) last[1] = i
    else runs.push([i, i])
  }
  return runs
}
