import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { announceIfChanged } from '../../src/app/registry/reactions.ts'
import { FEDERATION_READERS } from '../../src/app/registry/readers.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { waitFor } from '../../src/cli/client.ts'
import { startNetwork } from '../../src/gossip/index.ts'
import { sha256 } from '../../src/identity/index.ts'
import { type Instant, ok, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import type { PeerNetwork } from '../../src/node/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import { NodeSync } from '../../src/node/sync/sync.ts'
import { HandClock, openTestNode, signerNumber } from '../support/node.ts'

class RealClock extends HandClock {
  override readonly read = () => Date.now() as Instant
}

interface Live extends AsyncDisposable {
  readonly node: FederationNode
  readonly network: PeerNetwork
}

async function start(number: number, bootstrap: readonly string[]): Promise<Live> {
  const node = await openTestNode({ signer: signerNumber(number), protocol: PROTOCOL, clock: new RealClock() })
  const network = await startNetwork({
    seed: createHash('sha256').update(`test signer ${number}`).digest(),
    listen: ['/ip4/127.0.0.1/tcp/0'],
    bootstrap,
    mdns: null,
    source: new NodeSync({ node, readers: FEDERATION_READERS }),
    clock: () => Date.now() as Instant,
  })
  await node.execute({
    principal: 'node',
    mutation: 'announce',
    idempotencyKey: null,
    input: {},
    run: announceIfChanged({
      name: `Coop ${number}`,
      graphqlUrl: null,
      multiaddrs: network.listenAddresses(),
      recoveryKeyHash: sha256(Buffer.from('x')),
    }),
  })
  return {
    node,
    network,
    [Symbol.asyncDispose]: async () => {
      await network[Symbol.asyncDispose]()
      await node[Symbol.asyncDispose]()
    },
  }
}

async function known(live: Live): Promise<string[]> {
  return await live.node.store.read(async (reader) =>
    (await reader.subjectsOf(PUBLIC_SCOPE, 'cooperative')).map(({ id }) => id),
  )
}

test('nodes over TCP discover each other, and one that comes later learns everything', async () => {
  await using one = await start(1, [])
  await using two = await start(2, one.network.listenAddresses().slice(0, 1))
  await waitFor('two know each other', async () => (await known(one)).length === 2 && (await known(two)).length === 2)
  await using three = await start(3, one.network.listenAddresses().slice(0, 1))
  for (const live of [one, two, three]) await waitFor('all know all', async () => (await known(live)).length === 3)
  const written = await two.node.execute({
    principal: 'test',
    mutation: 'vouch',
    idempotencyKey: null,
    input: {},
    run: async (context) => {
      const vouch = await context.write({
        kind: 'cooperative.vouched',
        scope: PUBLIC_SCOPE,
        body: { did: three.node.self, statement: null },
      })
      return vouch.ok ? ok({}) : vouch
    },
  })
  expect(written.ok).toBe(true)
  const digestOf = async (live: Live) =>
    await live.node.store.read(async (reader) => (await live.node.stateDigest(reader, PUBLIC_SCOPE)).digest)
  await waitFor(
    'equal digests',
    async () =>
      new Set(await Promise.all([one, two, three].map(digestOf))).size === 1 &&
      (await one.node.store.read((r) => r.entryCount(PUBLIC_SCOPE))) === 4,
  )
})
