import type { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Cooperative, newerAnnouncement, profileShape, unheardOf } from '../cooperative.ts'
import { refuse } from '../refusals.ts'

const announcedShape = profileShape.extend({
  /** SHA-256 of the offline recovery key: in the first public entry, and never again. */
  recoveryKeyHash: shape.hash.nullable(),
})

export type Announced = z.infer<typeof announcedShape>

/** A cooperative announces its profile. Only it can: the subject is its author. */
export const announced: EntryKind<Announced, Cooperative> = {
  name: 'cooperative.announced',
  decode: (raw) => decodeShape(announcedShape, raw),
  subject: (_body, { author }) => author,
  check: (_state, body, { seq }) => {
    if ((seq === 1) === (body.recoveryKeyHash !== null)) return done
    return refuse(
      'registry.recovery-key-misplaced',
      `the first entry of the public log carries recoveryKeyHash, every later one null there; this is number ${seq}`,
    )
  },
  evolve: (state, { recoveryKeyHash, ...profile }, { author, hash, seq, at }) => {
    const before = state ?? unheardOf(author)
    const { recoveryKeyHashes } = before
    return {
      ...before,
      announcement: newerAnnouncement(before.announcement, { ...profile, hash, seq, at }),
      recoveryKeyHashes:
        recoveryKeyHash === null ? recoveryKeyHashes : { ...recoveryKeyHashes, [hash]: recoveryKeyHash },
    }
  },
}
