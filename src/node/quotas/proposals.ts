import { type Did, groupBy, type Hash, type Instant, type Scope } from '../../kernel/index.ts'
import type { SealedEntry } from '../../log/index.ts'
import type { ShareRow, StoredEntry, StoreTransaction } from '../ports/ports.ts'
import { longest } from '../sync/longest.ts'
import type { LaggingLog } from '../sync/sync-diff.ts'
import { costOf, type Delivery, firstToGo, type Shares } from './shares.ts'

/** Proposals of cooperatives that are no partners, where no setting says otherwise. */
export const PROPOSAL_QUOTA = 20
/** What the scope of such a proposal may take, by `costOf`. */
export const PROPOSAL_BYTES_MAX = 8 * 1024 * 1024
/** For how long such a proposal waits for an answer of this node. */
export const PROPOSAL_MS_MAX = 30 * 24 * 60 * 60 * 1000

export interface ProposalsOptions {
  readonly tx: StoreTransaction
  readonly shares: Shares
  readonly self: Did
  readonly now: Instant
  readonly proposalQuota: number
}

/**
 * Agreements that strangers propose to this node. One in which this node has never written, nor anybody whom it has an
 * agreement with, is in nobody's books: it can go, scope and all.
 */
export class Proposals {
  readonly #options: ProposalsOptions
  readonly #remove: (scope: Scope) => void
  readonly #dealings = new Map<Scope, boolean>()
  /** What was admitted last in this job of each proposal. */
  readonly #heads = new Map<Scope, Hash>()

  constructor(options: ProposalsOptions, remove: (scope: Scope) => void) {
    this.#options = options
    this.#remove = remove
  }

  /** Whether a scope is a stranger's proposal that nobody here has answered: nothing is attached to it yet. */
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

  /** An entry in a private scope was admitted: it may found one, add to one, or answer it. */
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

  /** The scopes among those of these logs that are not here and shall not come. */
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
        // It has become the business of somebody whom this node deals with.
        if (row !== null) shares.call(scope, null)
        continue
      }
      const isOver = parts.every(({ author }) => this.#isFirstToGo(this.#rowOf(scope, author, delivery)))
      if ((row !== null || isOver || asked >= proposalQuota) && !shares.isCalled(scope, null)) unwanted.add(scope)
      else asked += 1
    }
    return unwanted
  }

  /** Lets go of every proposal of somebody that nobody here has answered. */
  async letGoOf(proposer: Did): Promise<void> {
    await this.#letGoWhere(({ author }) => author === proposer)
  }

  /** Lets go of what nobody has answered in time. */
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

  /** Whether this node, or somebody whom it has an agreement with, has written in a scope. */
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
