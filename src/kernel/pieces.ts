const PIECE_CHARS = 65_536

/** The JSON of a list, in pieces: lists of millions make no text in memory. */
export function* listText(length: number, itemText: (i: number) => string): Generator<string> {
  yield* piecesOf(length, (i) => (i === 0 ? `[${itemText(i)}` : `,${itemText(i)}`))
  yield length === 0 ? '[]' : ']'
}

/** Texts one after another, many in a piece. */
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
