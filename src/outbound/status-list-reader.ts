import { type StatusLists } from '../app/index.ts'
import {
  type CredentialCheck,
  readStatusList,
  type StatusEntry,
  type StatusList,
  type StatusReading,
} from '../attestations/index.ts'
import { decodeForeignJson, type Instant } from '../kernel/index.ts'
import { type Clock, Turns } from '../node/index.ts'
import { type GetOptions, getBounded, OutboundError } from './bounded-get.ts'

const BYTES_MAX = 2 * 1024 * 1024
/** Maximum number of status entries followed for one credential. */
const ENTRIES_MAX = 4
/** Concurrent fetches, in all and for one caller. */
const FETCHES = { max: 8, ownMax: 2 } as const
const WAITING_MAX = 32
/** Cached lists; each has at most `STATUS_LIST_BYTES_MAX` bytes. */
const LISTS_MAX = 32
/** How long a failed fetch is not repeated, in milliseconds. */
const FAILED_MS = 30_000

export interface StatusListReaderOptions extends Pick<GetOptions, 'allowPrivate' | 'timeoutMs' | 'lookup'> {
  readonly clock: Clock
}

/** The result of one fetch, and until when it is cached. */
interface Answer {
  readonly outcome:
    | { readonly list: StatusList; readonly readAt: Instant }
    | { readonly list: null; readonly reason: string }
  readonly until: Instant
}

/** Fetches status lists and caches each within its stated lifetime. */
export class StatusListReader implements StatusLists {
  readonly #options: StatusListReaderOptions
  readonly #known = new Map<string, Answer>()
  readonly #inFlight = new Map<string, Promise<Answer>>()
  readonly #turns = new Turns(FETCHES)

  constructor(options: StatusListReaderOptions) {
    this.#options = options
  }

  async read(
    { issuer, statusEntries }: Pick<CredentialCheck, 'issuer' | 'statusEntries'>,
    asker: string,
  ): Promise<StatusReading[]> {
    return await Promise.all(
      statusEntries.map(async (entry, i) => {
        if (issuer === null || i >= ENTRIES_MAX)
          return { entry, list: null, reason: `at most ${ENTRIES_MAX} status lists of a credential are read` }
        return { entry, ...(await this.#answer(issuer, entry, asker)).outcome }
      }),
    )
  }

  async #answer(issuer: string, entry: StatusEntry, asker: string): Promise<Answer> {
    const key = JSON.stringify([issuer, entry.purpose, entry.list])
    const known = this.#known.get(key)
    const now = this.#options.clock()
    if (known !== undefined && now < known.until) return known
    const underWay = this.#inFlight.get(key)
    if (underWay !== undefined) return await underWay
    if (this.#turns.waiting(asker) >= WAITING_MAX)
      return { outcome: { list: null, reason: 'other status lists are being read: ask again in a moment' }, until: now }
    const asked = this.#turns.run(asker, () => this.#fetch(issuer, entry)).finally(() => this.#inFlight.delete(key))
    this.#inFlight.set(key, asked)
    const answer = await asked
    this.#keep(key, answer)
    return answer
  }

  async #fetch(issuer: string, entry: StatusEntry): Promise<Answer> {
    const { clock } = this.#options
    const failed = (reason: string): Answer => {
      return { outcome: { list: null, reason }, until: (clock() + FAILED_MS) as Instant }
    }
    try {
      const bytes = await getBounded(entry.list, { ...this.#options, bytesMax: BYTES_MAX })
      const readAt = clock()
      const decoded = decodeForeignJson(bytes)
      const read = decoded.ok ? readStatusList(decoded.value, { issuer, entry }, readAt) : decoded
      if (!read.ok) return failed(`${entry.list}: ${read.refusal.message}`)
      return { outcome: { list: read.value, readAt }, until: read.value.until }
    } catch (error) {
      if (error instanceof OutboundError)
        return failed(`the status list ${entry.list} could not be read: ${error.message}`)
      throw error
    }
  }

  #keep(key: string, answer: Answer): void {
    this.#known.delete(key)
    this.#known.set(key, answer)
    const [oldest] = this.#known.keys()
    if (this.#known.size > LISTS_MAX && oldest !== undefined) this.#known.delete(oldest)
  }
}
