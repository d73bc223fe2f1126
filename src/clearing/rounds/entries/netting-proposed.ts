import { decodeShape, done, type Hash, type Result } from '../../../kernel/index.ts'
import { type EntryContext, type EntryKind, withKey } from '../../../log/index.ts'
import type { ObligationState } from '../../obligations/obligation.ts'
import { refuse } from '../../refusals.ts'
import { inertCycles, partiesOf, totalOf } from '../../results/cycles.ts'
import { decodeResult, type RoundResult } from '../../results/result.ts'
import { type ClearingTerms, clearingDocument, currencyIn } from '../../terms.ts'
import {
  type ProposalFact,
  type Proposed,
  proposedShape,
  ROUND_DURATION_MS_MAX,
  type RoundState,
  roundId,
} from '../round.ts'

/** A signing party proposes a set-off, with the whole result attached, and thereby accepts it. */
export const nettingProposed: EntryKind<Proposed, RoundState> = {
  name: 'netting.proposed',
  decode: (raw) => decodeShape(proposedShape, raw),
  subject: ({ nonce }, { author, scope }) => roundId(scope, author, nonce),
  names: ({ documentHash, resultHash, heads }) => ({
    documents: [documentHash],
    attachments: [resultHash],
    entries: heads,
  }),
  cut: ({ resultHash, heads }, attachment) => {
    const bytes = attachment(resultHash)
    const result = bytes === null ? null : decodeResult(bytes)
    return result?.ok ? { heads, subjects: result.value.obligations.map(({ id }) => id) } : null
  },
  check: (state, body, context) => {
    const terms = clearingDocument(context.named.document(body.documentHash), context.scope)
    if (!terms.ok) return terms
    if (!terms.value.signers.has(context.author)) {
      return refuse('clearing.not-a-party', 'a round is proposed by a signing party of the agreement')
    }
    const currency = currencyIn(terms.value, body.currency)
    if (!currency.ok) return currency
    const strangers = (body.participants ?? []).filter((did) => !terms.value.signers.has(did))
    if (strangers.length > 0) {
      return refuse('clearing.not-a-party', `${strangers[0]} is no signing party: net among signing parties only`)
    }
    if (state !== null) return refuse('clearing.round-exists', 'this round was proposed before: take another nonce')
    const timed = checkTimes(body, context)
    if (!timed.ok) return timed
    if (context.named.cutHoldsPast) return checkResult(body, context)
    return refuse('clearing.left-out', 'the cutoff leaves out what its author had seen: name the heads of all logs')
  },
  evolve: (state, body, context) => {
    const { author, scope } = context
    const round = state ?? {
      id: roundId(scope, author, body.nonce),
      agreement: scope,
      proposals: {},
      answers: {},
      decisions: {},
    }
    return { ...round, proposals: withKey(round.proposals, context.hash, factOf(body, context)) }
  },
}

function checkTimes({ asOf, deadline }: Proposed, { at }: EntryContext): Result<void> {
  if (asOf > at)
    return refuse('clearing.bad-deadline', 'asOf lies after the proposal: it says as of when the facts are')
  if (deadline > at && deadline <= at + ROUND_DURATION_MS_MAX) return done
  return refuse('clearing.bad-deadline', `the deadline lies after the proposal, by at most ${ROUND_DURATION_MS_MAX} ms`)
}

/** Checks that the attachment can be decoded and is what the body states. Each cycle is then judged on its own. */
function checkResult(body: Proposed, { named }: EntryContext): Result<void> {
  const result = resultOf(body.resultHash, named)
  if (!result.ok) return result
  const { algorithm, currency, parties, cycles, grossTotal, setOffTotal } = result.value
  const { totals } = body
  const agrees =
    algorithm === body.algorithm &&
    currency === body.currency &&
    parties.length === totals.participantCount &&
    cycles.length === totals.cycleCount &&
    String(grossTotal) === totals.grossTotal &&
    String(setOffTotal) === totals.setOffTotal &&
    totalOf(result.value, [...cycles.keys()]) === setOffTotal
  if (agrees) return done
  return refuse(
    'clearing.bad-result',
    'algorithm, currency or totals of the entry are not those of the attached result',
  )
}

function factOf(body: Proposed, { author, scope, at, named }: EntryContext): ProposalFact {
  const terms = clearingDocument(named.document(body.documentHash), scope)
  const result = resultOf(body.resultHash, named)
  if (!terms.ok || !result.ok) throw new Error('a proposal that counts has its document and its result')
  const { nonce: _nonce, ...proposal } = body
  const scale = scaleOf(terms.value, body.currency)
  const atCut = (id: string) => named.subjectAtCut(id) as ObligationState | null
  const inert = inertCycles(result.value, { currency: body.currency, scale }, atCut)
  return { ...proposal, proposer: author, at, scale, inert, parties: partiesOf(result.value, inert), committed: null }
}

function resultOf(hash: Hash, named: EntryContext['named']): Result<RoundResult> {
  const bytes = named.attachment(hash)
  return bytes === null ? refuse('clearing.bad-result', 'the attached result is not here') : decodeResult(bytes)
}

function scaleOf(terms: ClearingTerms, code: string): number {
  const currency = currencyIn(terms, code)
  if (!currency.ok) throw new Error(`a round's currency is cleared: ${currency.refusal.message}`)
  return currency.value.scale
}
