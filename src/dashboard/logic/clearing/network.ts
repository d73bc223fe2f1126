interface Named {
  readonly did: string
  readonly name: string | null
}

export interface Debt {
  readonly debtor: Named
  readonly creditor: Named
  /** Minor units, as the netting counts them. */
  readonly amount: string
}

export interface Circle {
  readonly amount: string
  /** Each owes the next, and the last the first. */
  readonly participants: readonly { readonly did: string }[]
}

/** All debts from one cooperative to another as one line. */
export interface Line {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly amount: bigint
}

export interface Network {
  readonly nodes: readonly Named[]
  readonly lines: readonly Line[]
  /** Which lines each circle runs along, and what it takes from each. */
  readonly circles: readonly { readonly amount: bigint; readonly lines: readonly string[] }[]
}

export function buildNetwork(debts: readonly Debt[], circles: readonly Circle[]): Network {
  const nodes = new Map<string, Named>()
  const lines = new Map<string, Line>()
  for (const { debtor, creditor, amount: counted } of debts) {
    nodes.set(debtor.did, debtor)
    nodes.set(creditor.did, creditor)
    const id = lineId(debtor.did, creditor.did)
    const amount = (lines.get(id)?.amount ?? 0n) + BigInt(counted)
    lines.set(id, { id, from: debtor.did, to: creditor.did, amount })
  }
  const along = circles.map(({ amount, participants }) => ({
    amount: BigInt(amount),
    lines: participants.map(({ did }, i) => lineId(did, participants[(i + 1) % participants.length]?.did ?? did)),
  }))
  return { nodes: [...nodes.values()], lines: [...lines.values()].filter(({ amount }) => amount > 0n), circles: along }
}

/** What is left on each line when the first circles have been set off. */
export function amountsAfter({ lines, circles }: Network, count: number): ReadonlyMap<string, bigint> {
  const left = new Map(lines.map(({ id, amount }) => [id, amount]))
  for (const circle of circles.slice(0, count)) {
    for (const id of circle.lines) left.set(id, (left.get(id) ?? 0n) - circle.amount)
  }
  return left
}

function lineId(from: string, to: string): string {
  return `${from}>${to}`
}
