import type { Signer } from '../../src/identity/index.ts'
import { decodeDecimal, type JsonObject } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import {
  type BookableResource,
  priceOf,
  type UsageBody,
  type UsageState,
  type UsageView,
  usageHash,
  viewUsage,
} from '../../src/resources/index.ts'
import { alder, birch } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS, NOON, SETTLEMENT } from './sharing.ts'

export const SETTLEMENT_DOCUMENT = '7'.repeat(64)

/** The resource of the document above with this key. */
export function resourceNamed(key: string): BookableResource {
  const { resources } = document.terms as unknown as { readonly resources: readonly BookableResource[] }
  const resource = resources.find((each) => each.key === key)
  if (resource === undefined) throw new Error(`no resource ${key}`)
  return resource
}

/** Birch has booked a resource of alder from noon on; by default the press, at 1.50 EUR an hour, for two hours. */
export function granted(changes: JsonObject = {}, words = Bookings.begin()): { words: Bookings; grant: SealedEntry } {
  const requested = words.request(birch, { resource: 'press', expectedUse: '3', ...changes })
  return { words, grant: words.grant(alder, requested) }
}

/** The body of a use, with the charge that the terms make of it. */
export function usageOf(grant: SealedEntry, changes: Partial<UsageBody> = {}, key = 'press'): UsageBody {
  const quantity = changes.quantity ?? '2'
  const resource = resourceNamed(key)
  const price = decodeDecimal(quantity).ok ? priceOf(resource, quantity) : null
  const documentHash = resource.settlementId === SETTLEMENT ? SETTLEMENT_DOCUMENT : null
  return {
    bookingId: grant.entry.subject,
    grant: grant.hash,
    reference: 'meter 17',
    from: null,
    until: null,
    charge: price === null ? null : { documentHash, dueDate: null, ...price },
    ...changes,
    quantity,
  } as UsageBody
}

/** An entry about use at a desk that has seen what it has: its author's log shows it from then on. */
export class Uses {
  readonly words: Bookings

  constructor(words: Bookings) {
    this.words = words
  }

  record(signer: Signer, body: UsageBody, at = NOON + HOUR_MS): SealedEntry {
    return this.#write(signer, 'usage.recorded', body as JsonObject, at)
  }

  confirm(signer: Signer, recorded: SealedEntry): SealedEntry {
    return this.#answer(signer, 'usage.confirmed', recorded)
  }

  dispute(signer: Signer, recorded: SealedEntry): SealedEntry {
    return this.#answer(signer, 'usage.disputed', recorded, { reason: 'It stood still' })
  }

  resolve(signer: Signer, recorded: SealedEntry, outcome: JsonObject, matches: SealedEntry | null = null): SealedEntry {
    return this.#answer(signer, 'usage.resolved', recorded, { outcome, matches: matches?.hash ?? null })
  }

  view(recorded: SealedEntry): UsageView {
    return viewUsage(this.words.desk.history.state<UsageState>(recorded.entry.subject))
  }

  refusals(...entries: readonly SealedEntry[]): (string | null)[] {
    return entries.map((entry) => this.words.refusal(entry))
  }

  #answer(signer: Signer, kind: string, { entry }: SealedEntry, rest: JsonObject = {}): SealedEntry {
    const bodyHash = usageHash(entry.body as unknown as UsageBody)
    return this.#write(signer, kind, { usageId: entry.subject, bodyHash, ...rest })
  }

  #write(signer: Signer, kind: string, body: JsonObject, at?: number): SealedEntry {
    const { desk } = this.words
    return desk.write(signer, kind, body, { after: desk.heads(), ...(at === undefined ? {} : { at }) })
  }
}
