import assert from 'node:assert/strict'
import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Attestation, REASON_CHARS_MAX } from '../attestation.ts'
import { statementOf } from '../credential.ts'
import { refuse } from '../refusals.ts'

const revokedShape = z.strictObject({
  attestationId: z.string().regex(/^att_[0-9a-f]{64}$/),
  reason: shape.text(REASON_CHARS_MAX).nullable(),
})

export type Revoked = z.infer<typeof revokedShape>

/** The issuer revokes an attestation permanently. */
export const revoked: EntryKind<Revoked, Attestation> = {
  name: 'attestation.revoked',
  lasting: true,
  decode: (raw) => decodeShape(revokedShape, raw),
  subject: ({ attestationId }) => attestationId,
  check: (state, { attestationId }, { author }) => {
    if (state === null) return refuse('attestations.not-found', `no ${attestationId} was issued before this`)
    if (statementOf(state.issued.credential).issuer !== author) {
      return refuse('attestations.not-the-issuer', 'an attestation is revoked by its issuer only')
    }
    return state.revoked === null ? done : refuse('attestations.already-revoked', `${attestationId} is revoked already`)
  },
  evolve: (state, { reason }, { hash, at }) => {
    assert(state !== null, 'a revocation counts only after the attestation that it names')
    const { revoked } = state
    const isFirst = revoked === null || at < revoked.at || (at === revoked.at && hash < revoked.hash)
    return isFirst ? { ...state, revoked: { hash, at, reason } } : state
  },
}
