import express, { type Request, type Response, type Router } from 'express'
import { LISTS } from '../../app/index.ts'
import {
  asAttestation,
  issueStatusList,
  listTag,
  STATUS_LIST_BITS,
  STATUS_LIST_VALID_MS,
  type StatusPlace,
  statusListUrl,
  statusPlaceOf,
} from '../../attestations/index.ts'
import type { Did, Instant } from '../../kernel/index.ts'
import { type PageWindow, type ReadModels, type SubjectRow } from '../../node/index.ts'
import { asBooking, bookingAggregate, revokedPlacesOf } from '../../resources/index.ts'
import { type ApiNode } from '../execution/api-node.ts'

/** How long others may keep a copy: a revocation is seen by then. */
const KEPT_SECONDS = 300
/** The store is looked at this often, however many ask. */
const LOOK_MS = 1_000
/** A list is signed again after half its validity, so that every copy is valid for at least the other half. */
const SIGNED_MS_MAX = STATUS_LIST_VALID_MS / 2
const WINDOW: PageWindow = { limit: STATUS_LIST_BITS, fromEnd: false, after: null, before: null }

interface StatusListOptions {
  readonly node: Pick<ApiNode, 'self' | 'store' | 'signer' | 'clock' | 'signingStop'>
  readonly publicUrl: string | null
  readonly onFault: (error: unknown) => void
}

/** A signed list, as of the newest change of any attestation or booking. */
interface Made {
  readonly text: string
  readonly signedAt: Instant
  readonly change: number
  readonly revoked: readonly number[]
}

/** Serves this node's own status lists, to everybody and without a token, at `/status/1` and so on. */
export function statusLists(options: StatusListOptions): Router {
  const router = express.Router()
  const lists = new OwnStatusLists(options)
  router.get(/^\/status\/([1-9]\d{0,5})$/, async (request: Request, response: Response) => {
    response.set({ 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' })
    const text = await lists.text(Number(request.params[0]))
    if (text === null) response.status(404).type('text').send('there is no such status list here\n')
    else if (text === 'stopped') {
      response.status(503).set('retry-after', '60').type('text').send('this node signs nothing at present\n')
    } else response.set('cache-control', `public, max-age=${KEPT_SECONDS}`).type('application/vc').send(text)
  })
  return router
}

class OwnStatusLists {
  readonly #options: StatusListOptions
  readonly #made = new Map<number, Made>()
  readonly #looked = new Map<number, { readonly at: Instant; readonly text: Promise<string | null> }>()

  constructor(options: StatusListOptions) {
    this.#options = options
  }

  /**
   * The list of a number as JSON; null where there is none, `stopped` where the node signs nothing now. A list is begun when
   * those before it are full: beyond the first that is missing nothing is looked for, whatever numbers strangers ask for.
   */
  async text(list: number): Promise<string | null> {
    for (let earlier = 1; earlier < list; earlier++) {
      const text = await this.#look(earlier)
      if (text === null || text === 'stopped') return text
    }
    return await this.#look(list)
  }

  #look(list: number): Promise<string | null> {
    const now = this.#options.node.clock()
    const known = this.#looked.get(list)
    if (known !== undefined && Math.abs(now - known.at) < LOOK_MS) return known.text
    const text = this.#make(list, now)
    this.#looked.set(list, { at: now, text })
    text.catch(() => this.#looked.delete(list))
    return text
  }

  async #make(list: number, now: Instant): Promise<string | null> {
    const { node, publicUrl } = this.#options
    if (publicUrl === null) return null
    // A log that may lack a revocation must not be presented as complete.
    if ((await node.signingStop()) !== null) return 'stopped'
    const made = this.#made.get(list)
    const isFresh = made !== undefined && now >= made.signedAt && now - made.signedAt < SIGNED_MS_MAX
    const { change, revoked } = await node.store.read(async (reader) => {
      const newest = await reader.latestChanges({ before: null, limit: 1, subjectKinds: ['ATTESTATION', 'BOOKING'] })
      const change = newest.changes[0]?.number ?? 0
      const isKnown = isFresh && made.change === change
      return { change, revoked: isKnown ? made.revoked : await readRevoked(reader, node.self, list, now) }
    })
    if (revoked === null) return null
    if (isFresh && made.revoked.join() === revoked.join()) {
      this.#made.set(list, { ...made, change })
      return made.text
    }
    const credential = issueStatusList({ url: statusListUrl(publicUrl, list), revoked }, node.signer, now)
    const text = JSON.stringify(credential)
    this.#made.set(list, { text, signedAt: now, change, revoked })
    return text
  }
}

/** The places of a list whose credentials are revoked, rising; null where none of ours names the list. */
async function readRevoked(
  reader: ReadModels,
  self: Did,
  list: number,
  now: Instant,
): Promise<readonly number[] | null> {
  const ours = { left: self, tags: [listTag(list)] }
  const { edges } = await reader.page(LISTS.credentials, ours, { ...WINDOW, limit: 1 }, now)
  if (edges.length === 0) return null
  const taken = await reader.page(LISTS.credentials, { ...ours, statuses: ['REVOKED', 'CANCELLED'] }, WINDOW, now)
  const places = taken.edges.flatMap(({ row }) => revokedPlaces(row)).filter((place) => place.list === list)
  return places.map(({ index }) => index).sort((one, other) => one - other)
}

/** A booking that its user has cancelled is not revoked until its provider has revoked the grant. */
function revokedPlaces({ aggregate, state }: SubjectRow): readonly StatusPlace[] {
  if (aggregate === bookingAggregate.name) return revokedPlacesOf(asBooking(state))
  return [statusPlaceOf(asAttestation(state).issued.credential)].filter((place) => place !== null)
}
