import { join } from 'node:path'
import { PROTOCOL } from '../../../src/app/index.ts'
import { type Signer, signerOf } from '../../../src/identity/index.ts'
import { type Did, type Hash, type Instant, PUBLIC_SCOPE, type Scope } from '../../../src/kernel/index.ts'
import type { SealedEntry } from '../../../src/log/index.ts'
import { FederationNode } from '../../../src/node/node.ts'
import { HEAD_FILE, openHeadFile, openKeyFile, openStore, type StorePlace } from '../../../src/storage/index.ts'
import { EntryWriter } from '../../support/entry-writer.ts'
import { OPEN_POLICIES } from '../../support/node.ts'

/**
 * A stopped node's log, opened to be written into: real entries, signed outside the node, go through its gate as if it had
 * written its own and received the others'.
 */
export class Seeding implements AsyncDisposable {
  readonly self: Signer
  readonly #node: FederationNode
  readonly #resources: AsyncDisposableStack

  private constructor(node: FederationNode, resources: AsyncDisposableStack) {
    this.self = node.signer
    this.#node = node
    this.#resources = resources
  }

  static async open(place: StorePlace): Promise<Seeding> {
    await using opening = new AsyncDisposableStack()
    const store = opening.use(await openStore(place))
    const headFile = opening.use(await openHeadFile(join(place.dataDir, HEAD_FILE)))
    const node = await FederationNode.open({
      ...{ store, headFile, signer: await signerIn(place.dataDir), protocol: PROTOCOL, reactions: {} },
      ...{ clock: () => Date.now() as Instant, policies: OPEN_POLICIES, keyIsNew: false },
    })
    return new Seeding(opening.use(node), opening.move())
  }

  /** One that goes on where a signer's log in a scope ends here. */
  async writer(signer: Signer, scope: Scope): Promise<EntryWriter> {
    const last = await this.#node.store.read(async (reader) => {
      const tips = await reader.logTips([scope], [signer.did])
      return (await reader.entries(tips.map(({ hash }) => hash)))[0]
    })
    return new EntryWriter(signer, scope, last ?? null)
  }

  /** What a cooperative's public log begins with. */
  async beginningOf(did: Did): Promise<Hash> {
    const own = await this.#node.store.read((reader) => reader.entriesOf(PUBLIC_SCOPE, [did]))
    const first = own.find(({ entry }) => entry.seq === 1)
    if (first === undefined) throw new Error(`${did} is not known here`)
    return first.hash
  }

  /** Admits entries in one transaction, all of one group before those of the next. */
  async admit(groups: readonly (readonly SealedEntry[])[]): Promise<void> {
    await this.#node.writer.run(async (session) => {
      for (const group of groups) {
        for (const author of new Set(group.map(({ entry }) => entry.author))) {
          const entries = group.filter(({ entry }) => entry.author === author)
          const outcomes = await session.receive(entries, author === this.self.did ? 'LOCAL' : 'GOSSIP')
          const failed = outcomes.find(({ outcome }) => outcome !== 'admitted')
          if (failed !== undefined) throw new Error(`an entry was not admitted: ${JSON.stringify(failed)}`)
        }
      }
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#node.idle()
    await this.#resources.disposeAsync()
  }
}

export async function signerIn(dataDir: string): Promise<Signer> {
  return signerOf((await openKeyFile(dataDir)).seed)
}
