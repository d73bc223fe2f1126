import assert from 'node:assert/strict'
import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { REASON_CHARS_MAX } from '../attestation.ts'
import { refuse } from '../refusals.ts'
import type { Recognition } from './recognition.ts'

const withdrawnShape = z.strictObject({
  recognitionId: z.string().regex(/^rcg_[0-9a-f]{64}$/),
  reason: shape.text(REASON_CHARS_MAX).nullable(),
})

/** The host takes a recognition back, permanently. */
export const recognitionWithdrawn: EntryKind<z.infer<typeof withdrawnShape>, Recognition> = {
  name: 'recognition.withdrawn',
  decode: (raw) => decodeShape(withdrawnShape, raw),
  subject: ({ recognitionId }) => recognitionId,
  check: (state, { recognitionId }, { author }) => {
    if (state === null) {
      return refuse('attestations.recognition-not-found', `no ${recognitionId} was granted before this`)
    }
    if (state.host !== author) {
      return refuse('attestations.not-the-host', 'a recognition is withdrawn by the host that granted it')
    }
    return state.withdrawn === null
      ? done
      : refuse('attestations.already-withdrawn', `${recognitionId} is withdrawn already`)
  },
  evolve: (state, { reason }, { hash, at }) => {
    assert(state !== null, 'a withdrawal counts only after the recognition that it names')
    const { withdrawn } = state
    const isFirst = withdrawn === null || at < withdrawn.at || (at === withdrawn.at && hash < withdrawn.hash)
    return isFirst ? { ...state, withdrawn: { hash, at, reason } } : state
  },
}
