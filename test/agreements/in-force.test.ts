import { expect, test } from 'vitest'
import { z } from 'zod'
import { agreementAggregate, documentHash, documentInForce, inForceShape } from '../../src/agreements/index.ts'
import {
  proposeAmendment,
  resumeAgreement,
  signAmendment,
  suspendAgreement,
  terminateAgreement,
} from '../../src/app/agreements/commands.ts'
import { type Basis, findBasis } from '../../src/app/agreements/in-force.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { decodeShape, done, type Hash, type Instant, ok } from '../../src/kernel/index.ts'
import { type Aggregate, type EntryKind, forkAggregate, type SealedEntry } from '../../src/log/index.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { described } from '../support/described.ts'
import { deliver } from '../support/exchange.ts'
import { History } from '../support/history.ts'
import { alder, amendmentOf, birch, cedar, DAY_MS, firstDocument, roles, START, Words } from './agreeing.ts'
import { AgreementFederation } from './simulated-federation.ts'

const bodyShape = z.strictObject({ id: z.string(), ...inForceShape })
type Body = z.infer<typeof bodyShape>

/** A subject that does nothing but begin under the document in force. */
const begun: EntryKind<Body, { readonly title: string }> = {
  name: 'work.begun',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: ({ id }) => id,
  readsScopeState: true,
  check: (state, body, context) => {
    if (state !== null) return done
    const document = documentInForce(context, body, 'CLEARING_ARRANGEMENT')
    return document.ok ? done : document
  },
  evolve: (state, body, context) => {
    if (state !== null) return state
    const document = documentInForce(context, body, 'CLEARING_ARRANGEMENT')
    if (!document.ok) throw new Error(document.refusal.message)
    return { title: document.value.title }
  },
}
const workAggregate: Aggregate = { name: 'work', ...described('wrk_', 'WORK'), scope: 'agreement', kinds: [begun] }

const parties = roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY'])
const document = firstDocument({ parties })
const amended = amendmentOf(document, birch, { title: 'As birch would have it' })
const without = amendmentOf(document, alder, { parties: document.parties.slice(0, 2) })

function newWords(): Words {
  return new Words(new History(document.agreementId, [agreementAggregate, forkAggregate, workAggregate]).desk(START))
}

let count = 0
/** Begins a subject; it follows all that its desk has seen, unless the options say otherwise. */
function begin(
  words: Words,
  what: { readonly document: typeof document; readonly decision: SealedEntry },
  after?: Hash[],
) {
  const body = { id: `wrk_${count++}`, documentHash: documentHash(what.document), decision: what.decision.hash }
  return words.desk.write(birch, 'work.begun', body, { after: after ?? words.desk.heads() })
}

test('the first entry of a subject counts under the document that its past shows in force', () => {
  const words = newWords()
  const decision = words.conclude(document, [alder, birch, cedar])
  const counts = begin(words, { document, decision })
  expect(words.refusal(counts)).toBeNull()
  expect(words.desk.history.state(counts.entry.subject)).toEqual({ title: document.title })
  words.desk.history.expectSameInAnyOrder()
})

test('an amendment that never took effect, a foreign decision and an unseen one bring nothing into force', () => {
  const words = newWords()
  words.propose(alder, document)
  const early = words.split()
  const signed = [words.sign(birch, document), words.sign(cedar, document)]
  const decision = words.activate(alder, document, signed)
  words.amend(birch, amended)
  const proposal = words.sign(alder, amended)
  const refused = [
    begin(words, { document: amended, decision }),
    begin(words, { document: amended, decision: proposal }),
    begin(words, { document, decision: proposal }),
    begin(early, { document, decision }),
  ]
  expect(refused.map((entry) => words.refusal(entry))).toEqual(refused.map(() => 'agreements.not-in-force'))
  words.desk.history.expectSameInAnyOrder()
})

test('after an amendment the old document is refused to those that have seen it, and to no others', () => {
  const words = newWords()
  const decision = words.conclude(document, [alder, birch, cedar])
  const behind = words.split()
  const later = words.adopt(amended, [alder, birch, cedar])
  const concurrent = begin(behind, { document, decision })
  words.hear(behind)
  expect(words.refusal(concurrent)).toBeNull()
  expect(words.refusal(begin(words, { document, decision }))).toBe('agreements.not-in-force')
  const renewed = begin(words, { document: amended, decision: later })
  expect(words.desk.history.state(renewed.entry.subject)).toEqual({ title: amended.title })
  // To leave the amendment out of `after` hides nothing: it is in the author's log.
  words.desk.write(birch, 'agreement.suspended', { documentHash: documentHash(amended), reason: 'a flood' })
  expect(words.refusal(begin(words, { document, decision }, []))).toBe('agreements.not-in-force')
  words.desk.history.expectSameInAnyOrder()
})

test('what somebody begins beside its own removal is judged alike before and after that is known', () => {
  const words = newWords()
  const decision = words.conclude(document, [alder, birch, cedar])
  const away = words.split()
  words.amend(alder, without)
  const signed = [words.sign(birch, without), words.sign(cedar, without)]
  const leaving = words.split()
  const suspension = leaving.suspend(cedar, document)
  const before = begin(leaving, { document, decision })
  words.effect(alder, without, signed)
  const beside = begin(away, { document, decision })
  words.hear(leaving)
  words.hear(away)
  expect(words.refusal(suspension)).toBe('log.author-removed')
  expect([before, beside].map((entry) => words.refusal(entry))).toEqual([null, null])
  words.desk.history.expectSameInAnyOrder([1, 2, 3, 4, 5, 6, 7, 8])
})

const protocol = createProtocol([...PROTOCOL.aggregates, workAggregate])

/** Begins a subject as a command does. */
function beginWork(agreementId: string, changed: (basis: Basis<'CLEARING_ARRANGEMENT'>) => object = () => ({})) {
  return async (context: CommandContext) => {
    const basis = await findBasis(context, agreementId, 'CLEARING_ARRANGEMENT')
    if (!basis.ok) return basis
    const { scope, inForce, answers } = basis.value
    const id = `wrk_${context.nonce()}`
    const body = { id, ...inForce, ...changed(basis.value) }
    const written = await context.write({ kind: 'work.begun', scope, body, answers })
    return written.ok ? ok({ id }) : written
  }
}

test('a command begins under the document in force, and nothing while that is not in operation', async () => {
  await using federation = await AgreementFederation.found(3, 3, protocol)
  const agreementId = await federation.conclude([1, 2])
  const early = await federation.view(1, agreementId)
  await federation.do(1, beginWork(agreementId))
  expect((await federation.refused(1, (context) => findBasis(context, agreementId, 'CUSTOM') as never)).code).toBe(
    'agreements.other-type',
  )
  await federation.do(2, suspendAgreement({ agreementId, reason: 'a flood' }))
  await federation.settle()
  expect((await federation.refused(1, beginWork(agreementId))).code).toBe('agreements.not-operational')
  await federation.do(2, resumeAgreement({ agreementId }))
  await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'Anew', title: 'Anew' }))
  await federation.settle()
  const amendmentId = String((await federation.view(1, agreementId))?.amendments[0]?.id)
  for (const i of [1, 2]) await federation.do(i, signAmendment({ amendmentId }))
  await federation.settle()
  const work = await federation.do(1, beginWork(agreementId))
  const old = { documentHash: early?.documentHash }
  expect(
    (
      await federation.refused(
        1,
        beginWork(agreementId, () => old),
      )
    ).code,
  ).toBe('agreements.not-in-force')
  await federation.settle()
  for (const i of [0, 1, 2]) {
    const [row] = await federation.member(i).node.store.read((reader) => reader.subjectsAnywhere([String(work.id)]))
    expect(row?.state).toEqual({ title: 'Anew' })
  }
  await federation.do(0, terminateAgreement({ agreementId, reason: { withdrawal: {} } }))
  await federation.settle()
  await federation.do(1, beginWork(agreementId))
  await federation.pass(40 * DAY_MS)
  expect((await federation.refused(1, beginWork(agreementId))).code).toBe('agreements.not-operational')
})

test('nothing is begun before the effective date, by a stranger, or by one that has signed its removal', async () => {
  await using federation = await AgreementFederation.found(3, 3, protocol)
  const effectiveDate = (federation.now + DAY_MS) as Instant
  const later = await federation.conclude([1, 2], { effectiveDate })
  expect((await federation.refused(1, beginWork(later))).code).toBe('agreements.not-operational')
  await federation.pass(2 * DAY_MS)
  await federation.do(1, beginWork(later))
  const pair = await federation.conclude([1])
  expect((await federation.refused(2, beginWork(pair))).code).toBe('agreements.not-found')
  const staying = [{ did: federation.did(1), role: 'COUNTERPARTY' as const }]
  await federation.do(0, proposeAmendment({ agreementId: later, baseVersion: 1, description: 'Two', parties: staying }))
  await federation.settle()
  const amendmentId = String((await federation.view(2, later))?.amendments[0]?.id)
  await federation.do(2, signAmendment({ amendmentId }))
  expect((await federation.refused(2, beginWork(later))).code).toBe('agreements.leaving')
})

test('a node that has an amendment judges what comes late by what its author had seen', async () => {
  await using federation = await AgreementFederation.found(3, 3, protocol)
  const agreementId = await federation.conclude([1, 2])
  await federation.do(0, proposeAmendment({ agreementId, baseVersion: 1, description: 'Anew', title: 'Anew' }))
  await federation.settle()
  const amendmentId = String((await federation.view(1, agreementId))?.amendments[0]?.id)
  await federation.do(1, signAmendment({ amendmentId }))
  await federation.settle()
  // From here on the second member hears nothing until it has spoken.
  await federation.do(2, signAmendment({ amendmentId }))
  const [first, , third] = federation.world.members
  if (first === undefined || third === undefined) throw new Error('three members')
  await deliver(first, third, await federation.world.pull(first, third))
  await first.node.idle()
  const work = await federation.do(1, beginWork(agreementId))
  const newer = await federation.do(0, beginWork(agreementId))
  await federation.settle()
  for (const i of [0, 1, 2]) {
    const read = (id: unknown) =>
      federation.member(i).node.store.read((reader) => reader.subjectsAnywhere([String(id)]))
    expect((await read(work.id)).map(({ state }) => state)).toEqual([{ title: 'Clearing' }])
    expect((await read(newer.id)).map(({ state }) => state)).toEqual([{ title: 'Anew' }])
  }
})
