import { clearingAnswers, clearingCutoff, clearingFacts, LISTS } from '../../app/index.ts'
import {
  answerLeftOut,
  answerNetted,
  committedCycles,
  explainRoundAnswer,
  findAnswer,
  type NettingProspectView,
  nettingProspect,
  type ObligationAnswerView,
  type ObligationView,
  type RoundAnswerOfObligation,
  refuseClearing as refuse,
  shownProposal,
} from '../../clearing/index.ts'
import { type Did, itemsOf, type LongList, type Scope } from '../../kernel/index.ts'
import type { Views } from '../execution/views.ts'
import { apiError, present, unwrap } from '../graphql/errors.ts'
import { type RoundSource } from '../graphql/nodes.ts'
import { reservationsIn, viewRoundRow } from '../obligations/clearing-views.ts'
import { resultOf } from './previews.ts'

/** An answer about one obligation in one round, with its sentence. */
export type RoundAnswerSource = RoundAnswerOfObligation & { readonly explanation: string; readonly round: RoundSource }

/** Maximum number of rounds explained at once for one obligation: their results are cached together. */
export const ROUNDS_TOLD_MAX = 10

/**
 * Why an obligation was, or was not, netted in the newest rounds of its agreement and currency since it was recorded,
 * newest first. Once nothing is open on it, only rounds that have set something off are included.
 */
export async function answersAbout(
  views: Views,
  obligation: ObligationView,
  first: number,
): Promise<RoundAnswerSource[]> {
  if (first < 0 || first > ROUNDS_TOLD_MAX) throw apiError('BAD_USER_INPUT', `first is 0 to ${ROUNDS_TOLD_MAX} rounds`)
  const answers: RoundAnswerSource[] = []
  for (const round of await roundsAbout(views, obligation, first)) {
    answers.push(await answerFor(views, round, obligation.id))
  }
  return answers
}

/** The rounds that `answersAbout` explains. */
export async function roundsAbout(views: Views, obligation: ObligationView, first: number): Promise<RoundSource[]> {
  const { agreement, currency, recordedAt, remaining, overpaid, setOffs } = obligation
  const rounds = new Map<string, RoundSource>()
  for (const { round } of setOffs.toReversed().slice(0, first))
    rounds.set(round, await views.get('NettingRound', round))
  if (remaining !== '0' || overpaid !== '0') {
    const window = { limit: first, fromEnd: false, after: null, before: null }
    const filter = { scope: agreement as Scope, currency }
    const newest = await views.reader.page(LISTS.nettingRounds, filter, window, views.now)
    for (const { row } of newest.edges) rounds.set(row.id, viewRoundRow(row, views.now))
  }
  return [...rounds.values()]
    .filter(({ proposedAt }) => proposedAt >= recordedAt)
    .sort((one, other) => other.proposedAt - one.proposedAt)
    .slice(0, first)
}

/** What a round proposed now would take into account of an obligation. */
export async function prospectOf(
  views: Views,
  { id, agreement, status }: ObligationView,
): Promise<NettingProspectView> {
  const facts = present((await clearingFacts.findObligations(views.reader, [id])).get(id), id)
  const reservedBy = (await reservationsIn(views, agreement as Scope)).get(id) ?? null
  const isOperational = (await views.get('Agreement', agreement)).operational
  return nettingProspect(facts, { status }, { reservedBy, isOperational, now: views.now })
}

/** Why an obligation was, or was not, netted in a round of its agreement. */
export async function answerFor(views: Views, round: RoundSource, id: string): Promise<RoundAnswerSource> {
  const obligation = await views.find('Obligation', id)
  if (obligation === null)
    return unwrap(refuse('clearing.unknown-obligation', `${id} is no obligation that this node knows`))
  if (obligation.agreement !== round.agreement)
    return unwrap(
      refuse(
        'clearing.other-agreement',
        `${id} is under ${obligation.agreement}; this round is under ${round.agreement}`,
      ),
    )
  const { answers, cycles } = await resultOf(views, round)
  const netted = answers === null ? null : findAnswer(answers, id)
  const answer = netted === null ? await leftOut(views, round, id) : await taken(views, round, netted, cycles)
  const named = [...answer.missing.map(({ cooperative }) => cooperative), ...answer.notParticipating]
  const names = new Map((await views.cooperatives(named)).map(({ did, name }) => [did, name]))
  const nameOf = (did: Did) => names.get(did) ?? did
  return { ...answer, round, explanation: explainRoundAnswer(answer, netted, round, nameOf) }
}

async function leftOut(views: Views, round: RoundSource, id: string): Promise<RoundAnswerOfObligation> {
  const { fact } = shownProposal(round.state)
  const scope = round.agreement as Scope
  return answerLeftOut(id, await clearingAnswers.obligationAtCut(views.reader, scope, fact, id), fact)
}

async function taken(
  { reader }: Views,
  round: RoundSource,
  netted: ObligationAnswerView,
  cycles: LongList<{ readonly participants: readonly Did[] }>,
): Promise<RoundAnswerOfObligation> {
  const rows = await reader.setOffs(round.agreement as Scope, [netted.obligation])
  const { hash, fact } = shownProposal(round.state)
  const { result } = await clearingCutoff.attachedResult(reader, fact)
  const committed = committedCycles(round.state, hash, result)
  return answerNetted(
    netted,
    round,
    rows,
    committed,
    (cycle) => itemsOf(cycles, cycle, cycle + 1)[0]?.participants ?? [],
  )
}
