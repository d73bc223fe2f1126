import { type Did, decodeShape, type Json, ok, type Result, shape } from '../../kernel/index.ts'
import type { SetOff } from '../../netting/index.ts'
import { refuse } from '../refusals.ts'

/** Maximum size of one result in bytes: that of an attachment. */
export const RESULT_BYTES_MAX = 64 * 1024 * 1024
export const ALGORITHM_CHARS_MAX = 100
const TOTAL = /^(0|[1-9]\d{0,39})$/
const LEVEL_MAX = 1_000_000_000
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** One obligation of a result, from debtor to creditor; `backward` if the creditor owes the debtor back. */
export interface ListedObligation {
  readonly id: string
  /** Index into the parties. */
  readonly from: number
  readonly to: number
  readonly backward: boolean
  /** The sum that all cycles set off. */
  readonly amount: bigint
}

export interface ListedCycle {
  readonly amount: bigint
  /** Indices into the obligations: each one's creditor is the next one's debtor. */
  readonly obligations: readonly number[]
}

/** A round's proposed result, as in its attachment (SPEC, "The result"). */
export interface RoundResult {
  readonly algorithm: string
  readonly currency: string
  readonly grossTotal: bigint
  readonly setOffTotal: bigint
  /** All parties that owe or are owed, sorted. */
  readonly parties: readonly Did[]
  /** One for each party. */
  readonly levels: readonly number[]
  /** Only those of which something is set off, sorted by id. */
  readonly obligations: readonly ListedObligation[]
  readonly cycles: readonly ListedCycle[]
}

const read = new WeakMap<Uint8Array, Result<RoundResult>>()

/** Decodes a result; cached by bytes object, however many entries of its round are folded. */
export function decodeResult(bytes: Uint8Array): Result<RoundResult> {
  const before = read.get(bytes)
  if (before !== undefined) return before
  const result = readResult(bytes)
  read.set(bytes, result)
  return result
}

/** A result in the netting engine's form, so that it can be verified against the inputs. */
export function setOffOf(result: RoundResult): SetOff {
  const { algorithm, parties, levels, obligations, cycles, grossTotal, setOffTotal } = result
  return {
    algorithm,
    participants: parties,
    grossTotal,
    setOffTotal,
    residualTotal: grossTotal - setOffTotal,
    setOffs: obligations.map(({ id, amount }) => ({ obligation: id, amount })),
    cycles: cycles.map(({ amount, obligations: members }) => ({
      amount,
      obligations: members.map((i) => at(obligations, i).id),
    })),
    levels: parties.map((party, i) => ({ party, level: at(levels, i) })),
  }
}

/** The item at an index that decoding the result has checked. */
export function at<T>(items: readonly T[], i: number): T {
  const item = items[i]
  if (item === undefined) throw new Error(`a result that was read has no index ${i} out of range`)
  return item
}

// Plain loops and no schema library: a result may have a million rows.
function readResult(bytes: Uint8Array): Result<RoundResult> {
  if (bytes.length > RESULT_BYTES_MAX) return bad(`has more than ${RESULT_BYTES_MAX} bytes`)
  const text = readText(bytes)
  if (text === null) return bad('is not strict UTF-8')
  const raw = asFields(readJson(text))
  if (raw === null) return bad('does not have exactly the fields of version 1')
  const { algorithm, currency, parties, levels } = raw
  if (typeof algorithm !== 'string' || algorithm.length > ALGORITHM_CHARS_MAX) return bad('names no algorithm')
  if (!algorithm.isWellFormed() || algorithm.includes('\u0000')) return bad('names no algorithm')
  if (!decodeShape(shape.currency, currency).ok) return bad('names no currency')
  if (!isSortedTexts(parties) || !parties.every((did) => decodeShape(shape.did, did).ok)) {
    return bad('does not list its parties as sorted DIDs')
  }
  if (!Array.isArray(levels) || levels.length !== parties.length || !levels.every(isLevel)) {
    return bad('does not have one whole level for each party')
  }
  const [grossTotal, setOffTotal] = [readTotal(raw.grossTotal), readTotal(raw.setOffTotal)]
  if (grossTotal === null || setOffTotal === null) return bad('has a total that is no amount')
  const obligations = readObligations(raw.obligations, parties.length)
  if (obligations === null)
    return bad('has an obligation that is not [id, from, to, backward, amount], or out of order')
  const cycles = readCycles(raw.cycles, obligations.length)
  if (cycles === null) return bad('has a cycle that is not [amount, [obligation, …]]')
  if (textOf(raw) !== text) return bad('differs from its RFC 8785 form')
  return ok({
    algorithm,
    currency: currency as string,
    grossTotal,
    setOffTotal,
    parties: parties as Did[],
    levels: levels as number[],
    obligations,
    cycles,
  })
}

/** In the order of RFC 8785. */
const FIELDS = [
  'algorithm',
  'currency',
  'cycles',
  'grossTotal',
  'levels',
  'obligations',
  'parties',
  'setOffTotal',
  'v',
] as const
type Fields = Readonly<Record<(typeof FIELDS)[number], Json>>

/**
 * The RFC 8785 form of a result. With the fields in order, JSON.stringify gives it: they contain only lists, whole numbers
 * and well-formed texts, for which both are equal, and it is ten times as fast.
 */
function textOf(fields: Fields): string {
  return JSON.stringify(Object.fromEntries(FIELDS.map((name) => [name, fields[name]])))
}

function readText(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

function asFields(value: Json): Fields | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const fields = value as Fields
  const names = Object.keys(fields)
  const complete = names.length === FIELDS.length && FIELDS.every((name) => Object.hasOwn(fields, name))
  return complete && fields.v === 1 ? fields : null
}

function readObligations(raw: Json | undefined, parties: number): ListedObligation[] | null {
  if (!Array.isArray(raw)) return null
  const listed: ListedObligation[] = []
  for (const row of raw as readonly Json[]) {
    if (!Array.isArray(row) || row.length !== 5) return null
    const [id, from, to, backward, text] = row as readonly Json[]
    const amount = readAmount(text)
    if (typeof id !== 'string' || !/^obl_[0-9a-f]{64}$/.test(id) || amount === null) return null
    if (!isIndex(from, parties) || !isIndex(to, parties) || (backward !== 0 && backward !== 1)) return null
    const previous = listed.at(-1)
    if (previous !== undefined && previous.id >= id) return null
    listed.push({ id, from, to, backward: backward === 1, amount })
  }
  return listed
}

function readCycles(raw: Json | undefined, obligations: number): ListedCycle[] | null {
  if (!Array.isArray(raw)) return null
  const cycles: ListedCycle[] = []
  for (const row of raw as readonly Json[]) {
    if (!Array.isArray(row) || row.length !== 2) return null
    const [text, members] = row as readonly Json[]
    const amount = readAmount(text)
    if (amount === null || !Array.isArray(members) || members.length === 0) return null
    if (!(members as readonly Json[]).every((i) => isIndex(i, obligations))) return null
    cycles.push({ amount, obligations: members as number[] })
  }
  return cycles
}

function readAmount(raw: Json | undefined): bigint | null {
  const amount = readTotal(raw)
  return amount === 0n ? null : amount
}

/** Overpayments add up, so that a set-off may exceed a single amount: all numbers here are totals. */
function readTotal(raw: Json | undefined): bigint | null {
  return typeof raw === 'string' && TOTAL.test(raw) ? BigInt(raw) : null
}

function isIndex(raw: Json | undefined, length: number): raw is number {
  return typeof raw === 'number' && Number.isInteger(raw) && raw >= 0 && raw < length
}

function isLevel(raw: Json): boolean {
  return typeof raw === 'number' && Number.isInteger(raw) && Math.abs(raw) <= LEVEL_MAX
}

function isSortedTexts(raw: Json | undefined): raw is readonly string[] {
  if (!Array.isArray(raw)) return false
  return raw.every((text, i) => typeof text === 'string' && (i === 0 || raw[i - 1] < text))
}

function bad(flaw: string) {
  return refuse('clearing.bad-result', `the attached result ${flaw}`)
}
