import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { recordAggregate } from '../../src/records/index.ts'
import { amendmentOf } from '../agreements/agreeing.ts'
import { expectSameEverywhere } from '../node/delivery.ts'
import { alder, birch, cedar, documentHash, elm, RECORD_TYPES, Recording, recordDocument } from './recording.ts'

const RUNS = 40
const SEED = 4
const document = recordDocument()
const visitless = amendmentOf(document, birch, {
  terms: { name: 'An orchard', terms: {}, recordTypes: RECORD_TYPES.slice(1) },
} as never)
const without = amendmentOf(document, alder, { parties: document.parties.slice(0, 2) })

/** One thing said at one of three desks, perhaps after it has heard another; numbers are taken modulo what there is. */
const stepArbitrary = fc.record({
  desk: fc.nat(2),
  hears: fc.option(fc.nat(2), { freq: 3 }),
  who: fc.constantFrom<Signer>(alder, alder, birch, birch, cedar, cedar, elm),
  act: fc.constantFrom('add', 'add', 'confirm', 'confirm', 'dispute', 'withdraw', 'amend', 'suspend'),
  choice: fc.nat(20),
})
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never

/** `amended`: what all have signed and any desk may put in force. */
function play(desks: readonly Recording[], amended: typeof document, { desk, hears, who, act, choice }: Step): void {
  const said = desks[desk]
  if (said === undefined) return
  const other = hears === null ? undefined : desks[hears]
  if (other !== undefined) said.hear(other)
  const decisions = said.desk.seen.filter(({ entry }) => /activated|effected/.test(entry.kind))
  const records = said.desk.seen.filter(({ entry }) => entry.kind === 'record.added')
  const decision = choice % 3 === 0 ? decisions[choice % decisions.length] : decisions.at(-1)
  const record = records[choice % records.length]
  const type = RECORD_TYPES[choice % RECORD_TYPES.length]?.name ?? 'visit'
  if (act === 'add' && decision !== undefined) {
    // Few nonces, so that a forked log adds one record twice; sometimes a payload that its type does not describe.
    const payload = choice === 7 ? { text: 7 } : { text: `From ${choice % 2}` }
    said.add(who, decision, { type, payload, nonce: `${choice % 2}` })
  }
  if (act === 'suspend') said.suspend(who, document)
  if (act === 'amend') goOnWith(said, amended)
  if (record === undefined) return
  if (act === 'confirm') said.confirm(who, record)
  if (act === 'dispute') said.dispute(who, record)
  if (act === 'withdraw') said.takeBack(choice % 4 === 0 ? who : authorOf(record), record)
}

function authorOf({ entry }: SealedEntry): Signer {
  return [alder, birch, cedar, elm].find(({ did }) => did === entry.author) ?? alder
}

/** Proposed, signed or put in force, whichever is next at this desk. */
function goOnWith(said: Recording, amended: typeof document): void {
  const [proposer = alder, ...others] = amended === visitless ? [birch, alder, cedar] : [alder, birch, cedar]
  const isAbout = ({ entry }: SealedEntry) =>
    entry.kind === 'amendment.signed' && entry.body.documentHash === documentHash(amended)
  const signed = said.desk.seen.filter(isAbout)
  if (!said.desk.seen.some(({ entry }) => entry.kind === 'amendment.proposed' && isOf(entry.body, amended))) {
    said.amend(proposer, amended)
    return
  }
  const missing = others.find(({ did }) => !signed.some(({ entry }) => entry.author === did))
  if (missing !== undefined) said.sign(missing, amended)
  else said.effect(proposer, amended, firstOfEach(signed))
}

function isOf(body: SealedEntry['entry']['body'], amended: typeof document): boolean {
  return documentHash(body.document as never) === documentHash(amended)
}

/** The first signature of each who signed. */
function firstOfEach(signed: readonly SealedEntry[]): SealedEntry[] {
  return signed.filter(({ entry }, i) => signed.findIndex((other) => other.entry.author === entry.author) === i)
}

test('any history of records, honest, mistaken or forked, in any order gives the same everywhere', async () => {
  const [counted, refusals] = [new Set<string>(), new Set<string>()]
  const steps = fc.array(stepArbitrary, { minLength: 10, maxLength: 35 })
  const stages = fc.constantFrom(visitless, without)
  const property = fc.asyncProperty(stages, steps, async (amended, story) => {
    const { said } = Recording.open(document)
    for (let signed = 0; signed < 3; signed++) goOnWith(said, amended)
    const desks = [said, said.split(), said.split()]
    for (const step of story) play(desks, amended, step)
    const { history } = said.desk
    for (const { entry, hash } of history.sealed) {
      const verdict = history.fold(entry.subject).verdicts.get(hash) ?? null
      if (verdict === null) counted.add(entry.kind)
      else refusals.add(verdict.code)
    }
    await expectSameEverywhere(history, [1, 2, 3])
  })
  await fc.assert(property, { numRuns: RUNS, seed: SEED })
  const kinds = [...recordAggregate.kinds.map(({ name }) => name), 'amendment.effected']
  expect([...counted], 'every kind counted somewhere').toEqual(expect.arrayContaining(kinds))
  expect([...refusals]).toEqual(
    expect.arrayContaining([
      'agreements.not-in-force',
      'log.author-removed',
      'records.already-added',
      'records.already-confirmed',
      'records.bad-payload',
      'records.not-an-author',
      'records.unknown-record',
      'records.unknown-type',
      'records.withdrawn',
    ]),
  )
})
