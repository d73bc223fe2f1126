import { sha256, taggedHash } from '../identity/index.ts'
import { canonicalBytes, type Did, done, type Hash, ok, type Result } from '../kernel/index.ts'
import {
  inputText,
  largestSetOff,
  type NettingObligation,
  SET_OFF_ALGORITHM,
  type SetOff,
  type SetOffStage,
  verifyNetting,
} from '../netting/index.ts'
import type { Share } from './cycles.ts'
import { type Debts, readDebts } from './debts.ts'
import { openDisputes } from './obligation-view.ts'
import { type ObligationFacts, openDebt } from './position.ts'
import { refuse } from './refusals.ts'
import { at, encodeResult, type RoundResult, setOffOf } from './result.ts'
import { AS_OF_AGE_MS_MAX, type ProposalFact, type RoundTotals } from './round.ts'

/** Hears how far a netting is. */
export type NettingReport = (stage: SetOffStage | 'CHECKING') => void

/** Stands before the inputs when they are hashed. */
export const INPUT_TAG = 'rochdale-netting-input-v1'

/** Which debts take part in a netting. */
export interface NettingScope {
  /** Only debts between these; null for everybody's. */
  readonly participants: readonly Did[] | null
  /** Obligations that an open round has reserved. */
  readonly reserved: ReadonlySet<string>
}

/** Debts, and which of them are netted: as it travels, before anybody has looked at each debt. */
export interface UnreadInput extends NettingScope {
  readonly debts: Debts
}

/** The debts that are netted, by id, and which of them are owed back. */
export interface NettingInput {
  readonly obligations: readonly NettingObligation[]
  readonly backward: ReadonlySet<string>
}

/**
 * What goes into a netting, by id: everything that binds, whoever disputes it afterwards, less what is said to be paid
 * and waits for a confirmation. An overpaid obligation enters as a debt of its creditor.
 */
export function readInput({ debts, participants, reserved }: UnreadInput): NettingInput {
  const { ids, parties, from, to, amount, pending, dueMs, backward } = readDebts(debts)
  const members = participants === null ? null : new Set<Did>(participants)
  const isMember = parties.map((did) => members === null || members.has(did))
  const obligations: NettingObligation[] = []
  const owedBack = new Set<string>()
  for (const [i, id] of ids.entries()) {
    const [debtor, creditor] = [from[i] ?? 0, to[i] ?? 0]
    const open = at(amount, i) - at(pending, i)
    if (open <= 0n || !isMember[debtor] || !isMember[creditor] || reserved.has(id)) continue
    const due = dueMs[i] ?? Number.POSITIVE_INFINITY
    const dated = due === Number.POSITIVE_INFINITY ? null : due
    obligations.push({ id, debtor: at(parties, debtor), creditor: at(parties, creditor), amount: open, dueMs: dated })
    if (backward[i] === 1) owedBack.add(id)
  }
  return { obligations, backward: owedBack }
}

/** Names inputs: equal for equal ones, without a look at each debt. */
export function inputKey({ debts, participants, reserved }: UnreadInput): Hash {
  const { pages, outdated = [], instead } = debts
  const hashes = [...pages, ...(instead === undefined ? [] : [instead])].map(({ hash }) => hash)
  return sha256(canonicalBytes([hashes, outdated, participants, [...reserved].sort()]))
}

export function inputHash(obligations: readonly NettingObligation[]): Hash {
  return taggedHash(INPUT_TAG, new TextEncoder().encode(inputText(obligations)))
}

/** A result with its bytes and everything that a proposal says of it. */
export interface ComputedRound {
  readonly setOff: SetOff
  readonly algorithm: string
  readonly bytes: Uint8Array
  readonly inputHash: Hash
  readonly resultHash: Hash
  readonly totals: RoundTotals
}

/** Nets the inputs with this version's engine. */
export function computeRound(
  { obligations, backward }: NettingInput,
  currency: string,
  report: NettingReport = () => undefined,
): Result<ComputedRound> {
  const setOff = largestSetOff(obligations, { report })
  if (!setOff.ok) return refuse('clearing.cannot-net', `these debts cannot be netted: ${setOff.refusal.message}`)
  const bytes = encodeResult(setOff.value, obligations, { currency, backward })
  return ok({
    setOff: setOff.value,
    algorithm: setOff.value.algorithm,
    bytes,
    inputHash: inputHash(obligations),
    resultHash: sha256(bytes),
    totals: {
      participantCount: setOff.value.participants.length,
      obligationCount: obligations.length,
      cycleCount: setOff.value.cycles.length,
      grossTotal: String(setOff.value.grossTotal),
      setOffTotal: String(setOff.value.setOffTotal),
    },
  })
}

/**
 * What every participant checks before it signs: the inputs are those of the cutoff, the levels prove that nobody could
 * set off more, and this version's own engine gives the same bytes, so that nobody was favoured.
 */
export function checkRound(
  proposal: ProposalFact,
  result: RoundResult,
  input: NettingInput,
  report: NettingReport = () => undefined,
): Result<void> {
  if (proposal.inert.length > 0) {
    return refuse('clearing.inert-cycle', 'some of its cycles do not hold at the cutoff')
  }
  if (proposal.at - proposal.asOf > AS_OF_AGE_MS_MAX) {
    return refuse('clearing.wrong-inputs', `its asOf is more than ${AS_OF_AGE_MS_MAX} ms before it was proposed`)
  }
  if (
    inputHash(input.obligations) !== proposal.inputHash ||
    input.obligations.length !== proposal.totals.obligationCount ||
    result.obligations.some(({ id, backward }) => backward !== input.backward.has(id))
  ) {
    return refuse('clearing.wrong-inputs', 'its inputs are not what the entries up to its cutoff come to')
  }
  report('CHECKING')
  const verified = verifyNetting(input.obligations, setOffOf(result))
  if (!verified.ok) return refuse('clearing.wrong-result', `its set-off does not hold: ${verified.refusal.message}`)
  if (proposal.algorithm !== SET_OFF_ALGORITHM) return done
  const own = computeRound(input, proposal.currency, report)
  if (!own.ok) return own
  if (own.value.resultHash === proposal.resultHash) return done
  return refuse('clearing.wrong-result', `${SET_OFF_ALGORITHM} gives another result for these inputs`)
}

/** What a round takes of a party's own obligations. */
export function ownShares(self: Did, shares: ReadonlyMap<string, Share>): ReadonlyMap<string, Share> {
  return new Map([...shares].filter(([, { from, to }]) => from === self || to === self))
}

/** Whether each of a party's own obligations still covers what the round takes of it, payments under way deducted. */
export function checkCoverage(
  own: ReadonlyMap<string, Share>,
  factsOf: (obligation: string) => ObligationFacts | null,
): Result<void> {
  for (const [id, { amount, backward }] of own) {
    const facts = factsOf(id)
    const debt = facts === null ? null : openDebt(facts)
    const covered = debt?.binding && debt.backward === backward ? debt.amount - debt.pending : 0n
    if (covered < amount) {
      return refuse(
        'clearing.not-covered',
        `the round takes ${amount} of ${id}, of which ${covered} can be set off now`,
      )
    }
  }
  return done
}

/** Of a party's own obligations in a round, the first that this party itself disputes; null where there is none. */
export function ownDispute(
  self: Did,
  own: ReadonlyMap<string, Share>,
  factsOf: (obligation: string) => ObligationFacts | null,
): string | null {
  for (const id of own.keys()) {
    const facts = factsOf(id)
    if (facts !== null && openDisputes(facts.state).some(({ by }) => by === self)) return id
  }
  return null
}
