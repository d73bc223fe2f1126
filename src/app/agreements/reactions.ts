import {
  type Agreement,
  type AgreementView,
  type AmendmentView,
  asAgreement,
  isSigningParty,
  listFacts,
  proposerOf,
  runningNotices,
  signaturesUnder,
  signingParties,
  versionsOf,
  viewAgreement,
} from '../../agreements/index.ts'
import type { Did, Hash } from '../../kernel/index.ts'
import type { CommandContext, SubjectRow } from '../../node/index.ts'
import { refuseForkers } from '../../node/index.ts'

/**
 * This node's automatic reactions to an agreement: activates or withdraws its own proposal, puts its own amendment in
 * force or withdraws it, acknowledges notices of others. Idempotent: writes only what the facts lack.
 */
export async function answerAgreement(context: CommandContext, row: SubjectRow): Promise<void> {
  if (row.state === null) return
  const state = asAgreement(row.state)
  const view = viewAgreement(state, context.now)
  if (view.status === 'PROPOSED') return await decideProposal(context, state, view)
  if (view.status !== 'TERMINATED' && (await putInForce(context, state, view))) return
  await acknowledgeNotices(context, state, view)
}

/** The proposer's node alone decides: in force when all have signed, withdrawn at the deadline (I5). */
async function decideProposal(context: CommandContext, state: Agreement, view: AgreementView): Promise<void> {
  const { document, documentHash } = view
  const scope = document.agreementId
  if (proposerOf(document) !== context.self) return
  if (document.signBefore !== null && context.now >= document.signBefore) {
    const body = { documentHash, reason: null }
    await context.write({ kind: 'proposal.withdrawn', scope, body })
    return
  }
  if (view.awaiting.length > 0 || !(await trusts(context, signingParties(document)))) return
  const signatures = signaturesOf(state, documentHash)
  await context.write({ kind: 'agreement.activated', scope, body: { documentHash, signatures }, answers: signatures })
}

/** Returns true if it has written: the agreement has then changed, and this reaction will be called again. */
async function putInForce(context: CommandContext, state: Agreement, view: AgreementView): Promise<boolean> {
  const own = view.amendments.find(
    ({ status, document }) => status === 'PROPOSED' && proposerOf(document) === context.self,
  )
  if (own === undefined) return false
  const { document, documentHash } = own
  const scope = document.agreementId
  if (document.signBefore !== null && context.now >= document.signBefore) {
    const withdrawn = await context.write({
      kind: 'amendment.withdrawn',
      scope,
      body: { documentHash, reason: null },
    })
    return withdrawn.ok
  }
  if (!(await isReady(context, view, own))) return false
  const signatures = signaturesOf(state, documentHash)
  const body = { documentHash, signatures }
  return (await context.write({ kind: 'amendment.effected', scope, body, answers: signatures })).ok
}

/** A party that has consented to end the agreement has decided against its amendment. */
async function isReady(
  context: CommandContext,
  view: AgreementView,
  { awaiting, document }: AmendmentView,
): Promise<boolean> {
  if (awaiting.length > 0 || view.termination?.consentedBy.includes(context.self)) return false
  return await trusts(context, signingParties(document))
}

/** A notice of withdrawal runs from its receipt by most of the other parties, so receipt is acknowledged at once. */
async function acknowledgeNotices(context: CommandContext, state: Agreement, view: AgreementView): Promise<void> {
  if (!isSigningParty(view.document, context.self)) return
  const done = new Set(
    listFacts(state.acknowledgements)
      .filter(({ by }) => by === context.self)
      .map(({ notice }) => notice),
  )
  const open = runningNotices(state, versionsOf(state)).filter(({ hash, by }) => by !== context.self && !done.has(hash))
  for (const { hash } of open) {
    const body = { notice: hash }
    await context.write({ kind: 'termination.acknowledged', scope: state.id, body, answers: [hash] })
  }
}

/** A forker's signature binds the forker, but nothing new begins with it as a party until an operator lifts its ban. */
async function trusts(context: CommandContext, dids: readonly Did[]): Promise<boolean> {
  return (await refuseForkers(context, dids)).ok
}

/** The entries that a decision names: all signatures except the proposal itself. */
function signaturesOf(state: Agreement, documentHash: Hash): Hash[] {
  const given = [...signaturesUnder(state, documentHash).values()].map(({ hash }) => hash)
  return given.filter((hash) => state.signatures[hash] !== undefined).sort()
}
