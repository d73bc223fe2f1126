import { type Did, decimalOf, decimalText } from '../../kernel/index.ts'
import type { Sums, Total } from '../../log/index.ts'
import type { BookableResource } from '../booking.ts'

/** The money of a total of use that is charged nothing. */
export const NO_CURRENCY = ''

/** What a confirmed use adds to the total of its provider and user: millionths of its quantity, and minor units. */
export function usageSums({ key }: Pick<BookableResource, 'key'>, quantity: bigint, charged: bigint): Sums {
  const sums = { [nameOf(key, 'quantity')]: quantity, [nameOf(key, 'charged')]: charged }
  return Object.fromEntries(Object.entries(sums).flatMap(([name, sum]) => (sum === 0n ? [] : [[name, String(sum)]])))
}

/** The confirmed use of one resource by one user, at prices in one currency and scale. */
export interface UsageTotal {
  /** The key of the resource. */
  readonly key: string
  readonly provider: Did
  readonly user: Did
  /** As a decimal, in the unit of the compensation. */
  readonly quantity: string
  /** In minor units; null where nothing is charged, as are currency and scale. */
  readonly charged: string | null
  readonly currency: string | null
  readonly scale: number | null
}

/** What totals, or single uses, of one agreement say of use: by resource, user, currency and scale. */
export function usageTotals(totals: readonly Total[]): UsageTotal[] {
  const found = new Map<string, UsageTotal>()
  for (const { left: provider, right: user, currency, scale, sums } of totals) {
    for (const [name, sum] of Object.entries(sums)) {
      const key = /^use\/(.*)\/quantity$/.exec(name)?.[1]
      if (key === undefined) continue
      const money = currency === NO_CURRENCY ? { currency: null, scale: null } : { currency, scale }
      const place = JSON.stringify([key, user, money.currency, money.scale])
      const before = found.get(place)
      const quantity = decimalOf(before?.quantity ?? '0') + BigInt(sum)
      const charged = BigInt(before?.charged ?? 0) + BigInt(sums[nameOf(key, 'charged')] ?? 0)
      const amounts = { quantity: decimalText(quantity), charged: money.currency === null ? null : String(charged) }
      found.set(place, { key, provider, user, ...amounts, ...money })
    }
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, total]) => total)
}

function nameOf(key: string, sum: 'quantity' | 'charged'): string {
  return `use/${key}/${sum}`
}
