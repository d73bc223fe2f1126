import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { isSigningParty } from '../document/document.ts'
import { checkTransition } from '../machine.ts'
import { refuse } from '../refusals.ts'
import { currentVersion, versionsOf } from '../versions/versions.ts'
import { statusAt } from '../view/status.ts'

const bodyShape = z.strictObject({ notice: shape.hash })

export type TerminationAcknowledged = z.infer<typeof bodyShape>

/** Another signing party has received a notice of withdrawal: this lets it run. Its node writes this automatically. */
export const terminationAcknowledged: EntryKind<TerminationAcknowledged, Agreement> = {
  name: 'termination.acknowledged',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, body, { author, at }) => {
    const notice = state?.notices[body.notice]
    if (state === null || notice === undefined) {
      return refuse('agreements.unknown-entry', `${body.notice} is no notice of withdrawal that came before`)
    }
    const versions = versionsOf(state)
    const allowed = checkTransition(statusAt(state, at, versions), 'termination.acknowledged')
    if (!allowed.ok) return allowed
    const current = currentVersion(versions)
    if (current === null || notice.by === author || !isSigningParty(current.document, author)) {
      return refuse(
        'agreements.not-a-party',
        'a notice is acknowledged by another signing party than the one that gave it',
      )
    }
    const isRepeated = Object.values(state.acknowledgements).some((a) => a.by === author && a.notice === body.notice)
    return isRepeated ? refuse('agreements.already-said', `${author} has already acknowledged ${body.notice}`) : done
  },
  evolve: (state, { notice }, context) => withFact(state, 'acknowledgements', { notice }, context),
}
