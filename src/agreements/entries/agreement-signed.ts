import { decodeShape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { type SignatureBody, signatureShape } from '../body-shapes.ts'
import { checkMayAnswer, checkProof, checkProposed } from '../checks.ts'
import { refuse } from '../refusals.ts'

/** A party signs the proposed document. */
export const agreementSigned: EntryKind<SignatureBody, Agreement> = {
  name: 'agreement.signed',
  decode: (raw) => decodeShape(signatureShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, { documentHash, proof }, context) => {
    const grounds = checkProposed(state, documentHash, 'agreement.signed', context)
    if (!grounds.ok) return grounds
    const wanted = checkMayAnswer(grounds.value, context.author)
    if (!wanted.ok) return wanted
    const other = Object.values(grounds.value.state.signatures).find(({ by }) => by === context.author)
    if (other !== undefined) {
      return refuse('agreements.already-said', `${context.author} has signed another first document, ${other.document}`)
    }
    return checkProof(grounds.value.version.document, proof, context.author)
  },
  evolve: (state, { documentHash, proof }, context) =>
    withFact(state, 'signatures', { document: documentHash, proof }, context),
}
