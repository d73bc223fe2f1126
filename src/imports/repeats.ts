import { lookOf } from './cell.ts'
import type { Findings } from './findings.ts'
import { quoted } from './refusals.ts'
import type { ImportedDebt } from './row.ts'

interface Labelled {
  readonly line: number
  readonly label: string
}

/** Finds rows of one file that name the same debt, or look as if they did. */
export class Repeats {
  /** Of labels that look the same, the first one by its look, the others by their exact form. */
  readonly #firsts = new Map<string, Labelled>()
  readonly #others = new Map<string, number>()
  readonly #unlabelled = new Map<string, number>()
  readonly #names = new Map<string, string>()
  readonly #linesOfNames = new Map<string, number>()
  readonly #findings: Findings

  constructor(findings: Findings) {
    this.#findings = findings
  }

  /** False where the row repeats the name of an earlier debt. */
  check(debt: ImportedDebt): boolean {
    this.#checkName('debtor', debt.debtor, debt.line)
    this.#checkName('creditor', debt.creditor, debt.line)
    const label = debt.id ?? debt.reference
    if (label !== null) return this.#checkLabel(debt, label)
    const { line, debtor, creditor, currency, amountMinor, dueDate } = debt
    const key = `${debtor}\0${creditor}\0${currency}\0${amountMinor}\0${dueDate}`
    const earlier = this.#unlabelled.get(key)
    if (earlier === undefined) this.#unlabelled.set(key, line)
    else
      this.#findings.warn(
        line,
        null,
        'imports.same-row',
        `says the same as line ${earlier}, and neither has a reference`,
      )
    return true
  }

  /** An id tells debts of a file apart, a reference those between two parties in one currency. */
  #checkLabel({ id, line, debtor, creditor, currency }: ImportedDebt, label: string): boolean {
    const column = id === null ? 'reference' : 'id'
    const look = lookOf(label)
    const key = id === null ? `${debtor}\0${creditor}\0${currency}\0${look}` : look
    const first = this.#firsts.get(key)
    if (first === undefined) {
      this.#firsts.set(key, { line, label })
      return true
    }
    const exact = `${key}\0${label}`
    const taken = first.label === label ? first.line : this.#others.get(exact)
    if (taken !== undefined) {
      this.#findings.refuse(line, column, 'imports.reference-taken', `${quoted(label)} stands on line ${taken} already`)
      return false
    }
    this.#others.set(exact, line)
    const message = `${quoted(label)} looks like ${quoted(first.label)} of line ${first.line}`
    this.#findings.warn(line, column, 'imports.similar-reference', message)
    return true
  }

  #checkName(column: 'debtor' | 'creditor', name: string, line: number): void {
    if (this.#linesOfNames.has(name)) return
    this.#linesOfNames.set(name, line)
    const look = lookOf(name)
    const alike = this.#names.get(look)
    if (alike === undefined) this.#names.set(look, name)
    else {
      const message = `${quoted(name)} looks like ${quoted(alike)} of line ${this.#linesOfNames.get(alike)}`
      this.#findings.warn(line, column, 'imports.similar-name', message)
    }
  }
}
