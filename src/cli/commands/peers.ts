import type { Command } from 'commander'
import { printable } from '../../kernel/index.ts'
import { clientOf, type NodeOptions, print, withNodeOptions } from '../running.ts'
import { shortDid, tableText, timeText } from '../table.ts'

interface Peer {
  readonly id: string
  readonly address: string | null
  readonly connected: boolean
  readonly inSync: boolean
  readonly lastSyncAt: string | null
  readonly behindEntries: number | null
  readonly mustUpgrade: 'THIS_NODE' | 'THE_PEER' | null
  readonly cooperative: { readonly did: string; readonly name: string | null }
}

const PEER = 'id address connected inSync lastSyncAt behindEntries mustUpgrade cooperative { did name }'

export function addPeers(program: Command): void {
  const peers = program.command('peers').description('the peers of the running node, and how far each is in sync')
  withNodeOptions(peers.command('list', { isDefault: true }))
    .description('list them (what `rochdale peers` alone does)')
    .addHelpText('after', '\nExample:\n  rochdale peers')
    .action(list)
  withNodeOptions(peers.command('connect'))
    .description('dial a peer, and keep redialling it')
    .argument('<multiaddr>', 'where it listens, with or without /p2p/<id>')
    .addHelpText('after', '\nExample:\n  rochdale peers connect /dns4/alder.example.org/tcp/4001')
    .action(connect)
}

async function list(options: NodeOptions): Promise<void> {
  const client = await clientOf(options)
  const { peers } = await client.request<{ peers: Peer[] }>(`query { peers { ${PEER} } }`)
  print(peers, options, () => {
    if (peers.length === 0) return 'no peers yet: rochdale peers connect <multiaddr>, or set ROCHDALE_BOOTSTRAP\n'
    return tableText(
      ['NAME', 'DID', 'CONNECTED', 'IN SYNC', 'BEHIND', 'LAST SYNC', 'ADDRESS', 'RULES'],
      peers.map(rowOf),
    )
  })
}

async function connect(address: string, options: NodeOptions): Promise<void> {
  const client = await clientOf(options)
  const mutation = `mutation ($input: ConnectPeerInput!) { connectPeer(input: $input) { peer { ${PEER} } } }`
  const input = { multiaddr: address }
  const { connectPeer } = await client.request<{ connectPeer: { peer: Peer } }>(mutation, { input })
  const { peer } = connectPeer
  print(
    peer,
    options,
    () =>
      `connected with ${printable(peer.cooperative.name ?? 'a cooperative that has not introduced itself')}, ${printable(peer.cooperative.did)}\n`,
  )
}

function rowOf({ cooperative, address, connected, inSync, lastSyncAt, behindEntries, mustUpgrade }: Peer): string[] {
  const yesOrNo = [connected, inSync].map((flag) => (flag ? 'yes' : 'no'))
  const behind = behindEntries === null ? '-' : String(behindEntries)
  return [
    cooperative.name ?? '-',
    shortDid(cooperative.did),
    ...yesOrNo,
    behind,
    timeText(lastSyncAt),
    address ?? '-',
    rulesText(mustUpgrade),
  ]
}

function rulesText(mustUpgrade: Peer['mustUpgrade']): string {
  if (mustUpgrade === null) return 'same'
  return mustUpgrade === 'THE_PEER' ? 'older: it must be upgraded' : 'newer: upgrade this node'
}
