const PIECE_CHARS = 65_536

/** The JSON text of a list as a stream of pieces, so that a list of millions is never one string in memory. */
export function* listText(length: number, itemText: (i: number) => string): Generator<string> {
  yield* piecesOf(length, (i) => (i === 0 ? `[${itemText(i)}` : `,${itemText(i)}`))
  yield length === 0 ? '[]' : ']'
}

/** Concatenates texts into larger pieces. */
export function* piecesOf(length: number, textOf: (i: number) => string): Generator<string> {
  let piece = ''
  for (let i = 0; i < length; i++) {
    piece += textOf(i)
    if (piece.length < PIECE_CHARS) continue
    yield piece
    piece = ''
  }
  yield piece
}
