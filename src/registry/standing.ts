import type { Did, Instant } from '../kernel/index.ts'
import type { Cooperative } from './cooperative.ts'
import { vouchersOf } from './vouch.ts'

export type Standing = 'SELF' | 'MEMBER' | 'UNADMITTED' | 'STALE' | 'FORKED' | 'DENIED'

export const HEARTBEAT_MS = 5 * 60 * 1000
const MISSED_HEARTBEATS_MAX = 3

/** Which cooperatives a node admits as members: its own choice, no rule of the federation. */
export interface AdmissionPolicy {
  readonly admission: 'OPEN' | 'VOUCHED' | 'ALLOW_LIST' | 'CLOSED'
  /** For VOUCHED: how many members must vouch. */
  readonly minVouches: number
  /** For ALLOW_LIST: the members; for VOUCHED: members that need no vouches, so that some can vouch at the start. */
  readonly allowed: readonly Did[]
}

/** What determines a cooperative's standing with this node. */
export interface StandingInput {
  readonly self: Did
  readonly did: Did
  readonly state: Cooperative | null
  readonly denied: boolean
  /** It has forked a log, and no operator has lifted the ban. */
  readonly forked: boolean
  readonly lastSeenAt: Instant | null
  readonly now: Instant
  readonly policy: AdmissionPolicy
  /** The cooperatives that may vouch, from `membersOf`; read for the policy VOUCHED only. */
  readonly members: ReadonlySet<Did>
}

/** A cooperative's standing with this node: the first of these that applies (SPEC R6). */
export function standingOf(input: StandingInput): Standing {
  if (input.did === input.self) return 'SELF'
  if (input.denied) return 'DENIED'
  if (input.forked) return 'FORKED'
  if (input.state === null || !isAdmitted(input.state, input.policy, input.members)) return 'UNADMITTED'
  return isStale(input.lastSeenAt, input.now) ? 'STALE' : 'MEMBER'
}

/** Whether three heartbeats in a row have been missed, or none was ever received. */
function isStale(lastSeenAt: Instant | null, now: Instant): boolean {
  return lastSeenAt === null || now - lastSeenAt > MISSED_HEARTBEATS_MAX * HEARTBEAT_MS
}

/**
 * All members that this node admits, itself included. For VOUCHED this is the least set that contains this node and the
 * allowed, and every cooperative for which enough of the set vouch: two strangers cannot vouch each other in.
 */
export function membersOf(input: {
  readonly self: Did
  readonly cooperatives: readonly Cooperative[]
  /** Denied, or forked and not lifted: no members, and their vouches do not count. */
  readonly excluded: ReadonlySet<Did>
  readonly policy: AdmissionPolicy
}): ReadonlySet<Did> {
  const { self, policy } = input
  const candidates = input.cooperatives.filter(({ did }) => did !== self && !input.excluded.has(did))
  const members = new Set<Did>([self])
  for (const state of candidates) if (isAdmitted(state, policy, NO_ONE)) members.add(state.did)
  if (policy.admission !== 'VOUCHED') return members
  const vouchedBy = byVoucher(candidates)
  const vouches = new Map<Did, number>()
  // A Set is iterated in insertion order, including members added meanwhile.
  for (const member of members) {
    for (const did of vouchedBy.get(member) ?? []) {
      const count = (vouches.get(did) ?? 0) + 1
      vouches.set(did, count)
      if (count >= policy.minVouches) members.add(did)
    }
  }
  return members
}

const NO_ONE: ReadonlySet<Did> = new Set()

function isAdmitted(state: Cooperative, policy: AdmissionPolicy, members: ReadonlySet<Did>): boolean {
  if (state.announcement === null) return false
  return ADMITS[policy.admission](state, policy, members)
}

const ADMITS: Record<
  AdmissionPolicy['admission'],
  (state: Cooperative, policy: AdmissionPolicy, members: ReadonlySet<Did>) => boolean
> = {
  OPEN: () => true,
  VOUCHED: ({ did, vouches }, { allowed, minVouches }, members) =>
    allowed.includes(did) || vouchersOf(vouches).filter((by) => members.has(by)).length >= minVouches,
  ALLOW_LIST: ({ did }, { allowed }) => allowed.includes(did),
  CLOSED: () => false,
}

/** The cooperatives for which each one vouches, among those that have announced themselves. */
function byVoucher(cooperatives: readonly Cooperative[]): Map<Did, Did[]> {
  const vouchedBy = new Map<Did, Did[]>()
  for (const { did, announcement, vouches } of cooperatives) {
    if (announcement === null) continue
    for (const by of vouchersOf(vouches)) {
      const list = vouchedBy.get(by)
      if (list === undefined) vouchedBy.set(by, [did])
      else list.push(did)
    }
  }
  return vouchedBy
}
