import { documentInForce, isSigningParty } from '../../agreements/index.ts'
import { decodeShape, done } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { refuse } from '../refusals.ts'
import { type Granted, grantedShape, type Recognition, recognitionIdOf } from './recognition.ts'

/** A signing party recognises a member of another one as a visitor. */
export const recognitionGranted: EntryKind<Granted, Recognition> = {
  name: 'recognition.granted',
  lapses: true,
  readsScopeState: true,
  decode: (raw) => decodeShape(grantedShape, raw),
  subject: (body, { author, scope }) => recognitionIdOf(scope, author, body),
  check: (state, body, context) => {
    if (state !== null) return refuse('attestations.already-recognised', 'this recognition was granted already')
    const { author, at } = context
    const { home, attestationType, until } = body
    const document = documentInForce(context, body, 'MUTUAL_RECOGNITION')
    if (!document.ok) return document
    if (!isSigningParty(document.value, author)) {
      return refuse('attestations.not-a-party', `${author} is no signing party of this agreement`)
    }
    if (home === author || !isSigningParty(document.value, home)) {
      return refuse('attestations.not-recognised', `${home} is no other signing party of this agreement`)
    }
    if (!document.value.terms.attestationTypes.includes(attestationType)) {
      return refuse(
        'attestations.not-recognised',
        `this agreement does not recognise attestations of ${attestationType}`,
      )
    }
    if (until === null || until > at) return done
    return refuse('attestations.bad-validity', 'a recognition ends after it begins')
  },
  evolve: (state, body, { author, scope, at, hash }) => {
    if (state !== null && state.granted.hash < hash) return state
    const { nonce: _nonce, documentHash: _document, decision: _decision, ...granted } = body
    const id = recognitionIdOf(scope, author, body)
    return {
      id,
      agreement: scope,
      host: author,
      granted: { ...granted, hash, at },
      withdrawn: state?.withdrawn ?? null,
    }
  },
}
