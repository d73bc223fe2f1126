import { z } from 'zod'
import { decodeShape, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { bodyField } from '../body-shapes.ts'
import { checkDeadline, checkProposed, checkProposer, checkSignatures } from '../checks.ts'
import { finalExpiry } from '../document/document.ts'
import { refuse } from '../refusals.ts'

const bodyShape = z.strictObject({ documentHash: shape.hash, signatures: bodyField.hashes })

export type AgreementActivated = z.infer<typeof bodyShape>

/** The proposer's node states that every party has signed, naming the signatures: from now on the agreement is binding. */
export const agreementActivated: EntryKind<AgreementActivated, Agreement> = {
  name: 'agreement.activated',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, { documentHash, signatures }, context) => {
    const grounds = checkProposed(state, documentHash, 'agreement.activated', context)
    if (!grounds.ok) return grounds
    const { document } = grounds.value.version
    const proposer = checkProposer(document, context.author)
    if (!proposer.ok) return proposer
    const inTime = checkDeadline(document, context)
    if (!inTime.ok) return inTime
    const expiry = finalExpiry(document)
    if (expiry !== null && context.at >= expiry) {
      return refuse(
        'agreements.past-deadline',
        'it expired before all parties had signed; propose it with a later date',
      )
    }
    return checkSignatures(grounds.value, context.author, signatures)
  },
  evolve: (state, { documentHash, signatures }, context) =>
    withFact(state, 'decisions', { document: documentHash, signatures }, context),
}
