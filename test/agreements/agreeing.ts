import {
  type Agreement,
  type AgreementDocument,
  type AgreementView,
  agreementAggregate,
  agreementIdOf,
  documentHash,
  documentJson,
  type PartyRole,
  viewAgreement,
} from '../../src/agreements/index.ts'
import { createProof, type Signer, sha256 } from '../../src/identity/index.ts'
import type { Did, Hash, Instant, JsonObject, Scope } from '../../src/kernel/index.ts'
import { forkAggregate, type SealedEntry } from '../../src/log/index.ts'
import { type Desk, History } from '../support/history.ts'
import { START, signerNumber } from '../support/node.ts'

export { START } from '../support/node.ts'

export const DAY_MS = 24 * 60 * 60 * 1000
export const alder = signerNumber(1)
export const birch = signerNumber(2)
export const cedar = signerNumber(3)
export const dogwood = signerNumber(4)
export const elm = signerNumber(5)

const CREATED = '2026-01-01T00:00:00Z'
const NONCE = 'a nonce of the alder'.replaceAll(' ', '-')

/** What documents here say that a party's public log begins with. */
export function beginningOf(did: Did): Hash {
  return sha256(Buffer.from(did))
}

export function roles(...parties: readonly (readonly [Signer, PartyRole])[]): AgreementDocument['parties'] {
  return parties.map(([{ did }, role]) => ({ did, role, firstEntry: beginningOf(did) }))
}

/** A first document between alder, who proposes it, and birch, unless the changes say otherwise. */
export function firstDocument(changes: Partial<AgreementDocument> = {}): AgreementDocument {
  return {
    ruleSet: 2,
    agreementId: agreementIdOf(alder.did, changes.nonce ?? NONCE),
    nonce: NONCE,
    version: 1,
    base: null,
    parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY']),
    signBefore: null,
    type: 'CLEARING_ARRANGEMENT',
    terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '100000' }], nettingPeriod: null },
    title: 'Clearing of the orchard',
    description: null,
    effectiveDate: null,
    expiryDate: null,
    noticeDays: 30,
    autoRenewal: null,
    governingLaw: null,
    disputeResolution: null,
    additionalTerms: null,
    ...changes,
  } as AgreementDocument
}

/** An amendment by one of the base's parties; the others keep their places, a former proposer becomes counterparty. */
export function amendmentOf(
  base: AgreementDocument,
  proposer: Signer,
  changes: Partial<AgreementDocument> = {},
): AgreementDocument {
  const parties = base.parties.map(({ did, role }) => ({
    did,
    firstEntry: beginningOf(did),
    role: did === proposer.did ? ('PROPOSER' as const) : role === 'PROPOSER' ? ('COUNTERPARTY' as const) : role,
  }))
  return { ...base, version: base.version + 1, base: documentHash(base), parties, ...changes } as AgreementDocument
}

export function proofOf(document: AgreementDocument, signer: Signer): JsonObject {
  return createProof(documentJson(document), signer, CREATED)
}

export function newHistory(document: AgreementDocument = firstDocument()): History {
  return new History(document.agreementId, [agreementAggregate, forkAggregate])
}

/** What can be said, each as one line of a test. Every word is written at a desk, and counts or not as the fold says. */
export class Words {
  readonly desk: Desk

  constructor(desk: Desk) {
    this.desk = desk
  }

  say(signer: Signer, kind: string, body: JsonObject, at?: number): SealedEntry {
    return this.desk.write(signer, kind, body, at === undefined ? {} : { at })
  }

  propose(signer: Signer, document: AgreementDocument, at?: number): SealedEntry {
    return this.say(signer, 'agreement.proposed', { document, proof: proofOf(document, signer) }, at)
  }

  sign(signer: Signer, document: AgreementDocument, at?: number): SealedEntry {
    const kind = document.base === null ? 'agreement.signed' : 'amendment.signed'
    const body = { documentHash: documentHash(document), proof: proofOf(document, signer) }
    // A party's first entry answers one whose document names it, or no node takes it.
    const proposed = this.desk.seen.filter(
      ({ entry }) => entry.kind.endsWith('.proposed') && entry.subject === document.agreementId,
    )
    const also = proposed.filter(({ entry }) => isOf(entry.body, document)).map(({ hash }) => hash)
    return this.desk.write(signer, kind, body, { also, ...(at === undefined ? {} : { at }) })
  }

  decline(signer: Signer, document: AgreementDocument, at?: number): SealedEntry {
    const kind = document.base === null ? 'agreement.declined' : 'amendment.declined'
    return this.say(signer, kind, { documentHash: documentHash(document), reason: null }, at)
  }

  withdraw(signer: Signer, document: AgreementDocument, at?: number): SealedEntry {
    const kind = document.base === null ? 'proposal.withdrawn' : 'amendment.withdrawn'
    return this.say(signer, kind, { documentHash: documentHash(document), reason: null }, at)
  }

  activate(signer: Signer, document: AgreementDocument, signed: readonly SealedEntry[], at?: number): SealedEntry {
    return this.say(
      signer,
      'agreement.activated',
      { documentHash: documentHash(document), signatures: hashes(signed) },
      at,
    )
  }

  amend(signer: Signer, document: AgreementDocument, at?: number): SealedEntry {
    const body = { document, description: 'as we said', proof: proofOf(document, signer) }
    return this.say(signer, 'amendment.proposed', body, at)
  }

  effect(signer: Signer, document: AgreementDocument, signed: readonly SealedEntry[], at?: number): SealedEntry {
    const body = { documentHash: documentHash(document), signatures: hashes(signed) }
    return this.say(signer, 'amendment.effected', body, at)
  }

  suspend(signer: Signer, document: AgreementDocument, at?: number): SealedEntry {
    return this.say(signer, 'agreement.suspended', { documentHash: documentHash(document), reason: 'a flood' }, at)
  }

  resume(signer: Signer, suspension: SealedEntry, at?: number): SealedEntry {
    return this.say(signer, 'agreement.resumed', { suspension: suspension.hash }, at)
  }

  consent(signer: Signer, document: AgreementDocument, at?: number): SealedEntry {
    return this.say(signer, 'termination.consented', { documentHash: documentHash(document), explanation: null }, at)
  }

  breach(signer: Signer, party: Signer, document: AgreementDocument, at?: number): SealedEntry {
    const said = { party: party.did, clause: '§3', explanation: 'no cider came' }
    return this.say(signer, 'termination.breached', { documentHash: documentHash(document), ...said }, at)
  }

  notify(signer: Signer, document: AgreementDocument, at?: number): SealedEntry {
    return this.say(signer, 'termination.notified', { documentHash: documentHash(document), explanation: null }, at)
  }

  acknowledge(signer: Signer, notice: SealedEntry, at?: number): SealedEntry {
    return this.say(signer, 'termination.acknowledged', { notice: notice.hash }, at)
  }

  /** Proposed by its proposer, signed by the others, activated. */
  conclude(document: AgreementDocument, signers: readonly Signer[]): SealedEntry {
    const [proposer, ...others] = inOrder(document, signers)
    if (proposer === undefined) throw new Error('nobody proposes')
    this.propose(proposer, document)
    const signed = others.map((signer) => this.sign(signer, document))
    return this.activate(proposer, document, signed)
  }

  /** Proposed by its proposer, signed by the others, made effective. */
  adopt(document: AgreementDocument, signers: readonly Signer[]): SealedEntry {
    const [proposer, ...others] = inOrder(document, signers)
    if (proposer === undefined) throw new Error('nobody proposes')
    this.amend(proposer, document)
    const signed = others.map((signer) => this.sign(signer, document))
    return this.effect(proposer, document, signed)
  }

  split(): Words {
    return new Words(this.desk.split())
  }

  hear(other: Words): void {
    this.desk.hear(other.desk)
  }

  refusal(entry: SealedEntry): string | null {
    return this.desk.history.refusalOf(entry)
  }

  state(): Agreement {
    return this.desk.history.state<Agreement>()
  }

  view(now: number = this.desk.now): AgreementView {
    return viewAgreement(this.state(), now as Instant)
  }
}

/** A desk where nothing was said yet, of the scope of a document. */
export function beginning(document: AgreementDocument = firstDocument()): Words {
  return new Words(newHistory(document).desk(START))
}

export function scopeOf(document: AgreementDocument): Scope {
  return document.agreementId
}

export function didsOf(...signers: readonly Signer[]): Did[] {
  return signers.map(({ did }) => did).sort()
}

/** Whether a proposal brings this document. */
function isOf(body: JsonObject, document: AgreementDocument): boolean {
  return documentHash(body.document as unknown as AgreementDocument) === documentHash(document)
}

function hashes(entries: readonly SealedEntry[]): Hash[] {
  return entries.map(({ hash }) => hash).sort()
}

function inOrder(document: AgreementDocument, signers: readonly Signer[]): Signer[] {
  const isProposer = ({ did }: Signer) => document.parties.some((p) => p.did === did && p.role === 'PROPOSER')
  return [...signers.filter(isProposer), ...signers.filter((signer) => !isProposer(signer))]
}
