import { asObligation, type ObligationState, type PaymentView, viewObligation } from '../../src/clearing/index.ts'
import type { SubjectRow } from '../../src/node/ports/ports.ts'
import type { ClearingFederation } from '../clearing/simulated-federation.ts'
import { START } from '../support/node.ts'
import type { Member } from './world.ts'

/** Status after status that no node may ever show of one thing; of an agreement, unless a removal has reversed entries. */
const NEVER: Readonly<Record<string, readonly (readonly [from: RegExp, to: RegExp])[]>> = {
  agreement: [
    [/^TERMINATED$/, /./],
    [/./, /^PROPOSED$/],
  ],
  obligation: [
    [/^(CONFIRMED|SETTLED)$/, /^(nothing|RECORDED|DISPUTED|WITHDRAWN)$/],
    [/^VOID$/, /./],
  ],
  round: [
    [/^(COMMITTED|PARTLY_COMMITTED|ABANDONED)$/, /^PROPOSED$/],
    [/^COMMITTED$/, /./],
    [/^PARTLY_COMMITTED$/, /^ABANDONED$/],
  ],
}
const CHANGES_MAX = 100_000

/** Looks at a member's node after each of its steps, and notes every transition that is none. */
export class Watch {
  readonly problems: string[] = []
  readonly #federation: ClearingFederation
  readonly #last = new Map<string, string>()
  /** Each node's rows as they were looked at last: one that is still the same row shows what it showed then. */
  readonly #rows = new Map<number, Map<string, SubjectRow>>()
  readonly #seen = new Map<number, number>()
  /** Each store's count of writes at the last look: as long as it stands, there is nothing new to see. */
  readonly #written = new Map<number, number>()
  /** Payments of which a node has shown that they were receipted. */
  readonly #receipts = new Set<string>()

  constructor(federation: ClearingFederation) {
    this.#federation = federation
  }

  async look({ node, number }: Member): Promise<void> {
    const { scope, world } = this.#federation
    const { writeCount } = node.store
    if (world.liars.some((liar) => liar.number === number) || this.#written.get(number) === writeCount) return
    this.#written.set(number, writeCount)
    await node.store.read(async (reader) => {
      const changes = await reader.changesAfter(this.#seen.get(number) ?? 0, CHANGES_MAX)
      this.#seen.set(number, changes.at(-1)?.number ?? this.#seen.get(number) ?? 0)
      const isReversed = changes.some(({ kind }) => kind === 'entry.reversed' || kind === 'entry.counted')
      for (const aggregate of Object.keys(NEVER)) {
        const changed = this.#changed(number, await reader.subjectsOf(scope, aggregate))
        for (const row of changed) {
          const key = `${number} ${row.id}`
          this.#note(aggregate, key, row.index?.phase ?? 'nothing', isReversed && aggregate === 'agreement')
        }
        if (aggregate === 'obligation') this.#lookAtPayments(number, changed)
      }
    })
  }

  /** The rows that are others than at the last look. */
  #changed(number: number, rows: readonly SubjectRow[]): SubjectRow[] {
    const before = this.#rows.get(number) ?? new Map<string, SubjectRow>()
    this.#rows.set(number, before)
    const changed = rows.filter((row) => before.get(row.id) !== row)
    for (const row of changed) before.set(row.id, row)
    return changed
  }

  /** What both sides have said of a payment stands, whatever else is said of anything. */
  #lookAtPayments(number: number, obligations: readonly SubjectRow[]): void {
    for (const { state } of obligations) {
      for (const { id, status } of state === null ? [] : paymentsOf(asObligation(state))) {
        const receipt = `${number} ${id}`
        if (status === 'CONFIRMED') this.#receipts.add(receipt)
        else if (this.#receipts.has(receipt)) this.problems.push(`payment ${receipt} was receipted and is ${status}`)
      }
    }
  }

  #note(aggregate: string, key: string, phase: string, isReversed: boolean): void {
    const before = this.#last.get(key)
    this.#last.set(key, phase)
    if (before === undefined || before === phase || isReversed) return
    const isIllegal = (NEVER[aggregate] ?? []).some(([from, to]) => from.test(before) && to.test(phase))
    if (isIllegal) this.problems.push(`${aggregate} ${key} went from ${before} to ${phase}`)
  }
}

/** Of states, which all nodes share. */
const payments = new WeakMap<ObligationState, readonly PaymentView[]>()

function paymentsOf(state: ObligationState): readonly PaymentView[] {
  const known = payments.get(state)
  if (known !== undefined) return known
  const { payments: viewed } = viewObligation(state, [], START)
  payments.set(state, viewed)
  return viewed
}
