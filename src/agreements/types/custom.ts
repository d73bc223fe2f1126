import { z } from 'zod'
import { done, type JsonObject, shape } from '../../kernel/index.ts'
import type { AgreementType } from '../agreement-type.ts'

const NAME_CHARS_MAX = 100

const termsShape = z.strictObject({
  name: shape.text(NAME_CHARS_MAX),
  terms: z.record(z.string(), z.unknown()).transform((terms) => terms as JsonObject),
})

export type CustomTerms = z.infer<typeof termsShape>

/** Terms of the parties' own making: kept and signed, with no meaning to the node. */
export const custom: AgreementType<'CUSTOM', CustomTerms> = {
  name: 'CUSTOM',
  input: 'custom',
  shape: termsShape,
  fromInput: ({ name, terms }) => ({ name: name ?? null, terms: terms ?? null }),
  checkTerms: () => done,
}
