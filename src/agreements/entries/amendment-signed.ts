import { decodeShape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { type SignatureBody, signatureShape } from '../body-shapes.ts'
import { checkAmendment, checkMayAnswer, checkProof } from '../checks.ts'
import { refuse } from '../refusals.ts'
import { amendmentIdOf, openAmendmentsSignedBy } from '../versions/amendment.ts'

/** A party of the old or of the new version signs an amendment. */
export const amendmentSigned: EntryKind<SignatureBody, Agreement> = {
  name: 'amendment.signed',
  decode: (raw) => decodeShape(signatureShape, raw),
  subject: (_body, { scope }) => scope,
  about: ({ documentHash }) => ({ subjectKind: 'AMENDMENT', subject: amendmentIdOf(documentHash) }),
  check: (state, { documentHash, proof }, context) => {
    const grounds = checkAmendment(state, documentHash, 'amendment.signed', context)
    if (!grounds.ok) return grounds
    const wanted = checkMayAnswer(grounds.value, context.author)
    if (!wanted.ok) return wanted
    const { state: known, version } = grounds.value
    const [open] = openAmendmentsSignedBy(known, context.author, version)
    if (open !== undefined) {
      const message = `${context.author} has signed ${amendmentIdOf(open.hash)} of the same version, which is still open`
      return refuse('agreements.open-amendment', message)
    }
    return checkProof(version.document, proof, context.author)
  },
  evolve: (state, { documentHash, proof }, context) =>
    withFact(state, 'signatures', { document: documentHash, proof }, context),
}
