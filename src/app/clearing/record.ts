import {
  type ClearingCurrency,
  type ObligationBody,
  type ObligationState,
  obligationBodyShape,
  obligationId,
  otherSide,
  REFERENCE_CHARS_MAX,
  refuseClearing as refuse,
  signedBy,
  standingOf,
} from '../../clearing/index.ts'
import {
  decodeShape,
  type Hash,
  isVisible,
  type JsonObject,
  ok,
  type Refusal,
  type Refused,
  type Result,
} from '../../kernel/index.ts'
import type { CommandContext, Run, WriteIntent } from '../../node/index.ts'
import { isUsageId } from '../../resources/index.ts'
import { type Arrangement, findArrangement, findStates } from './facts.ts'
import { DebtGuards, guardOffer, guardOperational } from './guards.ts'
import type { ObligationRowInput, RecordObligationInput, RecordObligationsInput } from './inputs.ts'

export const ROWS_MAX = 10_000
const DAY_MS = 86_400_000
/** Maximum number of bad rows listed in a refusal. */
const ROW_ERRORS_MAX = 100

/** A bad row of a batch: its index from 0, and why. */
export type RowError = { readonly index: number } & Refusal

/** The refusal of a batch, with its bad rows. */
export type RowsRefusal = Refusal & { readonly errors: readonly RowError[] }

export interface RecordOptions {
  /** Whether equal bodies that the other side has recorded may be confirmed, which is binding. */
  readonly mayConfirm?: boolean
}

/** Records one debt, as its debtor or its creditor. */
export function recordObligation(input: RecordObligationInput, options: RecordOptions = {}): Run {
  return async (context) => {
    const outcome = await recordRows(context, input.agreementId, [input], options)
    if (!outcome.ok) return outcome
    const [row] = outcome.value
    if (row === undefined) throw new Error('one row has one outcome')
    return row.ok ? ok({ obligationId: row.value }) : row
  }
}

/** Records many debts, atomically; every bad row is reported. */
export function recordObligations(input: RecordObligationsInput, options: RecordOptions = {}): Run {
  return async (context) => {
    const { agreementId, obligations } = input
    if (obligations.length === 0 || obligations.length > ROWS_MAX) {
      return refuse('clearing.bad-input', `a batch has 1 to ${ROWS_MAX} rows, this one ${obligations.length}`)
    }
    const outcome = await recordRows(context, agreementId, obligations, options)
    if (!outcome.ok) return outcome
    const errors = outcome.value.flatMap((row, index) => (row.ok ? [] : [{ index, ...row.refusal }]))
    if (errors.length > 0) return badRows(errors, obligations.length)
    return ok({ obligationIds: outcome.value.flatMap((row) => (row.ok ? [row.value] : [])) })
  }
}

/** Checks every row, then, if all are valid, writes every row. */
async function recordRows(
  context: CommandContext,
  agreementId: string,
  rows: readonly ObligationRowInput[],
  { mayConfirm = true }: RecordOptions,
): Promise<Result<Result<string>[]>> {
  const arrangement = await findArrangement(context.tx, agreementId, context.now)
  if (!arrangement.ok) return arrangement
  const operational = guardOperational(arrangement.value)
  if (!operational.ok) return operational
  const { documentHash } = arrangement.value.view
  const bodies = rows.map((row) => decodeRow(row, documentHash, context.nonce))
  const recorder = await Recorder.create(context, arrangement.value, bodies)
  const planned: Result<PlannedRow>[] = []
  for (const body of bodies) {
    const plan = await recorder.plan(body)
    const isConfirming = plan.ok && plan.value.intent?.kind === 'obligation.confirmed'
    planned.push(isConfirming && !mayConfirm ? confirmingRefused() : plan)
  }
  if (planned.every((plan) => plan.ok)) {
    for (const { value } of planned) {
      const written = value.intent === null ? ok(null) : await context.write(value.intent)
      if (!written.ok) return written
    }
  }
  return ok(planned.map((plan) => (plan.ok ? ok(plan.value.id) : plan)))
}

/** The plan for a row: an entry to write, or nothing if this node has signed the same before. */
interface PlannedRow {
  readonly id: string
  readonly intent: WriteIntent | null
}

/** Checks each row of a batch against the agreement, the existing debts, and the rows before it. */
class Recorder {
  readonly #context: CommandContext
  readonly #arrangement: Arrangement
  readonly #known: ReadonlyMap<string, ObligationState>
  readonly #guards: DebtGuards
  readonly #seen = new Set<string>()

  private constructor(context: CommandContext, arrangement: Arrangement, known: ReadonlyMap<string, ObligationState>) {
    this.#context = context
    this.#arrangement = arrangement
    this.#known = known
    this.#guards = new DebtGuards(context, arrangement)
  }

  static async create(
    context: CommandContext,
    arrangement: Arrangement,
    bodies: readonly Result<ObligationBody>[],
  ): Promise<Recorder> {
    const { scope } = arrangement
    const ids = bodies.flatMap((body) => (body.ok ? [obligationId(scope, body.value)] : []))
    if (ids.length > 1) await context.prefetch(scope, ids)
    return new Recorder(context, arrangement, await findStates(context.tx, scope, ids))
  }

  async plan(body: Result<ObligationBody>): Promise<Result<PlannedRow>> {
    const { scope } = this.#arrangement
    if (!body.ok) return body
    const currency = guardOffer(this.#arrangement, this.#context.self, body.value)
    if (!currency.ok) return currency
    const id = obligationId(scope, body.value)
    if (this.#seen.has(id)) {
      return refuse('clearing.reference-taken', `the reference ${body.value.reference} is used twice in this batch`)
    }
    this.#seen.add(id)
    const before = this.#known.get(id)
    if (before !== undefined && !standingOf(before).withdrawn) {
      return await this.#repeat(before, body.value, currency.value)
    }
    const guarded = await this.#guards.checkOffer(body.value, currency.value, BigInt(body.value.amount))
    return guarded.ok ? ok({ id, intent: recordIntent(scope, body.value) }) : guarded
  }

  /** A reference that exists already: a repetition, recorded by the other side, or taken. */
  async #repeat(
    before: ObligationState,
    body: ObligationBody,
    { scale }: ClearingCurrency,
  ): Promise<Result<PlannedRow>> {
    const { self } = this.#context
    const { id } = before
    const isSame = (hash: Hash) => {
      const known = before.bodies[hash]
      return known?.amount === body.amount && known.dueDate === body.dueDate && known.scale === scale
    }
    const own = signedBy(before, self)
    if (own !== null) return isSame(own) ? ok({ id, intent: null }) : referenceTaken(body)
    const theirs = signedBy(before, otherSide(body, self))
    if (theirs === null || !isSame(theirs)) return referenceTaken(body)
    const guarded = await this.#guards.checkSigning(before, theirs)
    if (!guarded.ok) return guarded
    const { scope } = this.#arrangement
    return ok({ id, intent: { kind: 'obligation.confirmed', scope, body: { obligationId: id, bodyHash: theirs } } })
  }
}

function decodeRow(row: ObligationRowInput, documentHash: Hash, nonce: () => string): Result<ObligationBody> {
  if (row.amount === '0') return refuse('clearing.zero-amount', 'an amount is at least "1"')
  const { debtor, creditor, amount, currency, reference, dueDate } = row
  if (reference != null && (!isVisible(reference) || reference.length > REFERENCE_CHARS_MAX)) {
    return refuse(
      'clearing.bad-input',
      `a reference has 1 to ${REFERENCE_CHARS_MAX} characters, one of them visible; leave it out to get one`,
    )
  }
  if (isUsageId(reference ?? '')) {
    return refuse('clearing.bad-input', 'a reference of the form use_… is kept for the charge of that use')
  }
  return decodeShape(obligationBodyShape, {
    debtor,
    creditor,
    amount,
    currency,
    reference: reference ?? nonce(),
    // A due date is a calendar day: the same one in every time zone.
    dueDate: dueDate == null ? null : Math.floor(dueDate / DAY_MS) * DAY_MS,
    documentHash,
  })
}

function recordIntent(scope: Arrangement['scope'], body: ObligationBody): WriteIntent {
  return { kind: 'obligation.recorded', scope, body: body as JsonObject }
}

function referenceTaken({ reference }: ObligationBody): Refused {
  return refuse(
    'clearing.reference-taken',
    `${reference} already names another debt between these two: confirm or dispute that one, or take another reference`,
  )
}

function confirmingRefused(): Refused {
  return refuse(
    'clearing.signers-only',
    'the other side has recorded this already: to record it too is to confirm it, which needs a token with the role SIGNER',
  )
}

function badRows(errors: readonly RowError[], rows: number): Refused {
  const { refusal } = refuse('clearing.bad-rows', `${errors.length} of ${rows} rows are wrong, so none was recorded`)
  const detailed: RowsRefusal = { ...refusal, errors: errors.slice(0, ROW_ERRORS_MAX) }
  return { ok: false, refusal: detailed }
}
