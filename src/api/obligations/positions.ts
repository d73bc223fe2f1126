import { clearingFacts, LISTS, pendingCharges } from '../../app/index.ts'
import {
  type BilateralPositionView,
  bilateralPositions,
  DEBTS,
  type Money,
  type NetPositionView,
  netPositions,
  OPEN_TAG,
} from '../../clearing/index.ts'
import { type Did, type Result, type Scope } from '../../kernel/index.ts'
import type { Views } from '../execution/views.ts'
import { unwrap } from '../graphql/errors.ts'

/** Arrangements of ours, or with one counterparty, and open debts beside them, that are looked at. */
const ARRANGEMENTS_MAX = 1_000

type Arrangement = clearingFacts.Arrangement

export async function listNetPositions(views: Views, agreementId: string, code: string): Promise<NetPositionView[]> {
  const { scope, money } = await findMoney(views, agreementId, code)
  return netPositions({ book: await views.reader.projected(DEBTS, scope, money) }, money)
}

/** Our position towards one counterparty in every arrangement that both are party to, or still owe each other under. */
export async function listBilateralPositions(views: Views, counterparty: Did): Promise<BilateralPositionView[]> {
  const { reader, self } = views
  const positions: BilateralPositionView[] = []
  for (const id of await arrangementsOf(views, [self, counterparty])) {
    const arrangement = await findArrangement(views, id)
    const facts = await clearingFacts.listObligations(reader, arrangement.scope)
    const currencies = clearingFacts.currenciesOf(arrangement)
    const pending = await readPending(views, arrangement, counterparty)
    positions.push(...bilateralPositions(facts, { agreement: id, currencies, self, counterparty, pending }))
  }
  return positions
}

/** What bookings between us and another may still cost in an arrangement, by who would owe it and in which currency. */
async function readPending({ reader, self, now }: Views, arrangement: Arrangement, other: Did) {
  const pending = new Map<string, bigint>()
  for (const { code: currency } of clearingFacts.currenciesOf(arrangement)) {
    for (const [debtor, creditor] of [
      [self, other],
      [other, self],
    ] as const) {
      const pair = { settlement: arrangement.scope, debtor, creditor, currency }
      pending.set(`${debtor} ${currency}`, await pendingCharges(reader, pair, { self, now }))
    }
  }
  return (debtor: Did, currency: string) => pending.get(`${debtor} ${currency}`) ?? 0n
}

/** What we are owed and owe in each currency, over all arrangements. */
export async function listOwnPositions(views: Views): Promise<NetPositionView[]> {
  const sums = new Map<string, NetPositionView>()
  for (const id of await arrangementsOf(views, [views.self])) {
    const arrangement = await findArrangement(views, id)
    for (const { code, scale } of clearingFacts.currenciesOf(arrangement)) {
      const money = { currency: code, scale }
      const everybody = netPositions({ book: await views.reader.projected(DEBTS, arrangement.scope, money) }, money)
      const own = everybody.find(({ cooperative }) => cooperative === views.self)
      if (own === undefined) continue
      const key = `${own.currency} ${own.scale}`
      const sum = sums.get(key)
      sums.set(key, sum === undefined ? own : addPositions(sum, own))
    }
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

function addPositions(a: NetPositionView, b: NetPositionView): NetPositionView {
  const add = (name: 'receivable' | 'payable' | 'net') => String(BigInt(a[name]) + BigInt(b[name]))
  return { ...a, receivable: add('receivable'), payable: add('payable'), net: add('net') }
}

/** A party that has left is in no agreement's list any more, but the debts that it left behind name it. */
async function arrangementsOf({ reader, now }: Views, parties: readonly Did[]): Promise<ReadonlySet<string>> {
  const window = { limit: ARRANGEMENTS_MAX, fromEnd: false, after: null, before: null }
  const agreements = await reader.page(
    LISTS.agreements,
    { types: ['CLEARING_ARRANGEMENT'], parties, statuses: ['ACTIVE', 'SUSPENDED', 'TERMINATED'] },
    window,
    now,
  )
  const open = await reader.page(LISTS.obligations, { parties, tags: [OPEN_TAG] }, window, now)
  return new Set([...agreements.edges.map(({ row }) => row.id), ...open.edges.map(({ row }) => row.scope)])
}

/** An arrangement's scope, and the money of one of its currencies; refused where it never cleared that one. */
export async function findMoney(views: Views, id: string, code: string): Promise<{ scope: Scope; money: Money }> {
  const arrangement = await findArrangement(views, id)
  const { scale } = unwrap(clearingFacts.everCleared(arrangement, code))
  return { scope: arrangement.scope, money: { currency: code, scale } }
}

async function findArrangement({ reader, now }: Views, id: string): Promise<Arrangement> {
  const found: Result<Arrangement> = await clearingFacts.findArrangement(reader, id, now)
  return unwrap(found)
}
