import { type Did, groupBy, type Hash, type Instant, type Scope } from '../../kernel/index.ts'
import type { SealedEntry } from '../../log/index.ts'
import type { ShareRow, StoredEntry, StoreTransaction } from '../ports/ports.ts'
import { longest } from '../sync/longest.ts'
import type { LaggingLog } from '../sync/sync-diff.ts'
import { costOf, type Delivery, firstToGo, type Shares } from './shares.ts'

/** Default maximum number of proposals of cooperatives that are not partners. */
export const PROPOSAL_QUOTA = 20
/** Maximum size of the scope of such a proposal, by `costOf`. */
export const PROPOSAL_BYTES_MAX = 8 * 1024 * 1024
/** How long such a proposal waits for an answer of this node, in milliseconds. */
export const PROPOSAL_MS_MAX = 30 * 24 * 60 * 60 * 1000

export interface ProposalsOptions {
  readonly tx: StoreTransaction
  readonly shares: Shares
  readonly self: Did
  readonly now: Instant
  readonly proposalQuota: number
}

/**
 * Agreements that strangers propose to this node. One in which neither this node nor any of its partners has ever
 * written affects no debts of theirs: it can be evicted, with its scope.
 */
export class Proposals {
  readonly #options: ProposalsOptions
  readonly #remove: (scope: Scope) => void
  readonly #dealings = new Map<Scope, boolean>()
  /** The last admitted entry of each proposal in this job. */
  readonly #heads = new Map<Scope, Hash>()

  constructor(options: ProposalsOptions, remove: (scope: Scope) => void) {
    this.#options = options
    this.#remove = remove
  }

  /** Whether a scope is a stranger's proposal that this node has not answered: nothing depends on it yet. */
  async isOpen(scope: Scope): Promise<boolean> {
    const { shares, tx } = this.#options
    await shares.load(tx)
    return (shares.proposal(scope)?.byteCount ?? 0) > 0
  }

  async takes(sealed: SealedEntry, delivery: Delivery): Promise<boolean> {
    const { shares, tx, self } = this.#options
    const { scope, author, seq, after } = sealed.entry
    if (author === self || delivery.partners.has(author) || (await this.#isDealing(scope, delivery))) return true
    const row = shares.proposal(scope)
    if (row !== null && row.byteCount > 0) {
      if (row.byteCount + costOf(sealed.bytes.length) <= PROPOSAL_BYTES_MAX) return true
      await this.#letGo(row)
      return false
    }
    if (shares.isCalled(scope, null)) return true
    if (row !== null) return false
    if (seq > 1 || after.length > 0) return true
    const found = this.#rowOf(scope, author, delivery)
    if ((await tx.local('denial', author)) === null && !this.#isFirstToGo(found)) return true
    shares.put({ ...found, byteCount: 0, letGo: sealed.hash })
    return false
  }

  /** Handles an admitted entry in a private scope: it may found one, add to one, or answer it. */
  async admitted({ entry, hash, bytes }: StoredEntry, delivery: Delivery | null): Promise<void> {
    const { shares, self, proposalQuota } = this.#options
    const { scope, author, seq, after } = entry
    const known = shares.proposal(scope)
    const isPartner = author === self || delivery?.partners.has(author)
    if (isPartner) {
      this.#dealings.set(scope, true)
      if (known !== null) shares.delete(known)
      return
    }
    const isFounding = seq === 1 && after.length === 0
    if (delivery === null || (known === null && !isFounding) || (await this.#isDealing(scope, delivery))) return
    const row = known ?? this.#rowOf(scope, author, delivery)
    this.#heads.set(scope, hash)
    shares.put({ ...row, byteCount: row.byteCount + costOf(bytes.length), letGo: null })
    if (shares.isCalled(scope, null) || shares.proposals().length <= proposalQuota) return
    const loser = firstToGo(shares.proposals())
    if (loser !== null) await this.#letGo(loser)
  }

  /** The scopes among those of these logs that are not here and are not wanted. */
  async unwantedAmong(logs: readonly LaggingLog[], delivery: Delivery): Promise<ReadonlySet<Scope>> {
    const { shares, self, proposalQuota, tx } = this.#options
    const scopes = groupBy(logs, ({ scope }) => scope)
    const here = new Set((await tx.logTips([...scopes.keys()])).map(({ scope }) => scope))
    const unwanted = new Set<Scope>()
    let asked = 0
    for (const [scope, parts] of scopes) {
      if (here.has(scope)) continue
      const row = shares.proposal(scope)
      if (parts.some(({ author }) => author === self || delivery.partners.has(author))) {
        // It now concerns a cooperative with which this node deals.
        if (row !== null) shares.call(scope, null)
        continue
      }
      const isOver = parts.every(({ author }) => this.#isFirstToGo(this.#rowOf(scope, author, delivery)))
      if ((row !== null || isOver || asked >= proposalQuota) && !shares.isCalled(scope, null)) unwanted.add(scope)
      else asked += 1
    }
    return unwanted
  }

  /** Evicts every unanswered proposal of a cooperative. */
  async letGoOf(proposer: Did): Promise<void> {
    await this.#letGoWhere(({ author }) => author === proposer)
  }

  /** Evicts proposals that were not answered in time. */
  async letGoExpired(): Promise<void> {
    await this.#letGoWhere(({ since }) => since + PROPOSAL_MS_MAX <= this.#options.now)
  }

  async #letGoWhere(matches: (row: ShareRow) => boolean): Promise<void> {
    const { shares, tx } = this.#options
    await shares.load(tx)
    for (const row of shares.proposals()) if (matches(row)) await this.#letGo(row)
  }

  #isFirstToGo(row: ShareRow): boolean {
    const { shares, proposalQuota } = this.#options
    const here = shares.proposals()
    return here.length >= proposalQuota && firstToGo([...here, row]) === row
  }

  /** Whether this node, or one of its partners, has written in a scope. */
  async #isDealing(scope: Scope, { partners }: Delivery): Promise<boolean> {
    const known = this.#dealings.get(scope)
    if (known !== undefined) return known
    const tips = await this.#options.tx.logTips([scope])
    const isDealing = tips.some(({ author }) => author === this.#options.self || partners.has(author))
    this.#dealings.set(scope, isDealing)
    return isDealing
  }

  async #letGo(row: ShareRow): Promise<void> {
    const { shares, tx } = this.#options
    const head = this.#heads.get(row.scope) ?? longest(await tx.logTips([row.scope], [row.author]))?.hash ?? row.letGo
    shares.put({ ...row, byteCount: 0, letGo: head })
    this.#remove(row.scope)
  }

  #rowOf(scope: Scope, author: Did, { from }: Delivery): ShareRow {
    return { scope, author, relay: from, since: this.#options.now, byteCount: 0, keptSeq: 0, namedSeq: 0, letGo: null }
  }
}
