import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { CommandError } from '../command-error.ts'

export const EXPORT_FORMAT = 'rochdale-export'
export const EXPORT_VERSION = 1

/** The lines of an export, each one JSON object with one member: what this line is. */
export type ExportLine =
  | { readonly export: ExportHeader }
  | { readonly entry: { readonly hash: string; readonly bytes: string; readonly signature: string } }
  | { readonly attachment: { readonly hash: string; readonly bytes: string } }
  | { readonly document: { readonly hash: string; readonly document: Readonly<Record<string, unknown>> } }
  | { readonly state: ExportedState }

export interface ExportHeader {
  readonly format: typeof EXPORT_FORMAT
  readonly version: typeof EXPORT_VERSION
  /** "public", or an agreement's id. */
  readonly scope: string
  /** The cooperative whose node has handed it out. */
  readonly by: string
  readonly at: string
}

/** What the node that handed it out says the entries come to. */
export interface ExportedState {
  readonly digest: string
  readonly entryCount: number
  readonly heads: readonly { readonly author: string; readonly seq: number; readonly hash: string }[]
}

/** Everything that an export holds. */
export interface ExportFile {
  readonly header: ExportHeader
  readonly entries: readonly { readonly hash: string; readonly bytes: Uint8Array; readonly signature: Uint8Array }[]
  readonly attachments: readonly { readonly hash: string; readonly bytes: Uint8Array }[]
  readonly documents: readonly { readonly hash: string; readonly document: Readonly<Record<string, unknown>> }[]
  readonly state: ExportedState | null
}

export function lineText(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`
}

/** Reads an export; null where the file does not begin as one. */
export async function readExport(path: string): Promise<ExportFile | null> {
  const texts = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  const lines = texts[Symbol.asyncIterator]()
  const header = headerIn((await lines.next()).value ?? '', path)
  if (header === null) {
    texts.close()
    return null
  }
  const read: ReadParts = { entries: [], attachments: [], documents: [], state: null }
  for (let number = 2; ; number++) {
    const { value, done } = await lines.next()
    if (done === true) return { header, ...read }
    if (value.trim() !== '') addLine(read, parseLine(value, number))
  }
}

interface ReadParts {
  readonly entries: ExportFile['entries'][number][]
  readonly attachments: ExportFile['attachments'][number][]
  readonly documents: ExportFile['documents'][number][]
  state: ExportedState | null
}

function headerIn(text: string, path: string): ExportHeader | null {
  const line = tryParse(text)
  if (line === null || !('export' in line) || line.export?.format !== EXPORT_FORMAT) return null
  const { version } = line.export
  if (version === EXPORT_VERSION) return line.export
  throw new CommandError(`${path} is an export of version ${version}; this program reads version ${EXPORT_VERSION}`)
}

/** What a later version has added besides is none of our business. */
function addLine(read: ReadParts, line: ExportLine): void {
  if ('entry' in line) {
    const { hash, bytes, signature } = line.entry
    read.entries.push({ hash, bytes: bytesOf(bytes), signature: bytesOf(signature) })
  } else if ('attachment' in line) {
    read.attachments.push({ hash: line.attachment.hash, bytes: bytesOf(line.attachment.bytes) })
  } else if ('document' in line) read.documents.push(line.document)
  else if ('state' in line) read.state = line.state
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(String(text), 'base64'))
}

function tryParse(text: string): ExportLine | null {
  try {
    const line: unknown = JSON.parse(text)
    return typeof line === 'object' ? (line as ExportLine) : null
  } catch {
    // Some other file: said by whoever asked.
    return null
  }
}

function parseLine(text: string, number: number): ExportLine {
  const line = tryParse(text)
  if (line !== null && Object.values(line).every((part) => typeof part === 'object' && part !== null)) return line
  throw new CommandError(`line ${number} is damaged: it is no JSON object as an export has them`)
}
