import { z } from 'zod'
import {
  checkProof,
  credentialContent,
  credentialShape,
  type Statement,
  type StatusOption,
  signContent,
} from '../attestations/index.ts'
import type { Signer } from '../identity/index.ts'
import {
  canonicalText,
  type Did,
  type Hash,
  type Instant,
  type JsonObject,
  type Result,
  type Scope,
} from '../kernel/index.ts'
import type { RequestFact } from './booking.ts'
import { refuse } from './refusals.ts'

export const GRANT_TYPE = 'ResourceGrant'
const ID_PREFIX = 'urn:rochdale:'

/** A grant: a W3C Verifiable Credential 2.0 in the form of this project's attestations, of its own type and id. */
export const grantShape = credentialShape.extend({
  id: z.string().regex(/^urn:rochdale:bkg_[0-9a-f]{64}$/),
  type: z.tuple([z.literal('VerifiableCredential'), z.literal(GRANT_TYPE)]),
})

/** What a grant is made of. */
export interface Granted {
  readonly id: string
  readonly agreement: Scope
  readonly user: Did
  readonly hash: Hash
  readonly request: RequestFact
}

/** Signs the credential by which the provider grants a request. */
export function issueGrant(granted: Granted, signer: Signer, now: Instant, status: StatusOption | null): JsonObject {
  return signContent(grantContent(granted), signer, now, status)
}

/** Whether a credential says what the request asks for, no more and of nothing else, and is signed by the provider. */
export function checkGrant(credential: JsonObject, granted: Granted): Result<void> {
  const { proof: _proof, credentialStatus: _status, ...content } = credential
  const expected = grantContent(granted)
  if (canonicalText(content) !== canonicalText(expected)) {
    return refuse('resources.bad-grant', `the grant is not of this request, which is ${canonicalText(expected)}`)
  }
  return checkProof(credential, granted.request.resource.provider)
}

function grantContent({ id, agreement, user, hash, request }: Granted): JsonObject {
  const { resource, quantity, from, until, beneficiary } = request
  const statement: Statement = {
    issuer: resource.provider,
    subject: beneficiary ?? user,
    type: GRANT_TYPE,
    claims: { agreement, resource: resource.key, quantity },
    evidence: [hash],
    validFrom: from,
    validUntil: until,
  }
  return { ...credentialContent(statement), id: `${ID_PREFIX}${id}` }
}
