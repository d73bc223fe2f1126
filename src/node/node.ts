import { randomBytes } from 'node:crypto'
import { type Signer, sha256 } from '../identity/index.ts'
import {
  canonicalText,
  type Did,
  type Hash,
  type Instant,
  isPublicScope,
  type JsonObject,
  ok,
  PUBLIC_SCOPE,
  type Result,
  type Scope,
} from '../kernel/index.ts'
import type { SealedEntry } from '../log/index.ts'
import { type Calculator, Computations, calculateHere } from './computations/computations.ts'
import { ChangeFeed } from './feed/change-feed.ts'
import { type Reactions, Reactor } from './feed/reactor.ts'
import { listUnanswered } from './feed/unanswered.ts'
import { ForkThrottle } from './forks/fork-throttle.ts'
import { type ForkPlace, witnessForks } from './forks/forks.ts'
import type { Outcome } from './gate/admit.ts'
import { readScopeDigest, type ScopeDigest } from './gate/scope-digest.ts'
import type { Clock, HeadFile, LogStore, StoreReader } from './ports/ports.ts'
import type { Protocol } from './protocol.ts'
import { PROPOSAL_QUOTA } from './quotas/proposals.ts'
import type { Delivery } from './quotas/shares.ts'
import { refuse } from './refusals.ts'
import { reindex } from './upkeep/reindex.ts'
import { replayLearnedKinds } from './upkeep/replay.ts'
import { checksDue } from './upkeep/scheduled.ts'
import { upgradeStates } from './upkeep/state-upgrade.ts'
import { CLOCK_TRUSTED, Clocks, isClockTrusted, LAST_SIGNED, type SigningStop, stopOf } from './writer/clocks.ts'
import type { Command, CommandContext, Performed, Policies } from './writer/command.ts'
import { LOG_IN_DOUBT, liftDoubts, rememberOwnLogs, SigningPermit } from './writer/recovery.ts'
import { DUTIES_LEFT, dutiesAreLeft, type Session } from './writer/session.ts'
import { Writer } from './writer/writer.ts'

export interface NodeOptions<Store extends LogStore> {
  readonly store: Store
  readonly signer: Signer
  readonly headFile: HeadFile
  readonly protocol: Protocol
  readonly reactions: Reactions
  /** Further work of the periodic check, beside reporting changes caused by time. */
  readonly chores?: readonly ScheduledTask[]
  /** Where long computations run; without one, in the caller's thread. */
  readonly calculator?: Calculator
  readonly clock: Clock
  /** Policies where no mutation has set others. */
  readonly policies: Policies
  /** Sign regardless of partners' clocks. */
  readonly trustClock?: boolean
  /** False if the key existed before this start; a store without history then signs nothing at first. */
  readonly keyIsNew: boolean
  /** Maximum number of open proposals by cooperatives with which this node has no agreement. */
  readonly proposalQuota?: number
  /** Generates fresh random text; injected by a simulation. */
  readonly nonce?: () => string
  readonly onError?: (error: unknown, about: string) => void
}

/** Periodic maintenance, run as a job of its own. */
export type ScheduledTask = (context: CommandContext) => Promise<void>

export interface Received {
  /** One for each entry, in their order. */
  readonly outcomes: readonly Outcome[]
  /** Entries and attachments that were admitted, earlier ones that waited for these included. */
  readonly admitted: number
}

/** One running federation node: runs the domain on a store, a key and a clock. Adapters (API, gossip) are around it. */
export class FederationNode<Store extends LogStore = LogStore> implements AsyncDisposable {
  readonly self: Did
  readonly store: Store
  readonly signer: Signer
  readonly protocol: Protocol
  readonly permit: SigningPermit
  readonly clocks: Clocks
  readonly writer: Writer
  readonly feed: ChangeFeed
  readonly reactor: Reactor
  readonly clock: Clock
  readonly computations: Computations
  readonly #options: NodeOptions<Store>
  readonly #forkThrottle = new ForkThrottle()
  #policies: Policies

  private constructor(options: NodeOptions<Store>, permit: SigningPermit, clocks: Clocks, policies: Policies) {
    this.#options = options
    this.#policies = policies
    this.permit = permit
    this.clocks = clocks
    this.self = options.signer.did
    this.signer = options.signer
    this.store = options.store
    this.protocol = options.protocol
    this.clock = options.clock
    this.computations = new Computations(options.calculator ?? calculateHere)
    this.writer = new Writer({
      store: options.store,
      headFile: options.headFile,
      settings: () => ({
        protocol: options.protocol,
        signer: options.signer,
        now: options.clock(),
        policies: this.#policies,
        nonce: options.nonce ?? (() => randomBytes(16).toString('hex')),
        maySign: () => permit.check(),
        mayDate: (at) => clocks.check(at, options.clock()),
        computations: this.computations,
        proposalQuota: options.proposalQuota ?? PROPOSAL_QUOTA,
      }),
    })
    this.feed = new ChangeFeed(options.store)
    this.reactor = new Reactor({
      self: this.self,
      store: options.store,
      feed: this.feed,
      writer: this.writer,
      protocol: options.protocol,
      reactions: options.reactions,
      onError: options.onError ?? (() => {}),
    })
  }

  /** Opens a node on its store: determines whether it may sign, and resumes what a crash left undone. */
  static async open<Store extends LogStore>(options: NodeOptions<Store>): Promise<FederationNode<Store>> {
    const heads = await options.headFile.load()
    const [permit, policies, trusted] = await options.store.read(
      async (reader) =>
        [
          await SigningPermit.examine(reader, heads, options.signer.did, options.keyIsNew),
          await storedPolicies(reader, options.policies),
          await isClockTrusted(reader),
        ] as const,
    )
    const clocks = new Clocks({ trusted, always: options.trustClock ?? false })
    // Positions in a history that has lost entries are invalid: clients that hold one must read everything again.
    if (permit.isIncomplete) await options.store.renewEpoch()
    const node = new FederationNode(options, permit, clocks, policies)
    if (permit.unsure) await node.writer.run((session) => session.tx.putLocal(...LOG_IN_DOUBT, { at: session.now }))
    await node.attempt('upgrade', async () => {
      await upgradeStates(node.writer, options.protocol)
      await node.writer.run(reindex)
      while (await node.writer.run(replayLearnedKinds));
    })
    return node
  }

  /** Subjects of one kind about which a snapshot has changes to which this node's reactions may still be due. */
  unanswered(reader: StoreReader, subjectKind: string): Promise<readonly string[]> {
    return listUnanswered(reader, subjectKind)
  }

  /** The policies as of a snapshot. */
  async policiesIn(reader: StoreReader): Promise<Policies> {
    return await storedPolicies(reader, this.#options.policies)
  }

  get policies(): Policies {
    return this.#policies
  }

  /**
   * Runs a mutation atomically. A known idempotency key returns the first call's answer; with another input it is
   * refused.
   */
  async execute(command: Command): Promise<Result<JsonObject>> {
    const performed = await this.perform(command)
    return performed.ok ? ok(performed.value.answer) : performed
  }

  /** The same, with what it has written. */
  async perform(command: Command): Promise<Result<Performed>> {
    const performed = await this.writer.runResult(async (session): Promise<Result<Performed>> => {
      const answer = await this.#answer(session, command)
      return answer.ok ? ok({ answer: answer.value, places: session.work.saved }) : answer
    })
    if (performed.ok && command.mutation === 'updatePolicies') await this.#refreshPolicies()
    return performed
  }

  /**
   * Admits verified entries of a peer with the attachments that came along, in the order given: in one job or, if
   * something in it fails, each in a job of its own. An entry on which this version throws is dropped and reported, and
   * does not block the others.
   */
  async receive(
    sealed: readonly SealedEntry[],
    brought: ReadonlyMap<Hash, Uint8Array>,
    delivery: Delivery | null,
  ): Promise<Received> {
    try {
      return await this.#receiveTogether(sealed, brought, delivery)
    } catch (error) {
      // Throws if the store is what failed: then nothing is known about the entries. What is due is in no memory.
      await this.store.read((reader) => reader.subjectsDue(0 as Instant, 1))
      if (sealed.length < 2) {
        this.#options.onError?.(error, sealed[0]?.hash ?? 'attachments')
        return { outcomes: sealed.map(() => ({ outcome: 'dropped' })), admitted: 0 }
      }
      const outcomes: Outcome[] = []
      let admitted = 0
      for (const one of sealed) {
        const received = await this.receive([one], brought, delivery)
        outcomes.push(...received.outcomes)
        admitted += received.admitted
      }
      return { outcomes, admitted }
    }
  }

  /** The periodic check: consequences of time alone. A failure is reported and does not stop the rest. */
  async check(): Promise<void> {
    const now = this.clock()
    await this.#refreshPolicies()
    const run = (work: (session: Session) => Promise<unknown>) => this.attempt('periodic check', () => this.#job(work))
    const due = await this.store.read((reader) => checksDue(reader, this.writer, now))
    await Promise.all(due.map((check) => run((session) => check(session, this.protocol, now))))
    for (const chore of this.#options.chores ?? []) await run((session) => chore(session.context()))
    await this.#witness(this.#forkThrottle.due(now))
    if (!this.clocks.trusted && (await this.store.read(isClockTrusted)))
      await this.writer.run(({ tx }) => tx.deleteLocal(...CLOCK_TRUSTED))
    const mayResume = async (reader: StoreReader) => (await this.signingStop(reader)) === null && dutiesAreLeft(reader)
    if (await this.store.read(mayResume)) await this.resumed()
    await this.reactor.retry(now)
    this.reactor.wake()
  }

  /** Runs work whose failure is reported to the operator only. */
  async attempt(about: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#options.onError?.(error, about)
    }
  }

  stateDigest(reader: StoreReader, scope: Scope): Promise<ScopeDigest> {
    return readScopeDigest(reader, scope)
  }

  /** Resolves when all jobs are done and all changes are handled. */
  async idle(): Promise<void> {
    await this.reactor.idle()
    await this.writer.idle()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.reactor.stop()
    await this.writer.idle()
  }

  async #receiveTogether(
    sealed: readonly SealedEntry[],
    brought: ReadonlyMap<Hash, Uint8Array>,
    delivery: Delivery | null,
  ): Promise<Received> {
    const { outcomes, admitted, forkPlaces } = await this.#job(
      async (session) => {
        const outcomes = await session.receive(sealed, 'GOSSIP', brought, delivery)
        const admitted = session.work.admittedCount + session.attachmentCount
        return { outcomes, admitted, forkPlaces: session.forkPlaces }
      },
      delivery?.from ?? null,
      sealed.length > 0 && sealed.every(({ entry }) => isPublicScope(entry.scope)),
    )
    if (forkPlaces.length > 0) await this.#witness(this.#forkThrottle.meet(forkPlaces, this.clock()))
    return { outcomes, admitted }
  }

  async #witness(places: readonly ForkPlace[]): Promise<void> {
    if (places.length === 0) return
    await this.attempt('witness', () => this.writer.run((session) => witnessForks(session.context(), places)))
  }

  /** Runs a job in which entries of our own may be returned; `giver` is the peer that sends them. */
  async #job<T>(work: (session: Session) => Promise<T>, giver: Did | null = null, patient = false): Promise<T> {
    let adopted: readonly Hash[] = []
    const result = await this.writer.run(
      async (session) => {
        adopted = session.adopted
        const result = await work(session)
        // Possibly only part has been returned: the next start must not take it for all.
        if (adopted.length > 0) await session.tx.putLocal(...LOG_IN_DOUBT, { at: session.now })
        return result
      },
      { patient },
    )
    if (adopted.length > 0) await this.#lookAfterOwnLog(adopted, giver)
    return result
  }

  async #answer(session: Session, command: Command): Promise<Result<JsonObject>> {
    const { principal, mutation, idempotencyKey, input } = command
    const context = session.context()
    if (idempotencyKey === null) return await command.run(context)
    const id = sha256(canonicalText([principal, mutation, idempotencyKey]))
    const inputHash = sha256(canonicalText(input))
    const known = await context.tx.local('idempotency', id)
    if (known !== null) {
      if (known.inputHash === inputHash) return ok(known.answer as JsonObject)
      return refuse(
        'node.idempotency-mismatch',
        'this idempotencyKey was used with another input: repeat that input, or take a new key',
      )
    }
    const answer = await command.run(context)
    if (answer.ok) await context.tx.putLocal('idempotency', id, { inputHash, answer: answer.value, at: context.now })
    return answer
  }

  /**
   * Own entries that a peer returns repair a store that lost them, and reveal the loss if none was known; a second
   * branch of our own log stops signing.
   */
  async #lookAfterOwnLog(adopted: readonly Hash[], giver: Did | null): Promise<void> {
    const wasRecovering = this.permit.recovering
    this.permit.adopted(adopted, giver)
    const forks = await this.store.read((reader) => reader.forksOf([this.self]))
    if (forks.some(({ line }) => adopted.includes(line))) this.permit.forked()
    else if (!wasRecovering) await this.store.renewEpoch()
    if (wasRecovering && !this.permit.recovering) await this.resumed()
  }

  /** Reports that an exchange with a peer brought nothing new: it has nothing of our own log that is missing here. */
  async exchanged(peer: Did): Promise<void> {
    if (!this.permit.recovering) return
    const own = await this.store.read((reader) => reader.logTips([PUBLIC_SCOPE], [this.self]))
    const wasUnsure = this.permit.unsure
    this.permit.exchanged(peer, { holdsOurLog: own.length > 0 })
    if (wasUnsure && !this.permit.unsure) {
      await this.writer.run(({ tx }) => rememberOwnLogs(tx, this.self, this.#options.headFile))
    }
    if (!this.permit.recovering) await this.resumed()
  }

  /** The reason why this node signs nothing now, or nothing in most scopes; null if it signs. */
  async signingStop(reader?: StoreReader): Promise<SigningStop | null> {
    const log = this.permit.check()
    if (!log.ok) return { cause: 'LOG_IN_DOUBT', reason: log.refusal.message, resumable: true }
    const lastSigned = (reader: StoreReader) => reader.local(...LAST_SIGNED)
    const last = await (reader === undefined ? this.store.read(lastSigned) : lastSigned(reader))
    const dated = this.clocks.check(Number(last?.at ?? 0), this.clock())
    return dated.ok ? null : stopOf(dated.refusal)
  }

  /**
   * The operator's override of what stops the signing now, and of nothing else: our own logs are complete; our clock
   * is right although partners' clocks differ; scopes in which our clock has not run ahead need not wait.
   */
  async resumeSigning(): Promise<void> {
    const cause = (await this.signingStop())?.cause ?? 'LOG_IN_DOUBT'
    if (cause === 'LOG_IN_DOUBT') {
      await this.writer.run(({ tx }) => rememberOwnLogs(tx, this.self, this.#options.headFile))
      this.permit.resume()
    } else if (cause === 'CLOCK_AHEAD') this.clocks.trust()
    await this.writer.run(async (session) => {
      if (cause === 'CLOCK_AHEAD') await session.tx.putLocal(...CLOCK_TRUSTED, { at: session.now })
      if (cause === 'SIGNED_AHEAD') await session.tx.putLocal(...LAST_SIGNED, { at: session.now })
      session.note({ kind: 'signing.resumed', subjectKind: 'POLICY', subject: this.self, scope: null }, 'LOCAL')
    })
    if (cause === 'LOG_IN_DOUBT') await this.resumed()
    else await this.#takeUpDuties()
  }

  /** The log is complete: clears the doubts about it, and runs the reactions that were left undone. */
  async resumed(): Promise<void> {
    await this.writer.run((session) => liftDoubts(session.context()))
    await this.#takeUpDuties()
  }

  /** Runs the reactions that were left undone while signing was stopped. */
  async #takeUpDuties(): Promise<void> {
    await this.reactor.sweep()
    if ((await this.signingStop()) === null) await this.writer.run(({ tx }) => tx.deleteLocal(...DUTIES_LEFT))
  }

  async #refreshPolicies(): Promise<void> {
    this.#policies = await this.store.read((reader) => this.policiesIn(reader))
  }
}

async function storedPolicies(reader: StoreReader, defaults: Policies): Promise<Policies> {
  return { ...defaults, ...((await reader.local('policy', 'policies')) ?? {}) } as Policies
}
