import { createHash } from 'node:crypto'
import {
  type ComparedScope,
  type ExchangeReport,
  type Room,
  runExchange,
} from '../../../src/gossip/sync/sync-session.ts'
import { type Signer, signerOf } from '../../../src/identity/index.ts'
import { type Did, type Hash, ok, PUBLIC_SCOPE, type Scope } from '../../../src/kernel/index.ts'
import { type Entry, encodeEntry, type SealedEntry, sealEntry } from '../../../src/log/index.ts'
import type { FederationNode } from '../../../src/node/node.ts'
import type { KnownPeer, Lane, SyncSource } from '../../../src/node/ports/sync-port.ts'
import { NodeSync } from '../../../src/node/sync/sync.ts'
import type { CommandContext } from '../../../src/node/writer/command.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { HandClock, openTestNode } from '../../support/node.ts'
import { LETTERS } from './letters.ts'
import { type MemoryChannel, memoryLine } from './memory-channel.ts'

export const AGREEMENT = `agr_${'a'.repeat(64)}` as Scope
export const OTHER_AGREEMENT = `agr_${'b'.repeat(64)}` as Scope

/** The seed of a number: the same in every run. */
export function seedNumber(number: number): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`gossip test ${number}`).digest())
}

export function signerNumber(number: number): Signer {
  return signerOf(seedNumber(number))
}

export interface MemberOptions {
  readonly signer: Signer
  readonly store?: MemoryStore
  readonly clock?: HandClock
  /** Who reads which agreement. */
  readonly parties?: ReadonlyMap<Scope, readonly Did[]>
  readonly known?: readonly KnownPeer[]
}

/** A real node on a store in memory that writes letters, and its side of the sync port. */
export class Member implements AsyncDisposable {
  readonly signer: Signer
  readonly clock: HandClock
  readonly store: MemoryStore
  readonly node: FederationNode<MemoryStore>
  readonly sync: NodeSync

  private constructor(options: MemberOptions, clock: HandClock, node: FederationNode<MemoryStore>) {
    this.signer = options.signer
    this.clock = clock
    this.node = node
    this.store = node.store
    this.sync = new NodeSync({
      node,
      readers: {
        partiesOf: async (_reader, scopes) =>
          new Map(scopes.map((scope) => [scope, partiesIn(options.parties?.get(scope) ?? [])])),
        knownPeers: async () => options.known ?? [],
      },
    })
  }

  static async open(options: MemberOptions): Promise<Member> {
    const { signer, store = new MemoryStore(), clock = new HandClock() } = options
    return new Member(options, clock, await openTestNode({ signer, store, clock, protocol: LETTERS }))
  }

  get did(): Did {
    return this.signer.did
  }

  /** Writes letters, all in one job. */
  async write(scope: Scope, letters: readonly Readonly<Record<string, unknown>>[]): Promise<Hash[]> {
    return await this.perform(async (context) => {
      const hashes: Hash[] = []
      for (const { kind = 'letter.sent', ...body } of letters) {
        const written = await context.write({ kind: kind as string, scope, body: body as never })
        if (!written.ok) throw new Error(`${written.refusal.code}: ${written.refusal.message}`)
        hashes.push(written.value.hash)
      }
      return hashes
    })
  }

  async publish(...texts: string[]): Promise<Hash[]> {
    return await this.write(
      PUBLIC_SCOPE,
      texts.map((text) => ({ text })),
    )
  }

  async perform<T>(run: (context: CommandContext) => Promise<T>): Promise<T> {
    const answers: T[] = []
    const result = await this.node.execute({
      principal: 'test',
      mutation: 'test',
      idempotencyKey: null,
      input: {},
      run: async (context) => {
        answers.push(await run(context))
        return ok({})
      },
    })
    if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
    return answers[0] as T
  }

  async has(hash: Hash): Promise<boolean> {
    return await this.sync.has(hash)
  }

  async count(scope: Scope): Promise<number> {
    return await this.store.read((reader) => reader.entryCount(scope))
  }

  async digest(scope: Scope): Promise<Hash> {
    return await this.store.read(async (reader) => (await this.node.stateDigest(reader, scope)).digest)
  }

  /** An entry of this member's own hand that its node knows nothing of. */
  seal(entry: Partial<Entry>): SealedEntry {
    const unsigned = encodeEntry({
      v: 1,
      author: this.did,
      scope: PUBLIC_SCOPE,
      seq: 1,
      prev: null,
      at: this.clock.read(),
      kind: 'letter.sent',
      subject: `let_${entry.scope ?? PUBLIC_SCOPE}`,
      after: [],
      body: { text: 'by hand' },
      ...entry,
    })
    if (!unsigned.ok) throw new Error(unsigned.refusal.message)
    return sealEntry(unsigned.value, this.signer)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.node[Symbol.asyncDispose]()
  }
}

const partiesIn = (dids: readonly Did[]) => ({ readers: dids, signers: dids })

/** A node's side of the port with some of its answers replaced. */
export function sourceOf(source: SyncSource, answers: Partial<SyncSource>): SyncSource {
  return new Proxy(source, {
    get: (target, name: keyof SyncSource) => {
      const own = answers[name] ?? target[name]
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
}

const PLENTY = { take: async () => true, give: () => {} }

export interface ExchangeSetting {
  readonly lane?: Lane
  readonly line?: [MemoryChannel, MemoryChannel]
  /** What the first of the two says instead of its node. */
  readonly source?: SyncSource
  readonly maySend?: (byteCount: number) => boolean
  readonly room?: Room
  /** What the first of the two waits for before it takes something. */
  readonly brake?: (byteCount: number) => Promise<void>
  /** What the second is told. */
  readonly onBehind?: (count: number) => void
  readonly onRules?: (ruleSet: number) => void
  readonly onCompared?: (scopes: readonly ComparedScope[]) => void
  readonly onDiffering?: (scope: Scope, subject: string) => void
}

/** An exchange over memory, opened by the first; both reports, or what broke it off on each side. */
export async function exchange(
  first: Member,
  second: Member,
  setting: ExchangeSetting = {},
): Promise<[PromiseSettledResult<ExchangeReport>, PromiseSettledResult<ExchangeReport>]> {
  const [left, right] = setting.line ?? memoryLine()
  return await Promise.allSettled([
    takePart(first, second, { ...setting, opener: true, channel: left }),
    takePart(second, first, { ...setting, opener: false, channel: right }),
  ])
}

/** One side of an exchange; whoever breaks off closes the line. */
export async function takePart(
  own: Member,
  peer: Member,
  setting: ExchangeSetting & { readonly opener: boolean; readonly channel: MemoryChannel },
): Promise<ExchangeReport> {
  const {
    lane = 'public',
    opener,
    channel,
    source,
    maySend,
    brake,
    room,
    onBehind,
    onRules,
    onCompared,
    onDiffering,
  } = setting
  try {
    return await runExchange({
      source: opener ? (source ?? own.sync) : own.sync,
      peer: peer.did,
      lane,
      opener,
      channel,
      clock: own.clock.read,
      maySend: maySend ?? (() => true),
      brake: (opener ? brake : null) ?? (async () => {}),
      room: room ?? PLENTY,
      ...(opener || onBehind === undefined ? {} : { onBehind }),
      ...(opener || onRules === undefined ? {} : { onRules }),
      ...(opener || onCompared === undefined ? {} : { onCompared }),
      ...(onDiffering === undefined ? {} : { onDiffering }),
    })
  } catch (error) {
    channel.close()
    channel.other?.close()
    throw error
  }
}

/** As `exchange`, where nothing may go wrong. */
export async function exchangeWell(
  first: Member,
  second: Member,
  setting: ExchangeSetting = {},
): Promise<[ExchangeReport, ExchangeReport]> {
  const [one, two] = await exchange(first, second, setting)
  if (one.status === 'rejected') throw one.reason
  if (two.status === 'rejected') throw two.reason
  return [one.value, two.value]
}
