import { type AgreementDocument, agreementAggregate, documentHash } from '../../src/agreements/index.ts'
import {
  asMotion,
  type FollowUp,
  type MotionState,
  type MotionView,
  motionAggregate,
  outcomeOf,
  type VoteChoice,
  viewMotion,
} from '../../src/governance/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Hash, Instant, JsonObject } from '../../src/kernel/index.ts'
import { forkAggregate, type SealedEntry } from '../../src/log/index.ts'
import { alder, birch, cedar, firstDocument, roles, START, Words } from '../agreements/agreeing.ts'
import { History } from '../support/history.ts'

export { alder, amendmentOf, birch, cedar, DAY_MS, dogwood, elm } from '../agreements/agreeing.ts'

const HOUR_MS = 60 * 60 * 1000

type Governance = Extract<AgreementDocument, { readonly type: 'JOINT_GOVERNANCE' }>

/** An agreement by which alder, birch and cedar decide by simple majority, unless the changes say otherwise. */
export function governing(
  terms: Partial<Governance['terms']> = {},
  changes: Partial<AgreementDocument> = {},
): Governance {
  return firstDocument({
    type: 'JOINT_GOVERNANCE',
    terms: { quorum: 50, threshold: 50, weights: [], ...terms },
    parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY']),
    title: 'How the orchard decides',
    ...changes,
  } as Partial<AgreementDocument>) as Governance
}

/** An agreement in force, and what is said about motions under it; those at one desk have seen the same. */
export class Assembly {
  readonly words: Words
  readonly document: AgreementDocument
  readonly decision: SealedEntry

  constructor(words: Words, document: AgreementDocument, decision: SealedEntry) {
    this.words = words
    this.document = document
    this.decision = decision
  }

  static open(document: AgreementDocument = governing(), signers: readonly Signer[] = [alder, birch, cedar]): Assembly {
    const history = new History(document.agreementId, [agreementAggregate, forkAggregate, motionAggregate])
    const words = new Words(history.desk(START))
    return new Assembly(words, document, words.conclude(document, signers))
  }

  get history(): History {
    return this.words.desk.history
  }

  /** Proposes a motion that closes in an hour. */
  propose(
    signer: Signer,
    changes: { readonly closesAt?: number; readonly title?: string; readonly followUps?: readonly FollowUp[] } = {},
  ): SealedEntry {
    const body = {
      nonce: 'a-nonce',
      documentHash: documentHash(this.document),
      decision: this.decision.hash,
      title: 'A new press',
      text: 'Shall we buy *one*?',
      closesAt: this.words.desk.now + HOUR_MS,
      followUps: [],
      ...changes,
    }
    return this.#say(signer, 'motion.proposed', body as unknown as JsonObject)
  }

  vote(signer: Signer, motion: SealedEntry, choice: VoteChoice, at?: number): SealedEntry {
    return this.#say(signer, 'vote.cast', { motionId: motion.entry.subject, choice, reason: null }, at)
  }

  withdraw(signer: Signer, motion: SealedEntry, at?: number): SealedEntry {
    return this.#say(signer, 'motion.withdrawn', { motionId: motion.entry.subject, reason: null }, at)
  }

  /** At its `closesAt`, unless the desk's clock is past that. */
  close(signer: Signer, motion: SealedEntry, votes: readonly SealedEntry[], at?: number): SealedEntry {
    const closesAt = Number(motion.entry.body.closesAt)
    const body = { motionId: motion.entry.subject, votes: votes.map(({ hash }) => hash).sort() }
    return this.#say(signer, 'motion.closed', body, at ?? Math.max(this.words.desk.now, closesAt))
  }

  confirm(signer: Signer, closing: SealedEntry): SealedEntry {
    return this.#say(signer, 'closing.confirmed', { motionId: closing.entry.subject, closing: closing.hash })
  }

  finish(signer: Signer, motion: SealedEntry, index: number): SealedEntry {
    return this.#say(signer, 'followup.done', { motionId: motion.entry.subject, index })
  }

  /** Closed by one with these votes, and confirmed by some. */
  conclude(motion: SealedEntry, votes: readonly SealedEntry[], by: Signer, confirmers: readonly Signer[]): SealedEntry {
    const closing = this.close(by, motion, votes)
    for (const signer of confirmers) this.confirm(signer, closing)
    return closing
  }

  split(): Assembly {
    return new Assembly(this.words.split(), this.document, this.decision)
  }

  hear(...others: readonly Assembly[]): void {
    for (const other of others) this.words.hear(other.words)
  }

  refusal(entry: SealedEntry): string | null {
    return this.words.refusal(entry)
  }

  state(motion: SealedEntry): MotionState {
    return asMotion(this.history.state(motion.entry.subject))
  }

  status(motion: SealedEntry): string {
    return outcomeOf(this.state(motion)).status
  }

  closing(motion: SealedEntry): Hash | null {
    return outcomeOf(this.state(motion)).closing?.hash ?? null
  }

  view(motion: SealedEntry, now: number = this.words.desk.now): MotionView {
    return viewMotion(this.state(motion), now as Instant)
  }

  /** What an entry says follows all that its desk has seen, as a node's own do. */
  #say(signer: Signer, kind: string, body: JsonObject, at?: number): SealedEntry {
    const { desk } = this.words
    return desk.write(signer, kind, body, { after: desk.heads(), ...(at === undefined ? {} : { at }) })
  }
}
