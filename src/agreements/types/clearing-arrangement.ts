import { z } from 'zod'
import { done, shape } from '../../kernel/index.ts'
import type { AgreementType } from '../document/agreement-type.ts'
import { firstDuplicate } from '../document/first-duplicate.ts'
import { refuse } from '../refusals.ts'

const CURRENCIES_MAX = 100

const termsShape = z.strictObject({
  currencies: z
    .array(
      z.strictObject({
        code: shape.currency,
        scale: shape.scale,
        /** The most that one debtor may owe one creditor, in minor units. */
        creditLimit: shape.amount,
      }),
    )
    .min(1)
    .max(CURRENCIES_MAX),
  /** How often rounds are proposed automatically; null if only operators propose them. */
  nettingPeriod: shape.duration.nullable(),
})

export type ClearingArrangementTerms = z.infer<typeof termsShape>

/** The parties may owe each other within limits, and set off what they owe. */
export const clearingArrangement: AgreementType<'CLEARING_ARRANGEMENT', ClearingArrangementTerms> = {
  name: 'CLEARING_ARRANGEMENT',
  input: 'clearingArrangement',
  shape: termsShape,
  fromInput: ({ currencies, nettingPeriod }) => ({
    currencies: currencies ?? null,
    nettingPeriod: nettingPeriod ?? null,
  }),
  checkTerms: ({ currencies }) => {
    const duplicate = firstDuplicate(currencies.map(({ code }) => code))
    return duplicate === null
      ? done
      : refuse('agreements.bad-terms', `${duplicate} is listed twice: list each currency once`)
  },
  // Debts keep the units in which they were recorded: with two scales under one code they could not be set off or told
  // apart.
  checkChange: (before, { currencies }) => {
    const known = new Map(before.currencies.map(({ code, scale }) => [code, scale]))
    const changed = currencies.find(({ code, scale }) => (known.get(code) ?? scale) !== scale)
    if (changed === undefined) return done
    const { code } = changed
    const message = `${code} has the scale ${known.get(code)} in this agreement: keep it, or clear another unit under another code`
    return refuse('agreements.bad-terms', message)
  },
}
