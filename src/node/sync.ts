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
import { decodeEntry, type SealedEntry, verifyEntry } from '../log/index.ts'
import { admittedEntries } from './announcements.ts'
import { lagging, wantsOf } from './lacking.ts'
import type { FederationNode } from './node.ts'
import type { StoredEntry, StoreReader } from './ports.ts'
import type { ScopeReaders } from './readers.ts'
import type { Session } from './session.ts'
import {
  type AdmittedEntry,
  type AttachmentOffer,
  type AttachmentParcel,
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

  async wantsFrom(_peer: Did, theirs: readonly ScopeHeads[]): Promise<Wants> {
    const logs = await this.#read((reader) => lagging(reader, theirs))
    if (logs.length === 0) return { ranges: [], hashes: [] }
    return await this.#node.writer.run((session) => wantsOf(session.tx, logs))
  }

  async *parcelsFor(peer: Did, { ranges, hashes }: Wants): AsyncIterable<Parcel> {
    const scopes = new Set(await this.#read((reader) => this.#scopesFor(reader, peer)))
    const sent = new Set<Hash>()
    for (const scope of new Set(ranges.map((range) => range.scope))) {
      if (!scopes.has(scope)) continue
      yield* this.#parcelsOf(
        scope,
        ranges.filter((range) => range.scope === scope),
        sent,
      )
    }
    const named = await this.#read((reader) => reader.entries(hashes))
    for (const stored of named) {
      if (scopes.has(stored.entry.scope)) yield* this.#withAttachments(stored, sent)
    }
  }

  async takesAttachment(_peer: Did, { hash }: AttachmentOffer): Promise<boolean> {
    return !(await this.#read((reader) => reader.attachmentsHere([hash]))).has(hash)
  }

  async ingest(peer: Did, parcels: readonly ReceivedParcel[]): Promise<IngestSummary> {
    const refusals: Refusal[] = []
    const sealed: SealedEntry[] = []
    for (const parcel of parcels) {
      if (parcel.type === 'attachment') continue
      const decoded = decodeEntry(parcel.bytes, parcel.signature)
      const verified = decoded.ok ? verifyEntry(decoded.value) : decoded
      if (decoded.ok && verified.ok) sealed.push(decoded.value)
      else if (!verified.ok) refusals.push(verified.refusal)
    }
    const attachments = parcels.filter((parcel) => parcel.type === 'attachment')
    for (const { hash } of sealed) this.#rememberSender(hash, peer)
    const summary = await this.#node.receive(sealed, (session) => this.#storeAttachments(session, attachments, sealed))
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

  clockOf(peer: Did, at: Instant): void {
    this.#node.permit.peerClock(peer, at - this.#node.clock())
  }

  exchanged(_peer: Did): void {
    const wasRecovering = this.#node.permit.recovering
    this.#node.permit.exchanged()
    if (wasRecovering && !this.#node.permit.recovering) void this.#node.resumed()
  }

  onAdmitted(listener: (entries: readonly AdmittedEntry[]) => void): () => void {
    return admittedEntries(this.#node.store, (hash) => this.#senders.get(hash) ?? null, listener)
  }

  #read<T>(work: (reader: StoreReader) => Promise<T>): Promise<T> {
    return this.#node.store.read(work)
  }

  async #scopesFor(reader: StoreReader, peer: Did): Promise<Scope[]> {
    const scopes: Scope[] = []
    for (const scope of await reader.scopes()) {
      if (isPublicScope(scope) || (await this.#readers.readersOf(reader, scope)).includes(peer)) scopes.push(scope)
    }
    return scopes
  }

  async *#parcelsOf(scope: Scope, ranges: readonly LogRange[], sent: Set<Hash>): AsyncIterable<Parcel> {
    for (let after = 0; ; ) {
      const page = await this.#read((reader) => reader.logsAfter(scope, ranges, after, PAGE_ENTRIES))
      for (const stored of page.entries) yield* this.#withAttachments(stored, sent)
      if (page.entries.length < PAGE_ENTRIES) return
      after = page.last
    }
  }

  async *#withAttachments({ entry, bytes, signature }: StoredEntry, sent: Set<Hash>): AsyncIterable<Parcel> {
    const { scope } = entry
    for (const hash of this.#attachmentsNamedBy(entry)) {
      if (sent.has(hash)) continue
      sent.add(hash)
      const content = (await this.#read((reader) => reader.attachments([hash]))).get(hash)
      if (content !== undefined) yield { type: 'attachment', scope, hash, bytes: content }
    }
    yield { type: 'entry', scope, bytes, signature }
  }

  #attachmentsNamedBy(entry: SealedEntry['entry']): readonly Hash[] {
    const kind = this.#node.protocol.kindOf(entry.kind)
    const body = kind?.names === undefined ? null : kind.decode(entry.body)
    return body?.ok ? (kind?.names?.(body.value).attachments ?? []) : []
  }

  /** Stores the attachments that an entry of the same batch names, or that a held entry waits for; others are dropped. */
  async #storeAttachments(
    session: Session,
    parcels: readonly AttachmentParcel[],
    sealed: readonly SealedEntry[],
  ): Promise<number> {
    let stored = 0
    for (const { hash, bytes } of parcels) {
      const naming =
        sealed.find(({ entry }) => this.#attachmentsNamedBy(entry).includes(hash)) ??
        (await session.tx.heldWaitingFor([hash]))[0]?.sealed
      if (naming === undefined || sha256(bytes) !== hash) continue
      const result = await session.receiveAttachment(naming.entry.scope, naming.entry.author, bytes)
      if (result.ok) stored++
    }
    return stored
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
