import { z } from 'zod'
import { decodeShape, done, isPublicScope, type JsonObject, type Result, shape } from '../../kernel/index.ts'
import type { EntryContext, EntryKind } from '../../log/index.ts'
import type { Attestation } from '../attestation.ts'
import { checkClaims } from '../claims.ts'
import { attestationIdOf, checkId, checkProof, credentialShape, type Statement, statementOf } from '../credential.ts'
import { refuse } from '../refusals.ts'

const issuedShape = z.strictObject({
  credential: credentialShape,
  /** In an agreement's scope: the document that recognises the type. In the public scope: null. */
  documentHash: shape.hash.nullable(),
})

export interface Issued {
  /** As signed, member by member. */
  readonly credential: JsonObject
  readonly documentHash: z.infer<typeof issuedShape>['documentHash']
}

/** The issuer publishes a credential that it has signed. */
export const issued: EntryKind<Issued, Attestation> = {
  name: 'attestation.issued',
  decode: (raw) => {
    const decoded = decodeShape(issuedShape, raw)
    if (!decoded.ok) return decoded
    return { ok: true, value: { credential: raw.credential as JsonObject, documentHash: decoded.value.documentHash } }
  },
  subject: ({ credential }) => attestationIdOf(credential),
  names: ({ documentHash }) => (documentHash === null ? {} : { documents: [documentHash] }),
  check: (state, { credential, documentHash }, context) => {
    if (state !== null) return refuse('attestations.already-issued', 'this statement has been issued already')
    const statement = statementOf(credential)
    for (const checked of [
      checkIssuer(statement, context),
      checkId(credential, context.scope),
      checkValidity(statement),
      checkClaims(statement.type, statement.claims),
      checkScope(statement, documentHash, context),
    ]) {
      if (!checked.ok) return checked
    }
    return checkProof(credential, statement.issuer)
  },
  evolve: (state, { credential }, { hash, at }) => {
    const issued = { hash, at, credential }
    if (state === null) return { id: attestationIdOf(credential), issued, revoked: null }
    return hash < state.issued.hash ? { ...state, issued } : state
  },
}

function checkIssuer({ issuer }: Statement, { author }: EntryContext): Result<void> {
  return issuer === author ? done : refuse('attestations.not-the-issuer', `${issuer} issues this, not ${author}`)
}

function checkValidity({ validFrom, validUntil }: Statement): Result<void> {
  if (validUntil === null || validFrom < validUntil) return done
  return refuse('attestations.bad-validity', 'validUntil lies after validFrom')
}

const recognitionShape = z.looseObject({
  type: z.literal('MUTUAL_RECOGNITION'),
  terms: z.looseObject({ attestationTypes: z.array(z.string()) }),
})

/** Public, or in the scope of an agreement one of whose documents recognises the type. */
function checkScope(
  { type }: Statement,
  documentHash: Issued['documentHash'],
  { scope, named }: EntryContext,
): Result<void> {
  if (isPublicScope(scope) !== (documentHash === null)) {
    return refuse('attestations.document-misplaced', 'documentHash is null in public, and named in an agreement only')
  }
  if (documentHash === null) return done
  const document = decodeShape(recognitionShape, named.document(documentHash))
  if (document.ok && document.value.terms.attestationTypes.includes(type)) return done
  return refuse(
    'attestations.not-recognised',
    `the document ${documentHash} does not recognise attestations of ${type}`,
  )
}
