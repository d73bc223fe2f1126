import { type AgreementDocument, decodeDocument, signingParties } from '../agreements/index.ts'
import { type Did, type JsonObject, ok, type Refused, type Result, type Scope } from '../kernel/index.ts'
import { refuse } from './refusals.ts'

/** The terms of a clearing arrangement that clearing needs. */
export interface ClearingTerms {
  readonly signers: ReadonlySet<Did>
  readonly currencies: readonly ClearingCurrency[]
  readonly nettingPeriod: string | null
}

/** A currency that an arrangement clears, and the credit limit of each pair in its minor units. */
export interface ClearingCurrency {
  readonly code: string
  readonly scale: number
  /** The most that one debtor may owe one creditor, in minor units. */
  readonly creditLimit: string
}

/** Cache of decoded terms by document object, as many debts name the same document. */
const readTerms = new WeakMap<JsonObject, Result<ClearingTerms & { readonly agreementId: Scope }>>()

/** The terms of the document that an entry names; it must be a clearing arrangement of the entry's own scope. */
export function clearingDocument(raw: JsonObject | null, scope: Scope): Result<ClearingTerms> {
  if (raw === null) return refuse('clearing.unknown-document', 'the document that it names is not here')
  const terms = readTerms.get(raw) ?? readDocument(raw)
  readTerms.set(raw, terms)
  return terms.ok && terms.value.agreementId !== scope ? notClearing() : terms
}

/** The terms of a clearing arrangement; refuses a document of another type (`clearing.not-a-clearing-arrangement`). */
export function clearingTerms(document: AgreementDocument): Result<ClearingTerms> {
  if (document.type !== 'CLEARING_ARRANGEMENT') return notClearing()
  const { currencies, nettingPeriod } = document.terms
  return ok({ signers: new Set(signingParties(document)), currencies, nettingPeriod })
}

/** A currency of the terms by its code. */
export function currencyIn(terms: ClearingTerms, code: string): Result<ClearingCurrency> {
  const currency = terms.currencies.find((candidate) => candidate.code === code)
  return currency === undefined ? unknownCurrency(terms, code) : ok(currency)
}

/**
 * The refusal of a currency that an arrangement does not list, with those that it does (`clearing.unknown-currency`).
 */
export function unknownCurrency({ currencies }: ClearingTerms, code: string): Refused {
  const allowed = currencies.map((candidate) => candidate.code).join(', ')
  return refuse('clearing.unknown-currency', `${code} is not cleared under this agreement; use one of ${allowed}`)
}

function readDocument(raw: JsonObject): Result<ClearingTerms & { readonly agreementId: Scope }> {
  const document = decodeDocument(raw)
  if (!document.ok) return document
  const terms = clearingTerms(document.value)
  return terms.ok ? ok({ ...terms.value, agreementId: document.value.agreementId }) : terms
}

function notClearing() {
  return refuse(
    'clearing.not-a-clearing-arrangement',
    'debts are recorded under a clearing arrangement, in the scope of that agreement',
  )
}
