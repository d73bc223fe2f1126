import { sha256 } from '../../identity/index.ts'
import { type Did, type Hash, isPublicScope, type Refusal, type Result } from '../../kernel/index.ts'
import { decodeEntry, type SealedEntry } from '../../log/index.ts'
import type { FederationNode } from '../node.ts'
import type { IngestSummary, ReceivedParcel } from '../ports/sync-port.ts'
import type { Delivery } from '../quotas/shares.ts'
import type { Pace } from './pace.ts'
import { remember } from './remember.ts'
import type { VerifyAll } from './verifier.ts'

/** Public entries admitted in one job, and their bytes. */
const PUBLIC_ENTRIES_PER_JOB_MAX = 20
const PUBLIC_BYTES_PER_JOB_MAX = 256 * 1024

export interface IntakeOptions {
  readonly node: FederationNode
  /** Rests from work for strangers. */
  readonly pace: Pace
  readonly verify: VerifyAll
  /** What this node knows now of the peer that sends. */
  readonly deliveryOf: (peer: Did) => Promise<Delivery>
}

/** Takes in what peers send: decodes it, verifies it, and has it admitted. */
export class Intake {
  readonly #options: IntakeOptions
  readonly #verify: VerifyAll
  readonly #senders = new Map<Hash, Did>()

  constructor(options: IntakeOptions) {
    this.#options = options
    this.#verify = options.verify
  }

  /** The peer that has sent an entry; null if none has lately. */
  senderOf(hash: Hash): Did | null {
    return this.#senders.get(hash) ?? null
  }

  /**
   * `before`: nothing is admitted until that is done, nor if it fails. What is said under agreements is verified meanwhile;
   * verifying what strangers say in public is part of the work from which this node rests.
   */
  async take(
    peer: Did,
    parcels: readonly ReceivedParcel[],
    before: Promise<unknown> = Promise.resolve(),
  ): Promise<IngestSummary> {
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
    const isPrivate = !sealed.some(({ entry }) => isPublicScope(entry.scope))
    const [verified] = await Promise.all([isPrivate ? this.#verify(peer, sealed) : null, before])
    const delivery = await this.#options.deliveryOf(peer)
    const summaries: IngestSummary[] = [{ admitted: 0, known: 0, held: 0, refusals }]
    for (const job of jobsOf(sealed)) {
      const work = async () => this.#admit(job, verified ?? (await this.#verify(peer, job)), brought, delivery)
      const isOfStrangers = job.some(({ entry }) => isPublicScope(entry.scope) && !delivery.circle.has(entry.author))
      summaries.push(await (isOfStrangers ? this.#options.pace.take(work) : work()))
    }
    return summaries.reduce(together)
  }

  async #admit(
    job: readonly SealedEntry[],
    signatures: readonly Result<void>[],
    brought: ReadonlyMap<Hash, Uint8Array>,
    delivery: Delivery,
  ): Promise<IngestSummary> {
    const refusals = signatures.flatMap((result) => (result.ok ? [] : [result.refusal]))
    const verified = job.filter((_, i) => signatures[i]?.ok)
    for (const { hash } of verified) remember(this.#senders, hash, delivery.from)
    const { outcomes, admitted } = await this.#options.node.receive(verified, brought, delivery)
    for (const outcome of outcomes) if (outcome.outcome === 'refused') refusals.push(outcome.refusal)
    const count = (wanted: 'known' | 'held') => outcomes.filter(({ outcome }) => outcome === wanted).length
    return { admitted, known: count('known'), held: count('held'), refusals }
  }
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
