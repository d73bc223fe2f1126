import { type DocumentOf, documentInForce, recordTypesOf, signingParties } from '../../agreements/index.ts'
import { type Did, decodeShape, done, ok, type Result } from '../../kernel/index.ts'
import { type EntryContext, type EntryKind, withKey } from '../../log/index.ts'
import { checkValue } from '../../typedef/index.ts'
import { type RecordBody, type RecordState, recordBodyShape, recordId } from '../record.ts'
import { refuse } from '../refusals.ts'

/** A signing party records something of a type that the document in force describes. */
export const recordAdded: EntryKind<RecordBody, RecordState> = {
  name: 'record.added',
  decode: (raw) => decodeShape(recordBodyShape, raw),
  subject: (body, { scope, author }) => recordId(scope, author, body),
  readsScopeState: true,
  lapses: true,
  check: (state, body, context) => {
    if (state !== null) return refuse('records.already-added', 'this record was added already')
    const document = documentInForce(context, body, 'CUSTOM')
    if (!document.ok) return document
    const checked = checkRecord(document.value, context.author, body)
    return checked.ok ? done : checked
  },
  evolve: (state, body, context) => {
    const known = state ?? begin(body, context)
    return { ...known, added: withKey(known.added, context.hash, context.at) }
  },
}

/** R1: a document's type of a record, which its author may add and its payload fits. */
export function checkRecord(
  { terms, parties }: DocumentOf<'CUSTOM'>,
  author: Did,
  { type: name, payload }: Pick<RecordBody, 'type' | 'payload'>,
): Result<ReturnType<typeof recordTypesOf>[number]> {
  const types = recordTypesOf(terms)
  const type = types.find((candidate) => candidate.name === name)
  if (type === undefined) {
    const known = types.map((candidate) => candidate.name).join(', ')
    const help = known === '' ? 'it has no records' : `use one of ${known}`
    return refuse('records.unknown-type', `the agreement knows no records of the type ${name}: ${help}`)
  }
  const role = parties.find(({ did }) => did === author)?.role
  if (!type.authors.some((allowed) => allowed === role)) {
    return refuse('records.not-an-author', `records of the type ${name} are added by ${type.authors.join(', ')}`)
  }
  const checked = checkValue(type.schema, payload)
  return checked.ok ? ok(type) : refuse('records.bad-payload', `the payload is no ${name}: ${checked.refusal.message}`)
}

function begin(body: RecordBody, context: EntryContext): RecordState {
  const { author, scope } = context
  const document = documentInForce(context, body, 'CUSTOM')
  const type = document.ok ? checkRecord(document.value, author, body) : document
  if (!document.ok || !type.ok) throw new Error(`a record that counts has a type: ${body.type}`)
  return {
    id: recordId(scope, author, body),
    agreement: scope,
    author,
    type: body.type,
    payload: body.payload,
    reference: body.reference,
    documentHash: body.documentHash,
    consent: type.value.consent,
    signers: signingParties(document.value),
    added: {},
    confirmations: {},
    disputes: {},
    withdrawals: {},
  }
}
