import { asAgreement } from '../../src/agreements/index.ts'
import { proposeAmendment, signAmendment } from '../../src/app/agreements/commands.ts'
import * as clearing from '../../src/app/clearing/commands.ts'
import { asObligation, asRound, viewObligation } from '../../src/clearing/index.ts'
import type { Hash, Instant, Json, JsonObject } from '../../src/kernel/index.ts'
import { type Entry, encodeEntry, sealEntry } from '../../src/log/index.ts'
import type { LogTip, StoredEntry, StoreReader } from '../../src/node/ports/ports.ts'
import type { ClearingFederation } from '../clearing/simulated-federation.ts'
import { ingest } from '../support/ingest.ts'
import type { Random } from '../support/random.ts'
import { agreementAt, awaitedOf } from './agreement-acts.ts'
import type { Member } from './world.ts'

const DAY_MS = 24 * 60 * 60_000
const BACKDATED_DAYS_MAX = 400
const AHEAD_MS_MAX = 5 * 60_000

/** What a hostile party says, past all guards of its own node. */
type Said = Pick<Entry, 'kind' | 'subject' | 'body'>

/**
 * One act of a party that keeps no rule but those that every node holds it to: it forks its log, backdates, names of what
 * it has seen only what suits it, decides without some of the votes, answers what it has answered, signs its own removal
 * and then confirms and pays, proposes and vanishes. One that never forks is believed longer.
 */
export async function hostileAct(federation: ClearingFederation, member: Member, forks: boolean): Promise<void> {
  const { random } = federation.world
  const known = await member.node.store.read((reader) => knownTo(reader, federation, member))
  const acts: (() => Promise<void>)[] = [
    () => leave(federation, member, known),
    () => vanish(federation, member),
    () => utter(federation, member, known, random.pick(known.answers), false),
    () => utter(federation, member, known, random.pick(known.answers), forks && random.chance(0.3)),
    () => utter(federation, member, known, altered(random, known.entries), forks && random.chance(0.3)),
    () => utter(federation, member, known, altered(random, known.own), forks),
  ]
  await random.pick(known.answers.length === 0 ? [...acts.slice(0, 2), ...acts.slice(4)] : acts)()
}

interface Known {
  readonly tips: readonly LogTip[]
  readonly entries: readonly StoredEntry[]
  readonly own: readonly StoredEntry[]
  /** What it might answer to obligations, payments and rounds, due or not. */
  readonly answers: readonly Said[]
}

async function knownTo(reader: StoreReader, federation: ClearingFederation, { node }: Member): Promise<Known> {
  const { scope } = federation
  const tips = await reader.logTips([scope])
  const ranges = tips.map(({ author }) => ({ author, afterSeq: 0 }))
  const { entries } = await reader.logsAfter(scope, ranges, 0, 1_000)
  const setOffs = await reader.setOffs(scope, null)
  const answers: Said[] = []
  for (const { id, state } of await reader.subjectsOf(scope, 'obligation')) {
    if (state === null) continue
    const view = viewObligation(asObligation(state), setOffs, federation.world.clock.now)
    if (view.debtor !== node.self && view.creditor !== node.self) continue
    const said = (kind: string, rest: JsonObject) =>
      answers.push({ kind, subject: id, body: { obligationId: id, ...rest } })
    const [recorded] = entries.filter(({ entry }) => entry.subject === id && entry.author === node.self)
    said('obligation.confirmed', { bodyHash: view.bodyHash })
    said('obligation.forgiven', { reason: null })
    said('obligation.disputed', { reason: 'not so' })
    said('payment.recorded', { amount: '9223372036854775807', reference: null })
    if (recorded !== undefined) said('obligation.withdrawn', { recorded: recorded.hash, reason: null })
    for (const payment of Object.keys(asObligation(state).payments)) {
      said('payment.confirmed', { payment })
      said('payment.withdrawn', { payment, reason: null })
      said('payment.rejected', { payment, reason: 'never came' })
    }
  }
  for (const { id, state } of await reader.subjectsOf(scope, 'round')) {
    if (state !== null) answers.push(...decisions(federation.world.random, id, state))
  }
  const [agreement] = await reader.subjects(scope, [scope])
  if (agreement?.state != null) answers.push(...effects(federation.world.random, scope, agreement.state))
  return { tips, entries, own: entries.filter(({ entry }) => entry.author === node.self), answers }
}

/** Decisions of a round that rest on some of its acceptances. */
function decisions(random: Random, roundId: string, state: Json): Said[] {
  const round = asRound(state)
  return Object.entries(round.proposals).map(([proposal, { resultHash }]) => {
    const acceptances = Object.entries(round.answers).flatMap(([hash, answer]) =>
      answer.proposal === proposal && answer.accepted && random.chance(0.6) ? [hash] : [],
    )
    const body = { roundId, proposal, resultHash, acceptances: acceptances.sort() }
    return { kind: 'netting.committed', subject: roundId, body }
  })
}

/** Amendments put into effect on some of the signatures. */
function effects(random: Random, subject: string, state: Json): Said[] {
  const { documents, signatures } = asAgreement(state)
  return Object.keys(documents).map((documentHash) => {
    const given = Object.entries(signatures).flatMap(([hash, { document }]) =>
      document === documentHash ? [hash] : [],
    )
    const chosen = given.filter(() => random.chance(0.9)).sort()
    return { kind: 'amendment.effected', subject, body: { documentHash, signatures: chosen } }
  })
}

/** What somebody has said, with another hash or amount in one place, or with some of a list left out. */
function altered(random: Random, entries: readonly StoredEntry[]): Said {
  const { kind, subject, body } = random.pick(entries).entry
  const others = entries.filter(({ entry }) => entry.kind === kind)
  const change = (value: Json): Json => {
    if (Array.isArray(value)) return value.filter(() => random.chance(0.7))
    if (typeof value !== 'string' || !random.chance(0.4)) return value
    if (/^\d+$/.test(value)) return String(1 + random.below(1_000))
    return /^[0-9a-f]{64}$/.test(value) ? random.pick(others).hash : value
  }
  const changed = Object.fromEntries(Object.entries(body).map(([key, value]) => [key, change(value)]))
  return { kind, subject, body: random.chance(0.3) ? body : changed }
}

/** Says it at a place of its log, or beside one, with a date and a past of its choice; one other hears it, or all in time. */
async function utter(
  federation: ClearingFederation,
  member: Member,
  known: Known,
  said: Said | undefined,
  isFork: boolean,
): Promise<void> {
  const { random, members, clock } = federation.world
  const { node } = member
  if (said === undefined) return
  const tip = known.tips.find(({ author }) => author === node.self)
  const before = isFork ? random.pick(known.own) : known.own.find(({ hash }) => hash === tip?.hash)
  if (before === undefined) return
  const others = known.tips.flatMap(({ author, hash }) => (author === node.self ? [] : [hash]))
  const after = others.filter(() => random.chance(random.pick([1, 1, 0.5, 0])))
  const { seq, at } = before.entry
  const unsigned = encodeEntry({
    ...{ v: 1, author: node.self, scope: federation.scope, ...said },
    ...(isFork ? { seq, prev: before.entry.prev } : { seq: seq + 1, prev: before.hash }),
    at: Math.max(isFork ? 0 : at, clock.now + shift(random)) as Instant,
    after: after.sort() as Hash[],
  })
  if (!unsigned.ok) return
  const sealed = sealEntry(unsigned.value, node.signer)
  const hearer = random.pick(members)
  await ingest(hearer.node, [sealed])
  if (!isFork) await ingest(node, [sealed])
}

function shift(random: Random): number {
  return random.pick([0, 0, 0, AHEAD_MS_MAX - 1, -AHEAD_MS_MAX, -random.below(BACKDATED_DAYS_MAX) * DAY_MS])
}

/** Proposes, or signs, an agreement without itself; what it owes and what it is owed it answers later. */
async function leave(federation: ClearingFederation, { node, number }: Member, { own }: Known): Promise<void> {
  const view = await agreementAt(federation, federation.member(number))
  const awaited = awaitedOf(view, node.self)
  if (awaited !== null) return void (await federation.ask(number, signAmendment({ amendmentId: awaited })))
  const staying = view.document.parties.filter(({ did }) => did !== node.self)
  const others = staying.map(({ did }) => ({ did, role: 'COUNTERPARTY' as const }))
  if (own.length === 0 || others.length < 3) return
  const base = { agreementId: federation.scope, baseVersion: view.version }
  await federation.ask(number, proposeAmendment({ ...base, parties: others, description: 'without me' }))
}

/** Proposes a round and is not heard of until the network heals. */
async function vanish(federation: ClearingFederation, { number }: Member): Promise<void> {
  const { world, scope } = federation
  await federation.ask(number, clearing.proposeNetting({ agreementId: scope, currency: 'EUR' }))
  await world.gossip(world.random.pick(world.members), federation.member(number))
  world.groups[number] = world.members.length + number
}
