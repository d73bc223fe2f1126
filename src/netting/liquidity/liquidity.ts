import { ok, type Result } from '../../kernel/index.ts'
import {
  type AmountColumn,
  type AmountKind,
  type Amounts,
  amountFrom,
  amountsFor,
  columnFrom,
  sumOf,
} from '../graph/amounts.ts'
import { checkColumns, type NettingColumns } from '../graph/columns.ts'
import { buildGraph, type DebtGraph } from '../graph/graph.ts'
import { buildNetwork, CAN_ENTER, CAN_LEAVE, type Network } from '../graph/network.ts'
import { refuse } from '../refusals.ts'
import { allocate } from '../set-off/allocate.ts'
import { routeAtNoCost, routeDebts } from '../set-off/route.ts'
import { type CreditNetwork, marginalValues } from './marginal.ts'

/** Name and version of the algorithm; a change of any result is a new version. */
export const LIQUIDITY_ALGORITHM = 'rochdale-liquidity/2'

/** Credit that may be drawn to clear more debts: by each party up to its line, by all together up to the pool. */
export interface CreditLines {
  /** The limit of each party, in minor units. */
  readonly lines: readonly bigint[]
  /** The limit of all together, in minor units; null for none. */
  readonly pool: bigint | null
}

/** The largest set-off with credit, and of those one that draws the least (SPEC N17). */
export interface LiquiditySetOff {
  readonly algorithm: string
  readonly grossTotal: bigint
  readonly setOffTotal: bigint
  readonly drawnTotal: bigint
  /** The amount set off of each row. */
  readonly shares: AmountColumn
  /** What each party draws, and what it receives beyond its own debts and thereby pays in: the two totals are equal. */
  readonly drawn: AmountColumn
  readonly paidIn: AmountColumn
  /** Marginal values: how much more would be set off if this party, or the pool, had one more unit of credit. */
  readonly lineValues: Int32Array
  readonly poolValue: number
}

/**
 * Three nodes after the parties represent the credit. A drawing party passes a unit on to DRAWING, from there through
 * the pool to POOL and PAYING, and to the party that is paid in. The four costs are 1, −1, 1 and −1: their sum is 0,
 * and the network supports these costs.
 */
const DRAWING = 0
const POOL = 1
const PAYING = 2
const CREDIT_NODES = 3

/**
 * The largest set-off of debts with credit, and of those one that draws the least. Refuses columns of unequal length
 * and amounts below zero (`netting.unequal-columns`, `netting.negative-amount`, and those of `checkColumns`).
 */
export function largestSetOffWithCredit(columns: NettingColumns, credit: CreditLines): Result<LiquiditySetOff> {
  const checked = checkColumns(columns)
  if (!checked.ok) return checked
  if (credit.lines.length !== columns.parties)
    return refuse('netting.unequal-columns', 'there is not one credit line for each party')
  if (credit.lines.some((line) => line < 0n) || (credit.pool !== null && credit.pool < 0n))
    return refuse('netting.negative-amount', 'a credit line is below zero')
  // The credit carries at most all debts together, beside what a party owes and is owed already.
  const graph = buildGraph(columns, 4n)
  const built = buildCreditNetwork(graph, credit)
  routeDebts(built.network)
  const { lineValues, poolValue } = marginalValues(built)
  const { drawn, paidIn } = drawLeast(built, graph.kind)
  const setOff = amountsFor(graph.debtor.length, graph.kind)
  for (let arc = 0; arc < setOff.length; arc++) setOff[arc] = built.network.room[2 * arc]!
  const shares = columnFrom(allocate(columns, graph, setOff))
  return ok({
    algorithm: LIQUIDITY_ALGORITHM,
    grossTotal: graph.grossTotal,
    setOffTotal: sumOf(shares),
    drawnTotal: sumOf(columnFrom(drawn)),
    shares,
    drawn: columnFrom(drawn),
    paidIn: columnFrom(paidIn),
    lineValues,
    poolValue,
  })
}

function buildCreditNetwork(graph: DebtGraph, { lines, pool }: CreditLines): CreditNetwork {
  const { parties, debtor, grossTotal, kind } = graph
  const arcs = debtor.length
  const ends = creditArcs(parties)
  const network = buildNetwork(
    {
      ...graph,
      parties: parties + CREDIT_NODES,
      debtor: joined(debtor, ends.from),
      creditor: joined(graph.creditor, ends.to),
      amount: withZeros(graph.amount, ends.from.length, kind),
    },
    { count: 1, of: new Int32Array(parties + CREDIT_NODES) },
  )
  const capped = (amount: bigint) => (amount < grossTotal ? amount : grossTotal)
  const out: bigint[] = []
  const back: bigint[] = []
  for (let p = 0; p < parties; p++) out.push(capped(lines[p]!))
  for (let p = 0; p < parties; p++) back[parties + p] = grossTotal
  back[2 * parties] = capped(pool ?? grossTotal)
  out[2 * parties + 1] = grossTotal
  openCredit(network, 2 * arcs, (k) => [out[k] ?? 0n, back[k] ?? 0n], kind)
  network.level[parties + DRAWING] = -1
  network.level[parties + PAYING] = -1
  const code = (k: number) => 2 * (arcs + k)
  return {
    network,
    parties,
    draw: Int32Array.from({ length: parties }, (_v, p) => code(p)),
    pay: Int32Array.from({ length: parties }, (_v, p) => code(parties + p) + 1),
  }
}

/**
 * In this order: drawing party → DRAWING, paid-in party → PAYING (used backwards), POOL → DRAWING (backwards), POOL →
 * PAYING.
 */
function creditArcs(parties: number) {
  const from = new Int32Array(2 * parties + 2)
  const to = new Int32Array(2 * parties + 2)
  for (let p = 0; p < parties; p++) {
    from[p] = p
    to[p] = parties + DRAWING
    from[parties + p] = p
    to[parties + p] = parties + PAYING
  }
  from[2 * parties] = parties + POOL
  to[2 * parties] = parties + DRAWING
  from[2 * parties + 1] = parties + POOL
  to[2 * parties + 1] = parties + PAYING
  return { from, to }
}

function openCredit(
  { slot, code, room }: Network,
  firstCode: number,
  roomsOf: (k: number) => readonly [out: bigint, back: bigint],
  kind: AmountKind,
): void {
  for (let c = firstCode; c < room.length; c += 2) {
    const [out, back] = roomsOf((c - firstCode) / 2)
    room[c] = amountFrom(out, kind)
    room[c + 1] = amountFrom(back, kind)
  }
  for (let s = 0; s < slot.length; s++) {
    const c = code[s]!
    if (c < firstCode) continue
    const flags = (room[c]! > 0 ? CAN_LEAVE : 0) | (room[c ^ 1]! > 0 ? CAN_ENTER : 0)
    slot[s] = (slot[s]! & ~(CAN_LEAVE | CAN_ENTER)) | flags
  }
}

/**
 * Reroutes what was drawn at no gain to the paid-in parties without credit, wherever the total cost of that is 0: the
 * set-off stays as large, and what cannot be rerouted is the least that must be drawn. A credit slot worth more than
 * its cost is saturated in every largest set-off, and so is what must pass through it.
 */
function drawLeast({ network, parties, draw, pay }: CreditNetwork, kind: AmountKind) {
  const { slot, code, room, excess, level } = network
  const drawn = amountsFor(parties, kind)
  const paidIn = amountsFor(parties, kind)
  const poolIsFree = level[parties + POOL] === level[parties + DRAWING]! + 1
  for (let p = 0; p < parties; p++) {
    // The amount sent through a residual capacity is in the one beside it.
    if (poolIsFree && level[p] === level[parties + DRAWING]! + 1) excess[p]! += room[draw[p]! ^ 1]!
    else drawn[p] = room[draw[p]! ^ 1]!
    excess[p]! -= room[pay[p]! ^ 1]!
  }
  for (let s = 0; s < slot.length; s++) if (code[s]! >= draw[0]!) slot[s]! &= ~(CAN_LEAVE | CAN_ENTER)
  routeAtNoCost(network)
  for (let p = 0; p < parties; p++) {
    if (excess[p]! > 0) drawn[p]! += excess[p]!
    else if (excess[p]! < 0) paidIn[p]! -= excess[p]!
  }
  return { drawn, paidIn }
}

function joined(one: Int32Array, other: Int32Array): Int32Array {
  const both = new Int32Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

function withZeros(amounts: Amounts, zeros: number, kind: AmountKind): Amounts {
  const longer = amountsFor(amounts.length + zeros, kind)
  for (let i = 0; i < amounts.length; i++) longer[i] = amounts[i]!
  return longer
}
