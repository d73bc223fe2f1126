import { type Did, groupBy, type Scope } from '../../kernel/index.ts'
import type { Sums, TotalKey } from '../../log/index.ts'
import type { FoldStore, SubjectRow, TotalRow } from '../ports/ports.ts'

interface Change extends TotalKey {
  readonly scope: Scope
  readonly sums: Map<string, bigint>
}

/**
 * How subjects that are saved change the totals of their scopes. Each row of a subject says what it adds, so that a total
 * is always the sum over the rows, in whatever version and order these were saved.
 */
export class TotalChanges {
  readonly #tx: Pick<FoldStore, 'totals' | 'saveTotals'>
  readonly #changes = new Map<string, Change>()

  constructor(tx: Pick<FoldStore, 'totals' | 'saveTotals'>) {
    this.#tx = tx
  }

  /** What a subject adds from now on, instead of what its row before added. */
  replace(before: SubjectRow | null, after: SubjectRow): void {
    if (before !== null) this.#add(before, -1n)
    this.#add(after, 1n)
  }

  /** Reads the totals that have changed, and writes them. */
  async flush(): Promise<void> {
    const changed = [...this.#changes.values()].filter(({ sums }) => [...sums.values()].some((sum) => sum !== 0n))
    this.#changes.clear()
    for (const [scope, changes] of groupBy(changed, (change) => change.scope)) {
      const rows = new Map((await this.#tx.totals(scope, changes.map(keyIn))).map((row) => [textOf(row), row]))
      const saved = changes.map((change): TotalRow => {
        return { scope, ...keyIn(change), sums: added(rows.get(textOf(change))?.sums ?? {}, change.sums) }
      })
      await this.#tx.saveTotals(saved)
    }
  }

  #add({ scope, index }: SubjectRow, sign: bigint): void {
    const { left, right, currency, scale, adds } = index ?? {}
    if (adds == null || left == null || right == null || currency == null || scale == null) return
    const key = { left: left as Did, right: right as Did, currency, scale }
    const text = `${scope} ${textOf(key)}`
    const change = this.#changes.get(text) ?? { scope, ...key, sums: new Map<string, bigint>() }
    for (const [name, sum] of Object.entries(adds)) {
      change.sums.set(name, (change.sums.get(name) ?? 0n) + sign * BigInt(sum))
    }
    this.#changes.set(text, change)
  }
}

function added(sums: Sums, changes: ReadonlyMap<string, bigint>): Sums {
  const all = new Map(Object.entries(sums).map(([name, sum]) => [name, BigInt(sum)]))
  for (const [name, change] of changes) all.set(name, (all.get(name) ?? 0n) + change)
  return Object.fromEntries([...all].flatMap(([name, sum]) => (sum === 0n ? [] : [[name, String(sum)]])))
}

function keyIn({ left, right, currency, scale }: TotalKey): TotalKey {
  return { left, right, currency, scale }
}

function textOf({ left, right, currency, scale }: TotalKey): string {
  return `${left} ${right} ${currency} ${scale}`
}
