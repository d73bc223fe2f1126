import type { DataIntegrityProof } from '../../identity/index.ts'
import type { Did, Hash } from '../../kernel/index.ts'
import { type AnyKind, type Entry, readBody } from '../../log/index.ts'
import type { SignatureBody } from '../body-shapes.ts'
import { agreementProposed } from '../entries/agreement-proposed.ts'
import { agreementSigned } from '../entries/agreement-signed.ts'
import { amendmentProposed } from '../entries/amendment-proposed.ts'
import { amendmentSigned } from '../entries/amendment-signed.ts'
import { type AgreementDocument, documentHash } from './document.ts'

/** A document with all signatures that entries have added. */
export interface SignedDocument {
  readonly hash: Hash
  readonly document: AgreementDocument
  readonly signatures: readonly { readonly by: Did; readonly proof: DataIntegrityProof }[]
}

type Proposal = { readonly document: AgreementDocument; readonly proof: DataIntegrityProof }

/** The documents that these entries brought, by version, each with the signatures from these entries. */
export function signedDocuments(entries: readonly Entry[]): SignedDocument[] {
  const proposals = bodiesOf<Proposal>(entries, [agreementProposed, amendmentProposed])
  const signed = bodiesOf<SignatureBody>(entries, [agreementSigned, amendmentSigned])
  const documents = proposals.map(({ by, body: { document, proof } }) => {
    const hash = documentHash(document)
    const others = signed.filter(({ body }) => body.documentHash === hash)
    return {
      hash,
      document,
      signatures: [{ by, proof }, ...others.map((one) => ({ by: one.by, proof: one.body.proof }))],
    }
  })
  return documents.sort((a, b) => a.document.version - b.document.version || (a.hash < b.hash ? -1 : 1))
}

function bodiesOf<Body>(
  entries: readonly Entry[],
  kinds: readonly AnyKind[],
): { readonly by: Did; readonly body: Body }[] {
  return entries.flatMap((entry) => {
    const kind = kinds.find(({ name }) => name === entry.kind)
    const body = kind === undefined ? null : readBody(kind, entry)
    return body?.ok ? [{ by: entry.author, body: body.value as Body }] : []
  })
}
