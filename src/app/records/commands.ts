import { leavingParties, refuseAgreements } from '../../agreements/index.ts'
import { type JsonObject, ok, type Result, type Scope } from '../../kernel/index.ts'
import { type CommandContext, type Run, refuseForkers } from '../../node/index.ts'
import {
  asRecord,
  checkRecord,
  hasConfirmed,
  recordId as idOfRecord,
  type RecordState,
  refuseRecords as refuse,
} from '../../records/index.ts'
import { findAgreement } from '../agreements/facts.ts'
import { findBasis } from '../agreements/in-force.ts'
import type { AddRecordInput, ConfirmRecordInput, DisputeRecordInput, WithdrawRecordInput } from './inputs.ts'

/** Adds a record of a type that the document in force describes; answers its id. */
export function addRecord({ agreementId, type, payload, reference = null }: AddRecordInput): Run {
  return async (context) => {
    const basis = await findBasis(context, agreementId, 'CUSTOM')
    if (!basis.ok) return basis
    const { scope, document, inForce, answers } = basis.value
    const checked = checkRecord(document, context.self, { type, payload })
    if (!checked.ok) return checked
    const body = { type, payload, reference, nonce: context.nonce(), ...inForce }
    const written = await context.write({ kind: 'record.added', scope, body, answers })
    return written.ok ? ok({ recordId: idOfRecord(scope, context.self, body) }) : written
  }
}

/** Consents to another party's record, for good. To confirm again succeeds and changes nothing. */
export function confirmRecord({ recordId }: ConfirmRecordInput): Run {
  return async (context) => {
    const found = await findRecord(context, recordId)
    if (!found.ok) return found
    const { scope, state } = found.value
    if (hasConfirmed(state, context.self)) return ok({ recordId })
    const staying = await checkStaying(context, scope, state)
    if (!staying.ok) return staying
    const forker = await refuseForkers(context, [state.author])
    return forker.ok ? await say(context, found.value, 'record.confirmed', { recordId }) : forker
  }
}

/** States that another party's record is wrong. */
export function disputeRecord({ recordId, reason }: DisputeRecordInput): Run {
  return async (context) => {
    const found = await findRecord(context, recordId)
    return found.ok ? await say(context, found.value, 'record.disputed', { recordId, reason }) : found
  }
}

/** Takes back a record of this cooperative's own that is not confirmed. */
export function withdrawRecord({ recordId, reason = null }: WithdrawRecordInput): Run {
  return async (context) => {
    const found = await findRecord(context, recordId)
    return found.ok ? await say(context, found.value, 'record.withdrawn', { recordId, reason }) : found
  }
}

interface FoundRecord {
  readonly scope: Scope
  readonly state: RecordState
}

async function findRecord({ tx }: CommandContext, id: string): Promise<Result<FoundRecord>> {
  for (const { scope, aggregate, state } of await tx.subjectsAnywhere([id])) {
    if (aggregate === 'record' && state !== null) return ok({ scope, state: asRecord(state) })
  }
  return refuse('records.unknown-record', `${id} is no record that this node knows`)
}

/** The guard: a record by an author about to leave may lapse with it. */
async function checkStaying(context: CommandContext, scope: Scope, { author }: RecordState): Promise<Result<void>> {
  const agreement = await findAgreement(context, scope)
  if (!agreement.ok) return agreement
  const leaving = leavingParties(agreement.value.view).get(author)
  if (leaving === undefined) return ok(undefined)
  const message = `${author} has signed ${leaving}, which removes it: wait until that is in force, declined or withdrawn`
  return refuseAgreements('agreements.leaving', message)
}

async function say(
  context: CommandContext,
  { scope, state }: FoundRecord,
  kind: string,
  body: JsonObject,
): Promise<Result<JsonObject>> {
  const written = await context.write({ kind, scope, body })
  return written.ok ? ok({ recordId: state.id }) : written
}
