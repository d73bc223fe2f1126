/**
 * A persistent (immutable, structure-sharing) vector of non-negative numbers by slot: extending the reach of an entry
 * costs memory in proportion to what is added, not to the length of the whole.
 */
export interface Reach {
  /** Levels of nodes above the leaves. */
  readonly height: number
  readonly root: Node
}

/** A leaf holds numbers, a node above it nodes one level lower; what lies beyond its end is zero. */
type Node = readonly (number | Node)[]

const BITS = 4
const WIDTH = 1 << BITS

export const NO_REACH: Reach = { height: 0, root: [] }

/** The number at a slot. */
export function reachAt({ height, root }: Reach, slot: number): number {
  if (slot >>> (BITS * (height + 1)) !== 0) return 0
  let node: Node = root
  for (let level = height; level > 0; level--)
    node = (node[(slot >>> (BITS * level)) % WIDTH] as Node | undefined) ?? []
  return (node[slot % WIDTH] as number | undefined) ?? 0
}

/** A reach with one number alone. */
export function reachOfOne(slot: number, number: number): Reach {
  let root = nodeWith(slot % WIDTH, number, 0)
  let height = 0
  for (let rest = slot >>> BITS; rest > 0; rest >>>= BITS) {
    root = nodeWith(rest % WIDTH, root, [])
    height++
  }
  return { height, root }
}

function nodeWith<Child extends number | Node>(place: number, child: Child, nothing: Child): Node {
  const node: Child[] = []
  for (let i = 0; i < place; i++) node.push(nothing)
  node.push(child)
  return node
}

/** The slot-wise maximum of two reaches. */
export function joined(one: Reach, other: Reach): Reach {
  const height = Math.max(one.height, other.height)
  const [a, b] = [raised(one, height), raised(other, height)]
  const root = joinedNodes(a, b, height)
  if (root === a && one.height === height) return one
  return root === b && other.height === height ? other : { height, root }
}

function raised({ height, root }: Reach, to: number): Node {
  return height === to ? root : [raised({ height, root }, to - 1)]
}

/** Returns one of the two nodes itself where the other adds nothing. */
function joinedNodes(a: Node, b: Node, level: number): Node {
  if (a === b) return a
  const length = Math.max(a.length, b.length)
  const node: (number | Node)[] = []
  let isA = length === a.length
  let isB = length === b.length
  for (let i = 0; i < length; i++) {
    const child = joinedChildren(a[i], b[i], level)
    isA &&= child === a[i]
    isB &&= child === b[i]
    node.push(child)
  }
  if (isA) return a
  return isB ? b : node
}

function joinedChildren(a: number | Node | undefined, b: number | Node | undefined, level: number): number | Node {
  if (a === undefined || b === undefined) return a ?? b ?? 0
  return level === 0 ? Math.max(a as number, b as number) : joinedNodes(a as Node, b as Node, level - 1)
}

/** Calls back with each slot whose number is not zero. */
export function eachReached({ height, root }: Reach, visit: (slot: number, number: number) => void, from = 0): void {
  root.forEach((child, i) => {
    const slot = from * WIDTH + i
    if (height > 0) eachReached({ height: height - 1, root: child as Node }, visit, slot)
    else if (child !== 0) visit(slot, child as number)
  })
}
