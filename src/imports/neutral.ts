/**
 * I21. Spreadsheets run cells that begin with = + - @, also after blanks, or after a ; TAB or line end where they split
 * there (CSV injection). An apostrophe before such a beginning makes it plain text; existing apostrophes there get one
 * more, so that removing one restores the original exactly.
 */
const RUN_AT_START = /^(?=["'\p{Zs}]*[\s=+\-@＝＋－＠])/u
const RUN_INSIDE = /(?<=[;\t\r\n])(?=["'\p{Zs}]*[=+\-@＝＋－＠])/gu
const NEUTRAL_AT_START = /^'(?=["'\p{Zs}]*[\s=+\-@＝＋－＠])/u
const NEUTRAL_INSIDE = /(?<=[;\t\r\n])'(?=["'\p{Zs}]*[=+\-@＝＋－＠])/gu

/** A text that no spreadsheet runs. */
export function neutralise(text: string): string {
  return text.replace(RUN_INSIDE, "'").replace(RUN_AT_START, "'")
}

/** Reverses `neutralise`; any other text unchanged. */
export function restore(cell: string): string {
  return cell.includes("'") ? cell.replace(NEUTRAL_AT_START, '').replace(NEUTRAL_INSIDE, '') : cell
}
