import { describe, expect, test } from 'vitest'
import {
  proposeAmendment,
  resumeAgreement,
  signAmendment,
  suspendAgreement,
} from '../../src/app/agreements/commands.ts'
import { addRecord, confirmRecord, disputeRecord, withdrawRecord } from '../../src/app/records/commands.ts'
import type { Scope } from '../../src/kernel/index.ts'
import { asRecord, type RecordStatus, type RecordView, viewRecord } from '../../src/records/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { auditBackwards } from '../support/audit.ts'
import { awaitedOf, type Run } from './agreement-acts.ts'
import type { Member } from './world.ts'

const SIZE = 5
const STEPS = 200
const MEETING = 60
const SCHEMA = { properties: { count: { type: 'uint8' } } }
const TYPES = (['NONE', 'ONE', 'ALL'] as const).map((consent) => ({ name: consent, schema: SCHEMA, consent }))

/** What a record can become at one node: what is confirmed stays so, whatever comes late. */
const BECOMES: Record<RecordStatus, readonly RecordStatus[]> = {
  RECORDED: ['RECORDED', 'CONFIRMED', 'DISPUTED', 'WITHDRAWN'],
  DISPUTED: ['RECORDED', 'CONFIRMED', 'DISPUTED', 'WITHDRAWN'],
  WITHDRAWN: ['WITHDRAWN', 'CONFIRMED'],
  CONFIRMED: ['CONFIRMED'],
}

async function recordsAt({ node }: Member, scope: string): Promise<Map<string, RecordView>> {
  const rows = await node.store.read((reader) => reader.subjectsOf(scope as Scope, 'record'))
  return new Map(rows.flatMap(({ id, state }) => (state === null ? [] : [[id, viewRecord(asRecord(state))]])))
}

/** Something that a member may do; what is refused changes nothing. */
async function chooseAct(federation: AgreementFederation, member: Member, agreementId: string): Promise<Run> {
  const { random } = federation.world
  const view = await federation.view(member.number, agreementId)
  const records = [...(await recordsAt(member, agreementId)).values()]
  const record = records.length === 0 ? null : random.pick(records)
  const awaited = view === null ? null : awaitedOf(view, member.node.self)
  if (awaited !== null && random.chance(0.8)) return signAmendment({ amendmentId: awaited })
  if (record === null || random.chance(0.35)) {
    // Sometimes more than a uint8 holds, sometimes a type that an amendment has removed.
    const payload = { count: random.below(300) }
    return addRecord({ agreementId, type: random.pick(TYPES).name, payload, reference: `n${random.below(9)}` })
  }
  const recordId = record.id
  return random.pick([
    confirmRecord({ recordId }),
    confirmRecord({ recordId }),
    disputeRecord({ recordId, reason: 'not so' }),
    withdrawRecord({ recordId }),
    // One party amends: several at once would wait for each other.
    ...(member.number === 0 && view !== null ? [amend(federation, view.version, agreementId)] : []),
    ...(random.chance(0.2) ? [suspendAgreement({ agreementId, reason: 'a look' })] : []),
    resumeAgreement({ agreementId }),
    resumeAgreement({ agreementId }),
  ])
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

/** Another choice of the types of records. */
function amend(federation: AgreementFederation, baseVersion: number, agreementId: string): Run {
  const { random } = federation.world
  const recordTypes = TYPES.filter(() => random.chance(0.7))
  const terms = { custom: { name: 'Counts', terms: {}, recordTypes } }
  return proposeAmendment({ agreementId, baseVersion, terms, description: 'other records' })
}

describe('cooperatives that record under an agreement on a bad network', () => {
  const seen = new Set<string>()

  test.each([1, 2, 3, 4])(
    'end with equal records, and none that was confirmed is taken back (seed %i)',
    async (seed) => {
      await using federation = await AgreementFederation.found(SIZE, SIZE, undefined, undefined, [], seed)
      const terms = { custom: { name: 'Counts', terms: {}, recordTypes: TYPES } }
      const agreementId = await federation.conclude([1, 2, 3, 4], { terms })
      const { world } = federation
      const before = new Map<number, Map<string, RecordView>>()
      const look = async (member: Member) => {
        const now = await recordsAt(member, agreementId)
        for (const [id, { status }] of before.get(member.number) ?? []) {
          expect(BECOMES[status], `${id} at ${member.number}`).toContain(now.get(id)?.status)
        }
        for (const { status } of now.values()) seen.add(status)
        before.set(member.number, now)
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
      }
      world.heal()
      await federation.settle()
      for (const member of world.members) await look(member)
      const [first, ...others] = [...before.values()].map((records) => [...records.values()].toSorted(byId))
      for (const other of others) expect(other).toEqual(first)
      const [digest] = await world.digests(agreementId as Scope)
      const audit = await world.members[0]?.node.store.read((reader) => auditBackwards(reader, agreementId as Scope))
      expect(audit).toMatchObject({ faults: [], digest })
      expect(first?.length).toBeGreaterThan(5)
    },
  )

  test('have seen every status, and each refusal that a type, an amendment or a halt gives', () => {
    const statuses = Object.keys(BECOMES)
    const refusals = ['records.bad-payload', 'records.unknown-type', 'records.already-confirmed']
    expect([...seen]).toEqual(expect.arrayContaining([...statuses, ...refusals, 'agreements.not-operational']))
  })
})

function byId(one: RecordView, other: RecordView): number {
  return one.id < other.id ? -1 : 1
}
