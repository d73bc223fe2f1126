import { expect, test } from 'vitest'
import { castVote, confirmClosing, proposeMotion, withdrawMotion } from '../../src/app/governance/commands.ts'
import {
  asMotion,
  confirmedBy,
  type MotionState,
  outcomeOf,
  standingVotes,
  VOTE_CHOICES,
} from '../../src/governance/index.ts'
import type { Hash, Instant, Scope } from '../../src/kernel/index.ts'
import type { Member } from '../simulation/world.ts'
import { auditBackwards } from '../support/audit.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { Council, DAY_MS, HOUR_MS } from './council.ts'

const SEEDS = shortOrLong(6, 60)
const STEPS = 150
const SIZE = 5

/** A seeded story of motions on a network that loses, repeats, delays and parts. */
class Story {
  readonly council: Council
  readonly seed: number
  /** The votes by which each motion was closed, wherever that was seen first. */
  readonly final = new Map<string, string>()

  constructor(council: Council, seed: number) {
    this.council = council
    this.seed = seed
  }

  get world() {
    return this.council.federation.world
  }

  async motionsAt({ node }: Member): Promise<MotionState[]> {
    const scope = this.council.agreementId as Scope
    const rows = await node.store.read((reader) => reader.subjectsOf(scope, 'motion'))
    return rows.flatMap(({ state }) => (state === null ? [] : asMotion(state)))
  }

  async step(): Promise<void> {
    const { random } = this.world
    const member = random.pick(this.world.members)
    if (random.chance(0.65)) await this.world.gossip(member, random.pick(this.world.members))
    else await this.act(member)
    await member.node.idle()
    await this.look(member)
    if (random.chance(0.05)) this.world.part(2)
    if (random.chance(0.06)) this.world.heal()
    if (!random.chance(0.15)) return
    this.world.clock.advance(random.below(12 * HOUR_MS))
    for (const { node } of this.world.members) await node.check()
  }

  /** What a node refuses changes nothing. */
  async act(member: Member): Promise<void> {
    const { random } = this.world
    const { agreementId, federation } = this.council
    const motions = await this.motionsAt(member)
    const closesAt = (federation.now + DAY_MS / 2 + random.below(2 * DAY_MS)) as Instant
    const propose = proposeMotion({ agreementId, title: `Motion ${random.below(100)}`, text: 'Shall we?', closesAt })
    const { id: motionId } = motions.length === 0 ? { id: '' } : random.pick(motions)
    const vote = castVote({ motionId, choice: random.pick(VOTE_CHOICES) })
    const acts = [vote, vote, vote, confirmClosing({ motionId }), withdrawMotion({ motionId })]
    const run = motions.length === 0 || random.chance(0.1) ? propose : random.pick(random.chance(0.8) ? [vote] : acts)
    await federation.ask(member.number, run)
  }

  /** No node ever shows another closing of a motion than any other node, or than it did before. */
  async look(member: Member): Promise<void> {
    for (const state of await this.motionsAt(member)) {
      const { closing } = outcomeOf(state)
      const known = this.final.get(state.id)
      const votes = closing?.votes.join()
      if (known === undefined && votes !== undefined) this.final.set(state.id, votes)
      if (votes !== undefined) expect(votes, `seed ${this.seed}: ${state.id}`).toBe(known ?? votes)
    }
  }
}

test(`whatever happens on the way, all nodes come to the same outcome of each motion, and keep it: ${SEEDS} seeds`, {
  timeout: 900_000,
}, async () => {
  const counts = { ADOPTED: 0, REJECTED: 0, WITHDRAWN: 0, OPEN: 0 }
  for (let seed = 1; seed <= SEEDS; seed++) {
    await using council = await Council.meet(SIZE, { minimumPeriod: 'PT1H' }, seed)
    const story = new Story(council, seed)
    for (let step = 0; step < STEPS; step++) await story.step()
    story.world.heal()
    for (let day = 0; day < 4 + SIZE; day++) await council.pass(DAY_MS)
    expect((await council.digests()).size, `seed ${seed}`).toBe(1)
    for (const member of story.world.members) await story.look(member)
    const [first] = story.world.members as [Member]
    for (const state of await story.motionsAt(first)) {
      const { status } = outcomeOf(state)
      counts[status]++
      if (status === 'OPEN') await expectStuck(story, state)
    }
    const scope = council.agreementId as Scope
    const audit = await first.node.store.read((reader) => auditBackwards(reader, scope))
    expect([...(await council.digests())]).toEqual([audit.digest])
  }
  expect(counts.ADOPTED + counts.REJECTED).toBeGreaterThan(SEEDS)
  console.info(JSON.stringify(counts))
})

/** A motion stays open only where no majority could confirm all votes automatically: some had it too late, or confirmed fewer. */
async function expectStuck({ world }: Story, state: MotionState): Promise<void> {
  const votes = [...standingVotes(state).values()].map(({ hash }) => hash).sort()
  let free = 0
  for (const { node } of world.members) {
    const [proposal] = await node.store.read((reader) => reader.entries(Object.keys(state.proposals) as Hash[]))
    const isInTime = (proposal?.receivedAt ?? Number.POSITIVE_INFINITY) + HOUR_MS <= state.closesAt
    const confirmed = confirmedBy(state, node.self)
    const isFree = confirmed === null || state.closings[confirmed]?.votes.join() === votes.join()
    if (isInTime && isFree) free++
  }
  expect(2 * free, `${state.id} is open`).toBeLessThanOrEqual(SIZE)
}
