import { z } from 'zod'
import { decodeShape, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { bodyField } from '../body-shapes.ts'
import { checkAmendment, checkDeadline, checkProposer, checkSignatures, hasSaid } from '../checks.ts'
import { refuse } from '../refusals.ts'
import { amendmentIdOf } from '../versions/amendment.ts'

const bodyShape = z.strictObject({
  documentHash: shape.hash,
  signatures: bodyField.hashes,
  /** Named under rule set 1; read and ignored. */
  heads: bodyField.hashes.optional(),
})

export type AmendmentEffected = z.infer<typeof bodyShape>

/** The amendment's proposer states that all old and new parties have signed: the new version is in force. */
export const amendmentEffected: EntryKind<AmendmentEffected, Agreement> = {
  name: 'amendment.effected',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: (_body, { scope }) => scope,
  about: ({ documentHash }) => ({ subjectKind: 'AMENDMENT', subject: amendmentIdOf(documentHash) }),
  check: (state, { documentHash, signatures }, context) => {
    const grounds = checkAmendment(state, documentHash, 'amendment.effected', context)
    if (!grounds.ok) return grounds
    const { state: known, version } = grounds.value
    const { author } = context
    const proposer = checkProposer(version.document, author)
    if (!proposer.ok) return proposer
    // Law 6: the first decision in a log stands; an author that withdrew it, or consented to end the agreement, has
    // decided.
    const { base } = version.document
    if (hasSaid(known.withdrawn, author, documentHash) || (base !== null && hasSaid(known.consents, author, base))) {
      return refuse('agreements.already-said', `${author} has decided otherwise before: this amendment is closed`)
    }
    const inTime = checkDeadline(version.document, context)
    return inTime.ok ? checkSignatures(grounds.value, author, signatures) : inTime
  },
  evolve: (state, { documentHash, signatures }, context) =>
    withFact(state, 'decisions', { document: documentHash, signatures }, context),
}
