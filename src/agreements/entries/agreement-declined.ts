import { decodeShape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { type RefusalBody, refusalShape } from '../body-shapes.ts'
import { checkMayAnswer, checkProposed } from '../checks.ts'

/** A party declines the proposed document: there will be no agreement. */
export const agreementDeclined: EntryKind<RefusalBody, Agreement> = {
  name: 'agreement.declined',
  decode: (raw) => decodeShape(refusalShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, { documentHash }, context) => {
    const grounds = checkProposed(state, documentHash, 'agreement.declined', context)
    return grounds.ok ? checkMayAnswer(grounds.value, context.author) : grounds
  },
  evolve: (state, { documentHash, reason }, context) =>
    withFact(state, 'declined', { document: documentHash, reason }, context),
}
