import { strict as assert } from 'node:assert'
import { sha256 } from '../../identity/index.ts'
import type { Did, Scope } from '../../kernel/index.ts'
import {
  ATTACHMENT_BYTES_MAX,
  type AttachmentParcel,
  type Clock,
  type Lane,
  laneOf,
  type ReceivedParcel,
  type ScopeHeads,
  type ScopeSummary,
  type SyncSource,
  type Wants,
} from '../../node/index.ts'
import { PeerViolationError, violation } from '../errors.ts'
import { refuse } from '../refusals.ts'
import type { Channel } from './channel.ts'
import {
  entriesBehind,
  headPages,
  isEmpty,
  isFullList,
  mergeScopes,
  summariesDigest,
  summaryPages,
  wantPages,
} from './compare.ts'
import { Conversation, outOfTurn } from './conversation.ts'
import { BATCH_BYTES_MAX } from './frames.ts'
import { BATCH_ENTRIES_MAX, CHUNK_BYTES_MAX, type ReceivedEntry, type SyncMessageOf } from './wire.ts'

/** Rounds of one exchange; the next one goes on. */
export const ROUNDS_MAX = 1000
/** Rounds in a row in which entries came but none could be admitted: what they wait for is not to be had here. */
export const HOLDING_ROUNDS_MAX = 8

export interface SyncSessionOptions {
  readonly source: SyncSource
  readonly peer: Did
  readonly lane: Lane
  /** Whoever opened the exchange speaks first. */
  readonly opener: boolean
  readonly channel: Channel
  readonly clock: Clock
  /** Takes from what a peer may be sent; false where that is used up for now. */
  readonly maySend: (byteCount: number) => boolean
  /** Waits until so much more may be taken from the peer, and takes it. */
  readonly brake: (byteCount: number) => Promise<void>
  /** The memory that arriving attachments of all exchanges share. */
  readonly room: Room
  /** Told in each round the number of the rules by which the peer folds. */
  readonly onRules?: (ruleSet: number) => void
  /** Told in each round how many entries the peer is ahead. */
  readonly onBehind?: (count: number) => void
  /** Told in each round which scopes both sides hold, and whether they hold the same of them. */
  readonly onCompared?: (scopes: readonly ComparedScope[]) => void
}

export interface ComparedScope extends ScopeSummary {
  readonly equal: boolean
}

/** A budget of bytes, as far as one peer has a share in it. */
export interface Room {
  take(byteCount: number): Promise<boolean>
  give(byteCount: number): void
}

/** What an exchange came to. */
export interface ExchangeReport {
  rounds: number
  admitted: number
  sentEntries: number
  sentBytes: number
  /** Entries that the peer has and this node lacked when they last compared. */
  behind: number
  /** True where the last round brought no news and the peer had given all that was asked for. */
  settled: boolean
}

/** Exchanges with one peer until an exchange brings no news to either side. Rejects when it breaks off. */
export async function runExchange(options: SyncSessionOptions): Promise<ExchangeReport> {
  const { source, peer, lane, clock } = options
  const exchange = new Exchange(options)
  try {
    while (exchange.report.rounds < ROUNDS_MAX) if (!(await exchange.round())) break
    await source.seen(peer, clock())
    if (exchange.report.settled) source.exchanged(peer, lane)
    return exchange.report
  } finally {
    exchange.letGo()
  }
}

/** One exchange, seen from one side. PROTOCOL.md tells its steps. */
class Exchange {
  readonly report: ExchangeReport = {
    rounds: 0,
    admitted: 0,
    sentEntries: 0,
    sentBytes: 0,
    behind: 0,
    settled: false,
  }
  readonly #options: SyncSessionOptions
  readonly #talk: Conversation
  /** Attachments that wait for the entry that names them, to be ingested with it. */
  #attachments: AttachmentParcel[] = []
  #reserved = 0
  /** Whether this round brought something new, and whether anything was given or taken at all. */
  #news = false
  #moved = false
  /** Whether there was no room for an attachment. */
  #declined = false
  #holdingRounds = 0
  /** Whether one of the two may have more scopes or logs than it has told of in this round. */
  #partial = false

  constructor(options: SyncSessionOptions) {
    this.#options = options
    this.#talk = new Conversation(options.channel, options.opener)
  }

  /** Compares, gives and takes once. Answers whether another round is due. */
  async round(): Promise<boolean> {
    const { source, peer, lane } = this.#options
    this.report.rounds += 1
    this.#holdingRounds += 1
    this.report.behind = 0
    this.#news = false
    this.#moved = false
    this.#declined = false
    this.#partial = false
    const own = await source.summariesFor(peer, lane)
    if (await this.#agree(own)) {
      this.#options.onCompared?.(own.map((summary) => ({ ...summary, equal: true })))
      return this.#settle()
    }
    const heads = await this.#compare(own)
    const wants = await source.wantsFrom(peer, heads)
    const asked = await this.#tradeWants(wants)
    if (isEmpty(wants) && isEmpty(asked)) return this.#settle()
    this.report.behind = entriesBehind(wants, heads)
    if (this.report.behind > 0) this.#options.onBehind?.(this.report.behind)
    const complete = await this.#talk.turn(
      () => this.#give(asked, new Set(own.map(({ scope }) => scope))),
      () => this.#take(),
    )
    const news = this.#news && this.#holdingRounds < HOLDING_ROUNDS_MAX
    const theirs = await this.#talk.turn(
      () => this.#talk.send({ type: 'news', news }),
      () => this.#talk.expect('news'),
    )
    if (this.#moved && (news || theirs.news)) return true
    return complete ? this.#settle() : false
  }

  /** Gives back what arriving attachments had reserved. */
  letGo(): void {
    this.#options.room.give(this.#reserved)
    this.#reserved = 0
  }

  #settle(): false {
    this.report.settled = !this.#partial
    return false
  }

  /** Whether both sides have the same heads in the same scopes. */
  async #agree(own: readonly ScopeSummary[]): Promise<boolean> {
    const { source, peer, clock } = this.#options
    const digest = summariesDigest(own)
    const theirs = await this.#talk.turn(
      () => this.#talk.send({ type: 'hello', at: clock(), digest, ruleSet: source.ruleSet }),
      () => this.#talk.expect('hello'),
    )
    source.clockOf(peer, theirs.at)
    this.#options.onRules?.(theirs.ruleSet)
    return theirs.digest === digest
  }

  /** The peer's heads in every scope where the two sides differ. */
  async #compare(own: readonly ScopeSummary[]): Promise<readonly ScopeHeads[]> {
    const { source, peer, lane, onCompared } = this.#options
    const theirs = await this.#talk.turn(
      () => this.#talk.sendPages(summaryPages(own)),
      () => this.#talk.receivePages('scopes'),
    )
    const digests = new Map(theirs.flatMap(({ scopes }) => scopes.map(({ scope, digest }) => [scope, digest] as const)))
    const shared = own.filter(({ scope }) => digests.has(scope))
    onCompared?.(shared.map((summary) => ({ ...summary, equal: digests.get(summary.scope) === summary.digest })))
    const differing = own.filter(({ scope, digest }) => digests.get(scope) !== digest).map(({ scope }) => scope)
    const heads = await source.headsFor(peer, differing)
    const frames = await this.#talk.turn(
      () => this.#talk.sendPages(headPages(heads)),
      () => this.#talk.receivePages('heads'),
    )
    const told = mergeScopes(frames.flatMap(({ scopes }) => scopes)).filter(({ scope }) => laneOf(scope) === lane)
    this.#partial = [own.length, digests.size, headCount(heads), headCount(told)].some(isFullList)
    return told
  }

  async #tradeWants(wants: Wants): Promise<Wants> {
    const frames = await this.#talk.turn(
      () => this.#talk.sendPages(wantPages(wants)),
      () => this.#talk.receivePages('wants'),
    )
    return { ranges: frames.flatMap(({ ranges }) => ranges), hashes: frames.flatMap(({ hashes }) => hashes) }
  }

  /** Sends what the peer asked for, batch by batch, each when the one before has been taken. */
  async #give(wants: Wants, readable: ReadonlySet<Scope>): Promise<void> {
    const { source, peer, lane, maySend } = this.#options
    const asked = { ranges: wants.ranges.filter(({ scope }) => readable.has(scope)), hashes: wants.hashes }
    let batch: ReceivedEntry[] = []
    let complete = true
    for await (const parcel of isEmpty(asked) ? [] : source.parcelsFor(peer, asked, lane)) {
      assert(readable.has(parcel.scope), 'a scope leaves only to those who may read it')
      complete = maySend(parcel.bytes.length)
      if (!complete) break
      if (parcel.type === 'attachment') {
        batch = await this.#sendBatch(batch)
        await this.#sendAttachment(parcel)
        continue
      }
      if (isFull(batch, parcel)) batch = await this.#sendBatch(batch)
      batch.push({ bytes: parcel.bytes, signature: parcel.signature })
    }
    await this.#sendBatch(batch)
    this.#talk.send({ type: 'done', complete })
  }

  /** Sends a batch, if there is one, and answers the next, empty one. */
  async #sendBatch(entries: readonly ReceivedEntry[]): Promise<ReceivedEntry[]> {
    if (entries.length === 0) return []
    this.#talk.send({ type: 'entries', entries })
    await this.#talk.expect('ack')
    this.#moved = true
    this.report.sentEntries += entries.length
    this.report.sentBytes += byteCountOf(entries)
    return []
  }

  async #sendAttachment({ scope, hash, bytes }: AttachmentParcel): Promise<void> {
    this.#talk.send({ type: 'offer', scope, hash, byteCount: bytes.length })
    if (!(await this.#talk.expect('ack')).accepted) return
    for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES_MAX) {
      this.#talk.send({ type: 'chunk', bytes: bytes.subarray(offset, offset + CHUNK_BYTES_MAX) })
      await this.#talk.expect('ack')
    }
    this.#moved = true
    this.report.sentBytes += bytes.length
  }

  /** Takes what the peer sends until it says that this was all. Answers whether it gave everything. */
  async #take(): Promise<boolean> {
    for (;;) {
      const message = await this.#talk.receive()
      switch (message.type) {
        case 'entries':
          // Before it is stored: whoever hangs up instead of waiting has brought nothing.
          await this.#options.brake(byteCountOf(message.entries))
          await this.#ingest(message.entries.map((entry) => ({ type: 'entry', ...entry })))
          this.#talk.send({ type: 'ack', accepted: true })
          break
        case 'offer':
          await this.#takeAttachment(message)
          break
        case 'done':
          await this.#ingest([])
          return message.complete && !this.#declined
        default:
          throw outOfTurn(message.type, 'entries, offer or done')
      }
    }
  }

  async #takeAttachment({ scope, hash, byteCount }: SyncMessageOf<'offer'>): Promise<void> {
    const { source, peer, room } = this.#options
    if (this.#reserved + byteCount > ATTACHMENT_BYTES_MAX) await this.#ingest([])
    const wanted = await source.takesAttachment(peer, { scope, hash, byteCount })
    const accepted = wanted && (await room.take(byteCount))
    if (accepted) this.#reserved += byteCount
    else if (wanted) this.#declined = true
    this.#talk.send({ type: 'ack', accepted })
    if (!accepted) return
    const bytes = await this.#receiveChunks(byteCount)
    if (sha256(bytes) !== hash) {
      throw violation(refuse('gossip.wrong-attachment', `these bytes are not the attachment ${hash}`))
    }
    this.#attachments.push({ type: 'attachment', scope, hash, bytes })
  }

  async #receiveChunks(byteCount: number): Promise<Uint8Array> {
    const attachment = new Uint8Array(byteCount)
    for (let offset = 0; offset < byteCount; ) {
      const { bytes } = await this.#talk.expect('chunk')
      // A crumb at a time would take a message, and hold the room that others need, for each byte.
      if (bytes.length !== Math.min(CHUNK_BYTES_MAX, byteCount - offset)) {
        throw violation(refuse('gossip.wrong-attachment', 'each chunk but the last is a full one'))
      }
      await this.#options.brake(bytes.length)
      attachment.set(bytes, offset)
      offset += bytes.length
      this.#talk.send({ type: 'ack', accepted: true })
    }
    return attachment
  }

  /** Hands the node what has come, attachments first, and remembers whether any of it was new. */
  async #ingest(entries: readonly ReceivedParcel[]): Promise<void> {
    const parcels = [...this.#attachments, ...entries]
    this.#attachments = []
    if (parcels.length === 0) return
    const { admitted, held, refusals } = await this.#options.source.ingest(this.#options.peer, parcels)
    this.letGo()
    this.#moved = true
    this.#news ||= admitted + held > 0
    this.report.admitted += admitted
    if (admitted > 0) this.#holdingRounds = 0
    const forged = refusals.find((refusal) => refusal.class === 'forged')
    if (forged !== undefined) throw new PeerViolationError(forged)
  }
}

function headCount(scopes: readonly ScopeHeads[]): number {
  return scopes.reduce((count, { heads }) => count + heads.length, 0)
}

function isFull(batch: readonly ReceivedEntry[], next: ReceivedEntry): boolean {
  return batch.length === BATCH_ENTRIES_MAX || byteCountOf(batch) + next.bytes.length > BATCH_BYTES_MAX
}

function byteCountOf(entries: readonly ReceivedEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes.length, 0)
}
