import { type Did, groupBy, type Hash, isPublicScope, PUBLIC_SCOPE, type Scope } from '../../kernel/index.ts'
import { hashOfPage } from '../../log/index.ts'
import { type ChangeFeed, RECENT_MAX } from '../feed/change-feed.ts'
import type { ChangedSince, Clock, LogStore, LogTip, StoreReader } from '../ports/ports.ts'
import { type Head, headsDigest, type ScopeSummary } from '../ports/sync-port.ts'
import type { Protocol } from '../protocol.ts'
import { circleOf } from '../quotas/circle.ts'
import type { ScopeParties, ScopeReaders } from './scope-access.ts'

/** The change that reports another trust weight of an issuer, which thereby enters the circle. */
const TRUST_CHANGED = 'trust-edge.set'
const INCLUDED = Promise.resolve()

/** The node whose scopes are indexed. */
export interface IndexedNode {
  readonly store: LogStore
  readonly feed: ChangeFeed
  readonly self: Did
  readonly protocol: Protocol
  readonly clock: Clock
}

/** The facts of a scope that an exchange needs, as of its last change. */
interface ScopeFacts extends ScopeParties {
  readonly digest: Hash
  readonly root: Hash | null
  /** Whether this node has written in it. */
  readonly isOurs: boolean
}

/**
 * Readers and heads of each scope: kept in memory and updated from the change feed, so that an exchange costs in
 * proportion to what has changed since the last one, however many scopes there are.
 */
export class ScopeIndex {
  readonly #store: LogStore
  readonly #feed: ChangeFeed
  readonly #clock: Clock
  readonly #self: Did
  readonly #readers: ScopeReaders
  readonly #circleKinds: Protocol['circleKinds']
  /** Changes that may alter the circle of those whose public logs are kept whole. */
  readonly #movingCircle: ReadonlySet<string>
  readonly #facts = new Map<Scope, ScopeFacts>()
  readonly #readBy = new Map<Did, Set<Scope>>()
  /** In how many scopes each is a partner. */
  readonly #partnerIn = new Map<Did, number>()
  #partners: ReadonlySet<Did> | null = null
  #circle: ReadonlySet<Did> | null = null
  #publicDigest: Hash | null = null
  /** Authors whose public logs are not whole here, as of that digest. */
  #inPart: ReadonlySet<Did> = new Set()
  /** The last change that is included. */
  #number: number | null = null
  #last: Promise<unknown> = Promise.resolve()
  /** The refresh that has not begun yet. */
  #next: Promise<void> | null = null

  constructor({ store, feed, self, protocol, clock }: IndexedNode, readers: ScopeReaders) {
    this.#store = store
    this.#feed = feed
    this.#clock = clock
    this.#self = self
    this.#readers = readers
    this.#circleKinds = protocol.circleKinds
    this.#movingCircle = new Set([...protocol.circleKinds.widens, ...protocol.circleKinds.narrows, TRUST_CHANGED])
  }

  /** Includes everything that was committed before the call. Concurrent callers share one refresh. */
  refresh(): Promise<void> {
    if (this.#number !== null && this.#feed.endsAt(this.#number)) return INCLUDED
    this.#next ??= this.#alone(() => this.#catchUp())
    return this.#next
  }

  /** The digest of those heads of the public scope that are whole; null if there are none. */
  async publicDigest(): Promise<Hash | null> {
    await this.refresh()
    if (this.#publicDigest !== null) return this.#publicDigest
    return await this.#ask(async (reader) => {
      if (this.#publicDigest !== null) return this.#publicDigest
      this.#inPart = new Set(await reader.authorsInPart())
      const tips = await reader.wholeTips()
      // A change in the meantime invalidates it at the next refresh.
      if (tips.length > 0) this.#publicDigest = digestOf(tips)
      return this.#publicDigest
    })
  }

  /** Whether an author's public log was not whole here when that digest was computed. */
  isInPart(author: Did): boolean {
    return this.#inPart.has(author)
  }

  /** The private scopes that a cooperative may read. */
  scopesReadBy(did: Did): readonly Scope[] {
    return [...(this.#readBy.get(did) ?? [])].sort()
  }

  mayRead(did: Did, scope: Scope): boolean {
    return isPublicScope(scope) || (this.#readBy.get(did)?.has(scope) ?? false)
  }

  /** Whether a scope is held here that a cooperative may not read, as far as this node knows. */
  isSecretFrom(did: Did, scope: Scope): boolean {
    return this.#facts.has(scope) && !this.mayRead(did, scope)
  }

  /** The digest of a scope's heads and the root of its state digest; null if nothing of it is here. */
  summaryOf(scope: Scope): ScopeSummary | null {
    const facts = this.#facts.get(scope)
    return facts === undefined ? null : { scope, digest: facts.digest, root: facts.root }
  }

  readersOf(scope: Scope): readonly Did[] {
    return this.#facts.get(scope)?.readers ?? []
  }

  privateScopes(): readonly Scope[] {
    return [...this.#facts.keys()]
  }

  /** The readers of what this node has signed; none becomes one on its own. */
  get partners(): ReadonlySet<Did> {
    this.#partners ??= new Set(this.#partnerIn.keys())
    return this.#partners
  }

  /** The cooperatives whose public logs are kept whole here. */
  async circle(): Promise<ReadonlySet<Did>> {
    await this.refresh()
    if (this.#circle !== null) return this.#circle
    return await this.#ask(async (reader) => {
      this.#circle ??= await circleOf(reader, this.#self, this.partners, this.#circleKinds)
      return this.#circle
    })
  }

  /** What has changed since the last refresh, if the feed has all of it. */
  async #recent(): Promise<ChangedSince | null> {
    const number = this.#number ?? 0
    const changes = this.#number === null ? null : await this.#feed.after(number, RECENT_MAX)
    if (changes === null || changes.length === RECENT_MAX) return null
    return {
      head: changes.at(-1)?.number ?? number,
      scopes: [...new Set(changes.flatMap(({ scope }) => scope ?? []))],
      kinds: [...new Set(changes.map(({ kind }) => kind))],
    }
  }

  async #catchUp(): Promise<void> {
    // From here on a caller may know of more than this refresh includes.
    this.#next = null
    const recent = await this.#recent()
    if (recent !== null && recent.head === this.#number) return
    await this.#store.ask(async (reader) => {
      const since =
        recent ?? (this.#number === null ? await wholeStore(reader) : await reader.changedAfter(this.#number))
      const { head, scopes, kinds } = since
      if (scopes.includes(PUBLIC_SCOPE)) this.#publicDigest = null
      if (kinds.some((kind) => this.#movingCircle.has(kind))) this.#circle = null
      await this.#read(
        reader,
        scopes.filter((scope) => !isPublicScope(scope)),
      )
      this.#number = head
    })
  }

  #ask<T>(work: (reader: StoreReader) => Promise<T>): Promise<T> {
    return this.#alone(() => this.#store.ask(work))
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#last.then(work)
    this.#last = run.catch(() => {
      this.#next = null
    })
    return await run
  }

  async #read(reader: StoreReader, scopes: readonly Scope[]): Promise<void> {
    if (scopes.length === 0) return
    const tips = groupBy(await reader.logTips(scopes), ({ scope }) => scope)
    const roots = new Map((await reader.rootPages(scopes)).map(({ scope, page }) => [scope, hashOfPage(page)]))
    const parties = await this.#readers.partiesOf(reader, scopes, this.#clock())
    for (const scope of scopes) {
      const here = tips.get(scope)
      if (here === undefined) {
        this.#forget(scope)
        continue
      }
      const { readers, signers } = parties.get(scope) ?? { readers: [], signers: [] }
      const isOurs = here.some(({ author }) => author === this.#self)
      const root = roots.get(scope) ?? null
      const facts = { readers, signers, digest: digestOf(here), root, isOurs }
      // Usually a scope's parties are unchanged by a new entry: so are partners and circle.
      if (haveSameParties(this.#facts.get(scope), facts)) this.#facts.set(scope, facts)
      else {
        this.#forget(scope)
        this.#remember(scope, facts)
      }
    }
  }

  #remember(scope: Scope, facts: ScopeFacts): void {
    this.#facts.set(scope, facts)
    for (const did of facts.readers) {
      const scopes = this.#readBy.get(did)
      if (scopes === undefined) this.#readBy.set(did, new Set([scope]))
      else scopes.add(scope)
    }
    for (const did of this.#partnersBy(facts)) this.#countPartner(did, 1)
  }

  #forget(scope: Scope): void {
    const facts = this.#facts.get(scope)
    if (facts === undefined) return
    this.#facts.delete(scope)
    for (const did of facts.readers) {
      const scopes = this.#readBy.get(did)
      scopes?.delete(scope)
      if (scopes?.size === 0) this.#readBy.delete(did)
    }
    for (const did of this.#partnersBy(facts)) this.#countPartner(did, -1)
  }

  #partnersBy({ isOurs, readers, signers }: ScopeFacts): readonly Did[] {
    return isOurs && signers.includes(this.#self) ? readers.filter((did) => did !== this.#self) : []
  }

  #countPartner(did: Did, change: 1 | -1): void {
    const count = (this.#partnerIn.get(did) ?? 0) + change
    if (count > 0) this.#partnerIn.set(did, count)
    else this.#partnerIn.delete(did)
    this.#partners = null
    this.#circle = null
  }
}

function haveSameParties(one: ScopeFacts | undefined, other: ScopeFacts): boolean {
  return one?.isOurs === other.isOurs && areEqual(one.readers, other.readers) && areEqual(one.signers, other.signers)
}

function areEqual(some: readonly Did[], others: readonly Did[]): boolean {
  return some.length === others.length && some.every((did, i) => did === others[i])
}

async function wholeStore(reader: StoreReader): Promise<ChangedSince> {
  return { head: await reader.headChange(), scopes: await reader.scopes(), kinds: [] }
}

function digestOf(tips: readonly LogTip[]): Hash {
  return headsDigest(tips.map(({ author, seq, hash }): Head => ({ author, seq, hash })))
}
