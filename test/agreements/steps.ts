import fc from 'fast-check'
import { type AgreementDocument, agreementAggregate, documentHash } from '../../src/agreements/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Hash, Instant, JsonObject } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import type { Desk } from '../support/history.ts'
import {
  alder,
  amendmentOf,
  birch,
  cedar,
  DAY_MS,
  dogwood,
  elm,
  firstDocument,
  proofOf,
  roles,
  START,
  type Words,
} from './agreeing.ts'

export const KINDS = agreementAggregate.kinds.map(({ name }) => name)
/** What leaves the agreement alive, so that more can be said of it. */
const LASTING = KINDS.filter((kind) => !/declined|breached|proposal.withdrawn|notified/.test(kind))
const ACTORS = [alder, birch, cedar, dogwood] as const

/** Between alder, birch and cedar, read by elm; it expires. */
export const document = firstDocument({
  parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'GUARANTOR'], [elm, 'WITNESS']),
  expiryDate: (START + 3 * DAY_MS) as Instant,
})
const byAlder = amendmentOf(document, alder, { title: 'As alder would have it' })
const leaving = amendmentOf(document, alder, { parties: document.parties.slice(0, 2) })
const joining = amendmentOf(document, birch, {
  parties: [...amendmentOf(document, birch).parties, ...roles([dogwood, 'COUNTERPARTY'])],
})
const DOCUMENTS: readonly AgreementDocument[] = [
  document,
  { ...document, title: 'A twin' },
  byAlder,
  amendmentOf(document, birch, { title: 'As birch would have it' }),
  leaving,
  amendmentOf(document, cedar, { parties: roles([birch, 'COUNTERPARTY'], [cedar, 'PROPOSER']) }),
  joining,
  amendmentOf(byAlder, birch, { expiryDate: null }),
]

/** One thing said, or two desks that hear each other; numbers are taken modulo what there is. */
export const stepArbitrary = fc.record({
  desk: fc.nat(2),
  hears: fc.option(fc.nat(2), { freq: 3 }),
  actor: fc.nat(ACTORS.length - 1),
  /** Mostly whoever could say it and about what is there: else hardly anything would count. */
  sensible: fc.boolean(),
  kind: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...KINDS) },
    { weight: 1, arbitrary: fc.constantFrom(...LASTING) },
  ),
  subject: fc.nat(1000),
  minutes: fc.integer({ min: -600, max: 600 }),
  after: fc.option(fc.array(fc.nat(1000), { maxLength: 3 }), { freq: 6 }),
})
export type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never

export const STAGES = ['proposed', 'concluded', 'suspended', 'amending', 'leaving'] as const
export type Stage = (typeof STAGES)[number]

/** What has been said before a story begins. */
export function begin(words: Words, stage: Stage): void {
  if (stage === 'proposed') words.propose(alder, document)
  else words.conclude(document, [alder, birch, cedar])
  if (stage === 'suspended') {
    words.suspend(birch, document)
    words.notify(cedar, document)
  }
  if (stage === 'amending') {
    words.amend(birch, joining)
    words.sign(alder, joining)
  }
  if (stage === 'leaving') {
    words.amend(alder, leaving)
    for (const signer of [birch, cedar]) words.sign(signer, leaving)
  }
}

/** Alder puts cedar's leaving into force, by the signatures that this desk has seen. */
export function letGo(desk: Desk): void {
  const body = { documentHash: documentHash(leaving), signatures: signaturesIn(desk, leaving) }
  desk.write(alder, 'amendment.effected', body)
}

/** Says one thing at one of these desks, if there is anything to say it about. */
export function play(desks: readonly Desk[], step: Step): void {
  const desk = desks[step.desk]
  const other = step.hears === null ? undefined : desks[step.hears]
  if (desk === undefined) return
  if (other !== undefined) desk.hear(other)
  const said = sentence(desk, step)
  if (said === null) return
  const after = step.after?.flatMap((i) => desk.seen[i % desk.seen.length]?.hash ?? [])
  desk.write(said.signer, step.kind, said.body, {
    at: Math.max(START, desk.now + step.minutes * 60_000),
    ...(after === undefined ? {} : { after }),
  })
}

/** A body of a kind about something that the desk has seen, by somebody who may say it or by anybody. */
function sentence(desk: Desk, step: Step): { signer: Signer; body: JsonObject } | null {
  const { kind } = step
  const agreed = kind.startsWith('amendment') ? DOCUMENTS.slice(2) : DOCUMENTS.slice(0, 2)
  const pool = kind.startsWith('termination') || kind.includes('suspended') ? DOCUMENTS.slice(0, 3) : agreed
  const known = pool.filter((document) => kind.endsWith('proposed') || isKnown(desk, document))
  const document = known[step.subject % known.length]
  if (kind === 'agreement.resumed') return about(desk, step, 'agreement.suspended', 'suspension', true)
  if (kind === 'termination.acknowledged') return about(desk, step, 'termination.notified', 'notice', false)
  if (document === undefined) return null
  const proposer = ACTORS.find(({ did }) => document.parties.some((p) => p.did === did && p.role === 'PROPOSER'))
  const decides = /proposed|withdrawn|activated|effected/.test(kind)
  const actor = ACTORS[step.actor] ?? alder
  const signer = proposer !== undefined && (kind.endsWith('proposed') || (step.sensible && decides)) ? proposer : actor
  return { signer, body: bodyOf(desk, kind, document, signer, step) }
}

function bodyOf(desk: Desk, kind: string, document: AgreementDocument, signer: Signer, step: Step): JsonObject {
  const about = { documentHash: documentHash(document) }
  const party = ACTORS[step.subject % ACTORS.length] ?? alder
  const proof = proofOf(step.sensible || kind.endsWith('proposed') ? document : byAlder, signer)
  const bodies: Readonly<Record<string, JsonObject>> = {
    'agreement.proposed': { document, proof },
    'agreement.signed': { ...about, proof },
    'agreement.declined': { ...about, reason: null },
    'proposal.withdrawn': { ...about, reason: null },
    'agreement.activated': { ...about, signatures: signaturesIn(desk, document) },
    'agreement.suspended': { ...about, reason: 'a flood' },
    'amendment.proposed': { document, description: 'better', proof },
    'amendment.signed': { ...about, proof },
    'amendment.declined': { ...about, reason: null },
    'amendment.withdrawn': { ...about, reason: null },
    'amendment.effected': { ...about, signatures: signaturesIn(desk, document) },
    'termination.consented': { ...about, explanation: null },
    'termination.breached': { ...about, party: party.did, clause: '§1', explanation: 'it rained' },
    'termination.notified': { ...about, explanation: null },
  }
  return bodies[kind] ?? about
}

function about(desk: Desk, step: Step, kind: string, field: string, own: boolean) {
  const found = desk.seen.filter(({ entry }) => entry.kind === kind)
  const named = found[step.subject % found.length]
  if (named === undefined) return null
  const author = ACTORS.find(({ did }) => did === named.entry.author)
  const signer = step.sensible && own && author !== undefined ? author : (ACTORS[step.actor] ?? alder)
  return { signer, body: { [field]: named.hash } }
}

function isKnown(desk: Desk, document: AgreementDocument): boolean {
  const hash = documentHash(document)
  return desk.seen.some(({ entry }) => 'document' in entry.body && hashIn(entry.body) === hash)
}

function hashIn(body: JsonObject): Hash {
  return documentHash(body.document as unknown as AgreementDocument)
}

/** The first signature of each who signed. */
function signaturesIn(desk: Desk, document: AgreementDocument): Hash[] {
  const hash = documentHash(document)
  const bySigner = new Map<string, SealedEntry>()
  for (const sealed of desk.seen) {
    const { kind, body, author } = sealed.entry
    if (kind.endsWith('.signed') && body.documentHash === hash && !bySigner.has(author)) bySigner.set(author, sealed)
  }
  return [...bySigner.values()].map((sealed) => sealed.hash).sort()
}
