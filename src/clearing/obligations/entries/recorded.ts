import { decodeShape, done, type Scope } from '../../../kernel/index.ts'
import type { EntryContext, EntryKind } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { clearingDocument, currencyIn } from '../../terms.ts'
import {
  bodyHash,
  hasSigned,
  type ObligationBody,
  type ObligationState,
  obligationBodyShape,
  obligationId,
  otherSide,
  signedBy,
} from '../obligation.ts'
import { checkOffered } from './check.ts'
import { addSignature, startObligation } from './evolve.ts'

/** Debtor or creditor states a debt; the same body from the other side confirms it. */
export const recorded: EntryKind<ObligationBody, ObligationState> = {
  name: 'obligation.recorded',
  decode: (raw) => decodeShape(obligationBodyShape, raw),
  subject: (body, { scope }) => obligationId(scope, body),
  names: ({ documentHash }) => ({ documents: [documentHash] }),
  check: (state, body, context) => {
    const { debtor, creditor, currency } = body
    if (debtor === creditor) {
      return refuse(
        'clearing.self-obligation',
        'debtor and creditor are the same: an obligation is between two cooperatives',
      )
    }
    if (context.author !== debtor && context.author !== creditor) {
      return refuse('clearing.not-a-party', 'an obligation is recorded by its debtor or its creditor')
    }
    const document = documentOf(body, context)
    if (!document.ok) return document
    for (const side of [debtor, creditor]) {
      if (!document.value.signers.has(side)) {
        return refuse(
          'clearing.not-a-party',
          `${side} is no signing party of this agreement: name two of its signing parties`,
        )
      }
    }
    const cleared = currencyIn(document.value, currency)
    if (!cleared.ok) return cleared
    if (state === null) return done
    if (signedBy(state, context.author) !== null) {
      return refuse('clearing.already-signed', 'its author has already signed this obligation; use another reference')
    }
    const hash = bodyHash(body)
    const known = state.bodies[hash]
    const isAnswer = known !== undefined && hasSigned(known, otherSide(body, context.author))
    return isAnswer ? checkOffered(state, hash, context.author) : done
  },
  evolve: (state, body, context) => {
    const document = documentOf(body, context)
    if (!document.ok) throw new Error(`a recorded obligation's document has been read: ${document.refusal.message}`)
    const cleared = currencyIn(document.value, body.currency)
    if (!cleared.ok) throw new Error(`a recorded obligation's currency is cleared: ${cleared.refusal.message}`)
    return addSignature(startObligation(state, body, context.scope), bodyHash(body), context, {
      body,
      scale: cleared.value.scale,
    })
  },
}

function documentOf(
  { documentHash }: ObligationBody,
  { named, scope }: { named: EntryContext['named']; scope: Scope },
) {
  return clearingDocument(named.document(documentHash), scope)
}
