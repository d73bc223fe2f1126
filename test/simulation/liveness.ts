import * as clearing from '../../src/node/commands/clearing.ts'
import type { Town } from '../clearing/town.ts'
import { agreementAt } from './agreement-acts.ts'
import type { Member } from './world.ts'

/** Whatever others have said: two who keep the rules can still make a debt between them binding, and settle one. */
export async function deadlocks(town: Town): Promise<string[]> {
  const [one, other] = town.world.random.shuffle(town.world.honest)
  if (one === undefined || other === undefined) return []
  return [...(await newDebt(town, one, other)), ...(await oldDebts(town))]
}

/** A debt under an agreement in force is confirmed by the other's node. */
async function newDebt(town: Town, debtor: Member, creditor: Member): Promise<string[]> {
  const view = await agreementAt(town, debtor)
  const isParty = ({ node }: Member) => view.parties.some(({ did }) => did === node.self)
  const isLeaving = view.amendments.some(({ status }) => status === 'PROPOSED')
  if (!view.operational || isLeaving || !isParty(debtor) || !isParty(creditor)) return []
  const recorded = await town.ask(
    debtor.number,
    town.recording({ from: debtor.number, to: creditor.number, amount: 1, reference: 'in the end' }),
  )
  if (!recorded.ok) return [`nothing can be recorded in the end: ${recorded.refusal.code}`]
  await town.settle()
  const id = recorded.value.obligationId
  const statuses = await Promise.all(
    [debtor, creditor].map(async ({ number }) => (await town.obligation(number, id)).status),
  )
  return statuses.every((status) => status === 'CONFIRMED')
    ? []
    : [`a new debt is ${statuses.join(' and ')} in the end`]
}

/** What is owed between two of them is paid, and the payment receipted. */
async function oldDebts(town: Town): Promise<string[]> {
  const { honest } = town.world
  const numbers = new Map(honest.map(({ node, number }) => [node.self as string, number]))
  const [first] = honest
  const rows = (await first?.node.store.read((reader) => reader.subjectsOf(town.scope, 'obligation'))) ?? []
  for (const { id, index } of rows) {
    const [debtor, creditor] = [numbers.get(index?.left ?? ''), numbers.get(index?.right ?? '')]
    if (index?.phase !== 'CONFIRMED' || debtor === undefined || creditor === undefined) continue
    if ((await town.obligation(debtor, id)).remaining === '0') continue
    const paid = await town.ask(debtor, clearing.recordPayment({ obligationId: id, amount: '1' }))
    if (!paid.ok) return [`what is owed cannot be paid in the end: ${paid.refusal.code}`]
    await town.settle()
    const known = await town.obligation(creditor, id)
    const payment = known.payments.find(({ status, reference }) => status === 'RECORDED' && reference === null)
    const confirmed = await town.ask(creditor, clearing.confirmPayment({ paymentId: payment?.id ?? '' }))
    if (!confirmed.ok) return [`a payment cannot be receipted in the end: ${confirmed.refusal.code}`]
    await town.settle()
    const views = await Promise.all([debtor, creditor].map((number) => town.obligation(number, id)))
    const counts = views.map(({ payments }) => payments.find(({ id: its }) => its === payment?.id)?.status)
    return counts.every((status) => status === 'CONFIRMED') ? [] : [`a receipted payment is ${counts.join(' and ')}`]
  }
  return []
}
