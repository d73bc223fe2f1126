import {
  type Attestation,
  attestationAggregate,
  issueCredential,
  type Statement,
} from '../../src/attestations/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import { type Hash, type Instant, type JsonObject, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { forkAggregate, type SealedEntry } from '../../src/log/index.ts'
import { type Desk, History } from '../support/history.ts'
import { START, signerNumber } from '../support/node.ts'

export const alder = signerNumber(1)
export const birch = signerNumber(2)
export const cedar = signerNumber(3)
export const DAY_MS = 24 * 60 * 60 * 1000

type Said = Omit<Statement, 'issuer'>

/** What alder says of birch, unless the changes say otherwise. */
export function statement(changes: Partial<Said> = {}): Said {
  return {
    subject: birch.did,
    type: 'MemberInGoodStanding',
    claims: { memberSince: 2019 },
    evidence: [],
    validFrom: START,
    validUntil: (START + DAY_MS) as Instant,
    ...changes,
  }
}

export function credentialOf(issuer: Signer, changes: Partial<Said> = {}, scope: Scope = PUBLIC_SCOPE): JsonObject {
  return issueCredential(statement(changes), scope, issuer, START).credential
}

export function idOfCredential(credential: JsonObject): string {
  return String(credential.id).replace('urn:rochdale:', '')
}

export function newHistory(): History {
  return new History(PUBLIC_SCOPE, [attestationAggregate, forkAggregate])
}

/** Writes a credential as it is, right or wrong. */
export function issue(
  desk: Desk,
  author: Signer,
  credential: JsonObject,
  documentHash: Hash | null = null,
): SealedEntry {
  const subject = idOfCredential(credential)
  return desk.write(author, 'attestation.issued', { credential, documentHash }, { subject })
}

export function revoke(desk: Desk, author: Signer, credential: JsonObject, reason: string | null = null): SealedEntry {
  return desk.write(author, 'attestation.revoked', { attestationId: idOfCredential(credential), reason })
}

export function stateOf(history: History, credential: JsonObject): Attestation {
  return history.state<Attestation>(idOfCredential(credential))
}

/** An attestation as the fold would give it, without the entries. */
export function attested(
  issuer: Signer,
  changes: Partial<Said> = {},
  revoked: Attestation['revoked'] = null,
): Attestation {
  const credential = credentialOf(issuer, changes)
  return {
    id: idOfCredential(credential),
    issued: { hash: 'a'.repeat(64) as Hash, at: START, credential },
    revoked,
  }
}
