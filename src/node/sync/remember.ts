/** Cache sizes: senders of entries, and cooperatives with their last-seen time. */
const REMEMBERED_MAX = 10_000

/** A bounded map of entries, authors and peers: the last ones are kept, since identities are free. */
export function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > REMEMBERED_MAX && oldest !== undefined) map.delete(oldest)
}
