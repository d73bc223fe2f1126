import { sha256 } from '../identity/index.ts'
import {
  type Did,
  type Hash,
  type Instant,
  isPublicScope,
  PUBLIC_SCOPE,
  type Refusal,
  type Scope,
} from '../kernel/index.ts'
import { decodeEntry, readBody, type SealedEntry, verifyEntry } from '../log/index.ts'
import { admittedEntries } from './announcements.ts'
import { lagging, MISSING_HASHES_MAX, wantsOf } from './lacking.ts'
import type { FederationNode } from './node.ts'
import type { StoredEntry, StoreReader } from './ports.ts'
import type { ScopeReaders } from './readers.ts'
import {
  type AdmittedEntry,
  type AttachmentOffer,
  headsDigest,
  type IngestSummary,
  type KnownPeer,
  type LogRange,
  type Parcel,
  type ReceivedParcel,
  type ScopeHeads,
  type ScopeSummary,
  type SyncSource,
  type Wants,
} from './sync-port.ts'

const PAGE_ENTRIES = 200

export interface NodeSyncOptions {
  readonly node: FederationNode
  readonly readers: ScopeReaders
}

/** What a transport asks of this node, and what it brings. The node alone decides who may read what. */
export class NodeSync implements SyncSource {
  readonly #node: FederationNode
  readonly #readers: ScopeReaders
  readonly #lastSeen = new Map<Did, Instant>()
  readonly #senders = new Map<Hash, Did>()

  constructor({ node, readers }: NodeSyncOptions) {
    this.#node = node
    this.#readers = readers
  }

  /** When a cooperative was last heard of, by its own signed word. */
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
    return await this.#read((reader) => this.#readers.knownPeers(reader, this.#node.self))
  }

  async isPartner(peer: Did): Promise<boolean> {
    return await this.#read(async (reader) => {
      const scopes = (await reader.scopes()).filter((scope) => !isPublicScope(scope))
      for (const scope of new Set((await reader.logTips(scopes, [this.#node.self])).map((tip) => tip.scope))) {
        if ((await this.#readers.readersOf(reader, scope)).includes(peer)) return true
      }
      return false
    })
  }

  async summariesFor(peer: Did): Promise<readonly ScopeSummary[]> {
    return await this.#read(async (reader) => {
      const heads = await headsOf(reader, await this.#scopesFor(reader, peer))
      return heads.map(({ scope, heads }) => ({ scope, digest: headsDigest(heads) }))
    })
  }

  async headsFor(peer: Did, scopes: readonly Scope[]): Promise<readonly ScopeHeads[]> {
    return await this.#read(async (reader) => {
      const readable = new Set(await this.#scopesFor(reader, peer))
      return await headsOf(
        reader,
        scopes.filter((scope) => readable.has(scope)),
      )
    })
  }

  async wantsFrom(peer: Did, theirs: readonly ScopeHeads[]): Promise<Wants> {
    const logs = await this.#read(async (reader) => {
      const strange = new Set<Scope>()
      for (const { scope } of theirs) if (await this.#isStranger(reader, peer, scope)) strange.add(scope)
      // Who may not read a scope is not told how far it has come here.
      return (await lagging(reader, theirs)).map((log) => (strange.has(log.scope) ? { ...log, ours: [] } : log))
    })
    if (logs.length === 0) return { ranges: [], hashes: [] }
    return await this.#node.writer.run((session) => wantsOf(session.tx, logs))
  }

  async *parcelsFor(peer: Did, { ranges, hashes }: Wants): AsyncIterable<Parcel> {
    const scopes = new Set(await this.#read((reader) => this.#scopesFor(reader, peer)))
    const sent = new Set<string>()
    for (const [scope, authors] of byScope(ranges)) if (scopes.has(scope)) yield* this.#parcelsOf(scope, authors, sent)
    const named = hashes.slice(0, MISSING_HASHES_MAX)
    for (let i = 0; i < named.length; i += PAGE_ENTRIES) {
      const page = await this.#read((reader) => reader.entries(named.slice(i, i + PAGE_ENTRIES)))
      for (const stored of page) if (scopes.has(stored.entry.scope)) yield* this.#withAttachments(stored, sent)
    }
  }

  async takesAttachment(peer: Did, { scope, hash, byteCount }: AttachmentOffer): Promise<boolean> {
    if (await this.#read((reader) => this.#isStranger(reader, peer, scope))) return false
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
      const verified = decoded.ok ? verifyEntry(decoded.value) : decoded
      if (decoded.ok && verified.ok) sealed.push(decoded.value)
      else if (!verified.ok) refusals.push(verified.refusal)
    }
    for (const { hash } of sealed) this.#rememberSender(hash, peer)
    const summary = await this.#node.receive(sealed, brought, peer)
    return { ...summary, refusals: [...refusals, ...summary.refusals] }
  }

  async has(hash: Hash): Promise<boolean> {
    return (await this.#read((reader) => reader.entries([hash]))).length > 0
  }

  async privateScopes(): Promise<readonly Scope[]> {
    return (await this.#read((reader) => reader.scopes())).filter((scope) => !isPublicScope(scope))
  }

  async readersOf(scope: Scope): Promise<readonly Did[]> {
    const readers = await this.#read((reader) => this.#readers.readersOf(reader, scope))
    return readers.filter((did) => did !== this.#node.self)
  }

  async seen(did: Did, at: Instant): Promise<boolean> {
    const [row] = await this.#read((reader) => reader.subjects(PUBLIC_SCOPE, [did]))
    if (row === undefined) return false
    if (at > (this.#lastSeen.get(did) ?? 0)) this.#lastSeen.set(did, at)
    return true
  }

  async clockOf(peer: Did, at: Instant): Promise<void> {
    const offsetMs = at - this.#node.clock()
    await this.#node.attempt('clock', () => this.#node.clocks.hear(peer, offsetMs, () => this.isPartner(peer)))
  }

  gone(peer: Did): void {
    this.#node.clocks.forget(peer)
  }

  exchanged(peer: Did): void {
    void this.#node.attempt('exchange', () => this.#node.exchanged(peer))
  }

  onAdmitted(listener: (entries: readonly AdmittedEntry[]) => void): () => void {
    return admittedEntries({ node: this.#node, senderOf: (hash) => this.#senders.get(hash) ?? null, listener })
  }

  /** Reads what may leave: nothing of our own does before it is on stable storage, the head file included. */
  async #read<T>(work: (reader: StoreReader) => Promise<T>): Promise<T> {
    const result = await this.#node.store.read(work)
    await this.#node.writer.settled()
    return result
  }

  /** Whether a scope is held here which a peer may not read, as far as this node knows. */
  async #isStranger(reader: StoreReader, peer: Did, scope: Scope): Promise<boolean> {
    if (isPublicScope(scope) || (await reader.logTips([scope])).length === 0) return false
    return !(await this.#readers.readersOf(reader, scope)).includes(peer)
  }

  async #scopesFor(reader: StoreReader, peer: Did): Promise<Scope[]> {
    const scopes: Scope[] = []
    for (const scope of await reader.scopes()) {
      if (isPublicScope(scope) || (await this.#readers.readersOf(reader, scope)).includes(peer)) scopes.push(scope)
    }
    return scopes
  }

  async *#parcelsOf(scope: Scope, authors: ReadonlyMap<Did, number>, sent: Set<string>): AsyncIterable<Parcel> {
    const ranges = [...authors].map(([author, afterSeq]) => ({ author, afterSeq }))
    for (let after = 0; ; ) {
      const page = await this.#read((reader) => reader.logsAfter(scope, ranges, after, PAGE_ENTRIES))
      for (const stored of page.entries) yield* this.#withAttachments(stored, sent)
      if (page.entries.length < PAGE_ENTRIES) return
      after = page.last
    }
  }

  /** An entry, and before it the attachments that it names, as far as they have not been sent for its scope. */
  async *#withAttachments({ entry, bytes, signature }: StoredEntry, sent: Set<string>): AsyncIterable<Parcel> {
    const { scope } = entry
    for (const hash of this.#attachmentsNamedBy(entry)) {
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

  #attachmentsNamedBy(entry: SealedEntry['entry']): readonly Hash[] {
    const kind = this.#node.protocol.kindOf(entry.kind)
    const body = kind?.names === undefined ? null : readBody(kind, entry)
    return body?.ok ? (kind?.names?.(body.value).attachments ?? []) : []
  }

  #rememberSender(hash: Hash, peer: Did): void {
    this.#senders.set(hash, peer)
    const oldest = this.#senders.keys().next().value
    if (this.#senders.size > 10_000 && oldest !== undefined) this.#senders.delete(oldest)
  }
}

async function headsOf(reader: StoreReader, scopes: readonly Scope[]): Promise<ScopeHeads[]> {
  const tips = await reader.logTips(scopes)
  return scopes.map((scope) => ({
    scope,
    heads: tips.filter((tip) => tip.scope === scope).map(({ author, seq, hash }) => ({ author, seq, hash })),
  }))
}

/** For each scope and author the lowest number that is asked for, however often it is. */
function byScope(ranges: readonly LogRange[]): Map<Scope, Map<Did, number>> {
  const scopes = new Map<Scope, Map<Did, number>>()
  for (const { scope, author, afterSeq } of ranges) {
    const authors = scopes.get(scope) ?? new Map<Did, number>()
    scopes.set(scope, authors.set(author, Math.min(afterSeq, authors.get(author) ?? afterSeq)))
  }
  return scopes
}
