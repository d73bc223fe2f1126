import {
  type Agreement,
  type AgreementDocument,
  type AgreementView,
  type AmendmentView,
  agreementAggregate,
  amendmentDocumentOf,
  asAgreement,
  asDraft,
  type Draft,
  decodeDocument,
  documentJson,
  endedAt,
  finalExpiry,
  firstEntryOf,
  refuseAgreements as refuse,
  viewAgreement,
  viewAmendment,
} from '../../agreements/index.ts'
import { createProof, type DataIntegrityProof } from '../../identity/index.ts'
import {
  type Did,
  done,
  type Hash,
  type Instant,
  type JsonObject,
  ok,
  PUBLIC_SCOPE,
  type Result,
  type Scope,
} from '../../kernel/index.ts'
import { RULE_SET } from '../../log/index.ts'
import type { CommandContext, StoreReader } from '../../node/index.ts'
import { asCooperative } from '../../registry/index.ts'

export interface FoundAgreement {
  readonly scope: Scope
  readonly state: Agreement
  readonly view: AgreementView
}

export interface FoundAmendment extends FoundAgreement {
  readonly amendment: AmendmentView
}

/** An agreement that has been proposed, as of now. */
export async function findAgreement({ tx, now }: CommandContext, id: string): Promise<Result<FoundAgreement>> {
  const [row] = await tx.subjects(id as Scope, [id])
  if (row?.aggregate === 'draft') {
    return refuse('agreements.wrong-state', `${id} is a draft: propose it first`)
  }
  if (row === undefined || row.aggregate !== 'agreement' || row.state === null) {
    return refuse('agreements.not-found', `${id} is no agreement that this node knows`)
  }
  const state = asAgreement(row.state)
  return ok({ scope: row.scope, state, view: viewAgreement(state, now) })
}

/** When each of these agreements ended, as of now; those that have not are left out. */
export async function endsOf(
  reader: Pick<StoreReader, 'scopeSubjects'>,
  scopes: readonly Scope[],
  now: Instant,
): Promise<ReadonlyMap<Scope, Instant>> {
  const rows = scopes.length === 0 ? [] : await reader.scopeSubjects([...new Set(scopes)])
  return new Map(
    rows.flatMap(({ scope, aggregate, state }) => {
      const end = aggregate !== agreementAggregate.name || state === null ? null : endedAt(asAgreement(state), now)
      return end === null ? [] : [[scope, end]]
    }),
  )
}

/** An amendment by its id, in any agreement. */
export async function findAmendment(context: CommandContext, id: string): Promise<Result<FoundAmendment>> {
  const hash = amendmentDocumentOf(id)
  const [scope] = hash === null ? [] : await context.tx.scopesOfDocument(hash)
  const found = scope === undefined ? null : await findAgreement(context, scope)
  const amendment = hash === null || !found?.ok ? null : viewAmendment(found.value.state, hash, context.now)
  if (!found?.ok || amendment === null) {
    return refuse('agreements.not-found', `${id} is no amendment that this node knows`)
  }
  return ok({ ...found.value, amendment })
}

/** A draft of this node's own. */
export async function findDraft({ tx }: CommandContext, id: string): Promise<Result<Draft>> {
  const [row] = await tx.subjects(id as Scope, [id])
  if (row?.aggregate === 'draft' && row.state !== null) return ok(asDraft(row.state))
  return row === undefined
    ? refuse('agreements.not-found', `${id} is no draft of this node`)
    : refuse('agreements.not-a-draft', `${id} has been proposed and is no draft: change it by an amendment`)
}

/** This cooperative's own signature under a document, or the one made externally that was passed in. */
export function proofFor(
  { signer, now }: CommandContext,
  document: AgreementDocument,
  given?: JsonObject | null | undefined,
): DataIntegrityProof {
  if (given !== null && given !== undefined) return given as DataIntegrityProof
  return createProof(documentJson(document), signer, new Date(now).toISOString())
}

/** The guard: each other party has announced itself, so that this node knows where to send the document. */
export async function checkKnown({ tx, self }: CommandContext, dids: readonly Did[]): Promise<Result<void>> {
  const others = dids.filter((did) => did !== self)
  const rows = await tx.subjects(PUBLIC_SCOPE, others)
  const known = new Set(
    rows.filter(({ state }) => state !== null && asCooperative(state).announcement !== null).map(({ id }) => id),
  )
  const unknown = others.find((did) => !known.has(did))
  if (unknown === undefined) return done
  return refuse(
    'agreements.unknown-counterparty',
    `${unknown} has not announced itself to this node; connect to its node first, or leave it out`,
  )
}

/** The document with the hash of the first public entry of each of its parties, as this node knows it. */
export async function withFirstEntries(
  { tx }: CommandContext,
  document: AgreementDocument,
): Promise<Result<AgreementDocument>> {
  const parties: JsonObject[] = []
  for (const party of document.parties) {
    const firstEntry = firstEntryOf(party) ?? (await firstEntriesOf(tx, party.did))[0] ?? null
    parties.push({ ...party, firstEntry })
  }
  return decodeDocument({ ...documentJson(document), ruleSet: RULE_SET, parties })
}

/** The guard: a document gives each party the first public entry that this node knows. */
export async function checkFirstEntries({ tx }: CommandContext, document: AgreementDocument): Promise<Result<void>> {
  for (const party of document.parties) {
    const { did } = party
    const firstEntry = firstEntryOf(party)
    const known = firstEntry === null ? [] : await firstEntriesOf(tx, did)
    if (firstEntry === null || known.length === 0 || known.includes(firstEntry)) continue
    const message = `the document says that the public log of ${did} begins with ${firstEntry}; this node knows it to begin with ${known[0]}`
    return refuse('agreements.other-beginning', message)
  }
  return done
}

/** The first entries of a cooperative's public log: more than one only if it forked that. */
async function firstEntriesOf(reader: StoreReader, did: Did): Promise<readonly Hash[]> {
  const entries = await reader.logAfter(PUBLIC_SCOPE, did, 0, 2)
  return entries.filter(({ entry }) => entry.seq === 1).map(({ hash }) => hash)
}

/** The guard: nothing is signed that would expire before it begins. */
export function checkTimely(document: AgreementDocument, now: Instant): Result<void> {
  if (document.signBefore !== null && document.signBefore <= now) {
    return refuse('agreements.past-deadline', `it had to be signed before ${iso(document.signBefore)}`)
  }
  const expiry = finalExpiry(document)
  if (expiry === null || expiry > now) return done
  return refuse('agreements.bad-dates', `it would have expired on ${iso(expiry)}: set a later expiryDate`)
}

/** The guard: a client that states which document it has read signs no other. */
export function checkSameDocument(expected: string, given: string | null | undefined): Result<void> {
  if (given === null || given === undefined || given === expected) return done
  return refuse('agreements.other-document', `the document to sign is ${expected}, not ${given}: read it again`)
}

/** Writes one entry about an agreement and returns the agreement's id. */
export async function say(
  context: CommandContext,
  scope: Scope,
  kind: string,
  body: JsonObject,
): Promise<Result<JsonObject>> {
  const written = await context.write({ kind, scope, body })
  return written.ok ? ok({ agreementId: scope }) : written
}

function iso(at: Instant): string {
  return new Date(at).toISOString()
}
