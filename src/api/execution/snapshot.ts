import type { Lease, ReadModels, StoreReader } from '../../node/index.ts'
import { SNAPSHOT_MS_MAX } from './limits.ts'
import type { Views } from './views.ts'

type Reader = StoreReader & ReadModels

export interface SnapshotParts {
  /** What is to be done before the snapshot is opened. */
  readonly prepare: () => Promise<void>
  /** Waits for the caller's turn, and answers what ends it. */
  readonly takeTurn: (hurry: () => void) => Promise<() => void>
  readonly read: (work: (reader: Reader) => Promise<void>, hurry: Lease['hurry']) => Promise<void>
  readonly viewsOf: (reader: Reader) => Views
  readonly onOpen: () => void
  /** Called where others wait, once the snapshot has been open as long as it may then be. */
  readonly onHurry: () => void
}

/** A snapshot that is kept open until it is closed, so that many resolvers share it. */
export class Snapshot {
  readonly #parts: SnapshotParts
  readonly #views: Promise<Views>
  /** Settles when the snapshot is fully closed. */
  readonly #ended: Promise<void>
  readonly #kept: Promise<void>
  #end: () => void = () => {}
  #openedAt: number | null = null
  #isHurried = false
  #timer: NodeJS.Timeout | undefined

  constructor(parts: SnapshotParts) {
    this.#parts = parts
    this.#kept = new Promise((resolve) => {
      this.#end = resolve
    })
    let show: (views: Views) => void = () => {}
    let fail: (error: unknown) => void = () => {}
    this.#views = new Promise<Views>((resolve, reject) => {
      show = resolve
      fail = reject
    })
    this.#views.catch(() => undefined)
    this.#ended = this.#run(show).catch(fail)
  }

  async use<T>(work: (views: Views) => T | Promise<T>): Promise<T> {
    return await this.#views.then(work)
  }

  /** Lets the snapshot end at once, and waits for it: what is under way fails. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#end()
    await this.#ended
  }

  async #run(show: (views: Views) => void): Promise<void> {
    const hurry = () => this.#hurry()
    await this.#parts.prepare()
    const endTurn = await this.#parts.takeTurn(hurry)
    try {
      await this.#parts.read(async (reader) => {
        this.#openedAt = performance.now()
        if (this.#isHurried) this.#scheduleEnd()
        this.#parts.onOpen()
        show(this.#parts.viewsOf(reader))
        await this.#kept
      }, hurry)
    } finally {
      endTurn()
    }
  }

  #hurry(): void {
    if (this.#isHurried) return
    this.#isHurried = true
    if (this.#openedAt !== null) this.#scheduleEnd()
  }

  #scheduleEnd(): void {
    const openMs = performance.now() - (this.#openedAt ?? 0)
    this.#timer = setTimeout(this.#parts.onHurry, Math.max(0, SNAPSHOT_MS_MAX - openMs)).unref()
  }
}
