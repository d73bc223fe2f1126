import { clearingFacts, LISTS, pendingCharges } from '../../app/index.ts'
import {
  type BilateralPositionView,
  bilateralPositions,
  isOpen,
  type Money,
  type NetPositionView,
  netPositions,
} from '../../clearing/index.ts'
import { type Did, groupBy, type Result, type Scope } from '../../kernel/index.ts'
import type { Total } from '../../log/index.ts'
import { usageAggregate } from '../../resources/index.ts'
import type { Views } from '../execution/views.ts'
import { unwrap } from '../graphql/errors.ts'

/** Arrangements with one counterparty that are looked at, beside those under which something is owed. */
const ARRANGEMENTS_MAX = 1_000

type Arrangement = clearingFacts.Arrangement

export async function listNetPositions(views: Views, agreementId: string, code: string): Promise<NetPositionView[]> {
  const { scope, money } = await findMoney(views, agreementId, code)
  const totals = await views.reader.totalsWhere({ scope, currency: code })
  return netPositions(totals.filter(({ scale }) => scale === money.scale))
}

/** Our position towards one counterparty in every arrangement that both are party to, or still owe each other under. */
export async function listBilateralPositions(views: Views, counterparty: Did): Promise<BilateralPositionView[]> {
  const { reader, self } = views
  const totals = groupBy(await reader.totalsWhere({ parties: [self, counterparty] }), ({ scope }) => scope)
  const positions: BilateralPositionView[] = []
  for (const id of await arrangementsOf(views, counterparty, totals)) {
    const arrangement = await findArrangement(views, id)
    const currencies = clearingFacts.currenciesOf(arrangement)
    const pending = await readPending(views, arrangement, counterparty)
    const pair = { agreement: id, currencies, self, counterparty, pending }
    positions.push(...bilateralPositions(totals.get(arrangement.scope) ?? [], pair))
  }
  return positions
}

/** What bookings between us and another may still cost in an arrangement, by who would owe it and in which currency. */
async function readPending({ reader, self, now, node }: Views, arrangement: Arrangement, other: Did) {
  const unanswered = await node.unanswered(reader, usageAggregate.subjectKind)
  const pending = new Map<string, bigint>()
  for (const { code: currency } of clearingFacts.currenciesOf(arrangement)) {
    for (const [debtor, creditor] of [
      [self, other],
      [other, self],
    ] as const) {
      const pair = { settlement: arrangement.scope, debtor, creditor, currency }
      pending.set(`${debtor} ${currency}`, await pendingCharges(reader, pair, { self, now, unanswered }))
    }
  }
  return (debtor: Did, currency: string) => pending.get(`${debtor} ${currency}`) ?? 0n
}

/** What we are owed and owe in each currency, over all arrangements. */
export async function listOwnPositions({ reader, self }: Views): Promise<NetPositionView[]> {
  const everybody = netPositions(await reader.totalsWhere({ parties: [self] }))
  return everybody.filter(({ cooperative }) => cooperative === self)
}

/** A party that has left is in no agreement's list any more, but the debts that it left behind name it. */
async function arrangementsOf(
  { reader, self, now }: Views,
  counterparty: Did,
  totals: ReadonlyMap<Scope, readonly Total[]>,
): Promise<ReadonlySet<string>> {
  const window = { limit: ARRANGEMENTS_MAX, fromEnd: false, after: null, before: null }
  const agreements = await reader.page(
    LISTS.agreements,
    {
      types: ['CLEARING_ARRANGEMENT'],
      parties: [self, counterparty],
      statuses: ['ACTIVE', 'SUSPENDED', 'TERMINATED'],
    },
    window,
    now,
  )
  const open = [...totals].flatMap(([scope, some]) => (some.some(isOpen) ? [scope] : []))
  return new Set([...agreements.edges.map(({ row }) => row.id), ...open])
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
