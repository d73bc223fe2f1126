import type { z } from 'zod'
import type { Did, Hash, JsonObject, Result } from '../kernel/index.ts'

/** What a cooperative is to an agreement. PROPOSER, COUNTERPARTY and GUARANTOR sign; a WITNESS reads. */
export const PARTY_ROLES = ['PROPOSER', 'COUNTERPARTY', 'GUARANTOR', 'WITNESS'] as const
export type PartyRole = (typeof PARTY_ROLES)[number]

export type Party = { readonly did: Did; readonly role: PartyRole; readonly firstEntry?: Hash | null }

/** One type of agreement, whole: how its terms are read and what they must have to do with the parties. */
export interface AgreementType<Name extends string, Terms> {
  /** The API's word for it, and the document's. */
  readonly name: Name
  /** The member of the API's one-of input that carries its terms. */
  readonly input: string
  /** The terms as they stand in a document: every field there, null where nothing was said. */
  readonly shape: z.ZodType<Terms>
  /** Terms as the API's input has them, with null for what is absent. Not yet checked. */
  readonly fromInput: (input: JsonObject) => JsonObject
  /** Rules between the terms and the parties of the same document. */
  readonly checkTerms: (terms: Terms, parties: readonly Party[]) => Result<void>
  /** What an amendment must keep of the terms of any version before it. */
  readonly checkChange?: (before: Terms, terms: Terms) => Result<void>
}

/** Whether a role's signature is needed. */
export function signs(role: PartyRole): boolean {
  return role !== 'WITNESS'
}

/** An input with null in the fields that it leaves out. */
export function withNulls(input: JsonObject, fields: readonly string[]): JsonObject {
  const given = Object.entries(input).filter(([, value]) => value !== undefined)
  return Object.fromEntries([...fields.map((field) => [field, null] as const), ...given])
}
