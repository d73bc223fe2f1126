import { z } from 'zod'
import { decodeShape, ok, type Result } from '../../kernel/index.ts'
import type { EntryKind, Opening } from '../../log/index.ts'
import { type Agreement, withDocument, withFact } from '../agreement.ts'
import { bodyField } from '../body-shapes.ts'
import { checkProof } from '../checks.ts'
import {
  type AgreementDocument,
  agreementIdOf,
  decodeDocument,
  documentHash,
  documentJson,
  proposerOf,
} from '../document/document.ts'
import { refuse } from '../refusals.ts'

const bodyShape = z.strictObject({ document: z.unknown(), proof: bodyField.proof })

export type AgreementProposed = Omit<z.infer<typeof bodyShape>, 'document'> & { readonly document: AgreementDocument }

/** A cooperative proposes an agreement: the whole document, with its own signature under it. It begins the scope. */
export const agreementProposed: EntryKind<AgreementProposed, Agreement> = {
  name: 'agreement.proposed',
  decode: (raw) => {
    const body = decodeShape(bodyShape, raw)
    if (!body.ok) return body
    const document = decodeDocument(body.value.document)
    return document.ok ? ok({ ...body.value, document: document.value }) : document
  },
  subject: (_body, { scope }) => scope,
  opens: ({ document }, { author, scope }) => openFirst(document, author, scope),
  check: (state, { document, proof }, { author, at }) => {
    if (state !== null) return refuse('agreements.already-said', `${state.id} has already been proposed`)
    if (document.signBefore !== null && at >= document.signBefore) {
      return refuse('agreements.past-deadline', 'signBefore has passed: set a later one')
    }
    return checkProof(document, proof, author)
  },
  evolve: (state, { document, proof }, context) => {
    const hash = documentHash(document)
    const known = withDocument(state, hash, document, context)
    return withFact(known, 'proposals', { document: hash, proof, description: null }, context)
  },
}

function openFirst(document: AgreementDocument, author: string, scope: string): Result<Opening> {
  const isOwn =
    proposerOf(document) === author && document.agreementId === agreementIdOf(proposerOf(document), document.nonce)
  if (!isOwn || document.agreementId !== scope || document.version !== 1) {
    return refuse(
      'agreements.wrong-id',
      "a first document is version 1, by its PROPOSER, in the scope whose id is made of the proposer's DID and its nonce",
    )
  }
  const parties = document.parties.map(({ did }) => did)
  return ok({ founding: true, document: documentJson(document), documentHash: documentHash(document), parties })
}
