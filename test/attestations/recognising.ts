import { agreementAggregate, documentHash } from '../../src/agreements/index.ts'
import {
  asRecognition,
  attestationAggregate,
  type Granted,
  type Recognition,
  recognitionAggregate,
} from '../../src/attestations/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Hash, JsonObject } from '../../src/kernel/index.ts'
import { forkAggregate, type SealedEntry } from '../../src/log/index.ts'
import { alder, birch, cedar, dogwood, firstDocument, roles, Words } from '../agreements/agreeing.ts'
import { History } from '../support/history.ts'
import { START, signerNumber } from '../support/node.ts'

export const member = signerNumber(40)
export const PARTIES = [alder, birch, cedar] as const

/** Mutual recognition between alder, birch and cedar, with dogwood as witness. */
export const document = firstDocument({
  parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY'], [dogwood, 'WITNESS']),
  type: 'MUTUAL_RECOGNITION',
  terms: { attestationTypes: ['MemberInGoodStanding', 'Harvest'] },
} as never)

/** A desk where nothing was said yet. */
export function newWords(): Words {
  const aggregates = [agreementAggregate, attestationAggregate, recognitionAggregate, forkAggregate]
  return new Words(new History(document.agreementId, aggregates).desk(START))
}

/** What alder grants a member of birch, unless the changes say otherwise. */
export function grantedBody(decision: Hash, changes: Partial<Granted> = {}): Granted {
  return {
    nonce: 'n',
    documentHash: documentHash(document),
    decision,
    home: birch.did,
    member: member.did,
    attestationType: 'MemberInGoodStanding',
    attestation: `att_${'a'.repeat(64)}`,
    role: null,
    until: null,
    holderProved: true,
    ...changes,
  }
}

/** A grant that follows all that its desk has seen. */
export function grant(words: Words, host: Signer, body: Granted): SealedEntry {
  return words.desk.write(host, 'recognition.granted', body as unknown as JsonObject, { after: words.desk.heads() })
}

export function withdrawRecognition(words: Words, by: Signer, recognitionId: string, reason: string | null = null) {
  return words.desk.write(by, 'recognition.withdrawn', { recognitionId, reason })
}

export function recognitionOf(words: Words, entry: SealedEntry): Recognition {
  return asRecognition(words.desk.history.state(entry.entry.subject))
}
