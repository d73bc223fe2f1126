import { decodeShape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { type RefusalBody, refusalShape } from '../body-shapes.ts'
import { checkAmendment, checkMayAnswer, checkNotLeaving } from '../checks.ts'
import { amendmentIdOf } from '../versions/amendment.ts'

/** A party that was asked to sign an amendment declines it. */
export const amendmentDeclined: EntryKind<RefusalBody, Agreement> = {
  name: 'amendment.declined',
  decode: (raw) => decodeShape(refusalShape, raw),
  subject: (_body, { scope }) => scope,
  about: ({ documentHash }) => ({ subjectKind: 'AMENDMENT', subject: amendmentIdOf(documentHash) }),
  check: (state, { documentHash }, context) => {
    const grounds = checkAmendment(state, documentHash, 'amendment.declined', context)
    if (!grounds.ok) return grounds
    const wanted = checkMayAnswer(grounds.value, context.author)
    if (!wanted.ok) return wanted
    return checkNotLeaving(grounds.value, context.author)
  },
  evolve: (state, { documentHash, reason }, context) =>
    withFact(state, 'declined', { document: documentHash, reason }, context),
}
