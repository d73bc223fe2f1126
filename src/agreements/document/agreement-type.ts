import type { z } from 'zod'
import type { Did, Hash, JsonObject, Result } from '../../kernel/index.ts'

/** A cooperative's role in an agreement. PROPOSER, COUNTERPARTY and GUARANTOR sign; a WITNESS reads. */
export const PARTY_ROLES = ['PROPOSER', 'COUNTERPARTY', 'GUARANTOR', 'WITNESS'] as const
export type PartyRole = (typeof PARTY_ROLES)[number]
/** The roles whose signature a document needs. */
export const SIGNING_ROLES = ['PROPOSER', 'COUNTERPARTY', 'GUARANTOR'] as const satisfies readonly PartyRole[]

export type Party = { readonly did: Did; readonly role: PartyRole; readonly firstEntry?: Hash | null }

/** One type of agreement: how its terms are decoded and how they must fit the parties. */
export interface AgreementType<Name extends string, Terms> {
  /** Its name in the API and in documents. */
  readonly name: Name
  /** The member of the API's one-of input that carries its terms. */
  readonly input: string
  /** The terms as in a document: all fields present, null where nothing was agreed. */
  readonly shape: z.ZodType<Terms>
  /** Converts the API's input to terms, with null for absent fields. Not yet checked. */
  readonly fromInput: (input: JsonObject) => JsonObject
  /** Rules between the terms and the parties of the same document. */
  readonly checkTerms: (terms: Terms, parties: readonly Party[]) => Result<void>
  /** The names, kinds and units in the terms that people read (I18). */
  readonly namesIn?: (terms: Terms) => readonly (string | null)[]
  /** What an amendment must keep of the terms of any version before it. */
  readonly checkChange?: (before: Terms, terms: Terms) => Result<void>
}

/** Whether the role must sign. */
export function signs(role: PartyRole): boolean {
  return (SIGNING_ROLES as readonly PartyRole[]).includes(role)
}

/** An input with null for its absent fields. */
export function withNulls(input: JsonObject, fields: readonly string[]): JsonObject {
  const given = Object.entries(input).filter(([, value]) => value !== undefined)
  return Object.fromEntries([...fields.map((field) => [field, null] as const), ...given])
}
