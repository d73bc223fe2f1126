import { z } from 'zod'
import { type Did, type Hash, type Instant, shape } from '../kernel/index.ts'
import { stateReader } from '../log/index.ts'
import type { Vouch } from './vouch.ts'

export const NAME_CHARS_MAX = 200
export const DESCRIPTION_CHARS_MAX = 4_000
const REGION_CHARS_MAX = 200
const CONTACT_CHARS_MAX = 500
export const URL_CHARS_MAX = 500
const MULTIADDRS_MAX = 32
const MULTIADDR_CHARS_MAX = 300
export const CURRENCIES_MAX = 64
const CURRENCY_NAME_CHARS_MAX = 100
const CAPABILITIES_MAX = 64
export const CAPABILITY_CHARS_MAX = 64

const currencyShape = z.strictObject({
  code: shape.currency,
  scale: shape.scale,
  name: shape.visible(CURRENCY_NAME_CHARS_MAX).nullable(),
})

/** A cooperative's own profile. All fields are present; absent values are null or empty. */
export const profileShape = z.strictObject({
  name: shape.visible(NAME_CHARS_MAX),
  description: shape.text(DESCRIPTION_CHARS_MAX).nullable(),
  region: shape.visible(REGION_CHARS_MAX).nullable(),
  contact: shape.text(CONTACT_CHARS_MAX).nullable(),
  graphqlUrl: z
    .string()
    .max(URL_CHARS_MAX)
    .regex(/^https?:\/\/[^\s/?#]+[^\s]*$/, 'a GraphQL address begins with http:// or https:// and a host')
    .nullable(),
  multiaddrs: z
    .array(
      z
        .string()
        .max(MULTIADDR_CHARS_MAX)
        .regex(/^\/[^\s]+$/, 'a multiaddr looks like /ip4/192.0.2.7/tcp/4001'),
    )
    .max(MULTIADDRS_MAX)
    .refine(isSet, 'an address is listed once'),
  currencies: z
    .array(currencyShape)
    .max(CURRENCIES_MAX)
    .refine((currencies) => isSet(currencies.map(({ code }) => code)), 'a currency is listed once'),
  capabilities: z
    .array(shape.visible(CAPABILITY_CHARS_MAX))
    .max(CAPABILITIES_MAX)
    .refine(isSet, 'a capability is listed once'),
})

export type Profile = z.infer<typeof profileShape>
export type Currency = z.infer<typeof currencyShape>

/** The announcement that counts, with its position in the cooperative's public log. */
export interface Announcement extends Profile {
  readonly hash: Hash
  readonly seq: number
  readonly at: Instant
}

/** The facts of one DID from its public entries. */
export interface Cooperative {
  readonly did: Did
  /** The newest in its own log; null while it has not announced itself. */
  readonly announcement: Announcement | null
  /** Hash of the offline recovery key, by the first entry that carries it: more than one if that entry was forked. */
  readonly recoveryKeyHashes: Readonly<Record<string, Hash>>
  /** The latest vouch or withdrawal of each cooperative that ever vouched for this one, by its DID. */
  readonly vouches: Readonly<Record<string, Vouch>>
}

/** Reads a stored state of this aggregate. */
export const asCooperative = stateReader<Cooperative>()

export function unheardOf(did: Did): Cooperative {
  return { did, announcement: null, recoveryKeyHashes: {}, vouches: {} }
}

/** The later of two announcements by sequence number; on a tie (a forked log) the one with the greater hash. */
export function newerAnnouncement(one: Announcement | null, other: Announcement): Announcement {
  if (one === null || other.seq > one.seq) return other
  return other.seq === one.seq && other.hash > one.hash ? other : one
}

/** A capability as a tag of an index row. */
export function capabilityTag(capability: string): string {
  return `capability:${capability}`
}

/** A currency's code as a tag of an index row. */
export function currencyTag(code: string): string {
  return `currency:${code}`
}

function isSet(items: readonly string[]): boolean {
  return new Set(items).size === items.length
}
