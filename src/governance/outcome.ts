import type { Did, Hash } from '../kernel/index.ts'
import { type ClosingFact, type MotionState, standingVotes, type VoteFact } from './motion.ts'
import { type Tally, tallyOf } from './tally.ts'

export type MotionStatus = 'OPEN' | 'ADOPTED' | 'REJECTED' | 'WITHDRAWN'

export type Closing = ClosingFact & { readonly hash: Hash }

/** For each closing the parties that have confirmed it, or another that names the same votes. */
export function confirmersOf({ closings, confirmations }: MotionState): ReadonlyMap<Hash, ReadonlySet<Did>> {
  const byVotes = new Map<string, Set<Did>>()
  const confirmers = new Map<Hash, Set<Did>>()
  for (const [hash, { votes }] of Object.entries(closings)) {
    const text = votes.join()
    const parties = byVotes.get(text) ?? new Set()
    byVotes.set(text, parties)
    confirmers.set(hash as Hash, parties)
  }
  for (const { by, closing } of Object.values(confirmations)) confirmers.get(closing)?.add(by)
  return confirmers
}

/**
 * M6: the closing that more than half of the signing parties have confirmed; null while there is none. Each party
 * confirms one, so that only parties that fork their logs bring two with different votes to that: then the one whose
 * author comes first in the document, which cannot be ground, and of one author's the lower hash.
 */
export function countingClosing(state: MotionState): Closing | null {
  const { voters, closings } = state
  const confirmers = confirmersOf(state)
  const place = (did: Did) => voters.findIndex(({ party }) => party === did)
  const [first] = Object.entries(closings)
    .map(([hash, closing]) => ({ hash: hash as Hash, ...closing }))
    .filter(({ hash }) => 2 * (confirmers.get(hash)?.size ?? 0) > voters.length)
    .sort((a, b) => place(a.by) - place(b.by) || (a.hash < b.hash ? -1 : 1))
  return first ?? null
}

/**
 * The votes that a closing names, the last one of each voter: a closing may name votes that its own past does not show.
 * One that has lapsed since counts no longer.
 */
export function votesIn(state: MotionState, { votes: named }: ClosingFact): VoteFact[] {
  const among = new Set(named)
  return [...standingVotes(state, (_vote, hash) => among.has(hash)).values()]
}

/** The outcome of a motion: by the closing that counts, else by a withdrawal; its votes are those that count so far. */
export interface Outcome {
  readonly status: MotionStatus
  readonly closing: Closing | null
  readonly votes: readonly VoteFact[]
  readonly tally: Tally
}

/** The outcome of a motion, from its facts alone. */
export function outcomeOf(state: MotionState): Outcome {
  const closing = countingClosing(state)
  const votes = closing === null ? [...standingVotes(state).values()] : votesIn(state, closing)
  const tally = tallyOf(state, votes)
  if (closing !== null) {
    const status = tally.quorumReached && tally.carried ? 'ADOPTED' : 'REJECTED'
    return { status, closing, votes, tally }
  }
  const isWithdrawn = Object.keys(state.withdrawals).length > 0
  return { status: isWithdrawn ? 'WITHDRAWN' : 'OPEN', closing, votes, tally }
}

/** The closing that a party has confirmed; null while it has confirmed none. */
export function confirmedBy({ confirmations }: MotionState, did: Did): Hash | null {
  return Object.values(confirmations).find(({ by }) => by === did)?.closing ?? null
}

/** For each follow-up the parties that have reported it as done. */
export function doersOf({ followUps, done }: MotionState): readonly ReadonlySet<Did>[] {
  const doers = followUps.map(() => new Set<Did>())
  for (const { by, index } of Object.values(done)) doers[index]?.add(by)
  return doers
}

/** Whether a party has reported one of the follow-ups as done. */
export function saidDone({ done }: MotionState, did: Did, index: number): boolean {
  return Object.values(done).some((one) => one.by === did && one.index === index)
}
