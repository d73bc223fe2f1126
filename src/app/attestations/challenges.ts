import { refuseAttestations as refuse } from '../../attestations/index.ts'
import { done, type Instant, type JsonObject, ok, type Result } from '../../kernel/index.ts'
import type { CommandContext, StoreReader } from '../../node/index.ts'

/** How long a challenge may be answered, in milliseconds. */
export const CHALLENGE_VALID_MS = 10 * 60 * 1000
/** Open challenges of one caller, of which the oldest makes room for a new one, and of all callers. */
export const CHALLENGES_OF_CALLER_MAX = 100
export const CHALLENGES_MAX = 1_000

type Challenge = {
  readonly principal: string
  readonly at: Instant
  readonly expiresAt: Instant
}

/** Makes a challenge that one presentation answers, once. It is this node's own row, so that it outlives a restart. */
export function createPresentationChallenge(principal: string) {
  return async ({ tx, self, now, nonce }: CommandContext): Promise<Result<JsonObject>> => {
    const rows = [...((await tx.locals('challenge')) as ReadonlyMap<string, Challenge>)]
    for (const [id] of rows.filter(([, { expiresAt }]) => expiresAt <= now)) await tx.deleteLocal('challenge', id)
    const open = rows.filter(([, { expiresAt }]) => expiresAt > now)
    const own = open.filter(([, row]) => row.principal === principal).sort(([, one], [, other]) => one.at - other.at)
    const crowded = own.slice(0, Math.max(0, own.length - CHALLENGES_OF_CALLER_MAX + 1))
    for (const [id] of crowded) await tx.deleteLocal('challenge', id)
    if (open.length - crowded.length >= CHALLENGES_MAX) {
      const message = `${CHALLENGES_MAX} challenges are open: ask again when one of them has expired or was used`
      return refuse('attestations.too-many-challenges', message)
    }
    const challenge = nonce()
    const expiresAt = (now + CHALLENGE_VALID_MS) as Instant
    await tx.putLocal('challenge', challenge, { principal, at: now, expiresAt })
    return ok({ challenge, domain: self, expiresAt })
  }
}

/** Refuses a challenge that this node has not made, or that was used or has expired. */
export async function checkChallenge(reader: StoreReader, challenge: string, now: Instant): Promise<Result<void>> {
  const row = (await reader.local('challenge', challenge)) as Challenge | null
  if (row !== null && row.expiresAt > now) return done
  const message = 'this node has no such challenge, or it was used or has expired: ask for a new one'
  return refuse('attestations.bad-challenge', message)
}
