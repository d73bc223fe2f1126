import type { Did } from '../../kernel/index.ts'
import type { Rank } from '../../node/index.ts'

export const CONNECTIONS_MAX = 256
/** Places that strangers leave free, for members and partners; and that strangers and members leave free, for partners. */
export const KEPT_FOR_KNOWN = 128
export const KEPT_FOR_PARTNERS = 64
/** Connections with one peer: both sides may have dialled, and the last one may have died unnoticed. */
export const CONNECTIONS_PER_PEER_MAX = 3
/** Connections with strangers at one address, loopback not counted; of IPv6, one network of 64 bits. */
export const CONNECTIONS_PER_ADDRESS_MAX = 8

/** A connection that is there, or asks to be. */
export interface Guest {
  readonly did: Did
  readonly rank: Rank
  /** What connections from one address have in common; null on loopback, where bounds per address do not count. */
  readonly address: string | null
  readonly openedAt: number
}

/**
 * Which of these connections have no place. Partners have one before members, and these before strangers; of one peer the
 * newest stay; of strangers those at the least crowded addresses, and there the oldest.
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

/** Sets apart what is too much of one peer. */
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

/** The first of each address, then the second of each, and so on; set apart, those beyond the bound of an address. */
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
