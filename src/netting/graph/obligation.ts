import { done, type Result } from '../../kernel/index.ts'
import { refuse } from '../refusals.ts'

/** One debt: who owes whom how much, which is all that netting needs. Amounts are whole minor units of one currency. */
export interface NettingObligation {
  readonly id: string
  readonly debtor: string
  readonly creditor: string
  readonly amount: bigint
  /** UTC milliseconds, or null when no date was set; such an obligation is set off after the dated ones. */
  readonly dueMs: number | null
}

/** Maximum number of obligations in one netting. */
export const OBLIGATIONS_MAX = 2_000_000

/** Refuses what cannot be netted: duplicate ids, negative amounts, due dates that are no whole number. */
export function checkObligations(obligations: readonly NettingObligation[]): Result<void> {
  const seen = new Set<string>()
  for (const { id, amount, dueMs } of obligations) {
    if (seen.has(id)) return refuse('netting.duplicate-obligation', `obligation ${id} is given twice`)
    seen.add(id)
    if (amount < 0n) return refuse('netting.negative-amount', `obligation ${id} has a negative amount`)
    if (dueMs !== null && !Number.isSafeInteger(dueMs))
      return refuse(
        'netting.bad-due-date',
        `obligation ${id} is due at ${dueMs}, which is no whole number of milliseconds`,
      )
  }
  return done
}

/**
 * One line of the canonical text of an input: the RFC 8785 form of `[id, debtor, creditor, "amount", dueMs]`. The text is the
 * lines of all obligations, sorted by id and joined by newlines, so that its hash is independent of their order.
 */
export function inputLine({ id, debtor, creditor, amount, dueMs }: NettingObligation): string {
  // For strings, whole numbers and null, JSON.stringify gives the canonical form.
  return JSON.stringify([id, debtor, creditor, amount.toString(), dueMs])
}

/** The indices of the obligations, sorted by id. */
export function orderById(obligations: readonly NettingObligation[]): Int32Array {
  return orderOf(obligations.map((obligation) => obligation.id))
}

/** The indices of texts, sorted by the texts' UTF-8 bytes. */
export function orderOf(texts: readonly string[]): Int32Array {
  const compare = comparisonFor(texts)
  return Int32Array.from(texts, (_text, i) => i).sort((a, b) => compare(texts[a]!, texts[b]!))
}

/** All parties that owe or are owed, sorted. */
export function partiesOf(obligations: readonly NettingObligation[]): readonly string[] {
  const parties = new Set<string>()
  for (const { debtor, creditor } of obligations) parties.add(debtor).add(creditor)
  return sortTexts([...parties])
}

/** Sorts texts by their UTF-8 bytes. */
export function sortTexts(texts: readonly string[]): string[] {
  return texts.toSorted(comparisonFor(texts))
}

/** Compares two texts by their UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let i = 0
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  return i === length ? a.length - b.length : byteRank(a.charCodeAt(i)) - byteRank(b.charCodeAt(i))
}

const SURROGATE = /[\ud800-\udfff]/

/** `compareText`, or its equivalent for these texts: without surrogates, UTF-8 bytes sort like UTF-16 code units. */
export function comparisonFor(texts: readonly string[]): (a: string, b: string) => number {
  return texts.some((text) => SURROGATE.test(text)) ? compareText : (a, b) => (a < b ? -1 : a > b ? 1 : 0)
}

// Characters beyond U+FFFF are written with surrogates (U+D800–U+DFFF) but their bytes come after those of U+FFFF.
function byteRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
