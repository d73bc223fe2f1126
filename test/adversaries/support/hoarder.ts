import { randomBytes } from 'node:crypto'
import { FEDERATION_READERS } from '../../../src/app/registry/readers.ts'
import { PROTOCOL } from '../../../src/app/subjects.ts'
import { type NetworkOptions, startNetwork } from '../../../src/gossip/index.ts'
import { type Signer, signerOf } from '../../../src/identity/index.ts'
import type { Did, Instant } from '../../../src/kernel/index.ts'
import type { SealedEntry } from '../../../src/log/index.ts'
import type { IngestSummary, PeerNetwork } from '../../../src/node/index.ts'
import { FederationNode } from '../../../src/node/node.ts'
import { NodeSync } from '../../../src/node/sync/sync.ts'
import { ingest } from '../../support/ingest.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { MemoryHeadFile, OPEN_POLICIES } from '../../support/node.ts'

const clock = () => Date.now() as Instant
const NOTHING: IngestSummary = { admitted: 0, known: 0, held: 0, refusals: [] }

/** Takes part in every exchange, gives what it has and takes nothing. */
class Deaf extends NodeSync {
  override async ingest(): Promise<IngestSummary> {
    return NOTHING
  }
}

/** A peer that has whatever the test gives it, by whomever, and offers that to its neighbours as every node does. */
export class Hoarder implements AsyncDisposable {
  readonly signer: Signer
  readonly #node: FederationNode<MemoryStore>
  readonly #network: PeerNetwork

  private constructor(signer: Signer, node: FederationNode<MemoryStore>, network: PeerNetwork) {
    this.signer = signer
    this.#node = node
    this.#network = network
  }

  static async start(timings: NetworkOptions['timings'] = {}): Promise<Hoarder> {
    const seed = randomBytes(32)
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
    const network = await startNetwork({
      seed,
      listen: [],
      bootstrap: [],
      mdns: null,
      source: new Deaf({ node, readers: FEDERATION_READERS }),
      clock,
      timings: { syncEveryMs: 1000, ...timings },
    })
    return new Hoarder(signer, node, network)
  }

  get did(): Did {
    return this.signer.did
  }

  async meet(address: string): Promise<Did> {
    return await this.#network.connect(address)
  }

  async give(entries: readonly SealedEntry[]): Promise<void> {
    const outcomes = await ingest(this.#node, entries)
    const refused = outcomes.find(({ outcome }) => outcome === 'refused')
    if (refused !== undefined) throw new Error(`a flood of what is refused: ${JSON.stringify(refused)}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#network[Symbol.asyncDispose]()
    await this.#node[Symbol.asyncDispose]()
  }
}
