import type { AgreementView, AmendmentView } from '../../agreements/index.ts'
import type { AttestationView, Weights } from '../../attestations/index.ts'
import type { LongResultView, ObligationView, PaymentView } from '../../clearing/index.ts'
import { checkDid } from '../../identity/index.ts'
import { type Did, type Hash, type Instant, PUBLIC_SCOPE, type Scope } from '../../kernel/index.ts'
import { RULE_SET } from '../../log/index.ts'
import {
  type ComputeOptions,
  type PeerInfo,
  PROPOSAL_MS_MAX,
  type ReadModels,
  type StoreReader,
  whoMustUpgrade,
} from '../../node/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { readAgreements, readAmendments } from '../agreements/agreement-views.ts'
import { readAttestations } from '../attestations/attestation-views.ts'
import { readWeights } from '../attestations/trust-views.ts'
import { type BooksView, readHeadsDigests, viewBooks } from '../cooperatives/books.ts'
import { type Admissions, readAdmissions, readCooperatives } from '../cooperatives/cooperative-views.ts'
import { changeCursor } from '../graphql/cursor.ts'
import type { Role, WhoMustUpgrade } from '../graphql/enums.ts'
import { apiError, present } from '../graphql/errors.ts'
import {
  type RoundSource,
  readObligations,
  readPayments,
  readPaymentsNamed,
  readReservations,
  readRounds,
} from '../obligations/clearing-views.ts'
import { readResult } from '../obligations/positions.ts'
import type { LocalNode, Policies as PoliciesView } from '../settings/self.type.ts'
import { Batch } from './batch-loader.ts'
import type { ApiEnvironment, ApiNode, DigestView } from './context.ts'
import { Lists } from './lists.ts'
import type { ViewSource } from './view-source.ts'

export { present } from '../graphql/errors.ts'

export const PEER_PREFIX = 'peer_'

/** A peer with an id of its own: a cooperative and its node are two things. */
export type PeerSource = PeerInfo & { readonly id: string; readonly mustUpgrade: WhoMustUpgrade | null }

/** Everything that can be read of one snapshot: each thing is read once, things of a sort in batches. */
export class Views implements ViewSource {
  readonly reader: StoreReader & ReadModels
  readonly node: ApiNode
  readonly self: Did
  readonly now: Instant
  readonly lastSeenAt: (did: Did) => Instant | null
  /** How sums that are asked for here end: with the client that asks. */
  readonly computeOptions: ComputeOptions
  readonly lists = new Lists(this)
  readonly #environment: ApiEnvironment
  readonly #cooperatives = new Batch<Did, CooperativeView>(async (dids) =>
    readCooperatives(this, await this.admissions(), dids),
  )
  #requests: Promise<ReadonlyMap<string, Instant>> | null = null
  readonly #agreements = new Batch<string, AgreementView>((ids) => readAgreements(this, ids))
  readonly #amendments = new Batch<string, AmendmentView>((ids) => readAmendments(this, ids))
  readonly #obligations = new Batch<string, ObligationView>((ids) => readObligations(this, ids))
  readonly #payments = new Batch<string, PaymentView>((ids) => readPayments(this, ids))
  readonly #paymentsNamed = new Batch<Hash, string>((entries) => readPaymentsNamed(this, entries))
  readonly #rounds = new Batch<string, RoundSource>((ids) => readRounds(this, ids))
  readonly #waits = new Batch<string, string>(async () => {
    const rows = await this.reader.locals('round-waits')
    return new Map([...rows].map(([id, { message }]) => [id, String(message)]))
  })
  readonly #headsDigests = new Batch<Scope, Hash>((scopes) => readHeadsDigests(this.reader, scopes))
  readonly #attestations = new Batch<string, AttestationView>((ids) => readAttestations(this, ids))
  readonly #results = new Map<string, Promise<LongResultView>>()
  #lastResult: Promise<unknown> = Promise.resolve()
  readonly #reservations = new Batch<Scope, ReadonlyMap<string, string>>((scopes) => readReservations(this, scopes))
  #admissions: Promise<Admissions> | null = null
  #weights: Promise<Weights> | null = null

  constructor(reader: StoreReader & ReadModels, environment: ApiEnvironment, gone: AbortSignal | null = null) {
    const { node, lastSeenAt } = environment
    this.#environment = environment
    this.reader = reader
    this.node = node
    this.self = node.self
    this.now = node.clock()
    this.lastSeenAt = lastSeenAt
    this.computeOptions = gone === null ? {} : { signal: gone }
  }

  admissions(): Promise<Admissions> {
    this.#admissions ??= readAdmissions(this)
    return this.#admissions
  }

  weights(): Promise<Weights> {
    this.#weights ??= readWeights(this)
    return this.#weights
  }

  async cooperative(did: Did): Promise<CooperativeView> {
    return present(await this.#cooperatives.get(did), did)
  }

  cooperatives(dids: readonly Did[]): Promise<CooperativeView[]> {
    return Promise.all(dids.map((did) => this.cooperative(did)))
  }

  /** Agreements that strangers have proposed and nobody here has answered, with when each goes by itself. */
  requests(): Promise<ReadonlyMap<string, Instant>> {
    this.#requests ??= this.reader.shares('agreements').then((rows) => {
      return new Map(rows.map(({ scope, since }) => [scope, (since + PROPOSAL_MS_MAX) as Instant]))
    })
    return this.#requests
  }

  agreement(id: string): Promise<AgreementView | null> {
    return this.#agreements.get(id)
  }

  amendment(id: string): Promise<AmendmentView | null> {
    return this.#amendments.get(id)
  }

  obligation(id: string): Promise<ObligationView | null> {
    return this.#obligations.get(id)
  }

  payment(id: string): Promise<PaymentView | null> {
    return this.#payments.get(id)
  }

  /** The payment that an entry records, confirms, rejects or withdraws. */
  async paymentNamedBy(entry: Hash): Promise<PaymentView | null> {
    const id = await this.#paymentsNamed.get(entry)
    return id === null ? null : await this.payment(id)
  }

  round(id: string): Promise<RoundSource | null> {
    return this.#rounds.get(id)
  }

  /** A round's result. One is read after the other: each needs everything of its agreement in memory. */
  result(round: RoundSource): Promise<LongResultView> {
    const known = this.#results.get(round.id)
    if (known !== undefined) return known
    const result = this.#lastResult.then(() => readResult(this, round))
    this.#lastResult = result.catch(() => undefined)
    this.#results.set(round.id, result)
    return result
  }

  attestation(id: string): Promise<AttestationView | null> {
    return this.#attestations.get(id)
  }

  /** Why this node leaves a round to an operator, while the round awaits its answer. */
  async whyWaiting(id: string, awaiting: readonly Did[]): Promise<string | null> {
    return awaiting.includes(this.self) ? await this.#waits.get(id) : null
  }

  /** Which round has reserved which obligation of an agreement. */
  async reservations(scope: Scope): Promise<ReadonlyMap<string, string>> {
    return (await this.#reservations.get(scope)) ?? new Map()
  }

  /** Anything by its id, with the name of its type; null where nothing of that id is here. */
  async byId(id: string): Promise<NodeSource | null> {
    if (id.startsWith('did:')) {
      const did = checkDid(id)
      return did.ok ? named('Cooperative', await this.cooperative(did.value)) : null
    }
    return (await FINDERS.get(id.slice(0, id.indexOf('_')))?.(this, id)) ?? null
  }

  peers(): readonly PeerSource[] {
    return this.#environment.network.peers().map((peer) => ({
      ...peer,
      id: `${PEER_PREFIX}${peer.did}`,
      mustUpgrade: whoMustUpgrade(peer.ruleSet),
    }))
  }

  /** A peer by its own id, or by its cooperative's. */
  peer(id: string): PeerSource | null {
    const did = id.startsWith(PEER_PREFIX) ? id.slice(PEER_PREFIX.length) : id
    return this.peers().find((peer) => peer.did === did) ?? null
  }

  /** Whether another party's books of an agreement agree with ours, as far as the two nodes have compared them. */
  async books(party: Did, agreement: string): Promise<BooksView> {
    const scope = agreement as Scope
    return viewBooks(this.#environment.network.comparison(party, scope), await this.#headsDigests.get(scope))
  }

  async localNode(role: Role): Promise<LocalNode> {
    const { network, version, database } = this.#environment
    return {
      id: this.self,
      did: this.self,
      version,
      ruleSet: RULE_SET,
      database,
      listenAddresses: network.listenAddresses(),
      connectedPeers: network.peers().filter(({ connected }) => connected).length,
      role,
      signingStop: await this.node.signingStop(this.reader),
    }
  }

  async policiesView(): Promise<PoliciesView> {
    const { policies, denied } = await this.admissions()
    return { id: this.self, ...policies, denied: [...denied.keys()].sort() }
  }

  async headCursor(): Promise<string> {
    return changeCursor(this.node.store.epoch, await this.reader.headChange())
  }

  /** The digest of "public", or of an agreement whose entries are here. */
  async stateDigest(scope: string): Promise<DigestView> {
    return await this.node.stateDigest(this.reader, await this.knownScope(scope))
  }

  /** A scope of which there are entries here; the public one always is. */
  async knownScope(scope: string): Promise<Scope> {
    const isKnown = scope === PUBLIC_SCOPE || (await this.reader.scopes()).includes(scope as Scope)
    if (isKnown) return scope as Scope
    throw apiError('NOT_FOUND', 'a scope is "public" or the id of an agreement that has entries here')
  }
}

/** What a mutation has answered before, as it is now; it may be gone since. */
export function still<T>(value: T | null | undefined, id: string): T {
  if (value === null || value === undefined) throw apiError('NOT_FOUND', `this was done, but ${id} is here no longer`)
  return value
}

/** A source object that says of which type it is, where a field may answer several. */
export type NodeSource = { readonly __typename: string; readonly id: string }

function named<T extends { readonly id: string }>(type: string, value: T | null): (T & NodeSource) | null {
  return value === null ? null : { ...value, __typename: type }
}

/** By the prefix of an id. */
const FINDERS: ReadonlyMap<string, (views: Views, id: string) => Promise<NodeSource | null>> = new Map(
  Object.entries({
    agr: async (views: Views, id: string) => named('Agreement', await views.agreement(id)),
    amd: async (views: Views, id: string) => named('Amendment', await views.amendment(id)),
    obl: async (views: Views, id: string) => named('Obligation', await views.obligation(id)),
    pay: async (views: Views, id: string) => named('Payment', await views.payment(id)),
    rnd: async (views: Views, id: string) => named('NettingRound', await views.round(id)),
    att: async (views: Views, id: string) => named('Attestation', await views.attestation(id)),
    peer: async (views: Views, id: string) => named('Peer', views.peer(id)),
  }),
)
