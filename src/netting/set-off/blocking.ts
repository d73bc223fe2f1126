import { CAN_LEAVE, type Network } from '../graph/network.ts'
import { type AdmissibleNetwork, HOPS_MAX, NOWHERE, openTwin } from './admissible-network.ts'

/** One pass of pushing along the hops, and what bounds it. */
export interface Pass {
  /** Slots and the nodes that they leave, from the debtor to where the walk stands. */
  readonly path: Int32Array
  readonly trail: Int32Array
  /** How many nodes there are at each hop. */
  readonly population: Int32Array
  /** Nodes farther away than this have no way left. */
  hopsMax: number
  /** How many slots may yet be read for new hops; past it, a node without a way on is given up until the next search. */
  budget: number
}

/** How much farther than the farthest a node may be set without a new search. */
const HOPS_BEYOND = 3

export function makePass({ nodes }: Network): Pass {
  return {
    path: new Int32Array(nodes + 1),
    trail: new Int32Array(nodes + 1),
    population: new Int32Array(HOPS_MAX + HOPS_BEYOND + 2),
    hopsMax: 0,
    budget: 0,
  }
}

/**
 * Pushes from the debtors, always one hop nearer to a creditor, until every way is blocked: Dinic's algorithm. A node
 * without a way on moves farther away, as in Goldberg's and Ahuja's, as long as that reads no more than a new search
 * would: this halves the number of searches.
 */
export function pushAll(network: Network, tight: AdmissibleNetwork, pass: Pass, debtors: Int32Array): void {
  const { hop } = tight
  startPass(tight, pass)
  for (let i = 0; i < debtors.length; i++) if (hop[debtors[i]!] !== NOWHERE) pushFrom(network, tight, pass, debtors[i]!)
}

function startPass(tight: AdmissibleNetwork, pass: Pass): void {
  const { hop, queue, reached, cursor, start } = tight
  const { population } = pass
  // Hops never fall along the queue.
  const farthest = reached === 0 ? 0 : hop[queue[reached - 1]!]!
  pass.hopsMax = farthest + HOPS_BEYOND
  pass.budget = tight.copied
  population.fill(0, 0, pass.hopsMax + 2)
  for (let i = 0; i < reached; i++) {
    const v = queue[i]!
    cursor[v] = start[v]!
    population[hop[v]!]!++
  }
}

function pushFrom(network: Network, tight: AdmissibleNetwork, pass: Pass, debtor: number): void {
  const { excess } = network
  const { slot, hop, cursor, end } = tight
  const { path, trail } = pass
  const canLeave = CAN_LEAVE
  let node = debtor
  let depth = 0
  for (;;) {
    if (excess[node]! < 0) {
      depth = augment(network, tight, pass, depth, node)
      if (!(excess[debtor]! > 0)) return
      node = trail[depth]!
      continue
    }
    const wanted = hop[node]! - 1
    const last = end[node]!
    let s = cursor[node]!
    let value = 0
    for (; s < last; s++) {
      value = slot[s]!
      if (value & canLeave && hop[value >> 2] === wanted) break
    }
    cursor[node] = s
    if (s < last && wanted >= 0) {
      path[depth] = s
      trail[depth++] = node
      node = value >> 2
      continue
    }
    const moved = moveAway(tight, pass, node)
    if (depth > 0) {
      node = trail[--depth]!
      cursor[node]!++
    } else if (!moved) return
  }
}

/** Sets a node one hop behind the nearest that it still leads to. False when it is given up. */
function moveAway(tight: AdmissibleNetwork, pass: Pass, node: number): boolean {
  const { slot, hop, cursor, start, end } = tight
  const { population } = pass
  const before = hop[node]!
  // Nobody is left at this hop: whoever is farther away has lost every way to a creditor.
  if (--population[before]! === 0 && before < pass.hopsMax) pass.hopsMax = before
  hop[node] = NOWHERE
  if (pass.budget <= 0) return false
  pass.budget -= end[node]! - start[node]!
  const [canLeave, nowhere] = [CAN_LEAVE, NOWHERE]
  let nearest = HOPS_MAX
  let at = -1
  for (let s = start[node]!, last = end[node]!; s < last; s++) {
    const value = slot[s]!
    if (!(value & canLeave)) continue
    const hops = hop[value >> 2]!
    if (hops === nowhere || hops >= nearest) continue
    nearest = hops
    at = s
  }
  if (at < 0 || nearest >= pass.hopsMax) return false
  hop[node] = nearest + 1
  population[nearest + 1]!++
  cursor[node] = at
  return true
}

/** Sends as much as it can along the path; returns how much of the path stays open for the next unit. */
function augment(network: Network, tight: AdmissibleNetwork, pass: Pass, depth: number, creditor: number): number {
  const { code, room, excess } = network
  const { origin, place } = tight
  const { path, trail } = pass
  const debtor = trail[0]!
  let amount = excess[debtor]!
  // Written so that bigints serve too: the creditor's is below zero.
  if (excess[creditor]! + amount > 0) amount = -excess[creditor]!
  for (let i = 0; i < depth; i++) {
    const left = room[code[origin[path[i]!]!]!]!
    if (left < amount) amount = left
  }
  excess[debtor]! -= amount
  excess[creditor]! += amount
  let open = depth - 1
  for (let i = depth - 1; i >= 0; i--) {
    const s = path[i]!
    const c = code[origin[s]!]!
    room[c]! -= amount
    room[c ^ 1]! += amount
    const isFull = !(room[c]! > 0)
    openTwin(tight, s, place[c ^ 1]!, isFull)
    if (isFull) open = i
  }
  return open
}
