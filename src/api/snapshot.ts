/** A reading transaction that is kept open until it is closed, so that many resolvers share it. */
export class Snapshot<Reader> {
  /** Rejects where the store cannot be read. */
  readonly reader: Promise<Reader>
  readonly #ended: Promise<unknown>
  #end: () => void = () => {}

  constructor(read: (work: (reader: Reader) => Promise<void>) => Promise<void>) {
    const kept = new Promise<void>((resolve) => {
      this.#end = resolve
    })
    let ended: Promise<unknown> = kept
    this.reader = new Promise<Reader>((resolve, reject) => {
      ended = read((reader) => {
        resolve(reader)
        return kept
      }).catch(reject)
    })
    this.#ended = ended
  }

  /** Lets the transaction end, and waits for it. */
  async close(): Promise<void> {
    this.#end()
    await this.#ended
  }
}
