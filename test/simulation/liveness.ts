import { declineAmendment, resumeAgreement, withdrawAmendment } from '../../src/app/agreements/commands.ts'
import * as clearing from '../../src/app/clearing/commands.ts'
import { asObligation, openDisputes } from '../../src/clearing/index.ts'
import type { ClearingFederation } from '../clearing/simulated-federation.ts'
import { agreementAt } from './agreement-acts.ts'
import type { Member } from './world.ts'

const DAY_MS = 24 * 60 * 60_000
const NOTHING = 'clearing.nothing-to-net'

/** Whatever others have said: two who keep the rules can still make a debt between them binding, and settle one. */
export async function deadlocks(federation: ClearingFederation): Promise<string[]> {
  const [one, other] = federation.world.random.shuffle(federation.world.honest)
  if (one === undefined || other === undefined) return []
  return [...(await newDebt(federation, one, other)), ...(await oldDebts(federation))]
}

/**
 * When all are connected, willing and quiet, what can be set off is set off: of rounds that several propose at once, each
 * before it hears of the others', exactly one is committed, and then nothing runs in a circle any more.
 */
export async function unnetted(federation: ClearingFederation): Promise<string[]> {
  const { random } = federation.world
  // What kept a node from accepting by itself for a day is over.
  await federation.pass(2 * DAY_MS)
  const willing = await willingToNet(federation)
  const [witness] = willing
  // A round has two participants at least.
  if (witness === undefined || willing.length < 2) return []
  await circle(federation, random.shuffle(willing).slice(0, 3))
  const participants = willing.map(({ node }) => node.self)
  const input = { agreementId: federation.scope, currency: 'EUR', participants }
  const propose = ({ number }: Member) => federation.ask(number, clearing.proposeNetting(input, { takingPart: true }))
  const [ids, refusals]: [string[], string[]] = [[], []]
  for (const member of random.shuffle(willing)) {
    const proposed = await propose(member)
    if (proposed.ok) ids.push(String(proposed.value.nettingRoundId))
    else refusals.push(proposed.refusal.code)
    if (ids.length === 3) break
  }
  if (ids.length === 0) {
    const others = refusals.filter((code) => code !== NOTHING && code !== 'clearing.proposer-outside')
    return others.map((code) => `no round can be proposed in the end: ${code}`)
  }
  await federation.settle()
  const rounds = await Promise.all(ids.map((id) => federation.round(witness.number, id)))
  const committed = rounds.filter(({ status }) => status === 'COMMITTED')
  const problems =
    committed.length === 1 ? [] : [`of rounds proposed at once: ${rounds.map(({ status }) => status).join(', ')}`]
  const left = await Promise.all(willing.map(propose))
  const codes = left.map((answer) => (answer.ok ? 'another round' : answer.refusal.code))
  return [...problems, ...codes.filter((code) => code !== NOTHING).map((code) => `once one is committed: ${code}`)]
}

/** A debt of each to the next, so that there is something to set off; what is refused is not owed. */
async function circle(federation: ClearingFederation, members: readonly Member[]): Promise<void> {
  for (const [i, { number: from }] of members.entries()) {
    const to = members[(i + 1) % members.length]?.number
    if (to === undefined || to === from) continue
    await federation.ask(from, federation.recording({ from, to, amount: 10 + i, reference: 'round and round' }))
  }
  await federation.settle()
}

/** Honest signing parties that dispute nothing, once no amendment is open and none of them halts the agreement. */
async function willingToNet(federation: ClearingFederation): Promise<Member[]> {
  const willing: Member[] = []
  for (const { number } of federation.world.honest)
    await federation.ask(number, resumeAgreement({ agreementId: federation.scope }))
  await closeAmendments(federation)
  await federation.settle()
  for (const member of federation.world.honest) {
    const { parties, operational, amendments } = await agreementAt(federation, member)
    if (!operational || amendments.some(({ status }) => status === 'PROPOSED')) return []
    if (!parties.some(({ did }) => did === member.node.self) || (await disputes(federation, member))) continue
    willing.push(member)
  }
  return willing
}

/** Every open amendment is withdrawn by its proposer, or declined by one who may. */
async function closeAmendments(federation: ClearingFederation): Promise<void> {
  const { honest } = federation.world
  const views = await Promise.all(honest.map((member) => agreementAt(federation, member)))
  const open = new Set(
    views.flatMap(({ amendments }) => amendments.flatMap(({ id, status }) => (status === 'PROPOSED' ? [id] : []))),
  )
  for (const amendmentId of open) {
    const closings = [withdrawAmendment({ amendmentId }), declineAmendment({ amendmentId, reason: 'first we net' })]
    const tries = closings.flatMap((close) => honest.map(({ number }) => ({ number, close })))
    for (const { number, close } of tries) if ((await federation.ask(number, close)).ok) break
  }
}

async function disputes(federation: ClearingFederation, { node }: Member): Promise<boolean> {
  const rows = await node.store.read((reader) => reader.subjectsOf(federation.scope, 'obligation'))
  return rows.some(({ state }) => openDisputes(asObligation(state)).some(({ by }) => by === node.self))
}

/** A debt under an agreement in force is confirmed by the other's node. */
async function newDebt(federation: ClearingFederation, debtor: Member, creditor: Member): Promise<string[]> {
  const view = await agreementAt(federation, debtor)
  const isParty = ({ node }: Member) => view.parties.some(({ did }) => did === node.self)
  const isLeaving = view.amendments.some(({ status }) => status === 'PROPOSED')
  if (!view.operational || isLeaving || !isParty(debtor) || !isParty(creditor)) return []
  const recorded = await federation.ask(
    debtor.number,
    federation.recording({ from: debtor.number, to: creditor.number, amount: 1, reference: 'in the end' }),
  )
  if (!recorded.ok) return [`nothing can be recorded in the end: ${recorded.refusal.code}`]
  await federation.settle()
  const id = recorded.value.obligationId
  const statuses = await Promise.all(
    [debtor, creditor].map(async ({ number }) => (await federation.obligation(number, id)).status),
  )
  return statuses.every((status) => status === 'CONFIRMED')
    ? []
    : [`a new debt is ${statuses.join(' and ')} in the end`]
}

/** What is owed between two of them is paid, and the payment receipted. */
async function oldDebts(federation: ClearingFederation): Promise<string[]> {
  const { honest } = federation.world
  const numbers = new Map(honest.map(({ node, number }) => [node.self as string, number]))
  const [first] = honest
  const rows = (await first?.node.store.read((reader) => reader.subjectsOf(federation.scope, 'obligation'))) ?? []
  for (const { id, index } of rows) {
    const [debtor, creditor] = [numbers.get(index?.left ?? ''), numbers.get(index?.right ?? '')]
    if (index?.phase !== 'CONFIRMED' || debtor === undefined || creditor === undefined) continue
    if ((await federation.obligation(debtor, id)).remaining === '0') continue
    const paid = await federation.ask(debtor, clearing.recordPayment({ obligationId: id, amount: '1' }))
    if (!paid.ok) return [`what is owed cannot be paid in the end: ${paid.refusal.code}`]
    await federation.settle()
    const known = await federation.obligation(creditor, id)
    const payment = known.payments.find(({ status, reference }) => status === 'RECORDED' && reference === null)
    const confirmed = await federation.ask(creditor, clearing.confirmPayment({ paymentId: payment?.id ?? '' }))
    if (!confirmed.ok) return [`a payment cannot be receipted in the end: ${confirmed.refusal.code}`]
    await federation.settle()
    const views = await Promise.all([debtor, creditor].map((number) => federation.obligation(number, id)))
    const counts = views.map(({ payments }) => payments.find(({ id: its }) => its === payment?.id)?.status)
    return counts.every((status) => status === 'CONFIRMED') ? [] : [`a receipted payment is ${counts.join(' and ')}`]
  }
  return []
}
