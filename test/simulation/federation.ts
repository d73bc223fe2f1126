import { asAgreement, viewAgreement } from '../../src/agreements/index.ts'
import { asObligation, asRound, viewObligation, viewRound } from '../../src/clearing/index.ts'
import type { Instant, JsonObject, Result } from '../../src/kernel/index.ts'
import type { CommandContext } from '../../src/node/command.ts'
import * as clearing from '../../src/node/commands/clearing.ts'
import type { StoreReader } from '../../src/node/ports.ts'
import { Town } from '../clearing/town.ts'
import type { Random } from '../support/random.ts'
import type { Member } from './world.ts'

const STEPS = 120
const LIMIT = '100000'

type Run = (context: CommandContext) => Promise<Result<JsonObject>>

/** What a played federation came to; `problems` is empty where every law held. */
export interface Played {
  readonly seed: number
  readonly size: number
  readonly entries: number
  readonly obligations: number
  readonly committedRounds: number
  readonly problems: readonly string[]
}

/**
 * Plays one seeded story: 5 to 20 real nodes in memory, between whom a clearing arrangement is in force, on a network
 * that drops, repeats, reorders, delays and parts. They record, confirm, dispute, pay, forgive, suspend, resume and net.
 * Then the network heals, and the laws are held against what came of it.
 */
export async function playFederation(seed: number): Promise<Played> {
  const size = 5 + (seed % 16 === 0 ? 15 : seed % 6)
  const terms = { currencies: [{ code: 'EUR', scale: 2, creditLimit: LIMIT }], nettingPeriod: null }
  await using town = await Town.found(size, { terms }, seed)
  const { world } = town
  const { random } = world
  for (let step = 0; step < STEPS; step++) {
    const member = random.pick(world.members)
    if (random.chance(0.55)) await world.gossip(member, random.pick(world.members))
    else await town.ask(member.number, await chooseAct(town, member, random))
    if (random.chance(0.04)) world.part(2)
    if (random.chance(0.06)) world.heal()
    if (random.chance(0.1)) await passTime(town, random)
  }
  world.heal()
  await town.settle()
  await town.pass(60 * 60_000)
  // In quiet, a round by whoever may propose one nets what is left.
  for (const { number } of random.shuffle(world.members).slice(0, 3)) {
    await town.ask(number, clearing.proposeNetting({ agreementId: town.scope, currency: 'EUR' }))
    await town.settle()
  }
  await town.pass(60 * 60_000)
  return { seed, size, ...(await judge(town)) }
}

async function passTime({ world }: Town, random: Random): Promise<void> {
  world.clock.advance(random.below(4 * 60_000))
  for (const { node } of world.members) await node.check()
}

/** Any act, sensible or not: what is refused changes nothing. */
async function chooseAct(town: Town, member: Member, random: Random): Promise<Run> {
  const mine = await member.node.store.read(async (reader) =>
    (await reader.subjectsOf(town.scope, 'obligation')).map(({ id }) => id),
  )
  const rounds = await member.node.store.read(async (reader) =>
    (await reader.subjectsOf(town.scope, 'round')).map(({ id }) => id),
  )
  if (mine.length === 0 || random.chance(0.4)) return record(town, member, random)
  const obligationId = random.pick(mine)
  const payments = await paymentsOf(town, member, obligationId)
  const nettingRoundId = rounds.length === 0 ? 'rnd_none' : random.pick(rounds)
  const acts: readonly Run[] = [
    clearing.confirmObligation({ obligationId }),
    clearing.confirmObligation({ obligationId }),
    clearing.disputeObligation({ obligationId, reason: 'not delivered' }),
    clearing.resolveDispute({
      obligationId,
      outcome: random.chance(0.5) ? { void: true } : { amount: String(1 + random.below(500)) },
    }),
    clearing.recordPayment({ obligationId, amount: String(1 + random.below(400)) }),
    clearing.confirmPayment({ paymentId: payments.length === 0 ? 'pay_none' : random.pick(payments) }),
    clearing.confirmPayment({ paymentId: payments.length === 0 ? 'pay_none' : random.pick(payments) }),
    clearing.forgiveObligation({ obligationId }),
    clearing.proposeNetting({ agreementId: town.scope, currency: 'EUR' }),
    clearing.proposeNetting({ agreementId: town.scope, currency: 'EUR' }),
    clearing.rejectNetting({ nettingRoundId, reason: 'not now' }),
    clearing.abandonNetting({ nettingRoundId }),
    clearing.liftReservation({ nettingRoundId }),
    suspend(town),
    resume(town, member),
  ]
  return random.pick(acts)
}

function record(town: Town, member: Member, random: Random): Run {
  const other = random.pick(town.world.members.filter(({ number }) => number !== member.number))
  const [debtor, creditor] = random.chance(0.6) ? [member, other] : [other, member]
  return clearing.recordObligation({
    agreementId: town.scope,
    debtor: debtor.node.self,
    creditor: creditor.node.self,
    amount: String(1 + random.below(1000)),
    currency: 'EUR',
    reference: `n${random.below(40)}`,
  })
}

function suspend(town: Town): Run {
  return async (context) => {
    const written = await context.write({
      kind: 'agreement.suspended',
      scope: town.scope,
      body: { reason: 'a look at the books' },
    })
    return written.ok ? { ok: true, value: {} } : written
  }
}

function resume(town: Town, member: Member): Run {
  return async (context) => {
    const [row] = await context.tx.subjects(town.scope, [town.scope])
    const view = viewAgreement(asAgreement(row?.state ?? null), context.now)
    const own = view.suspensions.find(
      (suspension) => suspension.by === member.node.self && suspension.liftedAt === null,
    )
    const body = { suspension: own?.id ?? '0'.repeat(64) }
    const written = await context.write({ kind: 'agreement.resumed', scope: town.scope, body })
    return written.ok ? { ok: true, value: {} } : written
  }
}

async function paymentsOf(town: Town, member: Member, obligationId: string): Promise<string[]> {
  return (await town.obligation(member.number, obligationId)).payments.map(({ id }) => id)
}

/** Holds the laws against the end of a story. */
async function judge(town: Town): Promise<Omit<Played, 'seed' | 'size'>> {
  const { world, scope } = town
  const problems: string[] = []
  const digests = new Set(await world.digests(scope))
  if (digests.size !== 1) problems.push(`${digests.size} different digests`)
  const books = new Set<string>()
  let counts = { entries: 0, obligations: 0, committedRounds: 0 }
  for (const { node, number } of world.members) {
    const book = await node.store.read((reader) => bookOf(reader, town, world.clock.now, problems, number))
    books.add(JSON.stringify(book.balances))
    counts = book.counts
  }
  if (books.size !== 1) problems.push('the balances differ between nodes')
  return { ...counts, problems }
}

/** All balances as one node has them; conservation is checked on the way. */
async function bookOf(reader: StoreReader, town: Town, now: Instant, problems: string[], number: number) {
  const rows = await reader.subjectsOf(town.scope, 'obligation')
  const setOffs = await reader.setOffs(town.scope, null)
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
  problems.push(...(await unbalancedCycles(reader, town, number)))
  const rounds = (await reader.subjectsOf(town.scope, 'round')).map(({ state }) => viewRound(asRound(state), now))
  const committedRounds = rounds.filter(({ status }) => status === 'COMMITTED' || status === 'PARTLY_COMMITTED').length
  return {
    balances,
    counts: { entries: await reader.entryCount(town.scope), obligations: rows.length, committedRounds },
  }
}

/** A committed cycle takes one amount from each of its debts and leaves everybody's net position as it was. */
async function unbalancedCycles(reader: StoreReader, town: Town, number: number): Promise<string[]> {
  const cycles = new Map<string, Map<string, bigint>>()
  for (const { round, proposal, cycle, subject, amount, backward } of await reader.setOffs(town.scope, null)) {
    const [row] = await reader.subjects(town.scope, [subject])
    const { debtor, creditor } = asObligation(row?.state ?? null)
    const key = `${round} ${proposal} ${cycle}`
    const nets = cycles.get(key) ?? new Map<string, bigint>()
    const flow = backward ? -BigInt(amount) : BigInt(amount)
    nets.set(debtor, (nets.get(debtor) ?? 0n) + flow)
    nets.set(creditor, (nets.get(creditor) ?? 0n) - flow)
    cycles.set(key, nets)
  }
  const broken = [...cycles].filter(([, nets]) => [...nets.values()].some((net) => net !== 0n))
  return broken.map(([key]) => `the cycle ${key} moves a net position at ${number}`)
}
