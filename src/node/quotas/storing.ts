import { type Did, type Hash, type Instant, isPublicScope, PUBLIC_SCOPE } from '../../kernel/index.ts'
import { type Entry, type SealedEntry, stubOf } from '../../log/index.ts'
import type { UnitOfWork } from '../gate/unit-of-work.ts'
import type { ShareRow, StoredEntry, StoreTransaction } from '../ports/ports.ts'
import type { StubbedLog } from '../ports/stub-port.ts'
import type { LogRange } from '../ports/sync-port.ts'
import { longest } from '../sync/longest.ts'
import type { LaggingLog } from '../sync/sync-diff.ts'
import { Proposals } from './proposals.ts'
import type { Removal } from './removing.ts'
import { costOf, type Delivery, holdersOf, type Shares, STRANGERS_BYTES_MAX } from './shares.ts'

/** How many entries of strangers may be on one public subject without being followed by others, and how many vouches. */
export const STRANGERS_PER_SUBJECT_MAX = 256
/** When a log makes room, it gives up at least this fraction of its size, so that this is rare. */
const PART_TO_GO = 8

/** How an entry that a neighbour brought is stored. */
export type Taking = 'whole' | 'stub' | 'dropped'

export interface StoringOptions {
  readonly tx: StoreTransaction
  readonly work: UnitOfWork
  readonly shares: Shares
  readonly self: Did
  readonly now: Instant
  /** Open proposals of cooperatives that are no partners. */
  readonly proposalQuota: number
}

/**
 * The storage policy for what strangers send; no fold depends on it. Public logs of strangers without a vouch share a
 * budget, proposals of non-partners a quota, both divided by author and by delivering neighbour. Evicted logs are
 * remembered by their heads.
 */
export class Storing {
  readonly proposals: Proposals
  readonly #options: StoringOptions
  readonly #removals: Removal[] = []
  /** Total size of strangers' logs; null until it is needed. */
  #taken: number | null = null
  /** Logs of which nothing more can be evicted in this job. */
  readonly #whole = new Set<Did>()

  constructor(options: StoringOptions) {
    this.#options = options
    this.proposals = new Proposals(options, (scope) => this.#removals.push({ scope, author: null }))
  }

  /**
   * Whether there is room for an entry that a neighbour brought, and for how much of it; an entry without room is
   * dropped, at no cost to the neighbour.
   */
  async takes(sealed: SealedEntry, delivery: Delivery): Promise<Taking> {
    const { shares, tx, work } = this.#options
    if (!shares.isLoaded) await shares.load(tx)
    const known = work.haveLookedUp([sealed.hash]) ? work.loaded(sealed.hash) : await work.entry(sealed.hash)
    if (known !== null) return known.presence === 'stub' ? await this.#takesBody(sealed, known, delivery) : 'whole'
    if (isPublicScope(sealed.entry.scope)) return await this.#takesPublic(sealed, delivery)
    return (await this.proposals.takes(sealed, delivery)) ? 'whole' : 'dropped'
  }

  /** Charges an admitted entry to its owner's account. */
  async admitted(stored: StoredEntry, delivery: Delivery | null): Promise<void> {
    const { shares, tx } = this.#options
    if (!shares.isLoaded) await shares.load(tx)
    if (!isPublicScope(stored.entry.scope)) return await this.proposals.admitted(stored, delivery)
    const { author } = stored.entry
    await this.#keepNamed(stored, delivery)
    const row = this.#logOf(author, delivery?.from ?? null)
    const cost = costOf(stored.bytes.length)
    const keptSeq = (await this.#stays(stored)) ? Math.max(row.keptSeq, stored.position.seq) : row.keptSeq
    shares.put({ ...row, byteCount: row.byteCount + cost, keptSeq })
    if (this.#taken !== null && delivery !== null && !isOfCircle(author, delivery, shares)) this.#taken += cost
  }

  /** Charges the body of a stub to its owner's account. */
  filled({ entry, bytes }: StoredEntry, stub: StoredEntry, delivery: Delivery): void {
    const { shares } = this.#options
    const row = this.#logOf(entry.author, delivery.from)
    const cost = costOf(bytes.length) - costOf(stub.bytes.length)
    shares.put({ ...row, byteCount: row.byteCount + cost })
    shares.isFilled = true
    if (this.#taken !== null && !isOfCircle(entry.author, delivery, shares)) this.#taken += cost
  }

  /** Whether bodies have arrived since the last call. */
  takeFilled(): boolean {
    const { shares } = this.#options
    const { isFilled } = shares
    shares.isFilled = false
    return isFilled
  }

  /** Which parts of these logs to request from a neighbour because this node has stubs where it needs the bodies. */
  async bodiesWanted(logs: readonly StubbedLog[], delivery: Delivery): Promise<LogRange[]> {
    const { shares, tx } = this.#options
    await shares.load(tx)
    return logs.flatMap(({ author, firstSeq, firstOfKindsSeq }) => {
      const isNeeded = isOfCircle(author, delivery, shares) || firstSeq <= (shares.log(author)?.namedSeq ?? 0)
      const from = isNeeded ? firstSeq : shares.crowdedOut.has(author) ? null : firstOfKindsSeq
      return from === null ? [] : [{ scope: PUBLIC_SCOPE, author, afterSeq: from - 1 }]
    })
  }

  /** Those of these logs that are worth requesting from a neighbour: not the evicted ones, nor those without room. */
  async wanted(logs: readonly LaggingLog[], delivery: Delivery): Promise<LaggingLog[]> {
    await this.#options.shares.load(this.#options.tx)
    const unwanted = await this.proposals.unwantedAmong(
      logs.filter(({ scope }) => !isPublicScope(scope)),
      delivery,
    )
    return logs.filter((log) => (isPublicScope(log.scope) ? this.#wantsLog(log, delivery) : !unwanted.has(log.scope)))
  }

  /** Whether there is something to write or to remove. */
  get isDirty(): boolean {
    return this.#options.shares.isDirty || this.#removals.length > 0
  }

  /** Writes the accounts; returns what has to be removed after all other writes of the job. */
  async finish(): Promise<readonly Removal[]> {
    await this.#options.shares.write(this.#options.tx)
    return this.#removals.splice(0)
  }

  async #takesPublic(sealed: SealedEntry, delivery: Delivery): Promise<Taking> {
    const { shares } = this.#options
    const { author, seq } = sealed.entry
    const row = this.#logOf(author, delivery.from)
    const part = await this.#partOf(sealed, delivery)
    const kept = part === 'stub' ? stubOf(sealed) : sealed
    if (isOfCircle(author, delivery, shares) || seq <= row.keptSeq || (await this.#hasRoomFor(kept, row, delivery))) {
      if (row.letGo !== null) shares.put({ ...row, letGo: null })
      return part
    }
    if (await this.#isAwaited(sealed.hash, delivery)) {
      shares.put({ ...row, keptSeq: seq })
      return part
    }
    shares.put({ ...row, letGo: sealed.hash })
    return 'dropped'
  }

  /** How much of an entry this node needs: only a stub of an unreferenced entry of unknown kind by a stranger. */
  async #partOf({ entry, hash }: SealedEntry, delivery: Delivery): Promise<'whole' | 'stub'> {
    if (this.#options.work.protocol.kindOf(entry.kind) !== undefined) return 'whole'
    return (await this.#isNeeded(entry, hash, delivery)) ? 'whole' : 'stub'
  }

  /** Whether a body replaces its stub: for strangers, only if there is room. */
  async #takesBody(sealed: SealedEntry, stub: StoredEntry, delivery: Delivery): Promise<'whole' | 'stub'> {
    const { shares, work } = this.#options
    const { entry, hash, bytes } = sealed
    if (await this.#isNeeded(entry, hash, delivery)) return 'whole'
    if (work.protocol.kindOf(entry.kind) === undefined) return 'stub'
    const cost = costOf(bytes.length) - costOf(stub.bytes.length)
    if (await this.#makeRoom(this.#logOf(entry.author, delivery.from), cost, delivery)) return 'whole'
    shares.crowdedOut.add(entry.author)
    return 'stub'
  }

  async #isNeeded({ author, seq }: Entry, hash: Hash, delivery: Delivery): Promise<boolean> {
    const { shares } = this.#options
    if (isOfCircle(author, delivery, shares) || seq <= (shares.log(author)?.namedSeq ?? 0)) return true
    return await this.#isAwaited(hash, delivery)
  }

  async #hasRoomFor({ entry, bytes }: SealedEntry, row: ShareRow, delivery: Delivery): Promise<boolean> {
    const goesOn = row.letGo === null || entry.prev === null || (await this.#options.work.entry(entry.prev)) !== null
    return goesOn && !(await this.#isCrowded(entry)) && (await this.#makeRoom(row, costOf(bytes.length), delivery))
  }

  /** Whether a pending entry of the circle waits for this one, which makes it needed for any author. */
  async #isAwaited(hash: Hash, { circle }: Delivery): Promise<boolean> {
    const waiting = await this.#options.tx.heldWaitingFor([hash], STRANGERS_PER_SUBJECT_MAX)
    return waiting.some(({ sealed }) => circle.has(sealed.entry.author))
  }

  /** Whether strangers have written enough about a subject: each further entry would make later ones more expensive. */
  async #isCrowded({ subject, author }: SealedEntry['entry']): Promise<boolean> {
    if (subject === author) return false
    const row = await this.#options.work.subject(PUBLIC_SCOPE, subject)
    if (row === null) return false
    const aggregate = this.#options.work.protocol.aggregate(row.aggregate)
    const speakers = row.state === null ? [] : (aggregate?.speakers?.(aggregate.readState(row.state)) ?? [])
    return !speakers.includes(author) && Math.max(row.tips.length, speakers.length) >= STRANGERS_PER_SUBJECT_MAX
  }

  /** Whether a stranger's log may grow: if there is room, or if another one is larger than it would be. */
  async #makeRoom(row: ShareRow, cost: number, delivery: Delivery): Promise<boolean> {
    while (this.#takenBy(delivery) + cost > STRANGERS_BYTES_MAX) {
      const others = this.#strangers(delivery).filter(({ author }) => author !== row.author && !this.#whole.has(author))
      const loser = largestLog([...others, { ...row, byteCount: row.byteCount + cost }])
      if (loser === null || loser.author === row.author) return false
      await this.#shorten(loser, Math.max(cost, loser.byteCount / PART_TO_GO))
    }
    return true
  }

  /** Evicts the newest entries of a log, as far as allowed. Entries admitted in this job are not written yet. */
  async #shorten(row: ShareRow, byteCount: number): Promise<void> {
    const { shares, tx } = this.#options
    const { author } = row
    let freed = 0
    let after: number | null = null
    for (const size of await tx.logSizes(PUBLIC_SCOPE, author, row.keptSeq)) {
      if (freed >= byteCount) break
      freed += costOf(size.byteCount)
      after = size.seq - 1
    }
    this.#whole.add(author)
    if (after === null) return
    const head = longest(await tx.logTips([PUBLIC_SCOPE], [author]))
    shares.put({ ...row, byteCount: Math.max(0, row.byteCount - freed), letGo: head?.hash ?? null })
    this.#taken = (this.#taken ?? 0) - freed
    this.#removals.push({ scope: PUBLIC_SCOPE, author, after })
  }

  /** Keeps the strangers' entries that an entry of the circle names, and their predecessors. */
  async #keepNamed({ entry }: StoredEntry, delivery: Delivery | null): Promise<void> {
    const { shares, self, work } = this.#options
    if (entry.author !== self && delivery?.circle.has(entry.author) !== true) return
    for (const hash of entry.after) {
      const named = await work.entry(hash)
      const row = named === null ? null : shares.log(named.entry.author)
      if (named === null || row === null) continue
      const { seq } = named.position
      const namedSeq = named.presence === 'whole' ? row.namedSeq : Math.max(row.namedSeq, seq)
      if (row.keptSeq < seq || row.namedSeq < namedSeq)
        shares.put({ ...row, keptSeq: Math.max(row.keptSeq, seq), namedSeq })
    }
  }

  /** Both branches of a fork are its proof. */
  async #stays({ hash, position, entry }: StoredEntry): Promise<boolean> {
    if (this.#options.work.protocol.lastingKinds.includes(entry.kind)) return true
    return position.line === hash && (await this.#options.work.hasForked(entry.scope, entry.author))
  }

  #wantsLog({ author, ours, unknown }: LaggingLog, delivery: Delivery): boolean {
    const { shares } = this.#options
    const row = shares.log(author)
    if (row === null || row.letGo === null || isOfCircle(author, delivery, shares)) return true
    if (row.keptSeq > (longest(ours)?.seq ?? 0)) return true
    const head = longest(unknown)?.hash ?? row.letGo
    if (head === row.letGo) return false
    // It has grown since: worth a try if there is room again.
    const hasRoom = this.#takenBy(delivery) + costOf(0) <= STRANGERS_BYTES_MAX
    if (!hasRoom) shares.put({ ...row, letGo: head })
    return hasRoom
  }

  #strangers(delivery: Delivery): ShareRow[] {
    const { shares } = this.#options
    return shares.publicLogs().filter(({ author }) => !isOfCircle(author, delivery, shares))
  }

  #takenBy(delivery: Delivery): number {
    this.#taken ??= this.#strangers(delivery).reduce((sum, { byteCount }) => sum + byteCount, 0)
    return this.#taken
  }

  #logOf(author: Did, relay: Did | null): ShareRow {
    const { shares, now } = this.#options
    const empty = { scope: PUBLIC_SCOPE, author, relay, since: now, byteCount: 0, keptSeq: 0, namedSeq: 0 }
    return shares.log(author) ?? { ...empty, letGo: null }
  }
}

function isOfCircle(author: Did, { circle }: Delivery, shares: Shares): boolean {
  return circle.has(author) || shares.isCalled(PUBLIC_SCOPE, author)
}

/** Of the neighbour that brought most, the largest log; on a tie the newer one. */
function largestLog(rows: readonly ShareRow[]): ShareRow | null {
  const holders = [
    ...holdersOf(
      rows,
      ({ relay }) => relay,
      ({ byteCount }) => byteCount,
    ).values(),
  ]
  const [most] = holders.toSorted((one, other) => other.amount - one.amount)
  const logs = (most?.rows ?? []).toSorted((one, other) => other.byteCount - one.byteCount || other.since - one.since)
  return logs[0] ?? null
}
