import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { checkTransition } from '../machine.ts'
import { refuse } from '../refusals.ts'
import { versionsOf } from '../versions/versions.ts'
import { statusAt, suspensionsOf } from '../view/status.ts'

const bodyShape = z.strictObject({ suspension: shape.hash })

export type AgreementResumed = z.infer<typeof bodyShape>

/** The author of a suspension lifts it, naming its entry; those of others stand. */
export const agreementResumed: EntryKind<AgreementResumed, Agreement> = {
  name: 'agreement.resumed',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, body, { author, at }) => {
    const versions = state === null ? [] : versionsOf(state)
    const suspension =
      state === null ? undefined : suspensionsOf(state, versions).find(({ hash }) => hash === body.suspension)
    if (state === null || suspension === undefined) {
      return refuse('agreements.unknown-entry', `${body.suspension} is no suspension of this agreement`)
    }
    const allowed = checkTransition(statusAt(state, at, versions), 'agreement.resumed')
    if (!allowed.ok) return allowed
    if (suspension.by !== author) {
      return refuse('agreements.not-yours', `only ${suspension.by}, which suspended the agreement, can resume it`)
    }
    return suspension.liftedAt === null
      ? done
      : refuse('agreements.already-said', `the suspension ${body.suspension} no longer stands`)
  },
  evolve: (state, { suspension }, context) => withFact(state, 'resumptions', { suspension }, context),
}
