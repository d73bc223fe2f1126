import {
  type AgreementView,
  asAgreement,
  asDraft,
  readersOf,
  signersOf,
  viewAgreement,
  viewDraft,
} from '../../src/agreements/index.ts'
import { createDraft, proposeAgreement, signAgreement } from '../../src/app/agreements/commands.ts'
import type { CreateDraftInput } from '../../src/app/agreements/inputs.ts'
import { answerAgreement } from '../../src/app/agreements/reactions.ts'
import { announceWhereChanged } from '../../src/app/registry/commands.ts'
import { FEDERATION_READERS } from '../../src/app/registry/readers.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import {
  type Did,
  type JsonObject,
  PUBLIC_SCOPE,
  type Refusal,
  type Result,
  type Scope,
} from '../../src/kernel/index.ts'
import { type Entry, encodeEntry, sealEntry } from '../../src/log/index.ts'
import type { Reactions } from '../../src/node/feed/reactor.ts'
import type { StoreReader } from '../../src/node/ports/ports.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { type Member, World, type WorldOptions } from '../simulation/world.ts'
import { ingest } from '../support/ingest.ts'

type Run = (context: CommandContext) => Promise<Result<JsonObject>>

const PROFILE = {
  description: null,
  region: null,
  contact: null,
  graphqlUrl: null,
  multiaddrs: [],
  currencies: [],
  capabilities: [],
}

/** Former parties read on here, so that the end of every story is the same at all who took part. */
const READERS = {
  ...FEDERATION_READERS,
  partiesOf: async (reader: StoreReader, scopes: readonly Scope[]) => {
    const rows = (await reader.scopeSubjects(scopes)).filter(
      (row) => row.aggregate === 'agreement' && row.state !== null,
    )
    const agreements = rows.map(({ scope, state }) => [scope, asAgreement(state)] as const)
    return new Map(
      agreements.map(([scope, state]) => [scope, { readers: readersOf(state), signers: signersOf(state) }]),
    )
  },
}

/** What they do by themselves, unless a test says otherwise. */
const REACTIONS: Reactions = { agreement: [answerAgreement] }

/** Real nodes on a simulated network that know each other and do by themselves what agreements ask of them. */
export class AgreementFederation implements AsyncDisposable {
  readonly world: World

  private constructor(world: World) {
    this.world = world
  }

  /** The first `known` of them have announced themselves. */
  static async found(
    size: number,
    known = size,
    protocol = PROTOCOL,
    reactions = REACTIONS,
    chores: WorldOptions['chores'] = [],
    seed = 7,
  ): Promise<AgreementFederation> {
    const world = await World.create({ seed, size, liars: 0, protocol, reactions, chores, readers: READERS })
    const federation = new AgreementFederation(world)
    for (let i = 0; i < known; i++) {
      const profile = { ...PROFILE, name: `Cooperative ${i}` }
      await federation.do(i, (context) => announceWhereChanged(context, null, profile, 'a'.repeat(64) as never))
    }
    await federation.settle()
    return federation
  }

  member(i: number): Member {
    const member = this.world.members[i]
    if (member === undefined) throw new Error(`there is no member ${i}`)
    return member
  }

  did(i: number): Did {
    return this.member(i).node.self
  }

  get now(): number {
    return this.world.clock.now
  }

  async ask(i: number, run: Run): Promise<Result<JsonObject>> {
    const { node } = this.member(i)
    return await node.execute({ principal: 'test', mutation: 'test', idempotencyKey: null, input: {}, run })
  }

  async do(i: number, run: Run): Promise<JsonObject> {
    const result = await this.ask(i, run)
    if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
    return result.value
  }

  async refused(i: number, run: Run): Promise<Refusal> {
    const result = await this.ask(i, run)
    if (result.ok) throw new Error('it was not refused')
    return result.refusal
  }

  /** A draft by the first member with the others named; answers its id. */
  async draft(others: readonly number[], changes: Partial<CreateDraftInput> = {}): Promise<string> {
    const parties = others.map((i) => ({ did: this.did(i), role: 'COUNTERPARTY' as const }))
    const terms = { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '100000' }] } }
    return String((await this.do(0, createDraft({ title: 'Clearing', terms, parties, ...changes }))).agreementId)
  }

  /** Proposed by the first member and signed by the others. */
  async conclude(others: readonly number[], changes: Partial<CreateDraftInput> = {}): Promise<string> {
    const agreementId = await this.draft(others, changes)
    await this.do(0, proposeAgreement({ agreementId }))
    await this.settle()
    for (const i of others) await this.do(i, signAgreement({ agreementId }))
    await this.settle()
    return agreementId
  }

  /** A member announces something else in place of what it announced first, and another hears of both. */
  async fork(liar: number, hearer: number): Promise<void> {
    const { signer } = this.member(liar).node
    const entry: Entry = {
      v: 1,
      author: signer.did,
      scope: PUBLIC_SCOPE,
      seq: 1,
      prev: null,
      at: this.world.clock.now,
      kind: 'cooperative.announced',
      subject: signer.did,
      after: [],
      body: { ...PROFILE, name: 'Somebody else', recoveryKeyHash: 'b'.repeat(64) },
    }
    const unsigned = encodeEntry(entry)
    if (!unsigned.ok) throw new Error(unsigned.refusal.message)
    await ingest(this.member(hearer).node, [sealEntry(unsigned.value, signer)])
  }

  async settle(): Promise<void> {
    await this.world.settle()
  }

  /** Time passes, everybody looks at the clock, and what follows is heard by all. */
  async pass(ms: number): Promise<void> {
    this.world.clock.advance(ms)
    for (const { node } of this.world.members) await node.check()
    await this.settle()
  }

  async view(i: number, id: string): Promise<AgreementView | null> {
    const { node } = this.member(i)
    const [row] = await node.store.read((reader) => reader.subjects(id as Scope, [id]))
    if (row === undefined || row.state === null) return null
    const { now } = this.world.clock
    return row.aggregate === 'draft' ? viewDraft(asDraft(row.state), now) : viewAgreement(asAgreement(row.state), now)
  }

  /** The kinds of all changes that a member's node has told of one agreement. */
  async changes(i: number, id: string): Promise<string[]> {
    const { node } = this.member(i)
    const changes = await node.store.read((reader) => reader.changesAfter(0, 1000))
    return changes.filter(({ scope }) => scope === id).map(({ kind }) => kind)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world[Symbol.asyncDispose]()
  }
}
