const ITEMS_PER_PAGE = 1000
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * A list that may be too long to copy between threads item by item: pages of JSON bytes, which are transferred, and of
 * which only those that are read get parsed.
 */
export interface LongList<Item> {
  readonly length: number
  readonly pages: readonly Uint8Array<ArrayBuffer>[]
  /** Never set: it tells the compiler the type of the items. */
  readonly item?: Item
}

/** The items are plain JSON. */
export function longList<Item>(items: readonly Item[]): LongList<Item> {
  const pages: Uint8Array<ArrayBuffer>[] = []
  for (let i = 0; i < items.length; i += ITEMS_PER_PAGE) {
    pages.push(encoder.encode(JSON.stringify(items.slice(i, i + ITEMS_PER_PAGE))))
  }
  return { length: items.length, pages }
}

/** The items from one index up to another, as far as they exist. */
export function itemsOf<Item>({ length, pages }: LongList<Item>, from = 0, upTo = length): Item[] {
  const end = Math.min(upTo, length)
  if (from >= end) return []
  const [first, last] = [Math.floor(from / ITEMS_PER_PAGE), Math.floor((end - 1) / ITEMS_PER_PAGE)]
  const read = pages.slice(first, last + 1).flatMap((page) => JSON.parse(decoder.decode(page)) as Item[])
  return read.slice(from - first * ITEMS_PER_PAGE, end - first * ITEMS_PER_PAGE)
}
