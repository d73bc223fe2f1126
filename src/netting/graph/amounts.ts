/**
 * Amounts by index, and one of them. The engine is written once, for numbers; where numbers would not be exact, the
 * same code runs on bigints, so that both make the same choices. It therefore uses only operations on amounts that both
 * types support: +, − and < between amounts, and > against the literal 0. `amountsFor` and `amountFrom` are the only
 * places that cast the types.
 */
export type Amounts = Float64Array
export type Amount = number

/** A column that holds amounts exactly. */
export type AmountColumn = Float64Array | BigInt64Array | readonly bigint[]

/** Doubles for totals up to 2^53 − 1, 64-bit integers below 2^63, bigints beyond. */
export type AmountKind = 'double' | 'int64' | 'bigint'

export function kindFor(grossTotal: bigint): AmountKind {
  if (grossTotal <= BigInt(Number.MAX_SAFE_INTEGER)) return 'double'
  return grossTotal < 1n << 63n ? 'int64' : 'bigint'
}

/** A column of zeros. */
export function amountsFor(length: number, kind: AmountKind): Amounts {
  if (kind === 'double') return new Float64Array(length)
  const disguised: unknown = kind === 'int64' ? new BigInt64Array(length) : new Array<bigint>(length).fill(0n)
  return disguised as Amounts
}

/** One amount in the engine's form. */
export function amountFrom(value: bigint, kind: AmountKind): Amount {
  return kind === 'double' ? Number(value) : (value as unknown as Amount)
}

/** A copy of a column in the engine's form. */
export function amountsFrom(column: AmountColumn, kind: AmountKind): Amounts {
  const amounts = amountsFor(column.length, kind)
  const [isDouble, wanted] = [column instanceof Float64Array, kind === 'double']
  if (isDouble === wanted) for (let i = 0; i < column.length; i++) amounts[i] = column[i] as Amount
  else if (isDouble) for (let i = 0; i < column.length; i++) amounts[i] = amountFrom(BigInt(column[i]!), kind)
  else for (let i = 0; i < column.length; i++) amounts[i] = Number(column[i]!)
  return amounts
}

/** The engine's column in the form of the public API. */
export function columnFrom(amounts: Amounts): AmountColumn {
  return amounts
}

/** The sum of a column as a bigint: never overflows. */
export function sumOf(column: AmountColumn): bigint {
  if (!(column instanceof Float64Array)) {
    let sum = 0n
    for (const amount of column) sum += amount
    return sum
  }
  let sum = 0n
  let part = 0
  for (let i = 0; i < column.length; i++) {
    const more = part + column[i]!
    if (more <= Number.MAX_SAFE_INTEGER) {
      part = more
    } else {
      sum += BigInt(part)
      part = column[i]!
    }
  }
  return sum + BigInt(part)
}

/** The lesser of two amounts. */
export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
