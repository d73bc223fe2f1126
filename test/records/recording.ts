import {
  type AgreementDocument,
  agreementAggregate,
  commentAggregate,
  documentHash,
} from '../../src/agreements/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import { forkAggregate, type SealedEntry } from '../../src/log/index.ts'
import {
  type RecordBody,
  type RecordState,
  type RecordView,
  recordAggregate,
  recordId,
  viewRecord,
} from '../../src/records/index.ts'
import { alder, birch, cedar, elm, firstDocument, roles, START, Words } from '../agreements/agreeing.ts'
import { History, type WriteOptions } from '../support/history.ts'

export { alder, birch, cedar, dogwood, elm, START } from '../agreements/agreeing.ts'

const AGGREGATES = [agreementAggregate, commentAggregate, recordAggregate, forkAggregate]

/** Three types of records: each needs another consent. */
export const RECORD_TYPES = [
  { name: 'visit', consent: 'ONE', authors: ['PROPOSER', 'COUNTERPARTY', 'GUARANTOR'] },
  { name: 'note', consent: 'NONE', authors: ['PROPOSER', 'COUNTERPARTY'] },
  { name: 'rule', consent: 'ALL', authors: ['PROPOSER', 'COUNTERPARTY'] },
].map((type) => ({ ...type, description: null, schema: { properties: { text: { type: 'string' } } } }))

/** Alder, birch and cedar record under it, cedar as guarantor; elm reads. */
export function recordDocument(changes: Partial<AgreementDocument> = {}): AgreementDocument {
  return firstDocument({
    type: 'CUSTOM',
    terms: { name: 'An orchard', terms: {}, recordTypes: RECORD_TYPES },
    parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'GUARANTOR'], [elm, 'WITNESS']),
    ...changes,
  } as Partial<AgreementDocument>)
}

/** What can be said of records under one agreement, each as one line of a test; counts or not as the fold says. */
export class Recording extends Words {
  /** A desk at which the agreement has just been concluded: as nodes do it, a first entry answers the document itself. */
  static open(document: AgreementDocument = recordDocument()): {
    readonly said: Recording
    readonly decision: SealedEntry
  } {
    const said = Recording.blank(document)
    said.propose(alder, document)
    const desks = [birch, cedar].map((signer) => ({ signer, desk: said.split() }))
    const signed = desks.map(({ signer, desk }) => desk.sign(signer, document))
    for (const { desk } of desks) said.hear(desk)
    return { said, decision: said.activate(alder, document, signed) }
  }

  /** A desk at which nothing has been said. */
  static blank(document: AgreementDocument = recordDocument()): Recording {
    return new Recording(new History(document.agreementId, AGGREGATES).desk(START))
  }

  override split(): Recording {
    return new Recording(this.desk.split())
  }

  body(decision: SealedEntry, changes: Partial<RecordBody> = {}): RecordBody {
    const documentHash = decision.entry.body.documentHash as RecordBody['documentHash']
    const inForce = { documentHash, decision: decision.hash }
    return { type: 'visit', payload: { text: 'We came.' }, reference: null, nonce: 'n', ...inForce, ...changes }
  }

  add(signer: Signer, decision: SealedEntry, changes: Partial<RecordBody> = {}): SealedEntry {
    return this.#write(signer, 'record.added', this.body(decision, changes) as JsonObject)
  }

  confirm(signer: Signer, added: SealedEntry): SealedEntry {
    return this.#write(signer, 'record.confirmed', { recordId: added.entry.subject })
  }

  dispute(signer: Signer, added: SealedEntry): SealedEntry {
    return this.#write(signer, 'record.disputed', { recordId: added.entry.subject, reason: 'It rained.' })
  }

  takeBack(signer: Signer, added: SealedEntry): SealedEntry {
    return this.#write(signer, 'record.withdrawn', { recordId: added.entry.subject, reason: null })
  }

  /** The view of a record; null where nothing of it counts. */
  record(added: SealedEntry): RecordView | null {
    const state = this.desk.history.state<RecordState | null>(added.entry.subject)
    return state === null ? null : viewRecord(state)
  }

  /** It follows everything that the desk has seen, as an entry of a node does. */
  #write(signer: Signer, kind: string, body: JsonObject, options: WriteOptions = {}): SealedEntry {
    return this.desk.write(signer, kind, body, { after: this.desk.heads(), ...options })
  }
}

export function idOf(author: Signer, document: AgreementDocument, body: RecordBody): string {
  return recordId(document.agreementId, author.did, body)
}

export { documentHash }
