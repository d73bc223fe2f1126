import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { bodyField } from '../body-shapes.ts'
import { checkInForce } from '../checks.ts'
import { isSigningParty } from '../document/document.ts'
import { refuse } from '../refusals.ts'

const bodyShape = z.strictObject({
  documentHash: shape.hash,
  party: shape.did,
  clause: bodyField.clause,
  explanation: bodyField.explanation,
})

export type TerminationBreached = z.infer<typeof bodyShape>

/** A signing party ends the agreement because another has broken a clause of it. Debts remain due. */
export const terminationBreached: EntryKind<TerminationBreached, Agreement> = {
  name: 'termination.breached',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, { documentHash, party }, context) => {
    const grounds = checkInForce(state, documentHash, 'termination.breached', context)
    if (!grounds.ok) return grounds
    return party !== context.author && isSigningParty(grounds.value.version.document, party)
      ? done
      : refuse('agreements.bad-breach', `${party} is not another signing party: name the one that broke the clause`)
  },
  evolve: (state, { documentHash, ...breach }, context) =>
    withFact(state, 'breaches', { document: documentHash, ...breach }, context),
}
