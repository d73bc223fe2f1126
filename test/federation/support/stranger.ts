import { randomBytes } from 'node:crypto'
import { signAgreement } from '../../../src/app/agreements/commands.ts'
import { announceIfChanged } from '../../../src/app/registry/reactions.ts'
import { FEDERATION_READERS } from '../../../src/app/registry/readers.ts'
import { PROTOCOL } from '../../../src/app/subjects.ts'
import { waitFor } from '../../../src/cli/client.ts'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { startNetwork } from '../../../src/gossip/index.ts'
import { type Signer, sha256, signerOf } from '../../../src/identity/index.ts'
import type { Did, Instant, JsonObject, Result, Scope } from '../../../src/kernel/index.ts'
import type { PeerNetwork } from '../../../src/node/index.ts'
import { FederationNode } from '../../../src/node/node.ts'
import {
  type Head,
  type KnownPeer,
  type Lane,
  laneOf,
  type Parcel,
  type ReceivedParcel,
  type ScopeHeads,
  type ScopeSummary,
  type Wants,
} from '../../../src/node/ports/sync-port.ts'
import { NodeSync } from '../../../src/node/sync/sync.ts'
import type { CommandContext } from '../../../src/node/writer/command.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { MemoryHeadFile, OPEN_POLICIES } from '../../support/node.ts'

const clock = () => Date.now() as Instant

/** Something that a stranger offers as a log's next part: whoever lacks its head asks for it and gets the parcels. */
export interface Offer {
  readonly scope: Scope
  readonly head: Head
  readonly parcels: readonly Parcel[]
}

/**
 * A node that takes part in every exchange as all do, but may offer what it has made up and ask for what it has no right
 * to. It remembers all that it was ever sent.
 */
class LooseTongue extends NodeSync {
  readonly offers: Offer[] = []
  /** Asked for beside what the node really lacks. */
  demands: Wants = { ranges: [], hashes: [] }
  readonly received: ReceivedParcel[] = []
  /** Parcels that were offered and taken. */
  told = 0
  /** Exchanges that came to their end. */
  exchanges = 0

  /** He seeks nobody but whom the test lets him meet. */
  override async knownPeers(): Promise<readonly KnownPeer[]> {
    return []
  }

  override async summariesFor(peer: Did, lane: Lane): Promise<readonly ScopeSummary[]> {
    const scopes = new Set(this.offers.map(({ scope }) => scope).filter((scope) => laneOf(scope) === lane))
    const own = (await super.summariesFor(peer, lane)).filter(({ scope }) => !scopes.has(scope))
    return [...own, ...[...scopes].map((scope) => ({ scope, digest: sha256(randomBytes(32)), root: null }))]
  }

  override async headsFor(peer: Did, scopes: readonly Scope[]): Promise<readonly ScopeHeads[]> {
    const offered = this.offers.filter(({ scope }) => scopes.includes(scope))
    return [...(await super.headsFor(peer, scopes)), ...offered.map(({ scope, head }) => ({ scope, heads: [head] }))]
  }

  override async wantsFrom(peer: Did, theirs: readonly ScopeHeads[]): Promise<Wants> {
    const { ranges, hashes } = await super.wantsFrom(peer, theirs)
    return { ranges: [...ranges, ...this.demands.ranges], hashes: [...hashes, ...this.demands.hashes] }
  }

  override async *parcelsFor(peer: Did, wants: Wants, lane: Lane): AsyncIterable<Parcel> {
    yield* super.parcelsFor(peer, wants, lane)
    const offers = this.offers.filter(({ scope }) => laneOf(scope) === lane)
    for (const parcel of offers.flatMap(({ parcels }) => parcels)) {
      yield parcel
      this.told += 1
    }
  }

  override async ingest(peer: Did, parcels: readonly ReceivedParcel[]) {
    this.received.push(...parcels)
    return await super.ingest(peer, parcels)
  }

  override exchanged(peer: Did, lane: Lane): void {
    this.exchanges += 1
    super.exchanged(peer, lane)
  }
}

/**
 * Somebody who runs a program of his own: a real key, a real libp2p host and a real node, on a store in memory and in
 * the test's process, so that the test says what he signs and what he tells whom.
 */
export class Stranger implements AsyncDisposable {
  readonly signer: Signer
  readonly node: FederationNode<MemoryStore>
  readonly sync: LooseTongue
  readonly #network: PeerNetwork
  #gone = false

  private constructor(signer: Signer, node: FederationNode<MemoryStore>, sync: LooseTongue, network: PeerNetwork) {
    this.signer = signer
    this.node = node
    this.sync = sync
    this.#network = network
  }

  /** With a key of his own, or with one that he has got hold of. */
  static async start(seed: Uint8Array = randomBytes(32)): Promise<Stranger> {
    const signer = signerOf(seed)
    const node = await FederationNode.open({
      store: new MemoryStore(),
      signer,
      headFile: new MemoryHeadFile(),
      protocol: PROTOCOL,
      reactions: {},
      clock,
      policies: OPEN_POLICIES,
      keyIsNew: true,
    })
    const sync = new LooseTongue({ node, readers: FEDERATION_READERS })
    const network = await startNetwork({
      seed,
      listen: ['/ip4/127.0.0.1/tcp/0'],
      bootstrap: [],
      mdns: null,
      source: sync,
      clock,
      // He tries again and again, sooner than anybody would.
      timings: { syncEveryMs: 200, retryMs: 50, knownPeersMs: 60_000 },
    })
    return new Stranger(signer, node, sync, network)
  }

  get did(): Did {
    return this.signer.did
  }

  async meet({ multiaddr }: NodeProcess): Promise<Did> {
    return await this.#network.connect(multiaddr)
  }

  /** Says in public who he is, as every node does at its first start. */
  async announce(name: string, multiaddrs: readonly string[] = []): Promise<void> {
    const facts = { name, graphqlUrl: null, multiaddrs, recoveryKeyHash: sha256(randomBytes(32)) }
    await this.do(announceIfChanged(facts))
  }

  /** Signs what has been proposed to him, once it is here. */
  async sign(agreementId: string): Promise<void> {
    await waitFor('he sees the proposal', async () => {
      const [row] = await this.node.store.read((reader) => reader.subjects(agreementId as Scope, [agreementId]))
      return row !== undefined
    })
    await this.do(signAgreement({ agreementId }))
  }

  /** Does what only an operator of his node could do, or something that no operator could. */
  async do(run: (context: CommandContext) => Promise<Result<JsonObject>>): Promise<JsonObject> {
    const command = { principal: 'himself', mutation: 'his own', idempotencyKey: null, input: {}, run }
    const result = await this.node.execute(command)
    if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
    return result.value
  }

  isConnected(did: Did): boolean {
    return this.#network.peers().some((peer) => peer.did === did && peer.connected)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#gone) return
    this.#gone = true
    await this.#network[Symbol.asyncDispose]()
    await this.node[Symbol.asyncDispose]()
  }
}
