import { signedDocuments } from '../../agreements/index.ts'
import type { Entry } from '../../log/index.ts'
import type { NodeClient } from '../client.ts'
import { CommandError } from '../command-error.ts'
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportedState, type ExportLine } from './export-file.ts'

/** Of the largest entries, no more fit into one answer. */
const PAGE_ENTRIES = 90
const PAGE = `pageInfo { hasNextPage endCursor } edges { node { hash author seq refusal attachments bytes stub signature } }`
const STATE = 'stateDigest(scope: $scope) { digest entryCount heads { author seq hash } }'
const ENTRIES = `query ($scope: String!, $after: String) { logEntries(scope: $scope, first: ${PAGE_ENTRIES}, after: $after) { ${PAGE} } }`
/** One operation reads one snapshot: the state belongs to the entries where no page follows. */
const LAST_ENTRIES = ENTRIES.replace(/ }$/, ` ${STATE} }`)
const PART =
  'query ($scope: String!, $hash: String!, $offset: Int) { attachmentPart(scope: $scope, hash: $hash, offset: $offset) { bytes nextOffset } }'

interface Exported {
  readonly hash: string
  readonly author: string
  readonly seq: number
  readonly refusal: string | null
  readonly attachments: readonly string[]
  /** Empty of a stub. */
  readonly bytes: string
  readonly stub: boolean
  readonly signature: string
}

interface Answer {
  readonly logEntries: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
    readonly edges: readonly { readonly node: Exported }[]
  }
  readonly stateDigest?: ExportedState
}

/** Everything of a scope that a node has, so that its recipient can verify it without trusting the node. */
export async function* collectExport(client: NodeClient, scope: string, now: Date): AsyncGenerator<ExportLine> {
  const { self } = await client.request<{ self: { did: string } }>('query { self { did } }')
  const header = { format: EXPORT_FORMAT, version: EXPORT_VERSION, scope, by: self.did, at: now.toISOString() } as const
  yield { export: header }
  const attachments = new Set<string>()
  const aboutDocuments: Entry[] = []
  let after: string | null = null
  let state: ExportedState | undefined
  for (let asksForState = false; state === undefined; ) {
    const answer: Answer = await client.request<Answer>(asksForState ? LAST_ENTRIES : ENTRIES, { scope, after })
    const { edges, pageInfo } = answer.logEntries
    for (const { node } of edges) {
      const { hash, author, seq, bytes, stub, signature } = node
      if (stub) {
        yield { stub: { hash, author, seq } }
        continue
      }
      yield { entry: { hash, bytes, signature } }
      for (const attachment of node.attachments) attachments.add(attachment)
      const entry = JSON.parse(Buffer.from(bytes, 'base64').toString()) as Entry
      if (node.refusal === null && /^(agreement|amendment)\./.test(entry.kind)) aboutDocuments.push(entry)
    }
    after = pageInfo.endCursor ?? after
    if (!pageInfo.hasNextPage) state = answer.stateDigest
    asksForState = !pageInfo.hasNextPage
  }
  for (const hash of attachments) yield { attachment: { hash, bytes: await readAttachment(client, scope, hash) } }
  for (const { hash, document, signatures } of signedDocuments(aboutDocuments)) {
    yield { document: { hash, document: { ...document, proof: signatures.map(({ proof }) => proof) } } }
  }
  yield { state }
}

async function readAttachment(client: NodeClient, scope: string, hash: string): Promise<string> {
  interface Answer {
    readonly attachmentPart: { readonly bytes: string; readonly nextOffset: number | null } | null
  }
  const parts: Buffer[] = []
  for (let offset: number | null = 0; offset !== null; ) {
    const answer: Answer = await client.request<Answer>(PART, { scope, hash, offset })
    const part = answer.attachmentPart
    if (part === null) throw new CommandError(`the node no longer has the attachment ${hash}`)
    parts.push(Buffer.from(part.bytes, 'base64'))
    offset = part.nextOffset
  }
  return Buffer.concat(parts).toString('base64')
}
