import { CAN_LEAVE, type Network } from '../graph/network.ts'
import { type AdmissibleNetwork, HOPS_MAX, NOWHERE, openTwin } from './admissible-network.ts'

/** One pass of pushing along the hops, with its bounds. */
export interface Pass {
  /** Slots and the nodes that they leave, from the debtor to the current end of the path. */
  readonly path: Int32Array
  readonly trail: Int32Array
  /** How many nodes there are at each hop. */
  readonly population: Int32Array
  /** Nodes farther away than this have no path left. */
  hopsMax: number
  /**
   * How many more slots may be read for new hops; beyond it, a node without an admissible slot is dropped until the
   * next search.
   */
  budget: number
}

/** How far beyond the farthest a node may be moved without a new search. */
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
 * Finds a blocking flow: pushes from the debtors, always one hop nearer to a creditor, until every path is blocked
 * (Dinic 1970). A node without an admissible slot is relabelled, as in the algorithms of Goldberg and Tarjan (1988) and
 * of Ahuja and Orlin (1991), as long as that reads no more than a new search would: this halves the number of searches.
 */
export function pushAll(network: Network, tight: AdmissibleNetwork, pass: Pass, debtors: Int32Array): void {
  const { hop } = tight
  startPass(tight, pass)
  for (let i = 0; i < debtors.length; i++) if (hop[debtors[i]!] !== NOWHERE) pushFrom(network, tight, pass, debtors[i]!)
}

function startPass(tight: AdmissibleNetwork, pass: Pass): void {
  const { hop, queue, reached, cursor, start } = tight
  const { population } = pass
  // Hops never decrease along the queue.
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

/** Relabels a node: one hop more than the nearest that it still leads to. False when it is dropped. */
function moveAway(tight: AdmissibleNetwork, pass: Pass, node: number): boolean {
  const { slot, hop, cursor, start, end } = tight
  const { population } = pass
  const before = hop[node]!
  // No node is left at this hop: every node farther away has lost all paths to a creditor.
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

/** Sends as much as possible along the path; returns how much of the path stays open for the next unit. */
function augment(network: Network, tight: AdmissibleNetwork, pass: Pass, depth: number, creditor: number): number {
  const { code, room, excess } = network
  const { origin, place } = tight
  const { path, trail } = pass
  const debtor = trail[0]!
  let amount = excess[debtor]!
  // Written so that it works for bigints too: the creditor's excess is negative.
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
