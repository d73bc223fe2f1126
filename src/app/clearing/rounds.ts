import {
  acceptorsOf,
  asObligation,
  asRound,
  type ClearingTerms,
  COMMIT_GRACE_MS,
  type ComputedRound,
  DEBT_BYTES,
  type Debts,
  decodeResult,
  HEADS_MAX,
  heldByAnybody,
  inputKey,
  isUndecided,
  liveShares,
  ownShares,
  ROUND_DURATION_MS,
  refuseClearing as refuse,
} from '../../clearing/index.ts'
import { type Did, done, type Hash, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, Run, StoreReader } from '../../node/index.ts'
import { bannedForkers, refuseForkers } from '../../node/index.ts'
import {
  checkProposal,
  type FoundProposal,
  guardCoverage,
  guardUnreserved,
  onlyProposal,
  ownSharesOf,
} from './checks.ts'
import { roundComputation } from './computations.ts'
import { debtsAsOf } from './cutoff.ts'
import {
  type Arrangement,
  everCleared,
  findArrangement,
  findRound,
  liftedRounds,
  listReservations,
  listRounds,
} from './facts.ts'
import { guardStaying } from './guards.ts'
import type {
  AbandonNettingInput,
  AcceptNettingInput,
  LiftReservationInput,
  ProposeNettingInput,
  RejectNettingInput,
} from './inputs.ts'
import { abandonRound, liftRound } from './release.ts'

/**
 * Nets all binding debts and proposes the result to every participant. `takingPart`: only if this cooperative itself is in
 * a cycle.
 */
export function proposeNetting(input: ProposeNettingInput, { takingPart = false } = {}): Run {
  return async (context) => {
    const arrangement = await findArrangement(context.tx, input.agreementId, context.now)
    if (!arrangement.ok) return arrangement
    const first = await guardNoneOpen(context, arrangement.value.scope, input.currency)
    if (!first.ok) return first
    const plan = await planRound(context, arrangement.value, input)
    if (!plan.ok) return plan
    const { currency, document, participants, computed, isOurs } = plan.value
    if (takingPart && !isOurs) return refuse('clearing.proposer-outside', 'we stand in none of its cycles')
    const { scope } = arrangement.value
    const heads = await headsOf(context.tx, scope)
    await context.attach(scope, computed.bytes)
    const { inputHash, resultHash, totals } = computed
    const written = await context.write({
      kind: 'netting.proposed',
      scope,
      body: {
        nonce: context.nonce(),
        documentHash: document,
        currency,
        asOf: context.now,
        deadline: input.deadline ?? context.now + ROUND_DURATION_MS,
        heads,
        participants,
        algorithm: computed.algorithm,
        inputHash,
        resultHash,
        totals,
      },
    })
    return written.ok ? ok({ nettingRoundId: written.value.entry.subject }) : written
  }
}

/** The cutoff: the tips of all logs; of forked ones as many as can be named, their first line before its branches. */
async function headsOf(reader: StoreReader, scope: Scope): Promise<Hash[]> {
  const tips = await reader.logTips([scope])
  const branches = new Set((await reader.lines(scope)).map(({ line }) => line))
  const ordered = [...tips.filter(({ line }) => !branches.has(line)), ...tips.filter(({ line }) => branches.has(line))]
  return ordered
    .slice(0, HEADS_MAX)
    .map(({ hash }) => hash)
    .sort()
}

/** Accepts a round after verifying all of it against the facts. Accepting again succeeds and changes nothing. */
export function acceptNetting({ nettingRoundId, resultHash }: AcceptNettingInput): Run {
  return async (context) => {
    const found = await openProposal(context, nettingRoundId, resultHash ?? null)
    if (!found.ok) return found
    const { scope, state, hash, fact } = found.value
    if (acceptorsOf(state, hash).has(context.self)) return ok({ nettingRoundId })
    const checked = await checkProposal(context, found.value)
    if (!checked.ok) return checked
    const free = await guardUnreserved(context, scope, await ownSharesOf(context, found.value))
    if (!free.ok) return free
    const body = { roundId: state.id, proposal: hash, resultHash: fact.resultHash }
    const written = await context.write({ kind: 'netting.accepted', scope, body, answers: [hash] })
    return written.ok ? ok({ nettingRoundId }) : written
  }
}

/** Rejects a round: its cycles through this cooperative will be dropped. */
export function rejectNetting({ nettingRoundId, reason }: RejectNettingInput): Run {
  return async (context) => {
    const found = await openProposal(context, nettingRoundId, null)
    if (!found.ok) return found
    const { scope, state, hash, fact } = found.value
    const body = { roundId: state.id, proposal: hash, resultHash: fact.resultHash, reason }
    const written = await context.write({ kind: 'netting.rejected', scope, body, answers: [hash] })
    return written.ok ? ok({ nettingRoundId }) : written
  }
}

/** The proposer abandons its round, which releases all reserved obligations. */
export function abandonNetting({ nettingRoundId }: AbandonNettingInput): Run {
  return async (context) => {
    const round = await findRound(context.tx, nettingRoundId)
    if (!round.ok) return round
    const abandoned = await abandonRound(context, round.value.scope, round.value.state)
    return abandoned.ok ? ok({ nettingRoundId }) : abandoned
  }
}

/** Stops waiting for a proposer that has not decided by the deadline. A later commit still counts. */
export function liftReservation({ nettingRoundId }: LiftReservationInput): Run {
  return async (context) => {
    const round = await findRound(context.tx, nettingRoundId)
    if (!round.ok) return round
    const { scope, state } = round.value
    const accepted = Object.entries(state.proposals).filter(([hash]) =>
      acceptorsOf(state, hash as Hash).has(context.self),
    )
    if (accepted.length === 0) {
      return refuse('clearing.not-a-participant', 'this cooperative has not accepted that round, so it holds nothing')
    }
    if (!isUndecided(state)) return refuse('clearing.already-decided', 'the round is decided and reserves nothing')
    if (accepted.some(([, { deadline }]) => context.now < deadline)) {
      return refuse('clearing.before-deadline', 'the round is open: a reservation is lifted after its deadline')
    }
    await liftRound(context, scope, state.id)
    return ok({ nettingRoundId })
  }
}

/** The proposal of an open round that this node may answer. */
async function openProposal(
  context: CommandContext,
  id: string,
  resultHash: string | null,
): Promise<Result<FoundProposal>> {
  const round = await findRound(context.tx, id)
  if (!round.ok) return round
  const { scope, state } = round.value
  const only = onlyProposal(scope, state)
  // Also if the caller names one of them: the other may bind others, and a round is answered once.
  if (only === null) {
    return refuse('clearing.forked-round', 'its proposer has proposed it twice: reject it by not answering')
  }
  const { fact } = only
  if (resultHash !== null && fact.resultHash !== resultHash) {
    return refuse('clearing.unknown-proposal', `that round does not propose the result ${resultHash}: read it again`)
  }
  if (!fact.parties.includes(context.self)) {
    return refuse('clearing.not-a-participant', 'this cooperative stands in none of its cycles, so it has no say in it')
  }
  if (!isUndecided(state)) return refuse('clearing.already-decided', 'the round is decided')
  if (context.now < fact.deadline) return ok(only)
  return refuse('clearing.past-deadline', 'the deadline has passed: this round can no longer be answered')
}

/** A cooperative has one open round in a currency at a time. */
async function guardNoneOpen({ tx, self, now }: CommandContext, scope: Scope, currency: string): Promise<Result<void>> {
  const lifted = await liftedRounds(tx)
  const open = (await listRounds(tx, scope)).find(
    (round) =>
      isUndecided(round) &&
      !lifted.has(round.id) &&
      Object.values(round.proposals).some(
        (proposal) =>
          proposal.proposer === self && proposal.currency === currency && now <= proposal.deadline + COMMIT_GRACE_MS,
      ),
  )
  if (open === undefined) return done
  return refuse(
    'clearing.round-open',
    `our round ${open.id} in ${currency} is open: wait for its end, or abandon it with abandonNetting`,
  )
}

interface RoundPlan {
  readonly currency: string
  /** The newest version that clears the currency. */
  readonly document: Hash
  readonly participants: readonly Did[] | null
  /** This cooperative is in a cycle. */
  readonly isOurs: boolean
  readonly computed: ComputedRound
}

/** Nets the binding debts between the participants; forkers are left out. */
async function planRound(
  context: CommandContext,
  arrangement: Arrangement,
  input: ProposeNettingInput,
): Promise<Result<RoundPlan>> {
  const { scope } = arrangement
  const currency = everCleared(arrangement, input.currency)
  if (!currency.ok) return currency
  const { scale, document, terms } = currency.value
  if (!arrangement.terms.signers.has(context.self) || !terms.signers.has(context.self)) {
    return refuse('clearing.not-a-party', 'a round is proposed by a signing party of the agreement')
  }
  const staying = guardStaying(arrangement, [context.self])
  if (!staying.ok) return staying
  const participants = await participantsOf(context, terms, input.participants ?? null)
  if (!participants.ok) return participants
  const money = { currency: input.currency, scale }
  const held = await listReservations(context.tx, scope, heldByAnybody(context.now))
  const reserved = new Set(held.keys())
  const debts = await debtsAsOf(context.tx, scope, money, context.now)
  const net = { debts, participants: participants.value, reserved }
  const computed = await context.calculate(roundComputation, inputKey(net, money), async () => [net, input.currency])
  if (!computed.ok) return computed
  if (computed.value.totals.setOffTotal === '0') {
    return refuse('clearing.nothing-to-net', await whyNothing(context.tx, scope, debts, held, input.currency))
  }
  const result = decodeResult(computed.value.bytes)
  if (!result.ok) throw new Error(`our own result can be read: ${result.refusal.message}`)
  const own = ownShares(context.self, liveShares(result.value, []))
  const covered = await guardCoverage(context, own, { ...money, asOf: context.now })
  if (!covered.ok) return covered
  const guarded = await guardUnreserved(context, scope, own)
  if (!guarded.ok) return guarded
  const found = { document, participants: participants.value, computed: computed.value, isOurs: own.size > 0 }
  return ok({ currency: input.currency, ...found })
}

/** Explains an empty result: there is no cycle, or which rounds reserve possible ones, and until when. */
async function whyNothing(
  reader: StoreReader,
  scope: Scope,
  { book }: Debts,
  held: ReadonlyMap<string, string>,
  currency: string,
): Promise<string> {
  const rows = await reader.subjects(scope, [...held.keys()])
  const ours = rows.filter(({ state }) => asObligation(state).currency === currency)
  const holders = [...new Set(ours.map(({ id }) => held.get(id) ?? ''))].sort()
  if (holders.length === 0) return `no debts in ${currency} run in a circle: there is nothing to set off`
  const all = book.pages.reduce((sum, page) => sum + page.length / DEBT_BYTES, 0)
  const rounds = await reader.subjects(scope, holders)
  const deadlines = rounds.flatMap(({ state }) =>
    Object.values(asRound(state).proposals).map(({ deadline }) => deadline),
  )
  const until = new Date(Math.max(...deadlines) + COMMIT_GRACE_MS).toISOString()
  return `${ours.length} of ${all} debts in ${currency} are held by ${holders.join(', ')} until ${until} at the latest, and the others run in no circle`
}

async function participantsOf(
  context: CommandContext,
  terms: ClearingTerms,
  wanted: readonly string[] | null,
): Promise<Result<readonly Did[] | null>> {
  const forkers = new Set(
    await bannedForkers(
      context.tx,
      [...terms.signers].filter((did) => did !== context.self),
    ),
  )
  if (wanted === null)
    return ok(forkers.size === 0 ? null : [...terms.signers].filter((did) => !forkers.has(did)).sort())
  const participants = [...new Set(wanted)].sort() as Did[]
  const stranger = participants.find((did) => !terms.signers.has(did))
  if (stranger !== undefined) {
    return refuse(
      'clearing.not-a-party',
      `${stranger} is no signing party of this agreement: net among signing parties only`,
    )
  }
  if (participants.length < 2) {
    return refuse('clearing.bad-input', 'name at least two participants, or none to net among all')
  }
  const forker = await refuseForkers(context, participants)
  return forker.ok ? ok(participants) : forker
}
