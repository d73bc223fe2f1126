import type { Did, Instant } from '../kernel/index.ts'
import type { Cooperative, Currency } from './cooperative.ts'
import type { Standing } from './standing.ts'
import { standingVouches, type Vouch } from './vouch.ts'

/** A cooperative as the API shows it. */
export interface CooperativeView {
  readonly id: Did
  readonly did: Did
  readonly known: boolean
  readonly standing: Standing
  readonly name: string | null
  readonly description: string | null
  readonly region: string | null
  readonly contact: string | null
  readonly graphqlUrl: string | null
  readonly multiaddrs: readonly string[] | null
  readonly currencies: readonly Currency[] | null
  readonly capabilities: readonly string[] | null
  readonly announcedAt: Instant | null
  readonly lastSeenAt: Instant | null
  readonly vouches: readonly VouchView[]
}

/** One cooperative's standing vouch for another, as the API shows it. */
export interface VouchView {
  readonly by: Did
  readonly about: Did
  readonly at: Instant
  readonly statement: string | null
}

/** What this node knows of a DID, whether or not it ever announced itself. Presence and standing are passed in. */
export function viewCooperative(
  did: Did,
  state: Cooperative | null,
  seen: { readonly standing: Standing; readonly lastSeenAt: Instant | null },
): CooperativeView {
  const said = state?.announcement ?? null
  return {
    id: did,
    did,
    known: said !== null,
    standing: seen.standing,
    name: said?.name ?? null,
    description: said?.description ?? null,
    region: said?.region ?? null,
    contact: said?.contact ?? null,
    graphqlUrl: said?.graphqlUrl ?? null,
    multiaddrs: said?.multiaddrs ?? null,
    currencies: said?.currencies ?? null,
    capabilities: said?.capabilities ?? null,
    announcedAt: said?.at ?? null,
    lastSeenAt: seen.lastSeenAt,
    vouches: state === null ? [] : standingVouches(state.vouches).map(([by, vouch]) => viewVouch(by, did, vouch)),
  }
}

/** The standing vouches among these that one cooperative has given. */
export function vouchesGivenBy(by: Did, cooperatives: readonly Cooperative[]): VouchView[] {
  return cooperatives.flatMap(({ did, vouches }) => {
    const vouch = vouches[by]
    return vouch === undefined || vouch.withdrawn ? [] : [viewVouch(by, did, vouch)]
  })
}

function viewVouch(by: Did, about: Did, { at, statement }: Vouch): VouchView {
  return { by, about, at, statement }
}
