import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { decodeShape, shape, shown } from '../../kernel/index.ts'
import { CommandError } from '../command-error.ts'

export const EXPORT_FORMAT = 'rochdale-export'
export const EXPORT_VERSION = 1

/** The lines of an export, each one JSON object with one member: what this line is. */
export type ExportLine =
  | { readonly export: ExportHeader }
  | { readonly entry: { readonly hash: string; readonly bytes: string; readonly signature: string } }
  | { readonly stub: ExportedStub }
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

/** A public entry of which the node that handed it out has no body: its kind is unknown there, and its author a stranger. */
export interface ExportedStub {
  readonly hash: string
  readonly author: string
  readonly seq: number
}

/** The state that the exporting node claims for the entries. */
export interface ExportedState {
  readonly digest: string
  readonly entryCount: number
  readonly heads: readonly { readonly author: string; readonly seq: number; readonly hash: string }[]
}

/** Everything that an export holds. */
export interface ExportFile {
  readonly header: ExportHeader
  readonly entries: readonly { readonly hash: string; readonly bytes: Uint8Array; readonly signature: Uint8Array }[]
  readonly stubs: readonly ExportedStub[]
  readonly attachments: readonly { readonly hash: string; readonly bytes: Uint8Array }[]
  readonly documents: readonly { readonly hash: string; readonly document: Readonly<Record<string, unknown>> }[]
  readonly state: ExportedState | null
}

export function lineText(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`
}

/** Reads an export; null where the file does not begin as one. */
export async function readExport(path: string): Promise<ExportFile | null> {
  const input = createReadStream(path)
  try {
    return await readLines(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }), path)
  } finally {
    input.destroy()
  }
}

async function readLines(texts: AsyncIterable<string>, path: string): Promise<ExportFile | null> {
  const lines = texts[Symbol.asyncIterator]()
  const header = headerIn((await lines.next()).value ?? '', path)
  if (header === null) return null
  const read: ReadParts = { entries: [], stubs: [], attachments: [], documents: [], state: null }
  for (let number = 2; ; number++) {
    const { value, done } = await lines.next()
    if (done === true) return { header, ...read }
    if (value.trim() !== '') addLine(read, value, number)
  }
}

interface ReadParts {
  readonly entries: ExportFile['entries'][number][]
  readonly stubs: ExportedStub[]
  readonly attachments: ExportFile['attachments'][number][]
  readonly documents: ExportFile['documents'][number][]
  state: ExportedState | null
}

const text = z.string()
const object = shape.jsonObject
const header = z.looseObject({ format: z.literal(EXPORT_FORMAT), version: z.unknown() })
const headerShape = z.looseObject({
  format: z.literal(EXPORT_FORMAT),
  version: z.literal(EXPORT_VERSION),
  scope: text,
  by: text,
  at: text,
})
/** What a line may be; members that a later version has added are none of our business. */
const lineShape = z.looseObject({
  entry: z.looseObject({ hash: text, bytes: text, signature: text }).optional(),
  stub: z.looseObject({ hash: text, author: text, seq: z.number() }).optional(),
  attachment: z.looseObject({ hash: text, bytes: text }).optional(),
  document: z.looseObject({ hash: text, document: object }).optional(),
  state: z
    .looseObject({
      digest: text,
      entryCount: z.number(),
      heads: z.array(z.looseObject({ author: text, seq: z.number(), hash: text })),
    })
    .optional(),
})

function headerIn(line: string, path: string): ExportHeader | null {
  const read = decodeShape(header, membersOf(line)?.export)
  if (!read.ok) return null
  const { version } = read.value
  if (version !== EXPORT_VERSION) {
    throw new CommandError(
      `${path} is an export of version ${shown(version)}; this program reads version ${EXPORT_VERSION}`,
    )
  }
  const whole = decodeShape(headerShape, read.value)
  if (!whole.ok) throw damaged(1)
  return whole.value
}

function addLine(read: ReadParts, line: string, number: number): void {
  const parsed = decodeShape(lineShape, membersOf(line))
  if (!parsed.ok) throw damaged(number)
  const { entry, stub, attachment, document, state } = parsed.value
  if (entry !== undefined) {
    const { hash, bytes, signature } = entry
    read.entries.push({ hash, bytes: bytesOf(bytes), signature: bytesOf(signature) })
  }
  if (stub !== undefined) read.stubs.push(stub)
  if (attachment !== undefined) read.attachments.push({ hash: attachment.hash, bytes: bytesOf(attachment.bytes) })
  if (document !== undefined) read.documents.push(document)
  if (state !== undefined) read.state = state
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

/** The members of a JSON object; null where a line is none. */
function membersOf(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' ? (value as Readonly<Record<string, unknown>> | null) : null
  } catch {
    return null
  }
}

function damaged(number: number): CommandError {
  return new CommandError(`line ${number} is damaged: it is no JSON object as an export has them`)
}
