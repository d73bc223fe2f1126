import type { Did, Instant } from '../../kernel/index.ts'

/**
 * The open debt of one obligation packed into bytes, so that a database only has to concatenate the bytes of a million,
 * which stay unparsed until the engine. Big-endian: 32 bytes of the id's hash; the numbers of debtor and creditor; the due
 * date in UTC milliseconds, as a double, Infinity if there is none; its amount and the pending payments of it, 24 bytes
 * each: rounds may have totals of 40 digits, and overpayments add up; 1 if the creditor of the obligation owes its debtor.
 */
export const DEBT_BYTES = 97
export const ID_BYTES = 32
const [FROM, TO, DUE, AMOUNT, PENDING, BACKWARD] = [32, 36, 40, 48, 72, 96] as const
const ID_PREFIX = 'obl_'
const ID = /^obl_[0-9a-f]{64}$/

export interface DebtRow {
  readonly id: string
  readonly from: Did
  readonly to: Did
  readonly backward: boolean
  readonly amount: string
  readonly pending: string
  readonly dueMs: Instant | null
}

/** Packs a debt into `DEBT_BYTES` bytes, its parties by number. */
export function packDebt(row: DebtRow, numberOf: (party: Did) => number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(DEBT_BYTES)
  const view = new DataView(bytes.buffer)
  bytes.set(idBytes(row.id))
  view.setUint32(FROM, numberOf(row.from))
  view.setUint32(TO, numberOf(row.to))
  view.setFloat64(DUE, row.dueMs ?? Number.POSITIVE_INFINITY)
  for (const [place, text] of [
    [AMOUNT, row.amount],
    [PENDING, row.pending],
  ] as const) {
    const amount = BigInt(text)
    for (const word of [0, 1, 2])
      view.setBigUint64(place + 8 * word, BigInt.asUintN(64, amount >> BigInt(64 * (2 - word))))
  }
  bytes[BACKWARD] = row.backward ? 1 : 0
  return bytes
}

/** Reads rows by their index. */
export class PackedDebts {
  readonly bytes: Uint8Array
  readonly length: number
  readonly #view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.length = bytes.length / DEBT_BYTES
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  id(row: number): Uint8Array {
    return this.bytes.subarray(row * DEBT_BYTES, row * DEBT_BYTES + ID_BYTES)
  }

  /** The first four bytes of the id: uniformly distributed, and in the order of the ids. */
  idHead(row: number): number {
    return this.#view.getUint32(row * DEBT_BYTES)
  }

  from(row: number): number {
    return this.#view.getUint32(row * DEBT_BYTES + FROM)
  }

  to(row: number): number {
    return this.#view.getUint32(row * DEBT_BYTES + TO)
  }

  dueMs(row: number): number {
    return this.#view.getFloat64(row * DEBT_BYTES + DUE)
  }

  backward(row: number): number {
    return this.bytes[row * DEBT_BYTES + BACKWARD] ?? 0
  }

  amount(row: number): bigint {
    return this.#wide(row * DEBT_BYTES + AMOUNT)
  }

  pending(row: number): bigint {
    return this.#wide(row * DEBT_BYTES + PENDING)
  }

  /** The amount as a double; NaN if that would not be exact. */
  smallAmount(row: number): number {
    return this.#small(row * DEBT_BYTES + AMOUNT)
  }

  smallPending(row: number): number {
    return this.#small(row * DEBT_BYTES + PENDING)
  }

  #wide(place: number): bigint {
    const view = this.#view
    return (view.getBigUint64(place) << 128n) | (view.getBigUint64(place + 8) << 64n) | view.getBigUint64(place + 16)
  }

  #small(place: number): number {
    const view = this.#view
    const amount = view.getUint32(place + 16) * 2 ** 32 + view.getUint32(place + 20)
    const isLow =
      (view.getUint32(place) | view.getUint32(place + 4) | view.getUint32(place + 8) | view.getUint32(place + 12)) === 0
    return isLow && amount <= Number.MAX_SAFE_INTEGER ? amount : Number.NaN
  }
}

/** The bytes of an obligation's id, which sort as the ids do. */
function idBytes(id: string): Uint8Array {
  if (!ID.test(id)) throw new Error(`${id} is no obligation's id: obl_ and 64 hexadecimal digits`)
  return Buffer.from(id.slice(ID_PREFIX.length), 'hex')
}

/** The bytes of ids, concatenated. */
export function idColumn(list: readonly string[]): Uint8Array {
  const ids = new Uint8Array(list.length * ID_BYTES)
  for (const [i, id] of list.entries()) ids.set(idBytes(id), i * ID_BYTES)
  return ids
}

/** The id of a row, from the bytes of all ids. */
export function idAt(ids: Uint8Array, row: number): string {
  const hash = Buffer.from(ids.buffer, ids.byteOffset + row * ID_BYTES, ID_BYTES)
  return `${ID_PREFIX}${hash.toString('hex')}`
}

/** The ids of some rows; each row has `rowBytes` bytes and begins with its id. */
export function idsOf(bytes: Uint8Array, rowBytes: number, rows: Int32Array): Uint8Array {
  const ids = new Uint8Array(rows.length * ID_BYTES)
  for (let i = 0; i < rows.length; i++) {
    const place = (rows[i] ?? 0) * rowBytes
    for (let k = 0; k < ID_BYTES; k++) ids[i * ID_BYTES + k] = bytes[place + k] ?? 0
  }
  return ids
}

/** Fills a column; the built-in `from` is ten times as slow. */
export function filled<Column extends Float64Array | Int32Array | Uint32Array | Uint8Array>(
  column: Column,
  valueAt: (i: number) => number,
): Column {
  for (let i = 0; i < column.length; i++) column[i] = valueAt(i)
  return column
}

/** The row of an id among sorted ones; −1 if absent. */
export function rowOfId(ids: Uint8Array, id: string): number {
  if (!ID.test(id)) return -1
  const wanted = idBytes(id)
  let [low, high] = [0, ids.length / ID_BYTES]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareIds(ids, middle, wanted, 0) < 0) low = middle + 1
    else high = middle
  }
  return low * ID_BYTES < ids.length && compareIds(ids, low, wanted, 0) === 0 ? low : -1
}

function compareIds(one: Uint8Array, i: number, other: Uint8Array, j: number): number {
  for (let k = 0; k < ID_BYTES; k++) {
    const difference = (one[i * ID_BYTES + k] ?? 0) - (other[j * ID_BYTES + k] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
