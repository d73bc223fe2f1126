import type { Did } from '../../kernel/index.ts'
import type { Rank } from '../../node/index.ts'

export const CONNECTIONS_MAX = 256
/** Connections reserved for members and partners; and those reserved for partners alone. */
export const KEPT_FOR_KNOWN = 128
export const KEPT_FOR_PARTNERS = 64
/** Connections with one peer: both sides may have dialled, and an older one may be dead unnoticed. */
export const CONNECTIONS_PER_PEER_MAX = 3
/** Connections with strangers at one address, loopback not counted; for IPv6, one /64 network. */
export const CONNECTIONS_PER_ADDRESS_MAX = 8

/** An open or requested connection. */
export interface Guest {
  readonly did: Did
  readonly rank: Rank
  /** The group of an address; null on loopback, where limits per address do not apply. */
  readonly address: string | null
  readonly openedAt: number
}

/**
 * The connections beyond the limits. Partners take precedence over members, these over strangers; of one peer the newest
 * stay; of strangers those at the least crowded addresses, and there the oldest.
 */
export function withoutPlace<G extends Guest>(guests: readonly G[]): G[] {
  const { kept, out } = split(guests)
  const byRank = (rank: Rank) => kept.filter((guest) => guest.rank === rank).sort(byAge)
  const [partners, members] = [byRank('partner'), byRank('member')]
  const { within: strangers, beyond } = inTurn(byRank('stranger'))
  const partnersIn = Math.min(partners.length, CONNECTIONS_MAX)
  const room = Math.min(CONNECTIONS_MAX - partnersIn, CONNECTIONS_MAX - KEPT_FOR_PARTNERS)
  const membersIn = Math.min(members.length, room)
  const strangersIn = Math.max(0, Math.min(room - membersIn, CONNECTIONS_MAX - KEPT_FOR_KNOWN))
  return [
    ...out,
    ...beyond,
    ...partners.slice(partnersIn),
    ...members.slice(membersIn),
    ...strangers.slice(strangersIn),
  ]
}

/** Separates the connections of one peer beyond its limit. */
function split<G extends Guest>(guests: readonly G[]): { readonly kept: G[]; readonly out: G[] } {
  const kept: G[] = []
  const out: G[] = []
  const ofPeer = new Map<Did, number>()
  for (const guest of [...guests].sort(byAge).reverse()) {
    const count = (ofPeer.get(guest.did) ?? 0) + 1
    ofPeer.set(guest.did, count)
    if (count <= CONNECTIONS_PER_PEER_MAX) kept.push(guest)
    else out.push(guest)
  }
  return { kept, out }
}

/** Round-robin over the addresses; separates those beyond the limit of an address. */
function inTurn<G extends Guest>(strangers: readonly G[]): { readonly within: G[]; readonly beyond: G[] } {
  const atAddress = new Map<string, number>()
  const placed = strangers.map((guest) => {
    const turn = guest.address === null ? 0 : (atAddress.get(guest.address) ?? 0)
    if (guest.address !== null) atAddress.set(guest.address, turn + 1)
    return { guest, turn }
  })
  const within = placed.filter(({ turn }) => turn < CONNECTIONS_PER_ADDRESS_MAX)
  return {
    within: within
      .sort((one, other) => one.turn - other.turn || byAge(one.guest, other.guest))
      .map(({ guest }) => guest),
    beyond: placed.filter(({ turn }) => turn >= CONNECTIONS_PER_ADDRESS_MAX).map(({ guest }) => guest),
  }
}

function byAge(one: Guest, other: Guest): number {
  return one.openedAt - other.openedAt
}
