import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { bodyField } from '../body-shapes.ts'
import { checkInForce } from '../checks.ts'
import { refuse } from '../refusals.ts'
import { versionsOf } from '../versions/versions.ts'
import { suspensionsOf } from '../view/status.ts'

const bodyShape = z.strictObject({ documentHash: shape.hash, reason: bodyField.reason })

export type AgreementSuspended = z.infer<typeof bodyShape>

/** A signing party suspends the agreement: nothing new is recorded under it until that party lifts it. */
export const agreementSuspended: EntryKind<AgreementSuspended, Agreement> = {
  name: 'agreement.suspended',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, { documentHash }, context) => {
    const grounds = checkInForce(state, documentHash, 'agreement.suspended', context)
    if (!grounds.ok) return grounds
    const known = grounds.value.state
    const stands = suspensionsOf(known, versionsOf(known)).some(
      ({ by, liftedAt }) => by === context.author && liftedAt === null,
    )
    return stands
      ? refuse('agreements.already-said', `${context.author} has already suspended it: resume it first`)
      : done
  },
  evolve: (state, { documentHash, reason }, context) =>
    withFact(state, 'suspensions', { document: documentHash, reason }, context),
}
