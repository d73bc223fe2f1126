import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { bodyField } from '../body-shapes.ts'
import { checkInForce } from '../checks.ts'
import { refuse } from '../refusals.ts'
import { runningNotices } from '../termination/termination.ts'
import { versionsOf } from '../versions/versions.ts'

const bodyShape = z.strictObject({ documentHash: shape.hash, explanation: bodyField.explanation.nullable() })

export type TerminationNotified = z.infer<typeof bodyShape>

/** A signing party gives notice of its withdrawal: the agreement ends when the notice days have run. */
export const terminationNotified: EntryKind<TerminationNotified, Agreement> = {
  name: 'termination.notified',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, { documentHash }, context) => {
    const grounds = checkInForce(state, documentHash, 'termination.notified', context)
    if (!grounds.ok) return grounds
    const known = grounds.value.state
    return runningNotices(known, versionsOf(known)).some(({ by }) => by === context.author)
      ? refuse('agreements.already-said', `${context.author} has already given notice`)
      : done
  },
  evolve: (state, { documentHash, explanation }, context) =>
    withFact(state, 'notices', { document: documentHash, explanation }, context),
}
