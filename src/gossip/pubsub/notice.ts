import { taggedHash } from '../../identity/index.ts'
import type { Hash, Instant, Scope } from '../../kernel/index.ts'
import type { SealedEntry } from '../../log/index.ts'
import type { Clock } from '../../node/index.ts'
import type { Notice } from './message.ts'

const NOTICE_TAG = 'rochdale-notice-v1'
/** How long a scope's tag is used: tags of different periods cannot be linked. */
export const NOTICE_EPOCH_MS = 60 * 60 * 1000
const utf8 = new TextEncoder()

/** Announces this new head in a way that only the readers of its scope understand. */
export function noticeOf({ entry, hash }: SealedEntry): Notice {
  return { tag: tagOf(entry.scope, epochOf(entry.at)), head: hash }
}

/**
 * Maps tags to the scopes held here. The tags are computed once an hour, and those of a new scope when it arrives: an
 * unknown tag costs one look-up in a table.
 */
export class NoticeBook {
  readonly #load: () => Promise<readonly Scope[]>
  readonly #clock: Clock
  readonly #scopes = new Set<Scope>()
  #tags = new Map<Hash, Scope>()
  #epoch: number | null = null
  #loading: Promise<void> | null = null

  constructor(load: () => Promise<readonly Scope[]>, clock: Clock) {
    this.#load = load
    this.#clock = clock
  }

  async scopeOf(tag: Hash): Promise<Scope | null> {
    this.#loading ??= this.#fill()
    await this.#loading
    const epoch = epochOf(this.#clock())
    if (epoch !== this.#epoch) {
      this.#epoch = epoch
      this.#tags.clear()
      for (const scope of this.#scopes) this.#write(scope, epoch)
    }
    return this.#tags.get(tag) ?? null
  }

  /** Adds a scope that is held here. */
  add(scope: Scope): void {
    if (this.#scopes.has(scope)) return
    this.#scopes.add(scope)
    if (this.#epoch !== null) this.#write(scope, this.#epoch)
  }

  async #fill(): Promise<void> {
    try {
      for (const scope of await this.#load()) this.add(scope)
    } catch (error) {
      this.#loading = null
      throw error
    }
  }

  /** The tags of a scope in this hour, and by clocks in adjacent ones. */
  #write(scope: Scope, epoch: number): void {
    for (const near of [epoch - 1, epoch, epoch + 1]) this.#tags.set(tagOf(scope, near), scope)
  }
}

function epochOf(at: Instant): number {
  return Math.floor(at / NOTICE_EPOCH_MS)
}

function tagOf(scope: Scope, epoch: number): Hash {
  return taggedHash(NOTICE_TAG, utf8.encode(`${scope} ${epoch}`))
}
