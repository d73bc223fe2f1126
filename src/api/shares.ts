import { Turns } from '../node/index.ts'
import type { DatabaseKind } from './enums.ts'
import { Outgoing } from './outgoing.ts'
import { requestError } from './unwrap.ts'

/** Answers that are made at once, in all and for one token. */
const ANSWERS_MAX = 4
const OWN_ANSWERS_MAX = 1
/** What may wait for its turn from one token. */
export const OWN_WAITING_MAX = 4_000
/** Large bodies that are received at once, in all and for one token, and those that may wait. */
const UPLOADS_MAX = 8
const OWN_UPLOADS_MAX = 2
const OWN_UPLOADS_WAITING_MAX = 200
/** Previews that may wait for their turn from one token. */
export const OWN_PREVIEWS_WAITING_MAX = 8

/** What the callers of the API share, each in its turn. */
export class Shares {
  /** Reading documents, finding out what they cost, and answering what needs no database. */
  readonly #intake = new Turns({ max: 1, ownMax: 1 })
  /** Answers that have not been taken yet. */
  readonly outgoing = new Outgoing()
  /** Large bodies, which are in memory as a whole before they can be read. */
  readonly #uploads = new Turns({ max: UPLOADS_MAX, ownMax: OWN_UPLOADS_MAX })
  /** Answering queries. The database inside the process shows one snapshot at a time. */
  readonly #answers: Turns
  /** Netting previews in the thread for long sums, which the node needs for its own as well. */
  readonly #previews = new Turns({ max: 1, ownMax: 1 })

  constructor(database: DatabaseKind) {
    this.#answers = new Turns(
      database === 'EMBEDDED' ? { max: 1, ownMax: 1 } : { max: ANSWERS_MAX, ownMax: OWN_ANSWERS_MAX },
    )
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
    return () => setImmediate(release)
  }

  /** Does something that holds up everybody else while it lasts, in the turn of whoever wants it. */
  async intake<T>(principal: string, work: () => T): Promise<T> {
    const end = await this.takeIntake(principal)
    try {
      return work()
    } finally {
      end()
    }
  }

  takeAnswer(principal: string, hurry: () => void): Promise<() => void> {
    refuseQueue(this.#answers, principal, OWN_WAITING_MAX)
    return this.#answers.take(principal, hurry)
  }

  preview<T>(principal: string, work: () => Promise<T>): Promise<T> {
    refuseQueue(this.#previews, principal, OWN_PREVIEWS_WAITING_MAX)
    return this.#previews.run(principal, work)
  }
}

function refuseQueue(turns: Turns, principal: string, max: number): void {
  if (turns.waiting(principal) >= max)
    throw requestError('RATE_LIMITED', `${max} operations of this token wait already: wait for some of their answers`)
}
