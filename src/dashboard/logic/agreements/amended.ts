import type { CreateDraftInput } from '../../generated/operations.ts'

type Changes = Partial<Omit<CreateDraftInput, 'idempotencyKey'>>
type Json = Readonly<Record<string, unknown>>

/** The document that these changes make of one: what its signers will read, as far as the form can change it. */
export function amendedDocument(document: Json, changes: Changes): Json {
  const { title, noticeDays, autoRenewal, governingLaw, disputeResolution, additionalTerms } = changes
  const { effectiveDate, expiryDate, terms } = changes
  const given = Object.entries({
    ...{ title, noticeDays, autoRenewal, governingLaw, disputeResolution, additionalTerms },
    effectiveDate: instantIn(effectiveDate),
    expiryDate: instantIn(expiryDate),
    terms: terms === undefined ? undefined : Object.values(terms).find((value) => value != null),
  }).filter(([, value]) => value !== undefined)
  return { ...document, ...Object.fromEntries(given) }
}

/** Documents have instants as milliseconds. */
function instantIn(instant: string | null | undefined): number | null | undefined {
  return typeof instant === 'string' ? Date.parse(instant) : instant
}
