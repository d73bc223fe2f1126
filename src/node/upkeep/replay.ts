import { PUBLIC_SCOPE } from '../../kernel/index.ts'
import { refold } from '../gate/effects.ts'
import type { Session } from '../writer/session.ts'

/** Entries replayed in one job. */
const REPLAYED_PER_JOB_MAX = 500

/**
 * Folds public entries whose kinds were unknown when they arrived and are known since an upgrade: the subjects get the
 * states that this version would have computed from the beginning. In an agreement's scope such entries stay inert: its
 * document names the rules. Returns whether there may be more.
 */
export async function replayLearnedKinds({ tx, work, effects, now }: Session): Promise<boolean> {
  const { kindNames } = work.protocol
  const learned = await tx.entriesRefusedWith(PUBLIC_SCOPE, 'log.unknown-kind', kindNames, REPLAYED_PER_JOB_MAX)
  for (const subject of new Set(learned.map(({ entry }) => entry.subject))) {
    await refold(work, PUBLIC_SCOPE, subject, { now, effects })
  }
  return learned.length === REPLAYED_PER_JOB_MAX
}
