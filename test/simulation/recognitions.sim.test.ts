import { describe, expect, test } from 'vitest'
import {
  proposeAmendment,
  resumeAgreement,
  signAmendment,
  suspendAgreement,
} from '../../src/app/agreements/commands.ts'
import { answerAgreement } from '../../src/app/agreements/reactions.ts'
import { createPresentationChallenge } from '../../src/app/attestations/challenges.ts'
import { issueAttestation, revokeAttestation } from '../../src/app/attestations/commands.ts'
import { tellLapsedByAgreement, tellLapsedByAttestation } from '../../src/app/attestations/reactions.ts'
import { viewRecognitions } from '../../src/app/attestations/recognition-views.ts'
import { recogniseMember, withdrawRecognition } from '../../src/app/attestations/recognitions.ts'
import {
  type Attestation,
  asAttestation,
  type RecognitionStatus,
  type RecognitionView,
  statementOf,
} from '../../src/attestations/index.ts'
import { type Instant, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { type Asking, present } from '../attestations/presenting.ts'
import { auditBackwards } from '../support/audit.ts'
import { signerNumber } from '../support/node.ts'
import { awaitedOf, type Run } from './agreement-acts.ts'
import type { Member } from './world.ts'

const SIZE = 5
const STEPS = 240
const MEETING = 60
const HOUR_MS = 60 * 60 * 1000
const TYPES = ['MemberInGoodStanding', 'Harvest', 'Baker']
/** Members of whichever cooperative attests something of them. */
const VISITORS = [50, 51, 52].map((number) => signerNumber(number))
const REACTIONS = { agreement: [answerAgreement, tellLapsedByAgreement], attestation: [tellLapsedByAttestation] }

/** What a recognition can become at one node: what has ended does not begin again, whatever comes late. */
const BECOMES: Record<RecognitionStatus, readonly RecognitionStatus[]> = {
  ACTIVE: ['ACTIVE', 'LAPSED', 'EXPIRED', 'WITHDRAWN'],
  EXPIRED: ['EXPIRED', 'LAPSED', 'WITHDRAWN'],
  LAPSED: ['LAPSED', 'WITHDRAWN'],
  WITHDRAWN: ['WITHDRAWN'],
}

async function recognitionsAt({ node }: Member, scope: string, now: number): Promise<Map<string, RecognitionView>> {
  return await node.store.read(async (reader) => {
    const rows = (await reader.subjectsOf(scope as Scope, 'recognition')).filter(({ state }) => state !== null)
    return new Map((await viewRecognitions(reader, rows, now as Instant)).map((view) => [view.id, view]))
  })
}

async function attestationsAt({ node }: Member): Promise<Attestation[]> {
  const rows = await node.store.read((reader) => reader.subjectsOf(PUBLIC_SCOPE, 'attestation'))
  return rows.flatMap(({ state }) => (state === null ? [] : [asAttestation(state)]))
}

async function lapsesToldAt({ node }: Member): Promise<readonly string[]> {
  const changes = await node.store.read((reader) => reader.changesAfter(0, 100_000))
  return changes.filter(({ kind }) => kind === 'recognition.lapsed').map(({ subject }) => subject)
}

/** Something that a member may do; what is refused changes nothing. */
async function chooseAct(federation: AgreementFederation, member: Member, agreementId: string): Promise<Run> {
  const { random } = federation.world
  const { now } = federation
  const view = await federation.view(member.number, agreementId)
  const awaited = view === null ? null : awaitedOf(view, member.node.self)
  if (awaited !== null && random.chance(0.8)) return signAmendment({ amendmentId: awaited })
  const attested = await attestationsAt(member)
  if (attested.length === 0 || random.chance(0.25)) {
    const validUntil = random.chance(0.3) ? ((now + random.below(8) * HOUR_MS + 1) as Instant) : null
    const claims = { number: random.below(1_000) }
    return issueAttestation({ subject: random.pick(VISITORS).did, type: random.pick(TYPES), claims, validUntil })
  }
  const { id: attestationId } = random.pick(attested)
  const recognitions = [...(await recognitionsAt(member, agreementId, now)).values()]
  const until = random.chance(0.5) ? ((now + random.below(8) * HOUR_MS) as Instant) : null
  return random.pick([
    recogniseMember({ agreementId, by: { attestationId }, until }),
    recogniseMember({ agreementId, by: { attestationId } }),
    await showing(federation, member, agreementId, random.pick(attested)),
    await showing(federation, member, agreementId, random.pick(attested)),
    revokeAttestation({ attestationId, reason: 'left' }),
    ...(recognitions.length === 0 ? [] : [withdrawRecognition({ recognitionId: random.pick(recognitions).id })]),
    ...(member.number === 0 && view !== null ? [amend(federation, view.version, agreementId)] : []),
    ...(random.chance(0.1) ? [suspendAgreement({ agreementId, reason: 'a look' })] : []),
    resumeAgreement({ agreementId }),
    resumeAgreement({ agreementId }),
  ])
}

/** A visitor answers a challenge: mostly the one whom the attestation is about. */
async function showing(
  federation: AgreementFederation,
  member: Member,
  agreementId: string,
  { issued: { credential } }: Attestation,
): Promise<Run> {
  const { random } = federation.world
  const asked = await federation.ask(member.number, createPresentationChallenge('desk'))
  const { subject } = statementOf(credential)
  const holder = VISITORS.find(({ did }) => did === subject && random.chance(0.9)) ?? random.pick(VISITORS)
  if (!asked.ok) throw new Error(asked.refusal.message)
  const presentation = present(holder, [credential], asked.value as unknown as Asking, {
    at: federation.now as Instant,
  })
  return recogniseMember({ agreementId, by: { presentation } })
}

/** Another choice of the types that are recognised. */
function amend(federation: AgreementFederation, baseVersion: number, agreementId: string): Run {
  const { random } = federation.world
  const attestationTypes = TYPES.filter((type) => type === 'Harvest' || random.chance(0.6))
  return proposeAmendment({
    agreementId,
    baseVersion,
    terms: { mutualRecognition: { attestationTypes } },
    description: 'x',
  })
}

/** Everybody hears everything and signs what waits for it. */
async function meet(federation: AgreementFederation, agreementId: string): Promise<void> {
  federation.world.heal()
  await federation.settle()
  for (const { number, node } of federation.world.members) {
    const view = await federation.view(number, agreementId)
    const amendmentId = view === null ? null : awaitedOf(view, node.self)
    if (amendmentId !== null) await federation.ask(number, signAmendment({ amendmentId }))
  }
  await federation.settle()
}

describe('cooperatives that recognise visitors on a bad network', () => {
  const seen = new Set<string>()

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'end with equal recognitions, and each host has told each lapse once (seed %i)',
    async (seed) => {
      await using federation = await AgreementFederation.found(SIZE, SIZE, undefined, REACTIONS, [], seed)
      const terms = { mutualRecognition: { attestationTypes: TYPES } }
      const agreementId = await federation.conclude([1, 2, 3, 4], { terms })
      const { world } = federation
      const before = new Map<number, Map<string, RecognitionView>>()
      const look = async (member: Member) => {
        const views = await recognitionsAt(member, agreementId, federation.now)
        for (const [id, { status }] of before.get(member.number) ?? []) {
          expect(BECOMES[status], `${id} at ${member.number}`).toContain(views.get(id)?.status)
        }
        for (const { status, lapsedBecause } of views.values()) seen.add(lapsedBecause ?? status)
        before.set(member.number, views)
      }
      for (let step = 0; step < STEPS; step++) {
        const member = world.random.pick(world.members)
        if (world.random.chance(0.5)) await world.gossip(member, world.random.pick(world.members))
        else {
          const done = await federation.ask(member.number, await chooseAct(federation, member, agreementId))
          if (!done.ok) seen.add(done.refusal.code)
        }
        await look(member)
        if (step % MEETING === MEETING - 1) await meet(federation, agreementId)
        if (world.random.chance(0.04)) world.part(2)
        if (world.random.chance(0.08)) world.heal()
        if (world.random.chance(0.05)) {
          world.clock.advance(HOUR_MS)
          for (const { node } of world.members) await node.check()
        }
      }
      world.heal()
      await federation.settle()
      for (const member of world.members) await look(member)
      const [first, ...others] = [...before.values()].map((views) => [...views.values()].toSorted(byId))
      for (const other of others) expect(other).toEqual(first)
      for (const member of world.members) {
        const told = await lapsesToldAt(member)
        expect(new Set(told).size, 'each once').toBe(told.length)
        const lapsed = first?.filter(({ host, status }) => host === member.node.self && status === 'LAPSED') ?? []
        expect(told).toEqual(expect.arrayContaining(lapsed.map(({ id }) => id)))
      }
      const [digest] = await world.digests(agreementId as Scope)
      const audit = await world.members[0]?.node.store.read((reader) => auditBackwards(reader, agreementId as Scope))
      expect(audit).toMatchObject({ faults: [], digest })
      expect(first?.length).toBeGreaterThan(3)
    },
  )

  test('have seen every status, every reason of a lapse but the end, and each refusal that a visitor meets', () => {
    const reasons = ['the attestation was revoked', 'the attestation has expired']
    const codes = ['bad-presentation', 'not-recognised', 'not-valid', 'already-recognised', 'not-the-host']
    const refusals = codes.map((code) => `attestations.${code}`)
    expect([...seen]).toEqual(
      expect.arrayContaining(['ACTIVE', 'EXPIRED', 'WITHDRAWN', ...reasons, ...refusals, 'agreements.not-operational']),
    )
  })
})

function byId(one: RecognitionView, other: RecognitionView): number {
  return one.id < other.id ? -1 : 1
}
