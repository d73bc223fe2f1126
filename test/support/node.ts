import { createHash } from 'node:crypto'
import { type Signer, signerOf } from '../../src/identity/index.ts'
import type { Hash, Instant, JsonObject, Scope } from '../../src/kernel/index.ts'
import { forkAggregate } from '../../src/log/index.ts'
import type { Calculator } from '../../src/node/computations/computations.ts'
import type { Reactions } from '../../src/node/feed/reactor.ts'
import { FederationNode, type ScheduledTask } from '../../src/node/node.ts'
import type { HeadFile, OwnHeads } from '../../src/node/ports/ports.ts'
import { createProtocol, type Protocol } from '../../src/node/protocol.ts'
import type { CommandContext, Policies } from '../../src/node/writer/command.ts'
import { counterAggregate } from './counter.ts'
import { MemoryStore } from './memory-store.ts'

export const COUNTER_PROTOCOL = createProtocol([forkAggregate, counterAggregate])
export const START = Date.UTC(2026, 0, 1) as Instant

const signers = new Map<number, Signer>()

/** The signer of a number: the same in every run. */
export function signerNumber(number: number): Signer {
  const signer = signers.get(number) ?? signerOf(createHash('sha256').update(`test signer ${number}`).digest())
  signers.set(number, signer)
  return signer
}

export class MemoryHeadFile implements HeadFile {
  readonly heads = new Map<Scope, { readonly seq: number; readonly hash: Hash }>()

  copy(): MemoryHeadFile {
    const file = new MemoryHeadFile()
    for (const [scope, head] of this.heads) file.heads.set(scope, head)
    return file
  }

  async load(): Promise<OwnHeads> {
    return this.heads
  }

  async save(heads: OwnHeads): Promise<void> {
    for (const [scope, head] of heads) if (head.seq > (this.heads.get(scope)?.seq ?? 0)) this.heads.set(scope, head)
  }

  async replace(heads: OwnHeads): Promise<void> {
    this.heads.clear()
    await this.save(heads)
  }
}

/** A clock that only moves when told. */
export class HandClock {
  now: Instant = START
  readonly read = (): Instant => this.now
  advance(ms: number): void {
    this.now = (this.now + ms) as Instant
  }
}

export const OPEN_POLICIES: Policies = {
  autoConfirm: 'WITHIN_LIMIT',
  autoAcceptNetting: true,
  autoAcceptNettingWithin: 'PT15M',
  motionTakeoverSeconds: 86_400,
  autoConfirmUsage: false,
  admission: 'OPEN',
  minVouches: 0,
  allowed: [],
}

export interface TestNodeOptions {
  readonly signer: Signer
  readonly store?: MemoryStore
  readonly headFile?: HeadFile
  readonly clock?: HandClock
  readonly calculator?: Calculator
  readonly protocol?: Protocol
  readonly reactions?: Reactions
  readonly policies?: Policies
  readonly keyIsNew?: boolean
  readonly trustClock?: boolean
  readonly chores?: readonly ScheduledTask[]
  readonly nonce?: () => string
  /** By default an error that no caller hears of fails the test. */
  readonly onError?: (error: unknown) => void
}

/** A real node on a store in memory. */
export async function openTestNode(options: TestNodeOptions): Promise<FederationNode<MemoryStore>> {
  let nonces = 0
  return await FederationNode.open({
    store: options.store ?? new MemoryStore(),
    signer: options.signer,
    headFile: options.headFile ?? new MemoryHeadFile(),
    protocol: options.protocol ?? COUNTER_PROTOCOL,
    reactions: options.reactions ?? {},
    clock: (options.clock ?? new HandClock()).read,
    policies: options.policies ?? OPEN_POLICIES,
    keyIsNew: options.keyIsNew ?? true,
    trustClock: options.trustClock ?? false,
    nonce:
      options.nonce ??
      (() => createHash('sha256').update(`${options.signer.did} ${nonces++}`).digest('hex').slice(0, 32)),
    ...(options.calculator === undefined ? {} : { calculator: options.calculator }),
    ...(options.chores === undefined ? {} : { chores: options.chores }),
    onError: (error) => {
      if (options.onError === undefined) throw error
      options.onError(error)
    },
  })
}

/** Runs a command of this node's own and expects it to be done. */
export async function perform(
  node: FederationNode<MemoryStore>,
  run: (context: CommandContext) => Promise<{ ok: boolean } & Record<string, unknown>> | Promise<unknown>,
): Promise<JsonObject> {
  const result = await node.execute({
    principal: 'test',
    mutation: 'test',
    idempotencyKey: null,
    input: {},
    run: run as never,
  })
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
  return result.value
}
