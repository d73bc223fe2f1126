import type { FieldNode } from 'graphql'
import { previewComputation, type StatusLists } from '../../app/index.ts'
import type { JsonObject } from '../../kernel/index.ts'
import type { Lease, Run } from '../../node/index.ts'
import type { DatabaseKind, Role } from '../graphql/enums.ts'
import { apiError, unwrap } from '../graphql/errors.ts'
import { type Caller, requireRole } from '../http/access/caller.ts'
import type { ApiNode, StatusReadings } from './api-node.ts'
import { Budget } from './budget.ts'
import type { FairShares } from './fair-shares.ts'
import { Snapshot } from './snapshot.ts'
import { Views, type ViewsEnvironment } from './views.ts'

/** Everything around the API that lives as long as the server. */
export interface ApiEnvironment extends ViewsEnvironment {
  /** Reads status lists of other issuers. */
  readonly statusLists: StatusLists
  /** The public URL of the open pages; null if there is none. */
  readonly publicUrl: string | null
  readonly version: string
  readonly database: DatabaseKind
  /** The resources that callers share. */
  readonly shares: FairShares
  readonly preparations: Preparations
  /** Verifies the tokens of open sockets again, at once. */
  readonly tokensChanged: () => void
}

/** A command as the rooms' command files make it from its input. */
export type MakeCommand<Input> = (input: Input) => Run

/** Something to be done before an operation reads; it may read for itself, a snapshot at a time, each of them short. */
export type Preparation = (readOnce: <T>(work: (views: Views) => Promise<T>) => Promise<T>) => Promise<void>

/** What a query precomputes, by its name; null where what it selects needs nothing. */
export type Preparations = ReadonlyMap<
  string,
  (
    context: ApiContext,
    args: Readonly<Record<string, unknown>>,
    selection: FieldNode,
    variables: Readonly<Record<string, unknown>>,
  ) => Preparation | null
>

export const IDEMPOTENCY_KEY_CHARS_MAX = 200

/** What an operation does with the store: a query reads one snapshot, a mutation several. */
export type OperationKind = 'query' | 'mutation' | 'subscription'

/** One operation of one client: who asks, and the one snapshot that all of its answers come from. */
export class ApiContext {
  readonly environment: ApiEnvironment
  readonly caller: Caller | null
  readonly budget: Budget
  /** The id of the HTTP request, for the log. */
  readonly requestId: string | undefined
  readonly statusReadings: StatusReadings = new Map()
  kind: OperationKind = 'query'
  // Apollo copies its context field by field, which fields with # do not survive.
  private reading: Snapshot | null = null
  private mayRead = true
  private precomputed: Preparation[] = []
  /** Where what the last mutation has written is. */
  private places: Views['places'] = new Map()

  /** `gone` is aborted when the client has disconnected: the answer is no longer needed. */
  constructor(
    environment: ApiEnvironment,
    caller: Caller | null,
    gone: AbortSignal | null = null,
    requestId: string | undefined = undefined,
  ) {
    this.environment = environment
    this.requestId = requestId
    this.caller = caller
    this.budget = new Budget(gone)
  }

  get node(): ApiNode {
    return this.environment.node
  }

  get principal(): string {
    return this.caller?.principal ?? ''
  }

  /** Refuses a caller without a token, or with a lesser role. */
  require(role: Role): Caller {
    return requireRole(this.caller, role)
  }

  /** Reads from the operation's snapshot, which the first reading opens. */
  async read<T>(work: (views: Views) => T | Promise<T>): Promise<T> {
    // A resolver may still run when its operation has failed; a snapshot opened by it would never be closed.
    if (this.budget.over !== null) throw this.budget.over
    if (!this.mayRead || this.budget.isGone) throw new Error('the operation is over')
    this.reading ??= this.open()
    return await this.budget.within(this.reading.use(work))
  }

  /** Does a preview's sum in this caller's turn; one that is under way already is only waited for. */
  preview<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.node.computations.isUnderWay(previewComputation, key)) return work()
    return this.environment.shares.preview(this.principal, work)
  }

  /** Prepares something before the snapshot is opened. If it fails, so will the fields that need it. */
  precompute(preparation: Preparation): void {
    this.precomputed.push(preparation)
  }

  /** Begins another answer of the same operation, with all that it may use up. */
  async begin(): Promise<void> {
    this.budget.reset()
    await this.renew()
  }

  /** Ends the answer. */
  async finish(): Promise<void> {
    this.budget.dispose()
    await this.close()
  }

  /** Ends the snapshot, so that the next read sees what has been committed since. */
  async renew(): Promise<void> {
    await this.close()
    this.budget.renew()
    this.mayRead = true
  }

  /** Ends the snapshot, and with it all reading. */
  async close(): Promise<void> {
    this.mayRead = false
    const { reading } = this
    this.reading = null
    await reading?.close()
  }

  /** Runs a mutation as this caller; whatever is read afterwards sees it. */
  async execute<Input extends { readonly idempotencyKey?: string | null }>(
    mutation: string,
    input: Input,
    make: MakeCommand<Omit<Input, 'idempotencyKey'>>,
  ): Promise<JsonObject> {
    const { idempotencyKey = null, ...rest } = input
    if (
      idempotencyKey !== null &&
      !(idempotencyKey.length >= 1 && idempotencyKey.length <= IDEMPOTENCY_KEY_CHARS_MAX)
    ) {
      throw apiError('BAD_USER_INPUT', `an idempotencyKey has 1 to ${IDEMPOTENCY_KEY_CHARS_MAX} characters`)
    }
    // type-graphql makes instances of its input classes; a command's input is plain JSON, absent fields absent.
    const plain = JSON.parse(JSON.stringify(rest)) as typeof rest & JsonObject
    const { principal } = this.require('VIEWER')
    const command = { principal, mutation, idempotencyKey, input: plain, run: make(plain) }
    // The embedded database has one connection: an open snapshot would block the writer indefinitely.
    await this.close()
    try {
      const { answer, places } = unwrap(await this.node.perform(command))
      this.places = places
      return answer
    } finally {
      this.mayRead = true
    }
  }

  private open(): Snapshot {
    const { store } = this.node
    const { budget } = this
    const prepare = async () => {
      for (const prepare of this.precomputed.splice(0)) {
        await prepare((work) => this.readOnce(work)).catch(() => undefined)
      }
      if (!this.mayRead || budget.over !== null || budget.isGone)
        throw budget.over ?? new Error('the operation is over')
    }
    const reading: Snapshot = new Snapshot({
      prepare,
      takeTurn: (hurry) => this.takeTurn(hurry),
      // A mutation's answer is of several snapshots in any case: most of it is still remembered.
      read: (work, hurry) =>
        this.kind === 'mutation'
          ? store.ask(work, { purpose: 'mutation', hurry: () => {} })
          : store.read(work, { purpose: 'query', hurry }),
      viewsOf: (reader) => new Views(reader, this.environment, () => budget.signal, this.places),
      onOpen: () => this.kind !== 'mutation' && this.budget.start(),
      onHurry: () => this.endSoon(reading),
    })
    return reading
  }

  /** Reads a snapshot that is closed at once, in this caller's turn. */
  async readOnce<T>(work: (views: Views) => Promise<T>): Promise<T> {
    const hurry = () => {}
    const end = await this.takeTurn(hurry)
    try {
      const lease: Lease = { purpose: 'query', hurry }
      return await this.node.store.read((reader) => work(new Views(reader, this.environment)), lease)
    } finally {
      end()
    }
  }

  /** Waits for this caller's turn, unless its client has gone meanwhile: then nothing is read. */
  private async takeTurn(hurry: () => void): Promise<() => void> {
    // A mutation's result is read in any case; others get their turn between two readings.
    if (this.kind === 'mutation') return () => {}
    const end = await this.environment.shares.takeAnswer(this.principal, hurry)
    if (this.mayRead && !this.budget.isGone) return end
    end()
    throw this.budget.over ?? new Error('the operation is over')
  }

  /** Others wait for the database: the query must restart. A mutation's answer has no snapshot that could block them. */
  private endSoon(reading: Snapshot): void {
    if (this.reading !== reading) return
    this.budget.yield()
    reading.close().catch(() => undefined)
  }
}
