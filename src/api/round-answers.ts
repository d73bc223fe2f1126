import {
  answerLeftOut,
  answerNetted,
  committedCycles,
  explainRoundAnswer,
  findAnswer,
  type ObligationAnswerView,
  type RoundAnswerOfObligation,
  refuseClearing as refuse,
  shownProposal,
} from '../clearing/index.ts'
import { type Did, itemsOf, type LongList, type Scope } from '../kernel/index.ts'
import { clearingAnswers, clearingCutoff } from '../node/index.ts'
import type { RoundSource } from './clearing-views.ts'
import { unwrap } from './unwrap.ts'
import type { Views } from './views.ts'

/** An answer about one obligation in one round, with its sentence. */
export type RoundAnswerSource = RoundAnswerOfObligation & { readonly explanation: string }

/** Why an obligation was, or was not, netted in a round of its agreement. */
export async function answerFor(views: Views, round: RoundSource, id: string): Promise<RoundAnswerSource> {
  const obligation = await views.obligation(id)
  if (obligation === null)
    return unwrap(refuse('clearing.unknown-obligation', `${id} is no obligation that this node knows`))
  if (obligation.agreement !== round.agreement)
    return unwrap(
      refuse(
        'clearing.other-agreement',
        `${id} is under ${obligation.agreement}; this round is under ${round.agreement}`,
      ),
    )
  const { answers, cycles } = await views.result(round)
  const netted = answers === null ? null : findAnswer(answers, id)
  const answer = netted === null ? await leftOut(views, round, id) : await taken(views, round, netted, cycles)
  const named = [...answer.missing.map(({ cooperative }) => cooperative), ...answer.notParticipating]
  const names = new Map((await views.cooperatives(named)).map(({ did, name }) => [did, name]))
  const nameOf = (did: Did) => names.get(did) ?? did
  return { ...answer, explanation: explainRoundAnswer(answer, netted, round, nameOf) }
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
