import { answerAgreement } from '../../src/app/agreements/reactions.ts'
import { proposeMotion } from '../../src/app/governance/commands.ts'
import type { ProposeMotionInput } from '../../src/app/governance/inputs.ts'
import { answerAmendment, answerMotion, answerVouch } from '../../src/app/governance/reactions.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { asMotion, type MotionView, viewMotion } from '../../src/governance/index.ts'
import type { Instant, Scope } from '../../src/kernel/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { deliver } from '../support/exchange.ts'

export const HOUR_MS = 60 * 60 * 1000
export const DAY_MS = 24 * HOUR_MS

const REACTIONS = {
  agreement: [answerAgreement, answerAmendment],
  cooperative: [answerVouch],
  motion: [answerMotion],
}

/** Real nodes on a simulated network, between whom a joint governance agreement is in force. */
export class Council implements AsyncDisposable {
  readonly federation: AgreementFederation
  readonly agreementId: string

  private constructor(federation: AgreementFederation, agreementId: string) {
    this.federation = federation
    this.agreementId = agreementId
  }

  static async meet(size: number, terms: { readonly minimumPeriod?: string } = {}, seed = 7): Promise<Council> {
    const federation = await AgreementFederation.found(size, size, PROTOCOL, REACTIONS, [], seed)
    const others = Array.from({ length: size - 1 }, (_, i) => i + 1)
    const jointGovernance = { quorum: 50, threshold: 50, ...terms }
    return new Council(federation, await federation.conclude(others, { title: 'Council', terms: { jointGovernance } }))
  }

  /** A motion that closes in two days, unless the changes say otherwise. */
  async propose(i: number, changes: Partial<ProposeMotionInput> = {}): Promise<string> {
    const closesAt = (this.federation.now + 2 * DAY_MS) as Instant
    const input = {
      agreementId: this.agreementId,
      title: 'A new press',
      text: 'Shall we buy one?',
      closesAt,
      ...changes,
    }
    const { motionId } = await this.federation.do(i, proposeMotion(input))
    await this.settle()
    return String(motionId)
  }

  async view(i: number, motionId: string): Promise<MotionView> {
    const [row] = await this.federation.member(i).node.store.read((reader) => reader.subjectsAnywhere([motionId]))
    return viewMotion(asMotion(row?.state ?? null), this.federation.now as Instant)
  }

  /** Its status at each member. */
  async statuses(motionId: string): Promise<string[]> {
    return await Promise.all(
      this.federation.world.members.map(async ({ number }) => (await this.view(number, motionId)).status),
    )
  }

  async digests(): Promise<Set<string>> {
    return new Set(await this.federation.world.digests(this.agreementId as Scope))
  }

  /** Members of different groups do not hear each other. */
  part(...groups: readonly number[]): void {
    this.federation.world.groups = [...groups]
  }

  /** Time passes, everybody looks at the clock, and those in reach of each other exchange until nothing is new. */
  async pass(ms: number): Promise<void> {
    const { world } = this.federation
    world.clock.advance(ms)
    for (const { node } of world.members) await node.check()
    await this.settle()
  }

  async settle(): Promise<void> {
    const { world } = this.federation
    for (let news = 1; news > 0; ) {
      news = 0
      for (const to of world.members) {
        for (const from of world.members) {
          if (world.connected(to, from)) news += await deliver(to, from, await world.pull(to, from))
        }
      }
      for (const { node } of world.members) await node.idle()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.federation[Symbol.asyncDispose]()
  }
}
