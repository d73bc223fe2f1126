/** Debts to measure with, as columns: parties are numbers, amounts whole. The same seed, the same debts. */
export interface Instance {
  readonly parties: number
  readonly debtor: Int32Array
  readonly creditor: Int32Array
  readonly amount: Float64Array
}

/** zipf: everybody trades with everybody; comm: mostly within communities; tier: along a supply chain, seldom back. */
export type Family = 'zipf' | 'comm' | 'tier'

const FAMILIES: readonly Family[] = ['comm', 'zipf', 'tier']
const TIERS = 8

/** How to make each instance that can be chosen by name; the first part of a name is its family. */
export const INSTANCES: Readonly<Record<string, () => Instance>> = {
  ...tradeInstances('1k/10k', 1000, 10_000),
  ...tradeInstances('10k/100k', 10_000, 100_000),
  ...tradeInstances('100k/1M', 100_000, 1_000_000),
  'ring 20k': () => ring(20_000, 31),
  'torus 20k': () => torus(141, 32),
  'dense 600': () => dense(600, 33),
  'sparse 20k': () => sparse(20_000, 34),
}

function tradeInstances(size: string, parties: number, debts: number): Record<string, () => Instance> {
  return Object.fromEntries(
    FAMILIES.map((family, i) => [`${family} ${size}`, () => trade(family, parties, debts, parties + i)]),
  )
}

/** A due date for each of so many debts, on any of 90 days. */
export function dueDates(debts: number): Float64Array {
  const dice = new Dice(debts)
  return Float64Array.from({ length: debts }, () => 86_400_000 * (20_000 + dice.below(90)))
}

/** xorshift128 with a seed mixed into its state; `normal` by Box and Muller. */
class Dice {
  #a: number
  #b = 0x9e3779b9
  #c = 0x243f6a88
  #d = 0xb7e15162

  constructor(seed: number) {
    this.#a = seed >>> 0
    for (let i = 0; i < 32; i++) this.#bits()
  }

  #bits(): number {
    let t = this.#a ^ (this.#a << 11)
    t ^= t >>> 8
    this.#a = this.#b
    this.#b = this.#c
    this.#c = this.#d
    this.#d = (this.#d ^ (this.#d >>> 19) ^ t) >>> 0
    return this.#d
  }

  /** 0 ≤ x < 1, of 53 bits. */
  next(): number {
    return ((this.#bits() >>> 5) * 67_108_864 + (this.#bits() >>> 6)) / 9_007_199_254_740_992
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  /** An invoice: logarithmically normal round a median. */
  amount(median = 60_000): number {
    return Math.max(1, Math.round(median * Math.exp(1.5 * this.normal())))
  }
}

/** Draws one of some parties, each as often as its weight says. */
class Urn {
  readonly #members: readonly number[]
  readonly #upTo: Float64Array

  constructor(members: readonly number[], weight: Float64Array) {
    this.#members = members
    this.#upTo = new Float64Array(members.length)
    let sum = 0
    for (let i = 0; i < members.length; i++) {
      sum += weight[members[i]!]!
      this.#upTo[i] = sum
    }
  }

  draw(dice: Dice): number | null {
    const target = dice.next() * (this.#upTo.at(-1) ?? 0)
    let low = 0
    let high = this.#members.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#upTo[middle]! > target) high = middle
      else low = middle + 1
    }
    return this.#members[low] ?? null
  }
}

interface Market {
  readonly family: Family
  readonly size: Float64Array
  readonly buyers: Urn
  readonly sellers: Urn
  readonly communityOf: Int32Array
  readonly communities: readonly Urn[]
  readonly tierOf: Int32Array
  readonly tiers: readonly Urn[]
}

/** Trade credit as it looks in real life: sizes by rank, some trade both ways, repeated business. */
export function trade(family: Family, parties: number, debts: number, seed: number): Instance {
  const dice = new Dice(seed)
  const market = openMarket(family, parties, dice)
  const debtor = new Int32Array(debts)
  const creditor = new Int32Array(debts)
  const amount = new Float64Array(debts)
  for (let i = 0; i < debts; ) {
    const earlier = i > 0 ? dice.below(i) : -1
    const chance = earlier < 0 ? 1 : dice.next()
    let from: number | null
    let to: number | null
    if (chance < 0.04) {
      from = creditor[earlier]!
      to = debtor[earlier]!
    } else if (chance < 0.14) {
      from = debtor[earlier]!
      to = creditor[earlier]!
    } else {
      from = market.buyers.draw(dice)
      to = from === null ? null : drawSeller(market, from, dice)
    }
    if (from === null || to === null || from === to) continue
    debtor[i] = from
    creditor[i] = to
    amount[i] = dice.amount(60_000 * (market.size[from]! * market.size[to]! * parties) ** 0.12)
    i++
  }
  return { parties, debtor, creditor, amount }
}

function openMarket(family: Family, parties: number, dice: Dice): Market {
  const everybody = Array.from({ length: parties }, (_v, i) => i)
  const rank = [...everybody]
  for (let i = parties - 1; i > 0; i--) {
    const j = dice.below(i + 1)
    ;[rank[i], rank[j]] = [rank[j]!, rank[i]!]
  }
  const size = Float64Array.from(rank, (r) => (r + 1) ** -0.72)
  const buying = size.map((s) => s * Math.exp(0.8 * dice.normal()))
  const selling = size.map((s) => s * Math.exp(0.8 * dice.normal()))
  const communityCount = Math.max(1, Math.round(Math.sqrt(parties) / 2))
  const communityOf = Int32Array.from(everybody, () => dice.below(communityCount))
  const tierOf = Int32Array.from(everybody, () => dice.below(TIERS))
  const urnsOf = (groupOf: Int32Array, groups: number) => {
    const members: number[][] = Array.from({ length: groups }, () => [])
    for (const party of everybody) members[groupOf[party]!]!.push(party)
    return members.map((group) => new Urn(group, selling))
  }
  return {
    family,
    size,
    buyers: new Urn(everybody, buying),
    sellers: new Urn(everybody, selling),
    communityOf,
    communities: urnsOf(communityOf, communityCount),
    tierOf,
    tiers: urnsOf(tierOf, TIERS),
  }
}

function drawSeller({ family, sellers, communityOf, communities, tierOf, tiers }: Market, from: number, dice: Dice) {
  if (family === 'tier') {
    const step = dice.next() < 0.08 ? -1 - dice.below(3) : 1 + dice.below(2)
    return tiers[tierOf[from]! + step]?.draw(dice) ?? null
  }
  if (family === 'comm' && dice.next() < 0.7) return communities[communityOf[from]!]!.draw(dice)
  return sellers.draw(dice)
}

type Pair = readonly [from: number, to: number]

/** A long ring with short chords forward: distances as long as the ring. */
function ring(parties: number, seed: number): Instance {
  const dice = new Dice(seed)
  const around = Array.from({ length: parties }, (_v, i) => i)
  const chord = (i: number): Pair => [i, (i + 2 + dice.below(8)) % parties]
  return withAmounts(
    parties,
    around.flatMap((i): Pair[] => [[i, (i + 1) % parties], chord(i), chord(i)]),
    dice,
  )
}

function torus(width: number, seed: number): Instance {
  const cells = Array.from({ length: width * width }, (_v, i) => i)
  const pairs = cells.flatMap((cell): Pair[] => {
    const [row, column] = [Math.floor(cell / width), cell % width]
    return [
      [cell, ((row + 1) % width) * width + column],
      [cell, row * width + ((column + 1) % width)],
    ]
  })
  return withAmounts(width * width, pairs, new Dice(seed))
}

function dense(parties: number, seed: number): Instance {
  const pairs = Array.from({ length: parties * parties }, (_v, i): Pair => [Math.floor(i / parties), i % parties])
  return withAmounts(parties, pairs.filter(isBetweenTwo), new Dice(seed))
}

function sparse(parties: number, seed: number): Instance {
  const dice = new Dice(seed)
  const pairs = Array.from({ length: 3 * parties }, (): Pair => [dice.below(parties), dice.below(parties)])
  return withAmounts(parties, pairs.filter(isBetweenTwo), dice)
}

function isBetweenTwo([from, to]: Pair): boolean {
  return from !== to
}

function withAmounts(parties: number, pairs: readonly Pair[], dice: Dice): Instance {
  return {
    parties,
    debtor: Int32Array.from(pairs, ([from]) => from),
    creditor: Int32Array.from(pairs, ([, to]) => to),
    amount: Float64Array.from(pairs, () => dice.amount()),
  }
}
