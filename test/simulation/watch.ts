import type { Town } from '../clearing/town.ts'
import type { Member } from './world.ts'

/** Status after status that no node may ever show of one thing, unless a removal has reversed entries in between. */
const NEVER: Readonly<Record<string, readonly (readonly [from: RegExp, to: RegExp])[]>> = {
  agreement: [
    [/^TERMINATED$/, /./],
    [/./, /^PROPOSED$/],
  ],
  obligation: [
    [/^(CONFIRMED|SETTLED)$/, /^(RECORDED|DISPUTED)$/],
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
  readonly #town: Town
  readonly #last = new Map<string, string>()
  readonly #seen = new Map<number, number>()

  constructor(town: Town) {
    this.#town = town
  }

  async look({ node, number }: Member): Promise<void> {
    const { scope } = this.#town
    await node.store.read(async (reader) => {
      const changes = await reader.changesAfter(this.#seen.get(number) ?? 0, CHANGES_MAX)
      this.#seen.set(number, changes.at(-1)?.number ?? this.#seen.get(number) ?? 0)
      const isReversed = changes.some(({ kind }) => kind === 'entry.reversed' || kind === 'entry.counted')
      for (const aggregate of Object.keys(NEVER)) {
        for (const { id, index } of await reader.subjectsOf(scope, aggregate)) {
          this.#note(aggregate, `${number} ${id}`, index?.phase ?? 'nothing', isReversed)
        }
      }
    })
  }

  #note(aggregate: string, key: string, phase: string, isReversed: boolean): void {
    const before = this.#last.get(key)
    this.#last.set(key, phase)
    if (before === undefined || before === phase || isReversed) return
    const isIllegal = (NEVER[aggregate] ?? []).some(([from, to]) => from.test(before) && to.test(phase))
    if (isIllegal) this.problems.push(`${aggregate} ${key} went from ${before} to ${phase}`)
  }
}
