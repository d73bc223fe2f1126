import { strict as assert } from 'node:assert'
import { sha256 } from '../../identity/index.ts'
import type { Did, Scope } from '../../kernel/index.ts'
import {
  ATTACHMENT_BYTES_MAX,
  type AttachmentParcel,
  type Clock,
  type DigestPlace,
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
import { nextPlaces, placesToLook } from './differences.ts'
import { BATCH_BYTES_MAX } from './frames.ts'
import { byteCountOf, SendingWindow } from './sending-window.ts'
import { BATCH_ENTRIES_MAX, CHUNK_BYTES_MAX, type ReceivedEntry, type SyncMessageOf } from './wire.ts'

/** Rounds of one exchange; the next exchange continues. */
const ROUNDS_MAX = 1000
/** Consecutive rounds in which entries arrived but none could be admitted: this peer lacks what they wait for. */
const HOLDING_ROUNDS_MAX = 8

export interface SyncSessionOptions {
  readonly source: SyncSource
  readonly peer: Did
  readonly lane: Lane
  /** The opener of the exchange sends first. */
  readonly opener: boolean
  readonly channel: Channel
  readonly clock: Clock
  /** Takes from the budget of what a peer may be sent; false if it is used up for now. */
  readonly maySend: (byteCount: number) => boolean
  /** Waits until this many more bytes may be read from the peer, and takes them. */
  readonly brake: (byteCount: number) => Promise<void>
  /** The memory that arriving attachments of all exchanges share. */
  readonly room: Room
  /** Called in each round with the version of the rules by which the peer folds. */
  readonly onRules?: (ruleSet: number) => void
  /** Called in each round with the number of entries that the peer is ahead. */
  readonly onBehind?: (count: number) => void
  /** Called in each round with the scopes that both sides hold, and whether their contents are equal. */
  readonly onCompared?: (scopes: readonly ComparedScope[]) => void
  /** Called with the first subject of a scope in which the two differ though neither has anything new for the other. */
  readonly onDiffering?: (scope: Scope, subject: string) => void
}

export interface ComparedScope extends ScopeSummary {
  readonly equal: boolean
}

/** A peer's share of a budget of bytes. */
export interface Room {
  take(byteCount: number): Promise<boolean>
  give(byteCount: number): void
}

/** The result of an exchange. */
export interface ExchangeReport {
  rounds: number
  admitted: number
  sentEntries: number
  sentBytes: number
  /** Entries that the peer has and this node lacked at the last comparison. */
  behind: number
  /** True if the last round brought nothing new and the peer had sent all that was asked for. */
  settled: boolean
}

/** Exchanges with one peer until a round brings nothing new to either side. Rejects when interrupted. */
export async function runExchange(options: SyncSessionOptions): Promise<ExchangeReport> {
  const { source, peer, lane, clock } = options
  const exchange = new Exchange(options)
  try {
    while (exchange.report.rounds < ROUNDS_MAX) if (!(await exchange.round())) break
    await source.seen(peer, clock())
    if (exchange.report.settled) source.exchanged(peer, lane)
    return exchange.report
  } finally {
    await exchange.letGo()
  }
}

/** One side of an exchange. PROTOCOL.md specifies its steps. */
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
  /** Whether this round brought something new, and whether anything was sent or received at all. */
  #news = false
  #moved = false
  /** Whether an attachment was declined for lack of memory. */
  #declined = false
  #holdingRounds = 0
  readonly #window: SendingWindow
  /** Done when the last batch that arrived is stored and acknowledged, and the one before it. */
  #storing: Promise<void> = Promise.resolve()
  #storedBefore: Promise<void> = Promise.resolve()
  /** Rejects when a batch could not be stored: the peer would wait for its acknowledgement. */
  readonly #failed: Promise<never>
  #fail: (error: unknown) => void = () => {}
  /** Whether both fold by the same rules, and where their states differ. */
  #hasSameRules = false
  #differing: readonly DigestPlace[] = []
  /** Whether one of the two may have more scopes or logs than it has sent in this round. */
  #partial = false

  constructor(options: SyncSessionOptions) {
    this.#options = options
    this.#talk = new Conversation(options.channel, options.opener)
    this.#window = new SendingWindow(this.#talk, ({ entryCount, byteCount }) => {
      this.#moved = true
      this.report.sentEntries += entryCount
      this.report.sentBytes += byteCount
    })
    this.#failed = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.#failed.catch(() => undefined)
  }

  /** Compares, sends and receives once. Returns whether another round is due. */
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
    if (isEmpty(wants) && isEmpty(asked)) {
      await this.#findDifferences()
      return this.#settle()
    }
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

  /** Waits for what is being stored, and releases the reservations of arriving attachments. */
  async letGo(): Promise<void> {
    await this.#storing.catch(() => undefined)
    this.#release()
  }

  #release(): void {
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
    this.#hasSameRules = theirs.ruleSet === source.ruleSet
    return theirs.digest === digest
  }

  /** The peer's heads in every scope where the two sides differ. */
  async #compare(own: readonly ScopeSummary[]): Promise<readonly ScopeHeads[]> {
    const { source, peer, lane, onCompared } = this.#options
    const pages = summaryPages(own)
    const frames = await this.#talk.turn(
      () => this.#talk.sendPages(pages),
      () => this.#talk.receivePages('scopes'),
    )
    const theirs = frames.flatMap(({ scopes }) => scopes)
    const announced = pages.flatMap(({ scopes }) => scopes)
    this.#differing = this.#hasSameRules ? placesToLook(announced, theirs) : []
    const digests = new Map(theirs.map(({ scope, digest }) => [scope, digest]))
    const unlike = new Set(this.#differing.map(({ scope }) => scope))
    const shared = own.filter(({ scope }) => digests.has(scope))
    onCompared?.(
      shared.map((summary) => {
        const { scope, digest } = summary
        return { ...summary, equal: digests.get(scope) === digest && !unlike.has(scope) }
      }),
    )
    const differing = own.filter(({ scope, digest }) => digests.get(scope) !== digest).map(({ scope }) => scope)
    const heads = await source.headsFor(peer, differing)
    const headFrames = await this.#talk.turn(
      () => this.#talk.sendPages(headPages(heads)),
      () => this.#talk.receivePages('heads'),
    )
    const told = mergeScopes(headFrames.flatMap(({ scopes }) => scopes)).filter(({ scope }) => laneOf(scope) === lane)
    this.#partial = [own.length, digests.size, headCount(heads), headCount(told)].some(isFullList)
    return told
  }

  /** Both have all that the other gives, and differ all the same: names the first record of each scope where they do. */
  async #findDifferences(): Promise<void> {
    const { source, peer, onDiffering } = this.#options
    for (let places = this.#differing; places.length > 0; ) {
      const ours = await source.digestPartsFor(peer, places)
      const theirs = await this.#talk.turn(
        () => this.#talk.send({ type: 'parts', parts: ours }),
        () => this.#talk.expect('parts'),
      )
      const next = nextPlaces(places, ours, theirs.parts)
      for (const [scope, subject] of next.found) onDiffering?.(scope, subject)
      places = next.places
    }
  }

  async #tradeWants(wants: Wants): Promise<Wants> {
    const frames = await this.#talk.turn(
      () => this.#talk.sendPages(wantPages(wants)),
      () => this.#talk.receivePages('wants'),
    )
    return { ranges: frames.flatMap(({ ranges }) => ranges), hashes: frames.flatMap(({ hashes }) => hashes) }
  }

  /** Sends what the peer asked for, batch by batch, a few of them before the first is acknowledged. */
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
    await this.#window.drain()
    this.#talk.send({ type: 'done', complete })
  }

  /** Sends a batch, if there is one, and returns the next, empty one. */
  async #sendBatch(entries: readonly ReceivedEntry[]): Promise<ReceivedEntry[]> {
    if (entries.length > 0) await this.#window.send(entries)
    return []
  }

  async #sendAttachment({ scope, hash, bytes }: AttachmentParcel): Promise<void> {
    await this.#window.drain()
    this.#talk.send({ type: 'offer', scope, hash, byteCount: bytes.length })
    if (!(await this.#talk.expect('ack')).accepted) return
    for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES_MAX) {
      this.#talk.send({ type: 'chunk', bytes: bytes.subarray(offset, offset + CHUNK_BYTES_MAX) })
      await this.#talk.expect('ack')
    }
    this.#moved = true
    this.report.sentBytes += bytes.length
  }

  /** Receives until the peer states that this was all. Returns whether it sent everything. */
  async #take(): Promise<boolean> {
    for (;;) {
      const message = await Promise.race([this.#talk.receive(), this.#failed])
      switch (message.type) {
        case 'entries':
          // Before it is stored: a peer that hangs up instead of waiting has delivered nothing.
          await this.#options.brake(byteCountOf(message.entries))
          await this.#takeBatch(message.entries)
          break
        case 'offer':
          await this.#storing
          await this.#takeAttachment(message)
          break
        case 'done':
          await this.#storing
          await this.#ingest([])
          return message.complete && !this.#declined
        default:
          throw outOfTurn(message.type, 'entries, offer or done')
      }
    }
  }

  /** Has a batch verified while the one before is stored; of more, none is touched until then. */
  async #takeBatch(entries: readonly ReceivedEntry[]): Promise<void> {
    await this.#storedBefore
    this.#storedBefore = this.#storing
    const parcels = entries.map((entry) => ({ type: 'entry' as const, ...entry }))
    const stored = this.#ingest(parcels, this.#storedBefore)
    this.#storing = stored.then(() => this.#talk.send({ type: 'ack', accepted: true }))
    this.#storing.catch(this.#fail)
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
      // One tiny chunk at a time would cost a message for each byte, and occupy memory that others need.
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

  /** Passes what has arrived to the node, attachments first, and records whether any of it was new. */
  async #ingest(entries: readonly ReceivedParcel[], before?: Promise<void>): Promise<void> {
    const parcels = [...this.#attachments, ...entries]
    this.#attachments = []
    if (parcels.length === 0) return
    const { admitted, held, refusals } = await this.#options.source.ingest(this.#options.peer, parcels, before)
    this.#release()
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
