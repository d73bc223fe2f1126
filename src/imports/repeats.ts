import { lookOf } from './cell.ts'
import { type ImportedDebt } from './debt.ts'
import type { Findings } from './findings.ts'
import { quoted } from './refusals.ts'

interface Labelled {
  readonly line: number
  readonly label: string
}

/** Finds rows of one file that identify the same debt, or probably do. */
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

  /** False where the row repeats the id or the reference of an earlier debt. */
  check(debt: ImportedDebt): boolean {
    const { line, debtor, creditor, currency, id, reference } = debt
    this.#checkName('debtor', debtor, line)
    this.#checkName('creditor', creditor, line)
    if (id === null && reference === null) this.#checkSame(debt)
    // An id distinguishes debts of a file, a reference those between two parties in one currency.
    const hasNewId = id === null || this.#checkLabel({ line, label: id }, 'id', '')
    const between = reference === null ? '' : `${debtor}\0${creditor}\0${currency}\0`
    return (reference === null || this.#checkLabel({ line, label: reference }, 'reference', between)) && hasNewId
  }

  #checkLabel({ line, label }: Labelled, column: 'id' | 'reference', between: string): boolean {
    const key = between + lookOf(label)
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

  #checkSame({ line, debtor, creditor, currency, amountMinor, dueDate }: ImportedDebt): void {
    const key = `${debtor}\0${creditor}\0${currency}\0${amountMinor}\0${dueDate}`
    const earlier = this.#unlabelled.get(key)
    if (earlier === undefined) this.#unlabelled.set(key, line)
    else {
      const message = `says the same as line ${earlier}, and neither has a reference`
      this.#findings.warn(line, null, 'imports.same-row', message)
    }
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
