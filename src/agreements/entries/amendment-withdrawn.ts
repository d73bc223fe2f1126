import { decodeShape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { type RefusalBody, refusalShape } from '../body-shapes.ts'
import { checkAmendment, checkNotLeaving, checkProposer, hasSaid } from '../checks.ts'
import { refuse } from '../refusals.ts'
import { amendmentIdOf } from '../versions/amendment.ts'

/** The proposer of an amendment withdraws it; its signers are then free to sign another one. */
export const amendmentWithdrawn: EntryKind<RefusalBody, Agreement> = {
  name: 'amendment.withdrawn',
  decode: (raw) => decodeShape(refusalShape, raw),
  subject: (_body, { scope }) => scope,
  about: ({ documentHash }) => ({ subjectKind: 'AMENDMENT', subject: amendmentIdOf(documentHash) }),
  check: (state, { documentHash }, context) => {
    const grounds = checkAmendment(state, documentHash, 'amendment.withdrawn', context)
    if (!grounds.ok) return grounds
    const { state: known, version } = grounds.value
    const proposer = checkProposer(version.document, context.author)
    if (!proposer.ok) return proposer
    if (hasSaid(known.withdrawn, context.author, documentHash)) {
      return refuse('agreements.already-said', `${amendmentIdOf(documentHash)} has already been withdrawn`)
    }
    return checkNotLeaving(grounds.value, context.author)
  },
  evolve: (state, { documentHash, reason }, context) =>
    withFact(state, 'withdrawn', { document: documentHash, reason }, context),
}
