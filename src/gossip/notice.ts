import { taggedHash } from '../identity/index.ts'
import type { Hash, Instant, Scope } from '../kernel/index.ts'
import type { SealedEntry } from '../log/index.ts'
import type { Clock } from '../node/index.ts'
import type { Notice } from './message.ts'

export const NOTICE_TAG = 'rochdale-notice-v1'
/** A scope's tag lasts so long: afterwards nobody can tell that it is the same scope. */
export const NOTICE_EPOCH_MS = 60 * 60 * 1000
/** How often at most the tags of all scopes are made again because one did not match. */
export const NOTICE_BOOK_MS_MIN = 5000
const utf8 = new TextEncoder()

/** Tells the readers of an entry's scope, and nobody else, of this new head. */
export function noticeOf({ entry, hash }: SealedEntry): Notice {
  return { tag: tagOf(entry.scope, epochOf(entry.at)), head: hash }
}

/** Which of the scopes held here a tag stands for. */
export class NoticeBook {
  readonly #scopes: () => Promise<readonly Scope[]>
  readonly #clock: Clock
  #tags = new Map<Hash, Scope>()
  #madeAt = 0

  constructor(scopes: () => Promise<readonly Scope[]>, clock: Clock) {
    this.#scopes = scopes
    this.#clock = clock
  }

  async scopeOf(tag: Hash): Promise<Scope | null> {
    const now = this.#clock()
    const known = this.#tags.get(tag)
    if (known !== undefined || now - this.#madeAt < NOTICE_BOOK_MS_MIN) return known ?? null
    this.#madeAt = now
    const epoch = epochOf(now)
    const scopes = await this.#scopes()
    const tags = [epoch - 1, epoch, epoch + 1].flatMap((near) =>
      scopes.map((scope) => [tagOf(scope, near), scope] as const),
    )
    this.#tags = new Map(tags)
    return this.#tags.get(tag) ?? null
  }
}

function epochOf(at: Instant): number {
  return Math.floor(at / NOTICE_EPOCH_MS)
}

function tagOf(scope: Scope, epoch: number): Hash {
  return taggedHash(NOTICE_TAG, utf8.encode(`${scope} ${epoch}`))
}
