import { z } from 'zod'
import { inForceShape } from '../agreements/index.ts'
import { idOf, sha256 } from '../identity/index.ts'
import { canonicalText, type Did, type Hash, type Instant, type Scope, shape } from '../kernel/index.ts'
import { stateReader } from '../log/index.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Least and greatest time from a motion's proposal to its `closesAt`, in milliseconds. */
export const OPEN_MS_MIN = 5_000
export const OPEN_MS_MAX = 366 * DAY_MS
/** How long a motion is open at least where the terms have no `minimumPeriod`: an ISO 8601 duration. */
export const MINIMUM_PERIOD_DEFAULT = 'P1D'
const MOTION_TITLE_CHARS_MAX = 200
const MOTION_TEXT_CHARS_MAX = 20_000
const VOTE_REASON_CHARS_MAX = 2_000
const TASK_CHARS_MAX = 1_000
export const FOLLOW_UPS_MAX = 50
/** Votes of one party on one motion: it may change its mind, but not endlessly. */
export const VOTES_OF_ONE_MAX = 32
/** Closings of one motion by one party: after a partition it closes again with the votes that it lacked. */
export const CLOSINGS_OF_ONE_MAX = 8
/** More than there are signing parties. */
export const CLOSING_VOTES_MAX = 2_000
const NONCE_CHARS_MAX = 64

export const VOTE_CHOICES = ['YES', 'NO', 'ABSTAIN'] as const
export type VoteChoice = (typeof VOTE_CHOICES)[number]

/** What each party is asked to do once the motion is adopted. */
const followUpShape = z.discriminatedUnion('kind', [
  /** To vouch for this cooperative. */
  z.strictObject({ kind: z.literal('VOUCH'), cooperative: shape.did }),
  /** To sign this amendment, of whichever agreement. */
  z.strictObject({ kind: z.literal('SIGN_AMENDMENT'), amendment: z.string().regex(/^amd_[0-9a-f]{64}$/) }),
  z.strictObject({ kind: z.literal('TASK'), text: shape.visible(TASK_CHARS_MAX) }),
])
export type FollowUp = z.infer<typeof followUpShape>

export const motionShape = z.strictObject({
  /** Distinguishes two equal motions of one proposer. */
  nonce: shape.text(NONCE_CHARS_MAX),
  ...inForceShape,
  title: shape.visible(MOTION_TITLE_CHARS_MAX),
  /** Markdown. */
  text: shape.visible(MOTION_TEXT_CHARS_MAX),
  closesAt: shape.instant,
  followUps: z.array(followUpShape).max(FOLLOW_UPS_MAX),
})
export type MotionBody = z.infer<typeof motionShape>

export const motionIdShape = z.string().regex(/^mot_[0-9a-f]{64}$/, 'a motion’s id is mot_ and 64 hexadecimal digits')
/** The optional reason of a vote or withdrawal. */
export const reasonShape = shape.text(VOTE_REASON_CHARS_MAX).nullable()

/** A signing party of the motion's document, with the weight of its vote. */
export interface Voter {
  readonly party: Did
  readonly weight: number
}

export interface VoteFact {
  readonly by: Did
  readonly choice: VoteChoice
  readonly reason: string | null
  readonly at: Instant
  /** Its number in its author's log. */
  readonly seq: number
}

/** A statement that the motion is over, and which votes count. */
export interface ClosingFact {
  readonly by: Did
  readonly at: Instant
  readonly votes: readonly Hash[]
}

/** The facts of one motion. Records are keyed by the hash of the entry that made them, and only grow. */
export interface MotionState {
  readonly id: string
  readonly agreement: Scope
  readonly documentHash: Hash
  readonly proposer: Did
  /** When it was proposed: one entry, unless the proposer forked its log. All have the same body, since the id hashes it. */
  readonly proposals: Readonly<Record<string, Instant>>
  readonly title: string
  readonly text: string
  readonly closesAt: Instant
  readonly followUps: readonly FollowUp[]
  /** The signing parties in the order of the document. */
  readonly voters: readonly Voter[]
  /** Percent, as in the terms. */
  readonly quorum: number
  readonly threshold: number
  /** How long it is to be open at least: an ISO 8601 duration. */
  readonly minimumPeriod: string
  readonly votes: Readonly<Record<string, VoteFact>>
  readonly withdrawals: Readonly<Record<string, { readonly at: Instant; readonly reason: string | null }>>
  readonly closings: Readonly<Record<string, ClosingFact>>
  readonly confirmations: Readonly<Record<string, { readonly by: Did; readonly at: Instant; readonly closing: Hash }>>
  /** Follow-ups that a party says it has done, by their place in `followUps`. */
  readonly done: Readonly<Record<string, { readonly by: Did; readonly at: Instant; readonly index: number }>>
}

/** Reads a stored state of this aggregate. */
export const asMotion = stateReader<MotionState>()

/** M1: the id hashes the whole body, so that a proposer that forks its log cannot put two motions under one id. */
export function motionId(agreement: Scope, proposer: Did, body: MotionBody): string {
  return idOf('mot', [agreement, proposer, sha256(canonicalText(body))])
}

/** Whether a cooperative may vote on a motion. */
export function isVoter({ voters }: MotionState, did: Did): boolean {
  return voters.some(({ party }) => party === did)
}

/** When the motion was proposed, by its proposer's word. */
export function proposedAt({ proposals }: MotionState): Instant {
  return Math.min(...Object.values(proposals)) as Instant
}

/** The last vote of each party in its log, with the hash of its entry; `counts` may leave out some. */
export function standingVotes(
  { votes }: MotionState,
  counts: (vote: VoteFact, hash: Hash) => boolean = () => true,
): ReadonlyMap<Did, VoteFact & { readonly hash: Hash }> {
  const standing = new Map<Did, VoteFact & { readonly hash: Hash }>()
  for (const [key, vote] of Object.entries(votes)) {
    const hash = key as Hash
    const known = standing.get(vote.by)
    // Two votes of one number are a fork, and either is its author's.
    const isLater = known === undefined || vote.seq > known.seq || (vote.seq === known.seq && hash < known.hash)
    if (isLater && counts(vote, hash)) standing.set(vote.by, { ...vote, hash })
  }
  return standing
}
