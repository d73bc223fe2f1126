import type { WhoMustUpgrade } from '../../generated/enums.ts'

interface PeerStateProps {
  readonly peer: {
    readonly connected: boolean
    readonly inSync: boolean
    readonly behindEntries: number | null
    readonly mustUpgrade: WhoMustUpgrade | null
  }
}

/** How far in sync another node is with this one. */
export function PeerState({ peer: { connected, inSync, behindEntries, mustUpgrade } }: PeerStateProps) {
  if (!connected) return <span className="badge over">Not connected</span>
  if (mustUpgrade === 'THE_PEER') return <span className="badge waiting">Older version: it must be upgraded</span>
  if (mustUpgrade === 'THIS_NODE') return <span className="badge over">Newer version: upgrade this node</span>
  if (inSync) return <span className="badge good">In sync</span>
  const behind = behindEntries ?? 0
  return <span className="badge waiting">{behind > 0 ? `${behind} entries behind` : 'Comparing'}</span>
}
