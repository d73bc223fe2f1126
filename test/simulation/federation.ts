import { resumeAgreement, signAmendment } from '../../src/app/agreements/commands.ts'
import { answerAgreement } from '../../src/app/agreements/reactions.ts'
import * as clearing from '../../src/app/clearing/commands.ts'
import { announceWhereChanged } from '../../src/app/registry/commands.ts'
import { asObligation, asRound, viewObligation, viewRound } from '../../src/clearing/index.ts'
import { type Instant, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { StoreReader } from '../../src/node/ports/ports.ts'
import { ClearingFederation, type Founding, REACTIONS } from '../clearing/simulated-federation.ts'
import { storedProblems } from '../clearing/totals-law.ts'
import { PROFILE, RECOVERY } from '../registry/cooperatives.ts'
import { auditBackwards } from '../support/audit.ts'
import type { Random } from '../support/random.ts'
import { agreementAct, agreementAt, awaitedOf, isHalting, type Run } from './agreement-acts.ts'
import { clearingAct } from './clearing-acts.ts'
import { hostileAct } from './hostile.ts'
import { deadlocks, unnetted } from './liveness.ts'
import { Watch } from './watch.ts'
import type { Member } from './world.ts'

const STEPS = 140
/** After so many steps everybody meets, and most sign what waits for them. */
const MEETING = 80
/** From then on somebody may want to end it all. */
const LATE = 120
/** Stories have none, one or two parties that keep no rule, in turn. */
const LIARS = 3
const LIMIT = '100000'
const SIMULATED_DUTIES = { ...REACTIONS, agreement: [answerAgreement] }
const foundings = new Map<number, Founding>()

/** What a played federation came to; `problems` is empty where every law held. */
export interface Played {
  readonly seed: number
  readonly size: number
  readonly entries: number
  readonly obligations: number
  readonly committedRounds: number
  /** How many entries of each kind counted in the end, and how many were refused with which code. */
  readonly said: Readonly<Record<string, number>>
  /** The state digests of the agreement's scope and of the public one: the same seed ends with the same ones. */
  readonly digests: readonly string[]
  readonly problems: readonly string[]
}

/**
 * Plays one seeded story: 5 to 20 real nodes in memory, between whom a clearing arrangement is in force, on a network
 * that drops, repeats, reorders, delays and parts. They record, confirm, dispute, pay, forgive, net, suspend, resume,
 * amend, comment, leave, end, attest and vouch; up to two of them keep no rule besides. Then the network heals, and the laws
 * are held against what came of it.
 */
export async function playFederation(seed: number): Promise<Played> {
  const size = 5 + (seed % 16 === 0 ? 15 : seed % 6)
  const liars = seed % LIARS
  await using federation = await ClearingFederation.again(await foundingOf(size), seed, SIMULATED_DUTIES, liars)
  const { world } = federation
  const { random } = world
  const watch = new Watch(federation)
  for (let step = 0; step < STEPS; step++) {
    const member = random.pick(world.members)
    if (member.number < liars && random.chance(0.4)) await hostileAct(federation, member, seed % 2 === 0)
    else if (random.chance(0.55)) await world.gossip(member, random.pick(world.members))
    else await federation.ask(member.number, await chooseAct(federation, member, step >= LATE))
    await watch.look(member)
    if (step === MEETING) await meet(federation)
    if (random.chance(0.04)) world.part(2)
    if (random.chance(0.06)) world.heal()
    if (random.chance(0.1)) await passTime(federation, random)
  }
  world.heal()
  await federation.settle()
  await federation.pass(60 * 60_000)
  // In quiet, a round by whoever may propose one nets what is left.
  for (const { number } of random.shuffle(world.members).slice(0, 3)) await netInQuiet(federation, number)
  await federation.pass(60 * 60_000)
  for (const member of world.members) await watch.look(member)
  const stuck = [...(await deadlocks(federation)), ...(await unnetted(federation))]
  const { problems, ...counts } = await judge(federation)
  return { seed, size, ...counts, problems: [...problems, ...watch.problems, ...stuck] }
}

/** Federations of one size begin alike, whatever their seed: each is founded once, and no story changes what it began with. */
async function foundingOf(size: number): Promise<Founding> {
  const known = foundings.get(size)
  if (known !== undefined) return known
  const terms = { currencies: [{ code: 'EUR', scale: 2, creditLimit: LIMIT }], nettingPeriod: null }
  await using federation = await ClearingFederation.found(size, { terms }, 1, SIMULATED_DUTIES, announce)
  const founding = federation.founding()
  foundings.set(size, founding)
  return founding
}

/** A round, or two at once, of which not everybody hears at once; meanwhile some take their acceptance back, or pay. */
async function netInQuiet(federation: ClearingFederation, proposer: number): Promise<void> {
  const { random, members } = federation.world
  const propose = clearing.proposeNetting({ agreementId: federation.scope, currency: 'EUR' })
  const proposed = await federation.ask(proposer, propose)
  if (!proposed.ok) return
  if (random.chance(0.5)) await federation.ask(random.pick(members).number, propose)
  const nettingRoundId = String(proposed.value.nettingRoundId)
  const { awaiting } = await federation.round(proposer, nettingRoundId)
  const late = members.find(({ node }) => node.self === awaiting.at(-1))
  if (late !== undefined) federation.absent.add(late.number)
  await federation.settle()
  for (const { number } of members) {
    if (random.chance(0.3)) await federation.ask(number, clearing.withdrawAcceptance({ nettingRoundId }))
    if (random.chance(0.3)) await payOne(federation, number)
  }
  federation.absent.clear()
  await federation.settle()
}

/** A member pays a part of the first debt of its own that it finds, whatever round has reserved it. */
async function payOne(federation: ClearingFederation, number: number): Promise<void> {
  const { node } = federation.member(number)
  const rows = await node.store.read((reader) => reader.subjectsOf(federation.scope, 'obligation'))
  const debt = rows.find(({ index }) => index?.phase === 'CONFIRMED' && index.left === node.self)
  if (debt !== undefined) await federation.ask(number, clearing.recordPayment({ obligationId: debt.id, amount: '1' }))
}

function announce(number: number): Run {
  return (context) => announceWhereChanged(context, null, { ...PROFILE, name: `Number ${number}` }, RECOVERY)
}

/** Everybody hears everything, and most sign the amendment that waits for them. */
async function meet(federation: ClearingFederation): Promise<void> {
  const { random, members } = federation.world
  federation.world.heal()
  await federation.settle()
  const isDiligent = random.chance(0.7)
  for (const member of members) {
    const amendmentId = awaitedOf(await agreementAt(federation, member), member.node.self)
    if (amendmentId === null || !(isDiligent || random.chance(0.7))) continue
    await federation.ask(member.number, signAmendment({ amendmentId }))
  }
}

async function passTime({ world }: ClearingFederation, random: Random): Promise<void> {
  world.clock.advance(random.below(4 * 60_000))
  for (const { node } of world.members) await node.check()
}

/** Lifts its own halt, says something about the agreement, or clears. */
async function chooseAct(federation: ClearingFederation, member: Member, isLate: boolean): Promise<Run> {
  const { random } = federation.world
  if (random.chance(0.5) && (await isHalting(federation, member)))
    return resumeAgreement({ agreementId: federation.scope })
  return random.chance(0.25) ? await agreementAct(federation, member, isLate) : await clearingAct(federation, member)
}

/** Holds the laws against the end of a story. */
async function judge(federation: ClearingFederation): Promise<Omit<Played, 'seed' | 'size'>> {
  const { world, scope } = federation
  const problems: string[] = []
  const ends: string[] = []
  for (const one of [scope, PUBLIC_SCOPE]) {
    const digests = new Set(await world.digests(one))
    ends.push(...digests)
    if (digests.size !== 1) problems.push(`${digests.size} different digests of ${one}`)
    const audit = await world.honest[0]?.node.store.read((reader) => auditBackwards(reader, one))
    if (audit?.faults.length !== 0 || !digests.has(audit.digest))
      problems.push(`an audit of ${one} finds another state`)
  }
  const books = new Set<string>()
  let counts = { entries: 0, obligations: 0, committedRounds: 0 }
  const said = await world.honest[0]?.node.store.read((reader) => saidIn(reader, [scope, PUBLIC_SCOPE]))
  for (const { node, number } of world.honest) {
    const book = await node.store.read((reader) => bookOf(reader, federation, world.clock.now, problems, number))
    problems.push(...(await node.store.read((reader) => storedProblems(reader, federation, node.self))))
    books.add(JSON.stringify(book.balances))
    counts = book.counts
  }
  if (books.size !== 1) problems.push('the balances differ between nodes')
  return { ...counts, said: said ?? {}, digests: ends, problems }
}

async function saidIn(reader: StoreReader, scopes: readonly Scope[]): Promise<Record<string, number>> {
  const said: Record<string, number> = {}
  for (const scope of scopes) {
    const codes = new Map((await reader.verdictsOf(scope, null)).map(({ hash, code }) => [hash, code]))
    for (const { entry, hash } of await reader.entries([...codes.keys()])) {
      const what = codes.get(hash) ?? entry.kind
      said[what] = (said[what] ?? 0) + 1
    }
  }
  return said
}

/** All balances as one node has them; conservation is checked on the way. */
async function bookOf(
  reader: StoreReader,
  federation: ClearingFederation,
  now: Instant,
  problems: string[],
  number: number,
) {
  const rows = await reader.subjectsOf(federation.scope, 'obligation')
  const setOffs = await reader.setOffs(federation.scope, null)
  const balances: Record<string, string> = {}
  for (const { id, state } of rows) {
    if (state === null) continue
    const view = viewObligation(
      asObligation(state),
      setOffs.filter(({ subject }) => subject === id),
      now,
    )
    balances[id] = `${view.status} ${view.remaining} ${view.overpaid}`
    if (BigInt(view.remaining) > 0n && BigInt(view.overpaid) > 0n)
      problems.push(`${id} is both owed and overpaid at ${number}`)
  }
  problems.push(...(await unbalancedRounds(reader, federation, number)))
  const rounds = (await reader.subjectsOf(federation.scope, 'round')).map(({ state }) => viewRound(asRound(state), now))
  const committedRounds = rounds.filter(({ status }) => status === 'COMMITTED' || status === 'PARTLY_COMMITTED').length
  return {
    balances,
    counts: { entries: await reader.entryCount(federation.scope), obligations: rows.length, committedRounds },
  }
}

/** What a round has set off leaves everybody's net position as it was. */
async function unbalancedRounds(
  reader: StoreReader,
  federation: ClearingFederation,
  number: number,
): Promise<string[]> {
  const rounds = new Map<string, Map<string, bigint>>()
  for (const { round, proposal, subject, amount, backward } of await reader.setOffs(federation.scope, null)) {
    const [row] = await reader.subjects(federation.scope, [subject])
    const { debtor, creditor } = asObligation(row?.state ?? null)
    const key = `${round} ${proposal}`
    const nets = rounds.get(key) ?? new Map<string, bigint>()
    const flow = backward ? -BigInt(amount) : BigInt(amount)
    nets.set(debtor, (nets.get(debtor) ?? 0n) + flow)
    nets.set(creditor, (nets.get(creditor) ?? 0n) - flow)
    rounds.set(key, nets)
  }
  const broken = [...rounds].filter(([, nets]) => [...nets.values()].some((net) => net !== 0n))
  return broken.map(([key]) => `the round ${key} moves a net position at ${number}`)
}
