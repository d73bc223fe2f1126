import * as clearing from '../../src/app/clearing/commands.ts'
import type { SubjectRow } from '../../src/node/ports/ports.ts'
import type { ClearingFederation } from '../clearing/simulated-federation.ts'
import type { Run } from './agreement-acts.ts'
import type { Member } from './world.ts'

/** Any act of clearing: mostly one that makes sense where the member stands, else any; what is refused changes nothing. */
export async function clearingAct(federation: ClearingFederation, member: Member): Promise<Run> {
  const { random } = federation.world
  const { obligations, rounds } = await member.node.store.read(async (reader) => ({
    obligations: await reader.subjectsOf(federation.scope, 'obligation'),
    rounds: await reader.subjectsOf(federation.scope, 'round'),
  }))
  if (obligations.length === 0 || random.chance(0.35)) return record(federation, member)
  const sensible = random.chance(0.7) ? await sensibleActs(federation, member, obligations) : []
  const acts = sensible.length > 0 ? sensible : anyActs(federation, random.pick(obligations).id)
  return random.pick([...acts, ...roundActs(federation, member, rounds)])
}

function record(federation: ClearingFederation, member: Member): Run {
  const { random, members } = federation.world
  const other = random.pick(members.filter(({ number }) => number !== member.number))
  const [debtor, creditor] = random.chance(0.6) ? [member, other] : [other, member]
  return clearing.recordObligation({
    agreementId: federation.scope,
    debtor: debtor.node.self,
    creditor: creditor.node.self,
    amount: String(1 + random.below(1000)),
    currency: 'EUR',
    reference: `n${random.below(40)}`,
  })
}

/** What waits for the member, and what it owes. */
async function sensibleActs(
  federation: ClearingFederation,
  member: Member,
  obligations: readonly SubjectRow[],
): Promise<Run[]> {
  const { random } = federation.world
  const { self } = member.node
  const [acts, onPayments]: [Run[], Run[]] = [[], []]
  for (const { id, index } of random.shuffle(obligations).slice(0, 8)) {
    const obligationId = id
    if (index?.phase === 'CONFIRMED' && index.left === self) acts.push(pay(federation, obligationId))
    if (index?.phase === 'RECORDED' && index.awaiting?.includes(self) !== true) acts.push(withdraw(obligationId))
    if (index === null) continue
    const { payments } = await federation.obligation(member.number, id)
    for (const { id: paymentId, payer, status } of payments) {
      if (status !== 'RECORDED') continue
      const rejected = clearing.rejectPayment({ paymentId, reason: 'no money came' })
      const answers = [
        clearing.confirmPayment({ paymentId }),
        clearing.confirmPayment({ paymentId }),
        rejected,
        rejected,
      ]
      onPayments.push(...(payer === self ? [clearing.withdrawPayment({ paymentId })] : answers))
    }
    if (index?.awaiting?.includes(self) !== true) continue
    if (index.phase === 'RECORDED') acts.push(clearing.confirmObligation({ obligationId }), dispute(obligationId))
    if (index.phase === 'DISPUTED') acts.push(resolve(federation, obligationId), resolve(federation, obligationId))
  }
  return onPayments.length > 0 && random.chance(0.6) ? onPayments : acts
}

function anyActs(federation: ClearingFederation, obligationId: string): Run[] {
  return [
    clearing.confirmObligation({ obligationId }),
    clearing.forgiveObligation({ obligationId }),
    clearing.confirmPayment({ paymentId: 'pay_none' }),
    dispute(obligationId),
    resolve(federation, obligationId),
    pay(federation, obligationId),
    withdraw(obligationId),
  ]
}

function roundActs(federation: ClearingFederation, { node: { self } }: Member, rounds: readonly SubjectRow[]): Run[] {
  const { random } = federation.world
  const propose = clearing.proposeNetting({ agreementId: federation.scope, currency: 'EUR' })
  if (rounds.length === 0) return [propose]
  const open = rounds.filter(({ index }) => index?.phase === 'PROPOSED')
  const nettingRoundId = random.pick(open.length > 0 && random.chance(0.7) ? open : rounds).id
  const others = [
    clearing.rejectNetting({ nettingRoundId, reason: 'not now' }),
    clearing.abandonNetting({ nettingRoundId }),
    clearing.acceptNetting({ nettingRoundId }),
    clearing.liftReservation({ nettingRoundId }),
  ]
  const answered = open.find(({ index }) => index?.left !== self && !index?.awaiting?.includes(self))
  const takeBack = answered === undefined ? [] : [clearing.withdrawAcceptance({ nettingRoundId: answered.id })]
  return [propose, random.pick(others), ...takeBack]
}

function pay({ world: { random } }: ClearingFederation, obligationId: string): Run {
  return clearing.recordPayment({ obligationId, amount: String(1 + random.below(400)) })
}

function withdraw(obligationId: string): Run {
  return clearing.withdrawObligation({ obligationId }, { maySignFor: true })
}

function dispute(obligationId: string): Run {
  return clearing.disputeObligation({ obligationId, reason: 'not delivered' })
}

/** Few outcomes, so that both sides often name the same one. */
function resolve({ world: { random } }: ClearingFederation, obligationId: string): Run {
  const outcome = random.pick([{ void: true }, { amount: '100' }])
  return clearing.resolveDispute({ obligationId, outcome })
}
