import { decodeShape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Agreement, withFact } from '../agreement.ts'
import { type RefusalBody, refusalShape } from '../body-shapes.ts'
import { checkProposed, checkProposer } from '../checks.ts'

/** The proposer withdraws its proposal; its node does so automatically at the signing deadline. */
export const proposalWithdrawn: EntryKind<RefusalBody, Agreement> = {
  name: 'proposal.withdrawn',
  decode: (raw) => decodeShape(refusalShape, raw),
  subject: (_body, { scope }) => scope,
  check: (state, { documentHash }, context) => {
    const grounds = checkProposed(state, documentHash, 'proposal.withdrawn', context)
    return grounds.ok ? checkProposer(grounds.value.version.document, context.author) : grounds
  },
  evolve: (state, { documentHash, reason }, context) =>
    withFact(state, 'withdrawn', { document: documentHash, reason }, context),
}
