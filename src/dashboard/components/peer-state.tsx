interface PeerStateProps {
  readonly peer: {
    readonly connected: boolean
    readonly inSync: boolean
    readonly behindEntries: number | null
  }
}

/** How far in sync another node is with this one. */
export function PeerState({ peer: { connected, inSync, behindEntries } }: PeerStateProps) {
  if (!connected) return <span className="badge over">Not connected</span>
  if (inSync) return <span className="badge good">Same state</span>
  const behind = behindEntries ?? 0
  return <span className="badge waiting">{behind > 0 ? `${behind} entries to come` : 'Comparing'}</span>
}
