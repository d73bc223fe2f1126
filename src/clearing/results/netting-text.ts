import { hashPieces } from '../../identity/index.ts'
import { type Hash, listText, piecesOf } from '../../kernel/index.ts'
import { type ColumnCycles, type ColumnSetOff, inputLine, type NettingColumns } from '../../netting/index.ts'

/** Domain prefix of the hash of the inputs. */
const INPUT_TAG = 'rochdale-netting-input-v1'

/** Debts as columns, with the ids that their numbers stand for. */
export interface NamedDebts {
  readonly columns: NettingColumns
  /** In byte order, as the parties of the columns are numbered. */
  readonly names: readonly string[]
  /** The id of each row, ascending. */
  readonly idOf: (row: number) => string
  readonly isBackward: (row: number) => boolean
}

/** SHA-256 over the tag, newline and the text of the obligations (`inputLine`). */
export function inputHash({ columns, names, idOf }: NamedDebts): Hash {
  const { debtor, creditor, amount, dueMs } = columns
  const lines = piecesOf(debtor.length, (row) => {
    const due = dueMs?.[row] ?? Number.POSITIVE_INFINITY
    const line = inputLine({
      id: idOf(row),
      debtor: names[debtor[row] ?? 0] ?? '',
      creditor: names[creditor[row] ?? 0] ?? '',
      amount: BigInt(amount[row] ?? 0),
      dueMs: due === Number.POSITIVE_INFINITY ? null : due,
    })
    return row === 0 ? line : `\n${line}`
  })
  return hashPieces(after(`${INPUT_TAG}\n`, lines))
}

/**
 * The canonical text of a result (SPEC, "The result"), in pieces: byte-identical for equal set-offs. It is in RFC 8785
 * form by construction: the fields are in order, and contain only lists, whole numbers and plain texts.
 */
export function* resultPieces(
  { columns: { debtor, creditor }, names, idOf, isBackward }: NamedDebts,
  { algorithm, shares, levels, grossTotal, setOffTotal }: Omit<ColumnSetOff, 'residualTotal'>,
  cycles: ColumnCycles,
  currency: string,
): Generator<string> {
  const quote = (text: string) => JSON.stringify(text)
  const listed = new Int32Array(shares.length)
  const rows: number[] = []
  for (let row = 0; row < shares.length; row++) if ((shares[row] ?? 0) > 0) listed[row] = rows.push(row) - 1
  yield `{"algorithm":${quote(algorithm)},"currency":${quote(currency)},"cycles":`
  yield* listText(cycles.amount.length, (c) => {
    const members = cycles.rows.subarray(cycles.start[c], cycles.start[c + 1])
    return `["${cycles.amount[c]}",[${members.map((row) => listed[row] ?? 0).join()}]]`
  })
  yield `,"grossTotal":"${grossTotal}","levels":`
  yield* listText(levels.length, (i) => String(levels[i]))
  yield ',"obligations":'
  yield* listText(rows.length, (i) => {
    const row = rows[i] ?? 0
    return `[${quote(idOf(row))},${debtor[row]},${creditor[row]},${isBackward(row) ? 1 : 0},"${shares[row]}"]`
  })
  yield ',"parties":'
  yield* listText(names.length, (i) => quote(names[i] ?? ''))
  yield `,"setOffTotal":"${setOffTotal}","v":1}`
}

function* after(first: string, others: Iterable<string>): Generator<string> {
  yield first
  yield* others
}
