import { z } from 'zod'
import { done, shape } from '../../kernel/index.ts'
import type { AgreementType } from '../agreement-type.ts'

const NAME_CHARS_MAX = 100

const termsShape = z.strictObject({
  name: shape.text(NAME_CHARS_MAX),
  terms: shape.jsonObject,
})

export type CustomTerms = z.infer<typeof termsShape>

/** Free-form terms of the parties: stored and signed, without meaning to the node. */
export const custom: AgreementType<'CUSTOM', CustomTerms> = {
  name: 'CUSTOM',
  input: 'custom',
  shape: termsShape,
  fromInput: ({ name, terms }) => ({ name: name ?? null, terms: terms ?? null }),
  checkTerms: () => done,
}
