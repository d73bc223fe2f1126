import { decodeForeignJson, type Refusal } from '../kernel/index.ts'
import { COLUMNS_WANTED } from './columns.ts'
import { refuse } from './refusals.ts'
import { lineEndsIn } from './text.ts'

/** Takes the objects of a JSON file, each with the line on which it begins. */
export interface JsonSink {
  readonly take: (item: Readonly<Record<string, unknown>>, line: number) => void
  readonly reject: (line: number, refusal: Refusal) => void
}

const ITEM_CHARS_MAX = 100_000

/** One JSON object on each line; empty lines are passed over. True: all of the text has been read. */
export function readJsonLines(text: string, sink: JsonSink): boolean {
  const ends = /\r\n|\r|\n|$/g
  for (let line = 1, start = 0; start < text.length; line++) {
    ends.lastIndex = start
    const [end = ''] = ends.exec(text) ?? []
    const item = text.slice(start, ends.lastIndex - end.length).trim()
    start = ends.lastIndex = Math.max(ends.lastIndex, start + 1)
    if (item !== '') takeItem(item, line, sink)
  }
  return true
}

/** A JSON array of objects: cut into its items here, so that each is known by its line. False where it does not end. */
export function readJsonArray(text: string, sink: JsonSink): boolean {
  const token = /"(?:[^"\\]|\\[\s\S])*"|[[\]{},]/g
  let [depth, start, line, counted] = [0, 0, 1, 0]
  const takeUpTo = (end: number) => {
    const blank = /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0
    const from = start + blank
    line += lineEndsIn(text.slice(counted, from))
    counted = from
    takeItem(text.slice(from, end).trim(), line, sink)
    start = end + 1
  }
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [mark] = match
    if (mark === '[' || mark === '{') {
      if (depth++ === 0) start = match.index + 1
    } else if (mark === ',' && depth === 1) takeUpTo(match.index)
    else if ((mark === ']' || mark === '}') && --depth === 0) {
      if (text.slice(start, match.index).trim() !== '') takeUpTo(match.index)
      if (text.slice(match.index + 1).trim() === '' && mark === ']') return true
      break
    }
  }
  line += lineEndsIn(text.slice(counted).trimEnd())
  sink.reject(line, refuse('imports.not-json', 'does not end the JSON array with ]').refusal)
  return false
}

function takeItem(text: string, line: number, { take, reject }: JsonSink): void {
  const item = parseItem(text)
  const flaw = item === null ? `is not a JSON object of one debt: ${COLUMNS_WANTED}` : findFlaw(text, item)
  if (item !== null && flaw === null) take(item, line)
  else reject(line, refuse('imports.not-json', flaw ?? '').refusal)
}

/** What the parser passed over in silence, e.g. a key that stands twice; a strict reader looks where the keys do not add up. */
function findFlaw(text: string, item: Readonly<Record<string, unknown>>): string | null {
  if ((text.match(/"\s*:/g)?.length ?? 0) === Object.keys(item).length) return null
  const decoded = decodeForeignJson(text)
  return decoded.ok ? null : `cannot be read: ${decoded.refusal.message}`
}

function parseItem(text: string): Readonly<Record<string, unknown>> | null {
  if (text.length > ITEM_CHARS_MAX) return null
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Readonly<Record<string, unknown>>) : null
  } catch {
    return null
  }
}
