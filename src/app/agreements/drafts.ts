import {
  AGREEMENT_TYPES,
  type AgreementDocument,
  agreementIdOf,
  type Draft,
  decodeDraftDocument,
  documentJson,
  draftJson,
  indexDraft,
  NOTICE_DAYS_DEFAULT,
  refuseAgreements as refuse,
} from '../../agreements/index.ts'
import { checkDid } from '../../identity/index.ts'
import { type Did, type JsonObject, ok, type Result, type Scope } from '../../kernel/index.ts'
import { RULE_SET } from '../../log/index.ts'
import type { CommandContext, Run } from '../../node/index.ts'
import { findDraft } from './facts.ts'
import type { CreateDraftInput, DiscardDraftInput, UpdateDraftInput } from './inputs.ts'
import type { AutoRenewalInput, PartyInput } from './terms-inputs.ts'

/** The terms that drafts and amendments share. Absent: unchanged, or nothing agreed. Null: cleared. */
export type CommonTermsInput = Omit<UpdateDraftInput, 'agreementId'>

/** Creates a draft with this cooperative as its proposer. Its id is that of the future agreement. */
export function createDraft(input: CreateDraftInput): Run {
  return async (context) => {
    const { self, now } = context
    const nonce = context.nonce()
    const raw = mergeTerms({ ...BLANK, nonce, agreementId: agreementIdOf(self, nonce) }, input, self)
    const document = raw.ok ? decodeDraftDocument(raw.value, self) : raw
    if (!document.ok) return document
    return await saveDraft(context, { document: document.value, createdAt: now, updatedAt: now }, 'draft.created')
  }
}

/** Changes a draft in the fields that are given. */
export function updateDraft(input: UpdateDraftInput): Run {
  return async (context) => {
    const draft = await findDraft(context, input.agreementId)
    if (!draft.ok) return draft
    const raw = mergeTerms(documentJson(draft.value.document), input, context.self)
    const document = raw.ok ? decodeDraftDocument(raw.value, context.self) : raw
    if (!document.ok) return document
    const changed = { ...draft.value, document: document.value, updatedAt: context.now }
    return await saveDraft(context, changed, 'draft.updated')
  }
}

/** Deletes a draft, which no other node knows. */
export function discardDraft(input: DiscardDraftInput): Run {
  return async (context) => {
    const draft = await findDraft(context, input.agreementId)
    if (!draft.ok) return draft
    const { agreementId } = draft.value.document
    await context.tx.deleteSubject(agreementId, agreementId)
    tell(context, 'draft.discarded', agreementId)
    return ok({ discardedAgreementId: agreementId })
  }
}

/** A document with the fields of an input merged into it; its decoder decides whether the result is valid. */
export function mergeTerms(before: JsonObject, input: CommonTermsInput, self: Did): Result<JsonObject> {
  const cleared = (['title', 'terms', 'parties'] as const).find((field) => input[field] === null)
  if (cleared !== undefined) return refuse('agreements.missing-field', `${cleared} cannot be cleared: give a value`)
  const terms = input.terms === undefined ? ok({}) : termsOf(input.terms ?? {})
  if (!terms.ok) return terms
  const parties = input.parties === undefined ? ok({}) : partiesOf(input.parties ?? [], self)
  if (!parties.ok) return parties
  const given = PLAIN_FIELDS.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]] as const]))
  return ok({
    ...before,
    ...(Object.fromEntries(given) as JsonObject),
    ...(input.noticeDays === undefined ? {} : { noticeDays: input.noticeDays ?? NOTICE_DAYS_DEFAULT }),
    ...(input.autoRenewal === undefined ? {} : { autoRenewal: renewalOf(input.autoRenewal) }),
    ...terms.value,
    ...parties.value,
  })
}

/** The fields that a document takes from the input unchanged. */
const PLAIN_FIELDS = [
  'title',
  'description',
  'effectiveDate',
  'expiryDate',
  'signBefore',
  'governingLaw',
  'disputeResolution',
  'additionalTerms',
] as const

/** An empty first document. */
const BLANK: JsonObject = {
  ruleSet: RULE_SET,
  version: 1,
  base: null,
  description: null,
  effectiveDate: null,
  expiryDate: null,
  signBefore: null,
  noticeDays: NOTICE_DAYS_DEFAULT,
  autoRenewal: null,
  governingLaw: null,
  disputeResolution: null,
  additionalTerms: null,
}

function termsOf(input: object): Result<JsonObject> {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null)
  const [member, terms] = given[0] ?? []
  const type = AGREEMENT_TYPES.find((candidate) => candidate.input === member)
  if (type !== undefined && given.length === 1)
    return ok({ type: type.name, terms: type.fromInput(terms as JsonObject) })
  const members = AGREEMENT_TYPES.map((candidate) => candidate.input).join(', ')
  return refuse('agreements.bad-terms', `terms are of exactly one type: give one of ${members}`)
}

/** The other parties, with this cooperative as proposer, whether or not the input names it so. */
function partiesOf(inputs: readonly PartyInput[], self: Did): Result<JsonObject> {
  for (const { did } of inputs) {
    const checked = checkDid(did)
    if (!checked.ok) return checked
  }
  const others = inputs.filter(({ did, role }) => did !== self || role !== 'PROPOSER')
  const parties = [{ did: self, role: 'PROPOSER' as const }, ...others].map(({ did, role }) => ({
    did,
    role,
    firstEntry: null,
  }))
  return ok({ parties })
}

function renewalOf(input: AutoRenewalInput | null): JsonObject | null {
  return input === null ? null : { period: input.period, maxRenewals: input.maxRenewals ?? null }
}

async function saveDraft(context: CommandContext, draft: Draft, kind: string): Promise<Result<JsonObject>> {
  const { agreementId }: AgreementDocument = draft.document
  await context.tx.saveSubjects([
    {
      scope: agreementId,
      id: agreementId,
      aggregate: 'draft',
      state: draftJson(draft),
      tips: [],
      wakeAt: null,
      index: indexDraft(draft),
    },
  ])
  tell(context, kind, agreementId)
  return ok({ agreementId })
}

function tell(context: CommandContext, kind: string, agreementId: Scope): void {
  context.note({ kind, subjectKind: 'AGREEMENT', subject: agreementId, scope: agreementId })
}
