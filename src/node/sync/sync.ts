import { sha256 } from '../../identity/index.ts'
import {
  type Did,
  groupBy,
  type Hash,
  type Instant,
  isPublicScope,
  PUBLIC_SCOPE,
  type Refusal,
  type Scope,
} from '../../kernel/index.ts'
import { decodeEntry, RULE_SET, type SealedEntry, verifyEntry } from '../../log/index.ts'
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
import { Pace, type Rest } from './pace.ts'
import type { ScopeReaders } from './scope-access.ts'
import { ScopeIndex } from './scope-index.ts'
import { type LaggingLog, lagging, MISSING_HASHES_MAX, stubbedAmong, wantsOf } from './sync-diff.ts'

/** Entries read at once for sending: fewer of the public ones, which any author may make as large as possible. */
const PAGE_ENTRIES: Record<Lane, number> = { agreements: 200, public: 32 }

/** Public entries admitted in one job, and their bytes. */
const PUBLIC_ENTRIES_PER_JOB_MAX = 20
const PUBLIC_BYTES_PER_JOB_MAX = 256 * 1024

/** Cache sizes: senders of entries, and cooperatives with their last-seen time. */
const REMEMBERED_MAX = 10_000
/** Heads of our own logs remembered per peer while it is unknown how far our logs go. */
const OUR_HEADS_MAX = 64
const NO_WANTS: Wants = { ranges: [], hashes: [] }

export interface NodeSyncOptions {
  readonly node: FederationNode
  readonly readers: ScopeReaders
  /** Rests from work for strangers; by the real clock unless a simulation injects its own. */
  readonly rest?: Rest
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
  readonly #senders = new Map<Hash, Did>()
  readonly #pace: Pace

  constructor({ node, readers, rest }: NodeSyncOptions) {
    this.#node = node
    this.#pace = new Pace(rest)
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

  async ingest(peer: Did, parcels: readonly ReceivedParcel[]): Promise<IngestSummary> {
    const refusals: Refusal[] = []
    const sealed: SealedEntry[] = []
    const brought = new Map<Hash, Uint8Array>()
    for (const parcel of parcels) {
      if (parcel.type === 'attachment') {
        brought.set(sha256(parcel.bytes), parcel.bytes)
        continue
      }
      const decoded = decodeEntry(parcel.bytes, parcel.signature)
      if (decoded.ok) sealed.push(decoded.value)
      else refusals.push(decoded.refusal)
    }
    const delivery = await this.#deliveryOf(peer)
    const summaries: IngestSummary[] = [{ admitted: 0, known: 0, held: 0, refusals }]
    for (const job of jobsOf(sealed)) {
      const work = () => this.#admit(job, brought, delivery)
      const isOfStrangers = job.some(({ entry }) => isPublicScope(entry.scope) && !delivery.circle.has(entry.author))
      summaries.push(await (isOfStrangers ? this.#pace.take(work) : work()))
    }
    return summaries.reduce(together)
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
    return admittedEntries({ node: this.#node, senderOf: (hash) => this.#senders.get(hash) ?? null, listener })
  }

  async #wantsFrom(peer: Did, theirs: readonly ScopeHeads[]): Promise<Wants> {
    const index = await this.#refreshed()
    const { kindNames } = this.#node.protocol
    const [behind, stubbed] = await this.#read(
      async (reader) => [await lagging(reader, theirs), await stubbedAmong(reader, theirs, kindNames)] as const,
    )
    if (this.#node.permit.recovering) this.#noteToldOfOurs(peer, behind)
    const logs = behind.map((log) =>
      // A peer that may not read a scope must not learn how far its log has come here.
      index.isSecretFrom(peer, log.scope) ? { ...log, ours: [] } : log,
    )
    if (logs.length + stubbed.length === 0) return NO_WANTS
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

  async #admit(
    job: readonly SealedEntry[],
    brought: ReadonlyMap<Hash, Uint8Array>,
    delivery: Delivery,
  ): Promise<IngestSummary> {
    const refusals: Refusal[] = []
    const verified = job.filter((sealed) => {
      const result = verifyEntry(sealed)
      if (!result.ok) refusals.push(result.refusal)
      return result.ok
    })
    for (const { hash } of verified) remember(this.#senders, hash, delivery.from)
    const { outcomes, admitted } = await this.#node.receive(verified, brought, delivery)
    for (const outcome of outcomes) if (outcome.outcome === 'refused') refusals.push(outcome.refusal)
    const count = (wanted: 'known' | 'held') => outcomes.filter(({ outcome }) => outcome === wanted).length
    return { admitted, known: count('known'), held: count('held'), refusals }
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

/** A bounded map of entries, authors and peers: the last ones are kept, since identities are free. */
function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > REMEMBERED_MAX && oldest !== undefined) map.delete(oldest)
}

/**
 * The entries for each job. Public entries go in small jobs, between which everything else has its turn: any author can
 * make them as large and as many as possible.
 */
function jobsOf(sealed: readonly SealedEntry[]): SealedEntry[][] {
  if (!sealed.every(({ entry }) => isPublicScope(entry.scope))) return [[...sealed]]
  const jobs: SealedEntry[][] = []
  let byteCount = 0
  for (const one of sealed) {
    const job = jobs.at(-1)
    byteCount += one.bytes.length
    if (job !== undefined && job.length < PUBLIC_ENTRIES_PER_JOB_MAX && byteCount <= PUBLIC_BYTES_PER_JOB_MAX) {
      job.push(one)
      continue
    }
    jobs.push([one])
    byteCount = one.bytes.length
  }
  return jobs.length === 0 ? [[]] : jobs
}

function together(one: IngestSummary, other: IngestSummary): IngestSummary {
  return {
    admitted: one.admitted + other.admitted,
    known: one.known + other.known,
    held: one.held + other.held,
    refusals: [...one.refusals, ...other.refusals],
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
