import { type AgreementDocument, agreementAggregate, documentHash } from '../../src/agreements/index.ts'
import type { StatusOption } from '../../src/attestations/index.ts'
import type { Signer } from '../../src/identity/index.ts'
import type { Hash, Instant, JsonObject } from '../../src/kernel/index.ts'
import { forkAggregate, type SealedEntry } from '../../src/log/index.ts'
import {
  type BookingState,
  type BookingView,
  bookingAggregate,
  issueGrant,
  usageAggregate,
  viewBooking,
} from '../../src/resources/index.ts'
import { alder, amendmentOf, birch, cedar, firstDocument, roles, START, Words } from '../agreements/agreeing.ts'
import { History } from '../support/history.ts'

export const HOUR_MS = 3_600_000
/** A day after the agreement was proposed. */
export const NOON = (START + 24 * HOUR_MS) as Instant

const FREE = { model: 'NONE', amount: null, currency: null, scale: null, period: null, unit: null }
const PRICED = { ...FREE, model: 'PER_USE', amount: '150', currency: 'EUR', scale: 2, unit: 'hour' }
const DEAREST = { ...PRICED, amount: '9223372036854775807' }
const DAILY = { ...FREE, model: 'FIXED', amount: '2500', currency: 'EUR', scale: 2, period: 'P1D' }
export const SETTLEMENT = `agr_${'5'.repeat(64)}`
const SETTLED = { settlementId: SETTLEMENT }
const RETURNED = { ...FREE, model: 'RECIPROCAL' }
const THING = { description: null, unit: null, compensation: FREE, settlementId: null, approval: 'BY_PROVIDER' }

/** Alder lends a van and a hall of 40 seats; birch a shed that is not counted, and a lathe by the hour. */
export const document = firstDocument({
  type: 'RESOURCE_SHARING',
  parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY']),
  terms: {
    resources: [
      { ...THING, key: 'van-1', kind: 'van', provider: alder.did, quantity: '1' },
      { ...THING, key: 'hall', kind: 'hall', provider: alder.did, quantity: '40', unit: 'seats' },
      { ...THING, key: 'shed', kind: 'shed', provider: birch.did, quantity: null },
      { ...THING, key: 'lathe', kind: 'lathe', provider: birch.did, quantity: '1', compensation: PRICED },
      { ...THING, key: 'press', kind: 'press', provider: alder.did, quantity: null, compensation: PRICED, ...SETTLED },
      { ...THING, key: 'stall', kind: 'stall', provider: alder.did, quantity: null, compensation: DAILY, ...SETTLED },
      { ...THING, key: 'pearl', kind: 'pearl', provider: alder.did, quantity: null, compensation: DEAREST, ...SETTLED },
      { ...THING, key: 'ladder', kind: 'ladder', provider: alder.did, quantity: null, compensation: RETURNED },
      { kind: 'wisdom', description: null, provider: alder.did, quantity: 'plenty', unit: null, compensation: FREE },
    ],
  },
} as Partial<AgreementDocument>)

export const STATUS: StatusOption = { publicUrl: 'https://alder.example', place: { list: 1, index: 94_567 } }

/** Signers who book and grant at one desk, under the agreement above. */
export class Bookings extends Words {
  decision: SealedEntry | null = null
  #agreed = document
  #nonces = 0

  static begin(agreed: AgreementDocument = document): Bookings {
    const history = new History(agreed.agreementId, [
      agreementAggregate,
      forkAggregate,
      bookingAggregate,
      usageAggregate,
    ])
    const words = new Bookings(history.desk(START))
    const isParty = ({ did }: Signer) => agreed.parties.some((party) => party.did === did)
    words.decision = words.conclude(agreed, [alder, birch, cedar].filter(isParty))
    words.#agreed = agreed
    return words
  }

  override split(): Bookings {
    const other = new Bookings(this.desk.split())
    other.decision = this.decision
    other.#agreed = this.#agreed
    other.#nonces = this.#nonces + 1_000
    return other
  }

  request(user: Signer, changes: JsonObject = {}, at?: number): SealedEntry {
    const body = {
      documentHash: documentHash(this.#agreed),
      decision: this.decision?.hash ?? '',
      nonce: `n${this.#nonces++}`,
      resource: 'van-1',
      from: NOON,
      until: NOON + 2 * HOUR_MS,
      quantity: '1',
      expectedUse: null,
      beneficiary: null,
      purpose: null,
      ...changes,
    }
    return this.desk.write(user, 'booking.requested', body, { after: this.desk.heads(), ...timed(at) })
  }

  grant(provider: Signer, requested: SealedEntry, changes: JsonObject = {}, at?: number): SealedEntry {
    const body = {
      bookingId: requested.entry.subject,
      request: requested.hash,
      credential: this.credential(provider, requested),
      overlaps: [],
      ...changes,
    }
    return this.desk.write(provider, 'booking.granted', body, timed(at))
  }

  /** What the provider signs where it grants just this; `changes` are of the request. */
  credential(provider: Signer, { entry, hash }: SealedEntry, changes: JsonObject = {}): JsonObject {
    const { resource, from, until, quantity, beneficiary } = entry.body as {
      resource: string
      from: Instant
      until: Instant
      quantity: string
      beneficiary: null
    }
    const request = {
      from,
      until,
      quantity,
      beneficiary,
      resource: { key: resource, provider: provider.did },
      ...changes,
    }
    const { subject: id, scope: agreement, author: user } = entry
    const granted = { id, agreement, user, hash, request: request as never }
    return issueGrant(granted, provider, this.desk.now as Instant, STATUS)
  }

  declineRequest(provider: Signer, requested: SealedEntry, at?: number): SealedEntry {
    const body = { bookingId: requested.entry.subject, request: requested.hash, reason: 'It is away' }
    return this.desk.write(provider, 'booking.declined', body, timed(at))
  }

  cancel(user: Signer, requested: SealedEntry, grant: SealedEntry | null = null, at?: number): SealedEntry {
    const body = { bookingId: requested.entry.subject, grant: grant?.hash ?? null, reason: 'It rains' }
    return this.desk.write(user, 'booking.cancelled', body, timed(at))
  }

  revoke(provider: Signer, grant: SealedEntry, cancellation: SealedEntry | null = null, at?: number): SealedEntry {
    const reason = cancellation === null ? 'It is broken' : null
    const body = {
      bookingId: grant.entry.subject,
      grant: grant.hash,
      cancellation: (cancellation?.hash ?? null) as Hash | null,
      reason,
    }
    return this.desk.write(provider, 'booking.revoked', body, timed(at))
  }

  booking(requested: SealedEntry, now: number = this.desk.now): BookingView {
    return viewBooking(this.desk.history.state<BookingState>(requested.entry.subject), now as Instant)
  }
}

function timed(at: number | undefined): { readonly at?: number } {
  return at === undefined ? {} : { at }
}

export const renamed = amendmentOf(document, birch, { title: 'As birch would have it' })
