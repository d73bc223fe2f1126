import { type AgreementView, asAgreement, viewAgreement } from '../../src/agreements/index.ts'
import {
  consentToTermination,
  declineAmendment,
  proposeAmendment,
  resumeAgreement,
  signAmendment,
  suspendAgreement,
  terminateAgreement,
  withdrawAmendment,
} from '../../src/app/agreements/commands.ts'
import { addComment } from '../../src/app/agreements/comments.ts'
import { issueAttestation, revokeAttestation } from '../../src/app/attestations/commands.ts'
import { vouchForCooperative, withdrawVouch } from '../../src/app/registry/commands.ts'
import type { Did, JsonObject, Result } from '../../src/kernel/index.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import type { ClearingFederation } from '../clearing/simulated-federation.ts'
import type { Random } from '../support/random.ts'
import type { Member } from './world.ts'

export type Run = (context: CommandContext) => Promise<Result<JsonObject>>

/** What a member's node knows of the federation's agreement. */
export async function agreementAt(federation: ClearingFederation, { node }: Member): Promise<AgreementView> {
  const [row] = await node.store.read((reader) => reader.subjects(federation.scope, [federation.scope]))
  return viewAgreement(asAgreement(row?.state ?? null), federation.world.clock.now)
}

/** Something about the agreement itself: mostly a signature that is awaited, else a change, a halt, a statement. */
export async function agreementAct(federation: ClearingFederation, member: Member, isLate: boolean): Promise<Run> {
  const { random } = federation.world
  const view = await agreementAt(federation, member)
  const awaited = awaitedOf(view, member.node.self)
  if (awaited !== null && random.chance(0.8)) return signAmendment({ amendmentId: awaited })
  const own = view.amendments.find(({ status, proposedBy }) => status === 'PROPOSED' && proposedBy === member.node.self)
  const agreementId = federation.scope
  const acts: Run[] = [
    amend(federation, member, view, random),
    amend(federation, member, view, random),
    suspendAgreement({ agreementId, reason: 'a look at the books' }),
    resumeAgreement({ agreementId }),
    ...(await statements(federation, member, random)),
    await comment(federation, member, view, random),
  ]
  if (awaited !== null) acts.push(declineAmendment({ amendmentId: awaited, reason: 'not so' }))
  if (own !== undefined && random.chance(0.3)) acts.push(withdrawAmendment({ amendmentId: own.id }))
  if (isLate) acts.push(...endings(federation, member, random))
  return random.pick(acts)
}

/** Whether a member's own suspension stands. */
export async function isHalting(federation: ClearingFederation, member: Member): Promise<boolean> {
  const { suspensions } = await agreementAt(federation, member)
  return suspensions.some(({ by, liftedAt }) => by === member.node.self && liftedAt === null)
}

/** The open amendment that waits for a cooperative's signature. */
export function awaitedOf(view: AgreementView, did: Did): string | null {
  return view.amendments.find(({ status, awaiting }) => status === 'PROPOSED' && awaiting.includes(did))?.id ?? null
}

/** Another title, or a party less: itself or another. */
function amend(federation: ClearingFederation, { node }: Member, view: AgreementView, random: Random): Run {
  const base = { agreementId: federation.scope, baseVersion: view.version }
  const title = `Clearing, as ${random.below(100)} would have it`
  const parties = view.document.parties
  if (parties.length <= 3 || random.chance(0.5))
    return proposeAmendment({ ...base, title, description: 'a better title' })
  const leaving = random.pick(parties).did
  const staying = parties.filter(({ did }) => did !== leaving && did !== node.self)
  const others = staying.map(({ did }) => ({ did, role: 'COUNTERPARTY' as const }))
  return proposeAmendment({ ...base, parties: others, description: `without ${leaving}` })
}

/** About the agreement, an amendment or a debt; perhaps a reply. */
async function comment(
  federation: ClearingFederation,
  { node }: Member,
  { amendments }: AgreementView,
  random: Random,
): Promise<Run> {
  const idsOf = async (aggregate: string) =>
    (await node.store.read((reader) => reader.subjectsOf(federation.scope, aggregate))).map(({ id }) => id)
  const about = random.pick([null, ...amendments.map(({ id }) => id), ...(await idsOf('obligation'))])
  const replyToId = random.pick([null, ...(await idsOf('comment'))])
  return addComment({ agreementId: federation.scope, text: `Remark ${random.below(100)}`, about, replyToId })
}

async function statements(federation: ClearingFederation, { node, number }: Member, random: Random): Promise<Run[]> {
  const { self } = node
  const did = random.pick(federation.world.members.filter((other) => other.number !== number)).node.self
  const issued = await node.store.read(async (reader) =>
    (await reader.subjectsOf(PUBLIC_SCOPE, 'attestation'))
      .filter(({ index }) => index?.left === self)
      .map(({ id }) => id),
  )
  const claims = { memberSince: 2000 + random.below(20) }
  return [
    issueAttestation({ subject: did, type: 'MemberInGoodStanding', claims }),
    issued.length === 0 ? vouchForCooperative({ did }) : revokeAttestation({ attestationId: random.pick(issued) }),
    random.chance(0.5) ? vouchForCooperative({ did }) : withdrawVouch({ did }),
  ]
}

function endings(federation: ClearingFederation, { number }: Member, random: Random): Run[] {
  const agreementId = federation.scope
  const party = random.pick(federation.world.members.filter((other) => other.number !== number)).node.self
  const notice = terminateAgreement({ agreementId, reason: { withdrawal: {} } })
  const end = random.chance(0.2)
    ? terminateAgreement({ agreementId, reason: { breach: { party, clause: '§1', explanation: 'it rained' } } })
    : terminateAgreement({ agreementId, reason: { mutualConsent: {} } })
  return [notice, end, consentToTermination({ agreementId })]
}
