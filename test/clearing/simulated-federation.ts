import type { AgreementDocument } from '../../src/agreements/index.ts'
import { agreementIdOf, documentHash, documentJson } from '../../src/agreements/index.ts'
import { proposeNetting, recordObligation } from '../../src/app/clearing/commands.ts'
import { currenciesOf, findArrangement } from '../../src/app/clearing/facts.ts'
import type { ObligationRowInput, ProposeNettingInput } from '../../src/app/clearing/inputs.ts'
import { answerArrangement, answerObligation } from '../../src/app/clearing/reactions.ts'
import { answerRound } from '../../src/app/clearing/round-reactions.ts'
import { updatePolicies } from '../../src/app/settings/commands.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import {
  asObligation,
  asRound,
  type BilateralPositionView,
  bilateralPositions,
  type ObligationView,
  type RoundView,
  viewObligation,
  viewRound,
} from '../../src/clearing/index.ts'
import { createProof } from '../../src/identity/index.ts'
import {
  type Did,
  type Hash,
  type Instant,
  type JsonObject,
  PUBLIC_SCOPE,
  type Refusal,
  type Result,
  type Scope,
} from '../../src/kernel/index.ts'
import { encodeEntry, sealEntry } from '../../src/log/index.ts'
import type { Reactions } from '../../src/node/feed/reactor.ts'
import type { CommandContext, Policies } from '../../src/node/writer/command.ts'
import { beginningOf, firstDocument } from '../agreements/agreeing.ts'
import { rememberFolds } from '../simulation/folds.ts'
import { type Disk, type Member, World } from '../simulation/world.ts'
import { ingest } from '../support/ingest.ts'

export const REACTIONS = { agreement: [answerArrangement], obligation: [answerObligation], round: [answerRound] }
export const MINUTE_MS = 60_000
const SIMULATED_PROTOCOL = rememberFolds(PROTOCOL)
const NONCE = 'the-founding-of-a-town'

/** One debt as a row of a mutation's input: by default in euros, recorded by its debtor. */
export interface SimulatedDebt {
  readonly from: number
  readonly to: number
  readonly amount: number | bigint | string
  readonly reference?: string
  readonly dueDate?: number
  readonly currency?: string
}

/** What a federation comes to that was just founded. */
export interface Founding {
  readonly document: AgreementDocument
  readonly disks: readonly Disk[]
}

const BY_TEST = { principal: 'test', mutation: 'test', idempotencyKey: null, input: {} }

type Run = (context: CommandContext) => Promise<Result<JsonObject>>

type ProposingInput = Partial<Omit<ProposeNettingInput, 'deadline'>> & { readonly deadline?: number }

/** Real nodes on a simulated network, between whom one clearing arrangement is in force. */
export class ClearingFederation implements AsyncDisposable {
  readonly world: World
  readonly document: AgreementDocument
  readonly scope: Scope
  /** Members who are out of reach: they hear nothing, and nobody hears them. */
  readonly absent = new Set<number>()

  private constructor(world: World, document: AgreementDocument) {
    this.world = world
    this.document = document
    this.scope = document.agreementId
  }

  /** `introduce`: what each member says in public before; without it the document says that its public log begins with any hash. */
  static async found(
    size: number,
    changes: Partial<AgreementDocument> = {},
    seed = 1,
    reactions: Reactions = REACTIONS,
    introduce?: (number: number) => Run,
    disks: readonly Disk[] = [],
  ): Promise<ClearingFederation> {
    const world = await openWorld(size, seed, reactions, disks)
    const [first] = world.members
    if (first === undefined) throw new Error('a federation has somebody in it')
    const beginnings = new Map<Did, Hash>()
    for (const { node, number } of world.members) {
      const run = introduce?.(number)
      if (run !== undefined) await node.execute({ ...BY_TEST, run })
      const [begins] = await node.store.read((reader) => reader.logAfter(PUBLIC_SCOPE, node.self, 0, 1))
      beginnings.set(node.self, begins?.hash ?? beginningOf(node.self))
    }
    const document = firstDocument({
      agreementId: agreementIdOf(first.node.self, NONCE),
      nonce: NONCE,
      parties: world.members.map(({ node: { self } }, i) => ({
        did: self,
        role: i === 0 ? 'PROPOSER' : 'COUNTERPARTY',
        firstEntry: beginnings.get(self),
      })),
      ...changes,
    } as Partial<AgreementDocument>)
    const federation = new ClearingFederation(world, document)
    await federation.#conclude(first)
    return federation
  }

  /** A federation as another one was when it was founded: its members begin with copies of the same disks. */
  static async again(
    { document, disks }: Founding,
    seed: number,
    reactions: Reactions = REACTIONS,
    liars = 0,
  ): Promise<ClearingFederation> {
    const copies = disks.map(({ store, headFile }) => ({ store: store.copy(), headFile: headFile.copy() }))
    return new ClearingFederation(await openWorld(disks.length, seed, reactions, copies, liars), document)
  }

  /** What this federation's members have on their disks now. */
  founding(): Founding {
    return { document: this.document, disks: this.world.disks() }
  }

  member(i: number): Member {
    const member = this.world.members[i]
    if (member === undefined) throw new Error(`there is no member ${i}`)
    return member
  }

  did(i: number): string {
    return this.member(i).node.self
  }

  /** Runs a mutation at a member's node and answers what it answers. */
  async ask(i: number, run: Run): Promise<Result<JsonObject>> {
    const { node } = this.member(i)
    return await node.execute({ ...BY_TEST, run })
  }

  async do(i: number, run: Run): Promise<JsonObject> {
    const result = await this.ask(i, run)
    if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
    return result.value
  }

  /** The refusal of a mutation that must not succeed. */
  async refused(i: number, run: Run): Promise<Refusal> {
    const result = await this.ask(i, run)
    if (result.ok) throw new Error('it was not refused')
    return result.refusal
  }

  /** Writes one entry past all guards, as a node of other make might; answers its hash. */
  async say(i: number, kind: string, body: JsonObject): Promise<Hash> {
    const said = await this.do(i, async (context) => {
      const written = await context.write({ kind, scope: this.scope, body })
      return written.ok ? { ok: true, value: { hash: written.value.hash } } : written
    })
    return said.hash as Hash
  }

  /** The same for an entry that the node itself would not write: by default about the agreement, naming all that is here. */
  async insist(
    i: number,
    kind: string,
    body: JsonObject,
    named: { readonly subject?: string; readonly after?: readonly Hash[] } = {},
  ): Promise<void> {
    const { node } = this.member(i)
    const tips = await node.store.read((reader) => reader.logTips([this.scope]))
    const [own] = tips.filter(({ author }) => author === node.self)
    const others = tips.flatMap(({ author, hash }) => (author === node.self ? [] : [hash])).sort()
    const { subject = this.scope, after = others } = named
    const place = { scope: this.scope, seq: (own?.seq ?? 0) + 1, prev: own?.hash ?? null, at: this.world.clock.now }
    const unsigned = encodeEntry({ v: 1, author: node.self, ...place, kind, subject, after, body })
    if (!unsigned.ok) throw new Error(unsigned.refusal.message)
    await ingest(node, [sealEntry(unsigned.value, node.signer)])
  }

  row({ from, to, amount, reference, dueDate, currency = 'EUR' }: SimulatedDebt): ObligationRowInput {
    return {
      debtor: this.did(from),
      creditor: this.did(to),
      amount: String(amount),
      currency,
      reference,
      dueDate: dueDate as Instant | undefined,
    }
  }

  /** Records a debt at its debtor's node, or at another's. */
  recording(debt: SimulatedDebt): Run {
    return recordObligation({ agreementId: this.scope, ...this.row(debt) })
  }

  /** Recorded by their debtors, heard by all, confirmed by the creditors' nodes; answers the ids. */
  async owe(...debts: readonly SimulatedDebt[]): Promise<string[]> {
    const ids: string[] = []
    for (const debt of debts) ids.push(String((await this.do(debt.from, this.recording(debt))).obligationId))
    await this.settle()
    return ids
  }

  proposing(input: Partial<ProposeNettingInput> = {}): Run {
    return proposeNetting({ agreementId: this.scope, currency: 'EUR', ...input })
  }

  /** Proposes a round at a member's node and answers its id; nobody has heard of it yet. */
  async propose(i: number, { deadline, ...input }: ProposingInput = {}): Promise<string> {
    const due = deadline === undefined ? {} : { deadline: deadline as Instant }
    return String((await this.do(i, this.proposing({ ...input, ...due }))).nettingRoundId)
  }

  async remaining(i: number, ids: readonly string[]): Promise<string[]> {
    return await Promise.all(ids.map(async (id) => (await this.obligation(i, id)).remaining))
  }

  async setPolicies(i: number, policies: Partial<Policies>): Promise<void> {
    const { node } = this.member(i)
    const run = updatePolicies(policies)
    await node.execute({ principal: 'test', mutation: 'updatePolicies', idempotencyKey: null, input: {}, run })
  }

  /** Everybody who is there, or only some, hears everything, and every node has done what follows. */
  async settle(only?: readonly number[]): Promise<void> {
    const isThere = (number: number) => !this.absent.has(number) && (only === undefined || only.includes(number))
    const present = this.world.members.filter(({ number }) => isThere(number))
    for (let news = 1; news > 0; ) {
      news = 0
      for (const to of present) {
        for (const from of present) {
          if (to !== from && !this.world.hasNothingFor(to, from)) news += await this.#hear(to, from)
        }
      }
      for (const { node } of present) await node.idle()
    }
  }

  /** Time passes, everybody who is there looks at the clock, and what follows is heard. */
  async pass(ms: number): Promise<void> {
    this.world.clock.advance(ms)
    for (const { node, number } of this.world.members) if (!this.absent.has(number)) await node.check()
    await this.settle()
  }

  async obligation(i: number, id: unknown): Promise<ObligationView> {
    const { node } = this.member(i)
    return await node.store.read(async (reader) => {
      const [row] = await reader.subjects(this.scope, [String(id)])
      if (row === undefined) throw new Error(`${id} is not here`)
      return viewObligation(
        asObligation(row.state),
        await reader.setOffs(this.scope, [String(id)]),
        this.world.clock.now,
      )
    })
  }

  async round(i: number, id: unknown): Promise<RoundView> {
    const { node } = this.member(i)
    return await node.store.read(async (reader) => {
      const [row] = await reader.subjects(this.scope, [String(id)])
      if (row === undefined) throw new Error(`${id} is not here`)
      return viewRound(asRound(row.state), this.world.clock.now)
    })
  }

  async roundsAt(i: number): Promise<RoundView[]> {
    const rows = await this.member(i).node.store.read((reader) => reader.subjectsOf(this.scope, 'round'))
    return rows.map(({ state }) => viewRound(asRound(state), this.world.clock.now))
  }

  /** Why a member's node leaves a round to its operators. */
  async whyWaiting(i: number, round: string): Promise<string | null> {
    const row = await this.member(i).node.store.read((reader) => reader.local('round-waits', round))
    return row === null ? null : String(row.message)
  }

  /** The log heads of the agreement as a member has them, as a cutoff names them. */
  async heads(i: number): Promise<Hash[]> {
    const tips = await this.member(i).node.store.read((reader) => reader.logTips([this.scope]))
    return tips.map(({ hash }) => hash).sort()
  }

  /** The kinds of what a member has written in the agreement's scope, oldest first. */
  async logOf(i: number): Promise<string[]> {
    const { node } = this.member(i)
    const own = [{ author: node.self, afterSeq: 0 }]
    const { entries } = await node.store.read((reader) => reader.logsAfter(this.scope, own, 0, 1_000))
    return entries.map(({ entry }) => entry.kind)
  }

  /** How a member stands with another, as its own node sees it. */
  async bilateral(i: number, other: number): Promise<BilateralPositionView[]> {
    const { node } = this.member(i)
    return await node.store.read(async (reader) => {
      const found = await findArrangement(reader, this.scope, this.world.clock.now)
      if (!found.ok) throw new Error(found.refusal.message)
      const totals = await reader.totalsWhere({ scope: this.scope })
      const pair = { self: node.self, counterparty: this.member(other).node.self }
      return bilateralPositions(totals, { agreement: this.scope, currencies: currenciesOf(found.value), ...pair })
    })
  }

  /** Ids of all rounds that a member knows, and their views. */
  async rounds(i: number): Promise<RoundView[]> {
    const { node } = this.member(i)
    return await node.store.read(async (reader) =>
      (await reader.subjectsOf(this.scope, 'round')).map(({ state }) =>
        viewRound(asRound(state), this.world.clock.now),
      ),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world[Symbol.asyncDispose]()
  }

  /** One whole exchange; answers how much of it was news. */
  async #hear(to: Member, from: Member): Promise<number> {
    const parcels = await this.world.pull(to, from)
    return parcels.length === 0 ? 0 : (await to.sync.ingest(from.node.self, parcels)).admitted
  }

  async #conclude(first: Member): Promise<void> {
    const { document } = this
    const proofOf = ({ node }: Member) => createProof(documentJson(document), node.signer, '2026-01-01T00:00:00Z')
    await this.say(first.number, 'agreement.proposed', { document: documentJson(document), proof: proofOf(first) })
    await this.settle()
    const signatures: Hash[] = []
    for (const member of this.world.members.slice(1)) {
      const body = { documentHash: documentHash(document), proof: proofOf(member) }
      signatures.push(await this.say(member.number, 'agreement.signed', body))
    }
    await this.settle()
    if (
      (await first.node.store.read((reader) => reader.subjects(this.scope, [this.scope])))[0]?.index?.phase === 'ACTIVE'
    )
      return
    const activation = { documentHash: documentHash(document), signatures: signatures.sort() }
    await this.say(first.number, 'agreement.activated', activation)
    await this.settle()
  }
}

async function openWorld(
  size: number,
  seed: number,
  reactions: Reactions,
  disks: readonly Disk[] = [],
  liars = 0,
): Promise<World> {
  const readers = {
    partiesOf: (_reader: unknown, scopes: readonly Scope[]) => {
      const all = world.members.map(({ node }) => node.self)
      return Promise.resolve(new Map(scopes.map((scope) => [scope, { readers: all, signers: all }])))
    },
    knownPeers: () => Promise.resolve([]),
  }
  const world: World = await World.create({
    seed,
    size,
    liars,
    protocol: SIMULATED_PROTOCOL,
    reactions,
    readers,
    disks,
  })
  return world
}
