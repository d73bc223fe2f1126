import { type Signer, sha256 } from '../../identity/index.ts'
import { type Did, type Hash, type Instant, isPublicScope, ok, type Result, type Scope } from '../../kernel/index.ts'
import {
  AFTER_MAX,
  ancestryOf,
  BEFORE_ANSWERED_MS_MAX,
  decodeEntry,
  type Entry,
  encodeEntry,
  liesOn,
  type SealedEntry,
  sealEntry,
} from '../../log/index.ts'
import { type Computation, ComputationPending, type Computations } from '../computations/computations.ts'
import { listUnanswered } from '../feed/unanswered.ts'
import { bannedForkers, type ForkPlace, placeOf } from '../forks/forks.ts'
import { admit, FORK_NOT_NAMED, type Outcome, refusalOf } from '../gate/admit.ts'
import { attachmentProblem } from '../gate/attachments.ts'
import type { CausalStateCache } from '../gate/causal-state-cache.ts'
import { Effects } from '../gate/effects.ts'
import { prefetchSubjects } from '../gate/prefetch.ts'
import { UnitOfWork } from '../gate/unit-of-work.ts'
import type { Change, NewChange, Origin, StoredEntry, StoreReader, StoreTransaction } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import type { Holdings } from '../quotas/holdings.ts'
import { type Arrived, PendingEntries } from '../quotas/pending-entries.ts'
import { remove } from '../quotas/removing.ts'
import type { Delivery, Shares } from '../quotas/shares.ts'
import { Storing } from '../quotas/storing.ts'
import { fillStub, stubHere, tellableAmong } from '../quotas/stubs.ts'
import { longest } from '../sync/longest.ts'
import { LAST_SIGNED } from './clocks.ts'
import type { CommandContext, Policies, WriteIntent } from './command.ts'
import { flushing } from './flushing.ts'
import { Rollback } from './rollback.ts'

/** Maximum number of others' new log tips that an entry names. */
const NEWS_NAMED_MAX = 64

/** What a job requires beside its transaction. */
export interface SessionSettings {
  readonly protocol: Protocol
  readonly signer: Signer
  readonly now: Instant
  readonly policies: Policies
  readonly nonce: () => string
  /** Whether this node may sign now: not before its own log is known to be whole. */
  readonly maySign: () => Result<void>
  /** Whether it may give an entry this date: not while its clock runs ahead of its partners', nor where it once did. */
  readonly mayDate: (at: Instant) => Result<void>
  readonly computations: Computations
  readonly pasts: CausalStateCache
  readonly shares: Shares
  readonly holdings: Holdings
  /** Maximum number of open proposals of cooperatives that are not partners. */
  readonly proposalQuota: number
  /** Whether to compute inside the transaction: after computing outside has repeatedly been in vain. */
  readonly computeInside: boolean
}

const NO_ONE: ReadonlySet<Did> = new Set()

/** The row that records that reactions were left undone, usually because signing was stopped. */
export const DUTIES_LEFT = ['clock', 'duties-left'] as const

/** Whether reactions were left undone. */
export async function dutiesAreLeft(reader: StoreReader): Promise<boolean> {
  return (await reader.local(...DUTIES_LEFT)) !== null
}

/** One job inside a transaction: reads through a unit of work, admits, and ends with `finish`. */
export class Session {
  readonly tx: StoreTransaction
  readonly work: UnitOfWork
  readonly effects: Effects
  /** The last own entry admitted in each scope: the head file must record it before it is sent to any peer. */
  readonly ownHeads = new Map<Scope, { readonly seq: number; readonly hash: Hash }>()
  /** Positions at which a forked log branches without a witness: found by an entry that was refused for it. */
  readonly forkPlaces: ForkPlace[] = []
  /** Own entries that a peer returned. */
  readonly adopted: Hash[] = []
  /** Attachments that this job has stored. */
  attachmentCount = 0
  readonly #settings: SessionSettings
  readonly #hold: PendingEntries
  readonly storing: Storing
  /** The neighbour that brought the entries of this job; null if none, or unknown. */
  #delivery: Delivery | null = null
  /** What has arrived in this job and a pending entry may wait for; examined together. */
  readonly #here: Hash[] = []
  /** Attachments that came along with the entries of this job, needed or not. */
  #offered: ReadonlyMap<Hash, Uint8Array> = new Map()
  /** The date of our last entry, in any scope. */
  #lastAt: number | null = null

  constructor(tx: StoreTransaction, settings: SessionSettings) {
    this.tx = tx
    this.#settings = settings
    this.effects = new Effects(settings.protocol)
    this.work = new UnitOfWork(tx, settings.protocol, settings.pasts)
    const { shares, holdings, now, signer, proposalQuota } = settings
    const partners = () => this.#delivery?.partners ?? NO_ONE
    this.#hold = new PendingEntries({ tx, now, self: signer.did, holdings, partners })
    this.storing = new Storing({ tx, work: this.work, shares, self: signer.did, now, proposalQuota })
    this.#delivery = shares.delivery
  }

  /**
   * Admits verified entries in the order given, then all pending ones that these release. Of the attachments that came
   * along, only those are stored without which an otherwise admissible entry would have to wait.
   */
  async receive(
    batch: readonly SealedEntry[],
    origin: Origin,
    offered: ReadonlyMap<Hash, Uint8Array> = new Map(),
    delivery: Delivery | null = null,
  ): Promise<Outcome[]> {
    this.#offered = offered
    this.#delivery = delivery
    await this.work.prefetch(batch)
    const arrivals: Arrived[] = []
    for (const sealed of batch) {
      const arrival: Arrived = { sealed, outcome: await this.#enter(sealed, origin) }
      arrivals.push(arrival)
      this.#hold.keep(arrival)
      if (arrival.outcome.outcome !== 'admitted') continue
      await this.#hold.retryFresh(this.work.arrivedWith(sealed.hash), this.#retry)
    }
    await this.#hold.store()
    this.#here.push(...offered.keys())
    await this.#release()
    return arrivals.map(({ outcome }) => outcome)
  }

  /** Retries pending entries that are due. */
  async releaseDue(limit: number): Promise<void> {
    await this.#hold.releaseDue(limit, this.#retry)
    await this.#release()
  }

  /** Makes, checks, signs and admits one entry of this node's own. A refusal means that nothing was signed. */
  async write(intent: WriteIntent): Promise<Result<StoredEntry>> {
    const { protocol, signer } = this.#settings
    const allowed = this.#settings.maySign()
    if (!allowed.ok) {
      await this.leaveDuties()
      return allowed
    }
    const kind = protocol.kindOf(intent.kind)
    if (kind === undefined) throw new Error(`no such kind of entry: ${intent.kind}`)
    const body = kind.decode(intent.body)
    if (!body.ok) return body
    const draft = await this.#draft(intent, kind.subject(body.value, { author: signer.did, scope: intent.scope }))
    const dated = this.#settings.mayDate(draft.at)
    if (!dated.ok) {
      await this.leaveDuties()
      return dated
    }
    const unsigned = encodeEntry(draft)
    if (!unsigned.ok) return unsigned
    // Judges and signs what every other node will decode from these bytes.
    const read = decodeEntry(unsigned.value.bytes, new Uint8Array())
    if (!read.ok) return read
    const refusal = await refusalOf(this.work, read.value)
    if (refusal !== null) return { ok: false, refusal }
    this.work.expectNew(read.value.hash)
    return await this.#seal(sealEntry(read.value, signer))
  }

  get now(): Instant {
    return this.#settings.now
  }

  /** Records that something was left undone: all reactions run again once this node may sign. */
  async leaveDuties(): Promise<void> {
    await this.tx.putLocal(...DUTIES_LEFT, { at: this.#settings.now })
  }

  /** Stores the changes and everything else that the job has written. */
  async finish(): Promise<readonly Change[]> {
    if (this.#here.length > 0) await this.#release()
    await this.work.digests.settle(this.work, this.tx)
    const { protocol, pasts, now, holdings } = this.#settings
    const removals = this.storing.isDirty ? await this.storing.finish() : []
    if (removals.some(({ author }) => author === null)) holdings.forget()
    if (removals.length > 0) await remove(removals, { tx: this.tx, protocol, pasts, now, effects: this.effects })
    if (this.ownHeads.size > 0) await this.tx.putLocal(...LAST_SIGNED, { at: await this.#lastSignedAt() })
    return this.effects.changes.length === 0 ? [] : await this.tx.appendChanges(this.effects.changes.splice(0))
  }

  /** What a command sees of this session. */
  context(): CommandContext {
    const { signer, now, policies, nonce } = this.#settings
    const tx = flushing(this.tx, this.work)
    return {
      ...{ tx, self: signer.did, signer, now, policies, nonce },
      prefetch: (scope, subjects) => prefetchSubjects(this.work, scope, subjects),
      write: (intent) => this.write(intent),
      calculate: (name, key, load) => this.#calculate(name, key, load),
      hasSeen: (scope, author, entry) => this.work.hasSeen(scope, author, entry),
      unanswered: (subjectKind) => listUnanswered(tx, subjectKind),
      reindex: (row) => this.work.reindex(row),
      attach: (scope, bytes) => this.attach(scope, bytes),
      letGoProposalsOf: (proposer) => this.storing.proposals.letGoOf(proposer),
      note: (change) => this.note(change, 'LOCAL'),
    }
  }

  /** Stores an attachment of this node's own under its hash and admits what waited for it. */
  async attach(scope: Scope, bytes: Uint8Array): Promise<Hash> {
    const hash = sha256(bytes)
    if (await this.work.hasAttachment(scope, hash)) return hash
    const problem = await attachmentProblem(this.tx, this.#settings.signer.did, bytes.length)
    if (problem !== null) throw new Rollback(problem.refusal)
    await this.#store(scope, this.#settings.signer.did, hash, bytes)
    return hash
  }

  /** Whether an attachment that a peer offers would be stored. */
  async wantsAttachment(scope: Scope, hash: Hash, byteCount: number): Promise<boolean> {
    if ((await this.work.hasAttachment(scope, hash)) || (await this.storing.proposals.isOpen(scope))) return false
    const [waiting] = await this.tx.heldWaitingFor([hash], 1)
    // Only the entry that follows identifies the owner, unless one waits already.
    return waiting === undefined || (await attachmentProblem(this.tx, waiting.sealed.entry.author, byteCount)) === null
  }

  /** Admits an entry; an attachment that is the only thing missing is stored first, if it came along. */
  async #enter(sealed: SealedEntry, origin: Origin): Promise<Outcome> {
    let outcome = await this.#admit(sealed, origin)
    while (outcome.outcome === 'held' && (await this.#takeFor(sealed, outcome.waitsFor))) {
      outcome = await this.#admit(sealed, origin)
    }
    if (outcome.outcome === 'admitted') this.#here.push(...this.work.arrivedWith(sealed.hash))
    return outcome
  }

  /** Stores an attachment on the account of the entry's author. */
  async #takeFor({ entry }: SealedEntry, waitsFor: Hash | null): Promise<boolean> {
    const bytes = waitsFor === null ? undefined : this.#offered.get(waitsFor)
    if (waitsFor === null || bytes === undefined || (await this.work.hasAttachment(entry.scope, waitsFor))) return false
    if ((await attachmentProblem(this.tx, entry.author, bytes.length)) !== null) return false
    if (await this.storing.proposals.isOpen(entry.scope)) return false
    await this.#store(entry.scope, entry.author, waitsFor, bytes)
    return true
  }

  async #store(scope: Scope, author: Did, hash: Hash, bytes: Uint8Array): Promise<void> {
    await this.tx.addAttachment(hash, author, bytes, scope)
    this.attachmentCount++
    this.#here.push(hash)
  }

  /** Admits the pending entries that waited for what is here by now, and those that follow. */
  async #release(): Promise<void> {
    while (this.#here.length > 0) await this.#hold.release(this.#here.splice(0), this.#retry)
  }

  /** Reports to subscribers what followed from time alone. */
  follow(kind: string, scope: Scope, subject: string): void {
    const { now } = this.#settings
    this.effects.follow(kind, subject, { scope, at: now, now, author: null, entryHash: null })
  }

  /** Reports to subscribers a change that is no entry. */
  note(change: Pick<NewChange, 'kind' | 'subjectKind' | 'subject' | 'scope'>, origin: Origin): void {
    const { now } = this.#settings
    this.effects.changes.push({
      ...change,
      author: null,
      entryHash: null,
      refusal: null,
      at: now,
      receivedAt: now,
      origin,
    })
  }

  async #calculate<Args extends readonly unknown[], Out>(
    computation: Computation<Args, Out>,
    key: string,
    load: () => Promise<readonly [...Args]>,
  ): Promise<Out> {
    const { computations, computeInside } = this.#settings
    const known = computations.find(computation, key)
    if (known !== undefined) return known
    const args = await load()
    if (computeInside) return await computations.do(computation, key, args)
    throw new ComputationPending(() => computations.do(computation, key, args))
  }

  readonly #retry = async (sealed: SealedEntry): Promise<{ outcome: Outcome; arrived: Hash[] }> => {
    const outcome = await this.#enter(sealed, 'GOSSIP')
    return { outcome, arrived: outcome.outcome === 'admitted' ? this.work.arrivedWith(sealed.hash) : [] }
  }

  async #admit(sealed: SealedEntry, origin: Origin): Promise<Outcome> {
    const { now, signer } = this.#settings
    const delivery = origin === 'GOSSIP' ? this.#delivery : null
    const taking = delivery === null ? 'whole' : await this.storing.takes(sealed, delivery)
    if (taking === 'dropped') return { outcome: 'dropped' }
    const asStub = taking === 'stub'
    const stub = asStub || delivery === null ? null : await stubHere(this.work, sealed.hash)
    if (stub !== null && delivery !== null) {
      const stored = await fillStub(this, stub, sealed)
      this.storing.filled(stored, stub, delivery)
      return { outcome: 'admitted', stored }
    }
    const outcome = await admit(this.work, sealed, { origin, now, asStub, effects: this.effects, hold: this.#hold })
    if (outcome.outcome === 'admitted') await this.storing.admitted(outcome.stored, delivery)
    if (outcome.outcome === 'refused' && outcome.refusal.code === FORK_NOT_NAMED) {
      this.forkPlaces.push(placeOf(sealed.entry))
    }
    if (outcome.outcome === 'admitted' && sealed.entry.author === signer.did) await this.#rememberOwn(sealed, origin)
    return outcome
  }

  /** Records the head of our own log, also from own entries that a peer returned. */
  async #rememberOwn({ entry, hash }: SealedEntry, origin: Origin): Promise<void> {
    const { scope, author, seq, at } = entry
    if (origin !== 'LOCAL') this.adopted.push(hash)
    if (longest(await this.work.tips(scope, author))?.hash === hash) this.ownHeads.set(scope, { seq, hash })
    this.#lastAt = Math.max(at, await this.#lastSignedAt())
  }

  async #seal(sealed: SealedEntry): Promise<Result<StoredEntry>> {
    const outcome = await this.#admit(sealed, 'LOCAL')
    if (outcome.outcome !== 'admitted' || outcome.stored.verdict !== null) {
      throw new Error(`the gate disagrees with the check before it: ${JSON.stringify(outcome)}`)
    }
    this.work.noteNamed(sealed.entry)
    this.#here.push(...this.work.arrivedWith(outcome.stored.hash))
    return ok(outcome.stored)
  }

  /** The next entry of our own log. It names what it answers and, as far as there is room, all tips of its subject. */
  async #draft({ scope, kind, body, answers = [] }: WriteIntent, subject: string): Promise<Entry> {
    const { signer, now } = this.#settings
    const last = longest(await this.work.tips(scope, signer.did))
    const named = new Set([...answers, ...(last === null ? await this.#entrance(scope) : [])])
    const own = ancestryOf(last === null ? [] : [last], await this.work.lines(scope))
    const tips = (await this.work.subject(scope, subject))?.tips ?? []
    const others = tips.filter((tip) => !named.has(tip.hash) && !liesOn(tip, own)).map(({ hash }) => hash)
    const unnamed = await tellableAmong(this.work, scope, others)
    const room = Math.max(0, AFTER_MAX - named.size)
    for (const hash of unnamed.slice(Math.max(0, unnamed.length - room))) named.add(hash)
    for (const hash of await this.#newsOf(scope)) if (named.size < AFTER_MAX) named.add(hash)
    const after = [...named].sort()
    const earliest = (await this.#latestOf(after)) - BEFORE_ANSWERED_MS_MAX
    return {
      v: 1,
      author: signer.did,
      scope,
      seq: (last?.seq ?? 0) + 1,
      prev: last?.hash ?? null,
      at: Math.max(now, last?.at ?? 0, await this.#lastSignedAt(), earliest) as Instant,
      kind,
      subject,
      after,
      body,
    }
  }

  /** The entry whose document lets us write in a scope: our first entry there must name it. */
  async #entrance(scope: Scope): Promise<Hash[]> {
    if (isPublicScope(scope)) return []
    await this.work.flush()
    const openings = await this.tx.openingsNaming(scope, this.#settings.signer.did)
    return openings.slice(0, 1).map(({ entryHash }) => entryHash)
  }

  /**
   * Others' tips in an agreement's scope since our last entry there: an entry names them, so that our log proves what
   * we had seen. The newest, if there are many; without the branches of forkers, which have no bound, and which must
   * not make a peer that lacks one wait.
   */
  async #newsOf(scope: Scope): Promise<readonly Hash[]> {
    if (isPublicScope(scope)) return []
    const unseen = await this.work.unnamedTips(scope, this.#settings.signer.did)
    const forked: Did[] = []
    for (const author of new Set(unseen.map((tip) => tip.author)))
      if (await this.work.hasForked(scope, author)) forked.push(author)
    const banned = new Set(forked.length === 0 ? [] : await bannedForkers(this.tx, forked))
    return unseen
      .filter(({ author }) => !banned.has(author))
      .sort((a, b) => b.at - a.at || (a.hash < b.hash ? -1 : 1))
      .slice(0, NEWS_NAMED_MAX)
      .map(({ hash }) => hash)
  }

  /** The date of the latest of these entries; 0 if there are none. */
  async #latestOf(hashes: readonly Hash[]): Promise<number> {
    await this.work.loadEntries(hashes)
    return Math.max(0, ...hashes.map((hash) => this.work.loaded(hash)?.entry.at ?? 0))
  }

  async #lastSignedAt(): Promise<number> {
    this.#lastAt ??= Number((await this.tx.local(...LAST_SIGNED))?.at ?? 0)
    return this.#lastAt
  }
}
