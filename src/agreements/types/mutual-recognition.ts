import { z } from 'zod'
import { done, shape } from '../../kernel/index.ts'
import type { AgreementType } from '../document/agreement-type.ts'
import { firstDuplicate } from '../document/first-duplicate.ts'
import { refuse } from '../refusals.ts'

const TYPES_MAX = 100
const TYPE_CHARS_MAX = 100

const termsShape = z.strictObject({ attestationTypes: z.array(shape.text(TYPE_CHARS_MAX)).min(1).max(TYPES_MAX) })

export type MutualRecognitionTerms = z.infer<typeof termsShape>

/** The parties recognise each other's attestations of these types. */
export const mutualRecognition: AgreementType<'MUTUAL_RECOGNITION', MutualRecognitionTerms> = {
  name: 'MUTUAL_RECOGNITION',
  input: 'mutualRecognition',
  shape: termsShape,
  fromInput: ({ attestationTypes }) => ({ attestationTypes: attestationTypes ?? null }),
  namesIn: ({ attestationTypes }) => attestationTypes,
  checkTerms: ({ attestationTypes }) => {
    const duplicate = firstDuplicate(attestationTypes)
    return duplicate === null
      ? done
      : refuse('agreements.bad-terms', `${duplicate} is listed twice: list each type once`)
  },
}
