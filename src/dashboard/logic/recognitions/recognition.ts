import type { RecognitionStatus } from '../../generated/enums.ts'
import { mistyped, type Typed, typed } from '../clearing/result.ts'
import type { Word } from '../words.ts'

export const RECOGNITION_STATUS: Readonly<Record<RecognitionStatus, Word>> = {
  ACTIVE: { text: 'Recognised', tone: 'good' },
  LAPSED: { text: 'Lapsed', tone: 'bad' },
  WITHDRAWN: { text: 'Withdrawn', tone: 'over' },
  EXPIRED: { text: 'Expired', tone: 'over' },
}

export type JsonObject = Readonly<Record<string, unknown>>

/** The presentation in a text that was pasted, scanned or dropped; a signature around it is not judged here. */
export function readPresentation(text: string): Typed<JsonObject> {
  if (text.trim() === '') return mistyped('Paste what the visitor’s wallet has made.')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return mistyped('This is not a whole JSON text: copy it from the first { to the last }.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return mistyped('A presentation is a JSON object: it begins with { and ends with }.')
  const { type } = value as { readonly type?: unknown }
  if (![type].flat().includes('VerifiablePresentation'))
    return mistyped('This is no Verifiable Presentation: a credential alone does not prove who holds it.')
  return typed(value as JsonObject)
}

/** How sure it is that the visitor is the member. */
export function holderText(holderProved: boolean): string {
  return holderProved
    ? 'The visitor has proved to hold the key of this identifier.'
    : 'On the word of an operator: the visitor did not prove to hold the key of this identifier.'
}
