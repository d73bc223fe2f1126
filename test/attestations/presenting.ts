import { createProof, type Signer } from '../../src/identity/index.ts'
import { type Instant, instantText, type JsonObject } from '../../src/kernel/index.ts'
import { START } from '../support/node.ts'

export interface Asking {
  readonly challenge: string
  readonly domain: string
}

/** A presentation as a member's wallet makes it: of these credentials, for this challenge and domain. */
export function present(
  holder: Signer,
  credentials: readonly JsonObject[],
  { challenge, domain }: Asking,
  changes: { readonly document?: JsonObject; readonly proof?: JsonObject; readonly at?: Instant } = {},
): JsonObject {
  const document: JsonObject = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: holder.did,
    verifiableCredential: credentials,
    ...changes.document,
  }
  const options = { proofPurpose: 'authentication', challenge, domain, ...changes.proof }
  return { ...document, proof: createProof(document, holder, instantText(changes.at ?? START), options) }
}
