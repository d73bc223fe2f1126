import {
  type Did,
  groupBy,
  type Hash,
  type Instant,
  isPublicScope,
  PUBLIC_SCOPE,
  type Scope,
} from '../../kernel/index.ts'
import { RULE_SET } from '../../log/index.ts'
import { inBackground } from '../background.ts'
import { admittedEntries } from '../feed/outbox-publisher.ts'
import { readParts } from '../gate/digest-changes.ts'
import { attachmentsNamedBy } from '../gate/named.ts'
import type { FederationNode } from '../node.ts'
import type { StoredEntry, StoreReader } from '../ports/ports.ts'
import {
  type AdmittedEntry,
  type AttachmentOffer,
  type DigestPart,
  type DigestPlace,
  headsDigest,
  type IngestSummary,
  type KnownPeer,
  LANES,
  type Lane,
  type LogRange,
  laneOf,
  type Parcel,
  type Rank,
  type ReceivedParcel,
  type ScopeHeads,
  type ScopeSummary,
  type SyncSource,
  type Wants,
} from '../ports/sync-port.ts'
import type { Delivery } from '../quotas/shares.ts'
import { publicTipsFor } from '../quotas/stubs.ts'
import { Intake } from './intake.ts'
import { Pace, type Rest } from './pace.ts'
import { remember } from './remember.ts'
import type { ScopeReaders } from './scope-access.ts'
import { ScopeIndex } from './scope-index.ts'
import { type LaggingLog, lagging, MISSING_HASHES_MAX, stubbedAmong, wantsOf } from './sync-diff.ts'
import { type VerifyAll, verifyInPool } from './verifier.ts'

/** Entries read at once for sending: fewer of the public ones, which any author may make as large as possible. */
const PAGE_ENTRIES: Record<Lane, number> = { agreements: 200, public: 32 }

/** Heads of our own logs remembered per peer while it is unknown how far our logs go. */
const OUR_HEADS_MAX = 64
const NO_WANTS: Wants = { ranges: [], hashes: [] }

export interface NodeSyncOptions {
  readonly node: FederationNode
  readonly readers: ScopeReaders
  /** Rests from work for strangers; by the real clock unless a simulation injects its own. */
  readonly rest?: Rest
  /** In Node's thread pool unless a simulation, whose order must not depend on threads, injects its own. */
  readonly verify?: VerifyAll
}

/** What a transport requires of this node. The node alone decides who may read what. */
export class NodeSync implements SyncSource {
  readonly ruleSet: number = RULE_SET
  readonly #node: FederationNode
  readonly #readers: ScopeReaders
  readonly #index: ScopeIndex
  /** The lanes in which an exchange with a peer has completed. */
  readonly #settled = new Map<Did, Set<Lane>>()
  /** Heads of our own logs that a peer has announced and that were not here. */
  readonly #toldOfOurs = new Map<Did, readonly Hash[]>()
  readonly #lastSeen = new Map<Did, Instant>()
  readonly #pace: Pace
  readonly #intake: Intake

  constructor({ node, readers, rest, verify }: NodeSyncOptions) {
    this.#node = node
    this.#pace = new Pace(rest)
    this.#intake = new Intake({
      ...{ node, pace: this.#pace, verify: verify ?? verifyInPool() },
      deliveryOf: (peer) => this.#deliveryOf(peer),
    })
    this.#readers = readers
    this.#index = new ScopeIndex(node, readers)
  }

  /** When a cooperative was last seen, by its own signature. */
  lastSeenAt(did: Did): Instant | null {
    return this.#lastSeen.get(did) ?? null
  }

  async mayPeer(did: Did): Promise<boolean> {
    const { admission, allowed } = this.#node.policies
    const denied = await this.#read((reader) => reader.local('denial', did))
    if (denied !== null) return false
    return admission !== 'ALLOW_LIST' || allowed.includes(did)
  }

  async knownPeers(): Promise<readonly KnownPeer[]> {
    const { partners } = await this.#refreshed()
    return await this.#read((reader) => this.#readers.knownPeers(reader, this.#node.self, partners))
  }

  async isPartner(peer: Did): Promise<boolean> {
    return (await this.#refreshed()).partners.has(peer)
  }

  async rankOf(peer: Did): Promise<Rank> {
    if (await this.isPartner(peer)) return 'partner'
    if (this.#node.policies.allowed.includes(peer)) return 'member'
    return (await this.#index.circle()).has(peer) ? 'member' : 'stranger'
  }

  async summariesFor(peer: Did, lane: Lane): Promise<readonly ScopeSummary[]> {
    if (lane === 'public') {
      const digest = await this.#publicDigestFor(peer)
      await this.#node.writer.settled()
      return digest === null ? [] : [{ scope: PUBLIC_SCOPE, digest, root: null }]
    }
    const index = await this.#refreshed()
    return index.scopesReadBy(peer).flatMap((scope) => index.summaryOf(scope) ?? [])
  }

  async digestPartsFor(peer: Did, places: readonly DigestPlace[]): Promise<DigestPart[]> {
    const index = await this.#refreshed()
    return await this.#read((reader) => readParts(reader, places, (scope) => index.mayRead(peer, scope)))
  }

  async headsFor(peer: Did, scopes: readonly Scope[]): Promise<readonly ScopeHeads[]> {
    const index = await this.#refreshed()
    const readable = scopes.filter((scope) => index.mayRead(peer, scope))
    const read = () => this.#read((reader) => headsOf(reader, readable, peer))
    return await (readable.includes(PUBLIC_SCOPE) ? this.#pace.take(read) : read())
  }

  async wantsFrom(peer: Did, theirs: readonly ScopeHeads[]): Promise<Wants> {
    const compare = () => this.#wantsFrom(peer, theirs)
    return await (theirs.some(({ scope }) => isPublicScope(scope)) ? this.#pace.take(compare) : compare())
  }

  async *parcelsFor(peer: Did, { ranges, hashes }: Wants, lane: Lane): AsyncIterable<Parcel> {
    await this.#refreshed()
    const mayRead = (scope: Scope) => laneOf(scope) === lane && this.#index.mayRead(peer, scope)
    const sent = new Set<string>()
    for (const [scope, authors] of byScope(ranges)) if (mayRead(scope)) yield* this.#parcelsOf(scope, authors, sent)
    const named = hashes.slice(0, MISSING_HASHES_MAX)
    const pageEntries = PAGE_ENTRIES[lane]
    for (let i = 0; i < named.length; i += pageEntries) {
      const page = await this.#read((reader) => reader.entries(named.slice(i, i + pageEntries)))
      for (const stored of page) if (mayRead(stored.entry.scope)) yield* this.#withAttachments(stored, sent)
    }
  }

  async takesAttachment(peer: Did, { scope, hash, byteCount }: AttachmentOffer): Promise<boolean> {
    if ((await this.#refreshed()).isSecretFrom(peer, scope)) return false
    return await this.#node.writer.run((session) => session.wantsAttachment(scope, hash, byteCount))
  }

  async ingest(peer: Did, parcels: readonly ReceivedParcel[], before?: Promise<unknown>): Promise<IngestSummary> {
    return await this.#intake.take(peer, parcels, before)
  }

  async has(hash: Hash): Promise<boolean> {
    return (await this.#read((reader) => reader.entries([hash]))).length > 0
  }

  async privateScopes(): Promise<readonly Scope[]> {
    return (await this.#refreshed()).privateScopes()
  }

  async readersOf(scope: Scope): Promise<readonly Did[]> {
    return (await this.#refreshed()).readersOf(scope).filter((did) => did !== this.#node.self)
  }

  async seen(did: Did, at: Instant): Promise<boolean> {
    const [row] = await this.#read((reader) => reader.subjects(PUBLIC_SCOPE, [did]))
    if (row === undefined) return false
    if (at > (this.#lastSeen.get(did) ?? 0)) remember(this.#lastSeen, did, at)
    return true
  }

  async clockOf(peer: Did, at: Instant): Promise<void> {
    const offsetMs = at - this.#node.clock()
    await this.#node.attempt('clock', () => this.#node.clocks.hear(peer, offsetMs, () => this.isPartner(peer)))
  }

  gone(peer: Did): void {
    this.#node.clocks.forget(peer)
  }

  lookFor(did: Did): boolean {
    const { shares } = this.#node.writer
    if (did === this.#node.self || shares.isCalled(PUBLIC_SCOPE, did)) return false
    shares.call(PUBLIC_SCOPE, did)
    return true
  }

  exchanged(peer: Did, lane: Lane): void {
    const settled = this.#settled.get(peer) ?? new Set()
    remember(this.#settled, peer, settled.add(lane))
    if (settled.size < LANES.length) return
    this.#settled.delete(peer)
    const told = this.#toldOfOurs.get(peer) ?? []
    this.#toldOfOurs.delete(peer)
    inBackground(this.#node, 'exchange', async () => {
      // A peer that has seen more of our log than it can give does not settle how far that goes.
      if (told.length > 0 && (await this.#read((reader) => reader.entries(told))).length < told.length) return
      await this.#node.exchanged(peer)
    })
  }

  onAdmitted(listener: (entries: readonly AdmittedEntry[]) => void): () => void {
    return admittedEntries({ node: this.#node, senderOf: (hash) => this.#intake.senderOf(hash), listener })
  }

  async #wantsFrom(peer: Did, theirs: readonly ScopeHeads[]): Promise<Wants> {
    const [index, { store, protocol }] = [this.#index, this.#node]
    // What is asked for tells nothing of our own that would have to be durable: it waits for no commit.
    await index.refresh()
    const { kindNames } = protocol
    const [behind, stubbed] = await store.ask(
      async (reader) => [await lagging(reader, theirs), await stubbedAmong(reader, theirs, kindNames)] as const,
    )
    if (this.#node.permit.recovering) this.#noteToldOfOurs(peer, behind)
    const logs = behind.map((log) =>
      // A peer that may not read a scope must not learn how far its log has come here.
      index.isSecretFrom(peer, log.scope) ? { ...log, ours: [] } : log,
    )
    if (logs.length + stubbed.length === 0) return NO_WANTS
    const isHere = ({ scope }: LaggingLog) => !isPublicScope(scope) && index.summaryOf(scope) !== null
    // Agreements that are here are wanted whatever the quotas, which belong to the writer.
    if (stubbed.length === 0 && logs.every(isHere)) return await store.ask((reader) => wantsOf(reader, logs))
    const delivery = await this.#deliveryOf(peer)
    return await this.#node.writer.run(async ({ tx, storing }) => {
      const wanted = await storing.wanted(logs, delivery)
      const { ranges, hashes } = wanted.length === 0 ? NO_WANTS : await wantsOf(tx, wanted)
      return { ranges: eachOnce([...ranges, ...(await storing.bodiesWanted(stubbed, delivery))]), hashes }
    })
  }

  async #publicDigestFor(peer: Did): Promise<Hash | null> {
    const digest = await this.#index.publicDigest()
    if (!this.#index.isInPart(peer)) return digest
    return headsDigest(await this.#pace.take(() => this.#read((reader) => publicTipsFor(reader, peer))))
  }

  #noteToldOfOurs(peer: Did, behind: readonly LaggingLog[]): void {
    const unknown = behind.flatMap((log) => (log.author === this.#node.self ? log.unknown : []))
    const told = new Set([...(this.#toldOfOurs.get(peer) ?? []), ...unknown.map(({ hash }) => hash)])
    remember(this.#toldOfOurs, peer, [...told].slice(0, OUR_HEADS_MAX))
  }

  /** Reads what may leave: nothing of our own does before it is durable, including in the head file. */
  async #read<T>(work: (reader: StoreReader) => Promise<T>): Promise<T> {
    const result = await this.#node.store.ask(work)
    await this.#node.writer.settled()
    return result
  }

  /** The index of all scopes, with everything that has been committed. */
  async #refreshed(): Promise<ScopeIndex> {
    await this.#index.refresh()
    await this.#node.writer.settled()
    return this.#index
  }

  async #deliveryOf(from: Did): Promise<Delivery> {
    const circle = await this.#index.circle()
    const delivery = { from, partners: this.#index.partners, circle }
    this.#node.writer.shares.delivery = delivery
    return delivery
  }

  async *#parcelsOf(scope: Scope, authors: ReadonlyMap<Did, number>, sent: Set<string>): AsyncIterable<Parcel> {
    const pageEntries = PAGE_ENTRIES[laneOf(scope)]
    const ranges = [...authors].map(([author, afterSeq]) => ({ author, afterSeq }))
    for (let after = 0; ; ) {
      const page = await this.#read((reader) => reader.logsAfter(scope, ranges, after, pageEntries))
      for (const stored of page.entries) yield* this.#withAttachments(stored, sent)
      if (page.entries.length < pageEntries) return
      after = page.last
    }
  }

  /** An entry, preceded by the attachments that it names, unless they were sent for its scope already. */
  async *#withAttachments(stored: StoredEntry, sent: Set<string>): AsyncIterable<Parcel> {
    const { entry, bytes, signature, presence } = stored
    if (presence !== 'whole') return
    const { scope } = entry
    for (const hash of attachmentsNamedBy(entry, this.#node.protocol)) {
      if (sent.has(`${scope} ${hash}`)) continue
      sent.add(`${scope} ${hash}`)
      const content = await this.#read(async (reader) =>
        (await reader.attachmentsHere(scope, [hash])).has(hash)
          ? (await reader.attachments([hash])).get(hash)
          : undefined,
      )
      if (content !== undefined) yield { type: 'attachment', scope, hash, bytes: content }
    }
    yield { type: 'entry', scope, bytes, signature }
  }
}

async function headsOf(reader: StoreReader, scopes: readonly Scope[], peer: Did): Promise<ScopeHeads[]> {
  const found = await reader.logTips(scopes.filter((scope) => !isPublicScope(scope)))
  if (scopes.some(isPublicScope)) found.push(...(await publicTipsFor(reader, peer)))
  const tips = groupBy(found, ({ scope }) => scope)
  return scopes.map((scope) => ({
    scope,
    heads: (tips.get(scope) ?? []).map(({ author, seq, hash }) => ({ author, seq, hash })),
  }))
}

/** One range for each log. */
function eachOnce(ranges: readonly LogRange[]): LogRange[] {
  return [...byScope(ranges)].flatMap(([scope, authors]) =>
    [...authors].map(([author, afterSeq]) => ({ scope, author, afterSeq })),
  )
}

/** For each scope and author the lowest number requested. */
function byScope(ranges: readonly LogRange[]): Map<Scope, Map<Did, number>> {
  const scopes = new Map<Scope, Map<Did, number>>()
  for (const { scope, author, afterSeq } of ranges) {
    const authors = scopes.get(scope) ?? new Map<Did, number>()
    scopes.set(scope, authors.set(author, Math.min(afterSeq, authors.get(author) ?? afterSeq)))
  }
  return scopes
}
