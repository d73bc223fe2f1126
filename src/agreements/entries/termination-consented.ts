import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { bodyField } from '../body-shapes.ts'
import { checkInForce, hasSaid } from '../checks.ts'
import { refuse } from '../refusals.ts'

const bodyShape = z.strictObject({ documentHash: shape.hash, explanation: bodyField.explanation.nullable() })

export type TerminationConsented = z.infer<typeof bodyShape>

/** A signing party consents to end the agreement; it ends when all of them have. */
export const terminationConsented: EntryKind<TerminationConsented, Agreement> = {
  name: 'termination.consented',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, { documentHash }, context) => {
    const grounds = checkInForce(state, documentHash, 'termination.consented', context)
    if (!grounds.ok) return grounds
    return hasSaid(grounds.value.state.consents, context.author, documentHash)
      ? refuse('agreements.already-said', `${context.author} has already consented`)
      : done
  },
  evolve: (state, { documentHash, explanation }, context) =>
    withFact(state, 'consents', { document: documentHash, explanation }, context),
}
