/**
 * Reads single things in batches: keys that are asked for in one turn of the event loop go to `load` together, and each
 * key is read once for as long as this lives.
 */
export class BatchLoader<Key, Value> {
  readonly #load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>
  readonly #known = new Map<Key, Promise<Value | null>>()
  #waiting: Promise<ReadonlyMap<Key, Value>> | null = null
  #keys: Key[] = []

  constructor(load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>) {
    this.#load = load
  }

  get(key: Key): Promise<Value | null> {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#keys.push(key)
    this.#waiting ??= this.#read()
    const value = this.#waiting.then((values) => values.get(key) ?? null)
    this.#known.set(key, value)
    return value
  }

  async #read(): Promise<ReadonlyMap<Key, Value>> {
    await new Promise((resolve) => setImmediate(resolve))
    const keys = this.#keys
    this.#keys = []
    this.#waiting = null
    return await this.#load(keys)
  }
}
