import { writeAmount } from './amount.ts'
import { lookOf } from './cell.ts'
import { type ImportedDebt } from './debt.ts'
import { type Problem, quoted, refuse } from './refusals.ts'

/** A debt that has been recorded before, between parties named by their DIDs. */
export type KnownDebt = Omit<ImportedDebt, 'line' | 'id'>

/** The debts of a file beside those that have been recorded before. */
export interface Comparison {
  readonly fresh: readonly ImportedDebt[]
  /** Recorded before, with the same reference, amount and day. */
  readonly known: readonly ImportedDebt[]
  /** Their reference identifies another debt. */
  readonly taken: readonly Problem[]
  /** Fresh ones that look like one that is known. */
  readonly warnings: readonly Problem[]
}

/** The reference that a node generates for a debt without one. */
const CHANCE = /^[0-9a-f]{32}$/

/** Compares the debts of a file with those between the same two parties in the same currency. */
export function compareWithKnown(debts: readonly ImportedDebt[], knownDebts: readonly KnownDebt[]): Comparison {
  const places = {
    exact: indexOf(knownDebts, exactKey),
    alike: indexOf(knownDebts, lookKey),
    same: indexOf(knownDebts, sameKey),
  }
  const [fresh, known]: [ImportedDebt[], ImportedDebt[]] = [[], []]
  const [taken, warnings]: [Problem[], Problem[]] = [[], []]
  for (const debt of debts) {
    const named = debt.reference === null ? undefined : places.exact.get(exactKey(debt))
    if (named !== undefined && sameKey(named) === sameKey(debt)) known.push(debt)
    else if (named !== undefined) {
      const message = `${quoted(debt.reference)} names another debt already: ${describe(named)}`
      taken.push({ line: debt.line, column: 'reference', ...refuse('imports.reference-taken', message).refusal })
    } else {
      fresh.push(debt)
      const alike = debt.reference === null ? places.same.get(sameKey(debt)) : places.alike.get(lookKey(debt))
      if (alike !== undefined) warnings.push(warningOf(debt, alike))
    }
  }
  return { fresh, known, taken, warnings }
}

function warningOf({ line, reference }: ImportedDebt, alike: KnownDebt): Problem {
  const label = alike.reference === null || CHANCE.test(alike.reference) ? 'a debt' : quoted(alike.reference)
  const recorded = `${label}, which is recorded: ${describe(alike)}`
  if (reference === null) {
    return { line, column: null, ...refuse('imports.same-row', `says the same as ${recorded}`).refusal }
  }
  const message = `${quoted(reference)} looks like ${recorded}`
  return { line, column: 'reference', ...refuse('imports.similar-reference', message).refusal }
}

function describe({ amountMinor, scale, currency, dueDate }: KnownDebt): string {
  return `${writeAmount(amountMinor, scale)} ${currency}${dueDate === null ? '' : `, due ${dueDate}`}`
}

function indexOf(debts: readonly KnownDebt[], keyOf: (debt: KnownDebt) => string): ReadonlyMap<string, KnownDebt> {
  return new Map(debts.map((debt) => [keyOf(debt), debt]))
}

function pairKey({ debtor, creditor, currency }: KnownDebt): string {
  return `${debtor}\0${creditor}\0${currency}`
}

function exactKey(debt: KnownDebt): string {
  return `${pairKey(debt)}\0${debt.reference}`
}

function lookKey(debt: KnownDebt): string {
  return `${pairKey(debt)}\0${lookOf(debt.reference ?? '')}`
}

function sameKey(debt: KnownDebt): string {
  return `${pairKey(debt)}\0${debt.amountMinor}\0${debt.scale}\0${debt.dueDate}`
}
