import { setImmediate as nextRound, setTimeout as wait } from 'node:timers/promises'
import { Turns } from '../../node/index.ts'
import type { DatabaseKind } from '../graphql/enums.ts'
import { requestError } from '../graphql/errors.ts'
import { Outgoing } from '../http/outgoing-bytes.ts'

/** Concurrent answers, in all and for one token. */
const ANSWERS_MAX = 4
const OWN_ANSWERS_MAX = 1
/** Maximum number of queued operations of one token. */
const OWN_WAITING_MAX = 4_000
/** Large bodies that are received at once, in all and for one token, and those that may wait. */
const UPLOADS_MAX = 8
const OWN_UPLOADS_MAX = 2
const OWN_UPLOADS_WAITING_MAX = 200
/** Maximum number of queued previews of one token. */
const OWN_PREVIEWS_WAITING_MAX = 8

/**
 * For each millisecond for which a caller has held up the event loop, it rests so many, if others have something under
 * way then: its operations leave them two thirds of the time, however many it has. Less than the minimum is not worth it.
 */
const REST_FACTOR = 2
const REST_MS_MIN = 10
const REST_MS_MAX = 1_000
/** How long what has changed may wait to be told until the mutations that were running then are answered. */
const MUTATIONS_FIRST_MS = 50
/** Callers whose owed rest is tracked. */
const OWING_MAX = 1_000

/** The resources that the callers of the API share, in turns. */
export class FairShares {
  /** How many operations of each caller are running. */
  readonly #attending = new Map<string, number>()
  /** How long each caller has to rest, from an instant on. */
  readonly #owing = new Map<string, { readonly ms: number; readonly from: number }>()
  /** Mutations that are not answered yet. */
  readonly #mutations = new Set<Promise<unknown>>()
  /** Reading documents, finding out what they cost, and answering what needs no database. */
  readonly #intake = new Turns({ max: 1, ownMax: 1 })
  /** Answers that have not been taken yet. */
  readonly outgoing = new Outgoing()
  /** Large bodies, which are in memory as a whole before they can be read. */
  readonly #uploads = new Turns({ max: UPLOADS_MAX, ownMax: OWN_UPLOADS_MAX })
  /** Answering queries. The database inside the process shows one snapshot at a time. */
  readonly #answers: Turns
  /** Netting previews in the computation thread that the node's own netting shares. */
  readonly #previews = new Turns({ max: 1, ownMax: 1 })

  constructor(database: DatabaseKind) {
    this.#answers = new Turns(
      database === 'EMBEDDED' ? { max: 1, ownMax: 1 } : { max: ANSWERS_MAX, ownMax: OWN_ANSWERS_MAX },
    )
  }

  /** Notes that a caller has an operation under way; answers what ends this. */
  attend(principal: string): () => void {
    this.#attending.set(principal, (this.#attending.get(principal) ?? 0) + 1)
    return () => {
      const left = (this.#attending.get(principal) ?? 0) - 1
      if (left > 0) this.#attending.set(principal, left)
      else this.#attending.delete(principal)
    }
  }

  /** Notes a mutation, until it is answered. */
  async mutate<T>(mutation: Promise<T>): Promise<T> {
    this.#mutations.add(mutation)
    try {
      return await mutation
    } finally {
      this.#mutations.delete(mutation)
    }
  }

  /** Waits for the answers of the mutations that are running now, but not long. */
  async mutationsFirst(): Promise<void> {
    if (this.#mutations.size === 0) return
    const timer = new AbortController()
    const timeout = wait(MUTATIONS_FIRST_MS, undefined, { signal: timer.signal }).catch(() => undefined)
    await Promise.race([Promise.allSettled(this.#mutations), timeout])
    timer.abort()
    // They are on their way to their clients when the event loop has gone round.
    await nextRound()
  }

  /** Waits until a caller may send a large body; answers what ends it. */
  takeUpload(principal: string): Promise<() => void> {
    refuseQueue(this.#uploads, principal, OWN_UPLOADS_WAITING_MAX)
    return this.#uploads.take(principal)
  }

  /** Waits for the turn of a caller's document; answers what ends it, when what came meanwhile has been taken in. */
  async takeIntake(principal: string): Promise<() => void> {
    if (this.outgoing.isFull(principal))
      throw requestError('RATE_LIMITED', 'too many bytes of answers wait to be taken: take some of them first')
    refuseQueue(this.#intake, principal, OWN_WAITING_MAX)
    const release = await this.#intake.take(principal)
    const begunAt = performance.now()
    return () => {
      this.#rest(principal, performance.now() - begunAt)
      setImmediate(release)
    }
  }

  /** Runs work that blocks all others while it lasts, in its caller's turn. */
  async intake<T>(principal: string, work: () => T): Promise<T> {
    const end = await this.takeIntake(principal)
    try {
      return work()
    } finally {
      end()
    }
  }

  async takeAnswer(principal: string, hurry: () => void): Promise<() => void> {
    refuseQueue(this.#answers, principal, OWN_WAITING_MAX)
    const release = await this.#answers.take(principal, hurry)
    const before = performance.eventLoopUtilization()
    return () => {
      // What the loop did meanwhile was done for all of those who have something under way.
      const { active } = performance.eventLoopUtilization(before)
      this.#rest(principal, active / (1 + this.#others(principal)))
      release()
    }
  }

  /** The one of some callers who has to wait least for an answer now; null where there are none. */
  leastBusy(principals: Iterable<string>): string | null {
    let least: string | null = null
    let fewest = Number.POSITIVE_INFINITY
    for (const principal of principals) {
      const waiting = this.outgoing.isFull(principal) ? OWN_WAITING_MAX : this.#answers.waiting(principal)
      if (waiting < fewest) [least, fewest] = [principal, waiting]
    }
    return least
  }

  preview<T>(principal: string, work: () => Promise<T>): Promise<T> {
    refuseQueue(this.#previews, principal, OWN_PREVIEWS_WAITING_MAX)
    return this.#previews.run(principal, work)
  }

  #rest(principal: string, busyMs: number): void {
    const now = performance.now()
    const { ms, from } = this.#owing.get(principal) ?? { ms: 0, from: now }
    const owed = Math.min(Math.max(0, from + ms - now) + busyMs * REST_FACTOR, REST_MS_MAX)
    this.#owing.delete(principal)
    this.#owing.set(principal, { ms: owed, from: now })
    const [oldest] = this.#owing.keys()
    if (this.#owing.size > OWING_MAX && oldest !== undefined) this.#owing.delete(oldest)
    if (owed < REST_MS_MIN || this.#others(principal) === 0) return
    for (const turns of [this.#intake, this.#answers]) turns.rest(principal, owed)
  }

  /** How many others have running operations. */
  #others(principal: string): number {
    return this.#attending.size - (this.#attending.has(principal) ? 1 : 0)
  }
}

function refuseQueue(turns: Turns, principal: string, max: number): void {
  if (turns.waiting(principal) >= max)
    throw requestError('RATE_LIMITED', `${max} operations of this token wait already: wait for some of their answers`)
}
