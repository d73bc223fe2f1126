import { z } from 'zod'
import { type Did, decodeShape, done, ok, type Result, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withDocument, withFact } from '../agreement.ts'
import { bodyField, EXPLANATION_CHARS_MAX } from '../body-shapes.ts'
import { checkInForce, checkProof, hasSaid } from '../checks.ts'
import {
  type AgreementDocument,
  checkChange,
  decodeDocument,
  documentHash,
  documentJson,
  isSigningParty,
  proposerOf,
  signingParties,
} from '../document/document.ts'
import { refuse } from '../refusals.ts'
import { amendmentIdOf, openAmendmentsSignedBy } from '../versions/amendment.ts'
import { versionsOf } from '../versions/versions.ts'

const bodyShape = z.strictObject({
  document: z.unknown(),
  description: shape.text(EXPLANATION_CHARS_MAX),
  proof: bodyField.proof,
  /** The id of the motion that adopted it, in whichever agreement; absent where none did. */
  motion: z
    .string()
    .regex(/^mot_[0-9a-f]{64}$/)
    .exactOptional(),
})

export type AmendmentProposed = Omit<z.infer<typeof bodyShape>, 'document'> & { readonly document: AgreementDocument }

/** A signing party proposes a complete new document in place of the one in force, and signs it. */
export const amendmentProposed: EntryKind<AmendmentProposed, Agreement> = {
  name: 'amendment.proposed',
  decode: (raw) => {
    const body = decodeShape(bodyShape, raw)
    if (!body.ok) return body
    const document = decodeDocument(body.value.document)
    return document.ok ? ok({ ...body.value, document: document.value }) : document
  },
  subject: (_body, { scope }) => scope,
  about: ({ document }) => ({ subjectKind: 'AMENDMENT', subject: amendmentIdOf(documentHash(document)) }),
  opens: ({ document }, { author, scope }) => {
    if (document.base === null || document.agreementId !== scope || proposerOf(document) !== author) {
      return refuse('agreements.wrong-id', "an amendment is by its PROPOSER, in its agreement's scope, and has a base")
    }
    const parties = document.parties.map(({ did }) => did)
    return ok({ founding: false, document: documentJson(document), documentHash: documentHash(document), parties })
  },
  check: (state, { document, proof }, context) => {
    // A first document has no base, and then nothing in force has that hash.
    const base = document.base ?? documentHash(document)
    const grounds = checkInForce(state, base, 'amendment.proposed', context)
    if (!grounds.ok) return grounds
    const { state: known, version } = grounds.value
    const fits = checkSuccession(known, version.document, document)
    if (!fits.ok) return fits
    const free = checkFree(known, document, context.author)
    return free.ok ? checkProof(document, proof, context.author) : free
  },
  evolve: (state, { document, ...proposal }, context) => {
    const hash = documentHash(document)
    return withFact(withDocument(state, hash, document, context), 'proposals', { document: hash, ...proposal }, context)
  },
}

/** What a new version must keep of its base. */
function checkSuccession(state: Agreement, base: AgreementDocument, document: AgreementDocument): Result<void> {
  if (document.version !== base.version + 1) {
    return refuse(
      'agreements.other-document',
      `version ${base.version} is in force: its amendment is version ${base.version + 1}`,
    )
  }
  if (document.type !== base.type) {
    return refuse(
      'agreements.bad-terms',
      `an amendment keeps the type ${base.type}; for another type make a new agreement`,
    )
  }
  const versions = versionsOf(state)
  for (const version of versions) {
    const kept = checkChange(version.document, document)
    if (!kept.ok) return kept
  }
  const former = versions.flatMap((version) => signingParties(version.document))
  const rejoining = signingParties(document).find((did) => former.includes(did) && !isSigningParty(base, did))
  if (rejoining === undefined) return done
  return refuse('agreements.rejoins', `${rejoining} was removed from this agreement: make a new one with it`)
}

/** I8: the proposer of an amendment has no other open one on its base, and has not consented to end the agreement. */
function checkFree(state: Agreement, document: AgreementDocument, author: Did): Result<void> {
  const hash = documentHash(document)
  if (state.documents[hash] !== undefined) return refuse('agreements.already-said', `${hash} has already been proposed`)
  const [open] = openAmendmentsSignedBy(state, author, { hash, document })
  if (open !== undefined) {
    return refuse('agreements.open-amendment', `${author} has signed ${amendmentIdOf(open.hash)}, which is still open`)
  }
  if (document.base === null || !hasSaid(state.consents, author, document.base)) return done
  return refuse('agreements.already-said', `${author} has consented to end the agreement, so it cannot amend it`)
}
