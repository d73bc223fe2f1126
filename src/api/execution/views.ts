import type { Did, Instant, Scope } from '../../kernel/index.ts'
import type { ComputeOptions, PeerNetwork, ReadModels, StoreReader } from '../../node/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { present } from '../graphql/errors.ts'
import type { NodeSource, NodeType, NodeViews } from '../graphql/nodes.ts'
import type { ApiNode } from './api-node.ts'
import { BatchLoader } from './batch-loader.ts'

/** How nodes of one type are found by their ids, many at once. */
export interface NodeLoader<View> {
  /** What the ids begin with. */
  readonly idPrefix: string
  /** Whether a text that begins so is an id, where that is not to be found out by looking for it. */
  readonly isId?: (text: string) => boolean
  readonly load: (views: Views, ids: readonly string[]) => Promise<ReadonlyMap<string, View>>
}

/** The loader of every type: a table that the compiler holds complete. */
export type NodeLoaders = { readonly [Type in NodeType]: NodeLoader<NodeViews[Type]> }

/** Around the snapshots: what they are taken of, and how nodes are found in them. */
export interface ViewsEnvironment {
  readonly node: ApiNode
  readonly network: PeerNetwork
  readonly nodes: NodeLoaders
  /** When a cooperative was last seen, by its own signature. */
  readonly lastSeenAt: (did: Did) => Instant | null
}

/** Reads things of one sort by their keys, in batches: each key once for a snapshot. */
export interface Loader<Key, Value> {
  readonly load: (views: Views, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>
}

/** A value that is read once for a snapshot. */
export interface Single<Value> {
  readonly read: (views: Views) => Value
}

/** One snapshot at one instant, and what has been read of it: each thing once, things of a sort in batches. */
export class Views {
  readonly reader: StoreReader & ReadModels
  readonly node: ApiNode
  readonly network: PeerNetwork
  readonly self: Did
  readonly now: Instant
  readonly lastSeenAt: (did: Did) => Instant | null
  /** The scopes of subjects that this operation has written, by their ids. */
  readonly places: ReadonlyMap<string, Scope>
  readonly #gone: (() => AbortSignal) | null
  readonly #nodes: NodeLoaders
  readonly #loaders = new Map<unknown, BatchLoader<unknown, unknown>>()
  readonly #singles = new Map<unknown, unknown>()

  constructor(
    reader: StoreReader & ReadModels,
    { node, network, nodes, lastSeenAt }: ViewsEnvironment,
    gone: (() => AbortSignal) | null = null,
    places: Views['places'] = new Map(),
  ) {
    this.places = places
    this.reader = reader
    this.node = node
    this.network = network
    this.self = node.self
    this.now = node.clock()
    this.lastSeenAt = lastSeenAt
    this.#gone = gone
    this.#nodes = nodes
  }

  /** How computations that are asked for here end: with the client that asks. */
  get computeOptions(): ComputeOptions {
    return this.#gone === null ? {} : { signal: this.#gone() }
  }

  /** What a loader finds by a key; null where it finds nothing. */
  load<Key, Value>(loader: Loader<Key, Value>, key: Key): Promise<Value | null> {
    const known = this.#loaders.get(loader) as BatchLoader<Key, Value> | undefined
    const batches = known ?? new BatchLoader<Key, Value>((keys) => loader.load(this, keys))
    if (known === undefined) this.#loaders.set(loader, batches as BatchLoader<unknown, unknown>)
    return batches.get(key)
  }

  once<Value>(single: Single<Value>): Value {
    if (!this.#singles.has(single)) this.#singles.set(single, single.read(this))
    return this.#singles.get(single) as Value
  }

  /** A node of a type by its id; null where no such thing is here. */
  find<Type extends NodeType>(type: Type, id: string): Promise<NodeViews[Type] | null> {
    return this.load<string, NodeViews[Type]>(this.#nodes[type], id)
  }

  /** What a reference inside the facts leads to. Throws where it leads nowhere. */
  async get<Type extends NodeType>(type: Type, id: string): Promise<NodeViews[Type]> {
    return present(await this.find(type, id), id)
  }

  /** A node of whatever type by its id, with the name of its type; null where nothing of that id is here. */
  async byId(id: string): Promise<NodeSource | null> {
    for (const [type, { idPrefix, isId }] of Object.entries(this.#nodes)) {
      if (!id.startsWith(idPrefix) || isId?.(id) === false) continue
      const view = await this.find(type as NodeType, id)
      return view === null ? null : { ...view, id, __typename: type }
    }
    return null
  }

  /** A view for every DID, known or not. */
  async cooperative(did: Did): Promise<CooperativeView> {
    return await this.get('Cooperative', did)
  }

  cooperatives(dids: readonly Did[]): Promise<CooperativeView[]> {
    return Promise.all(dids.map((did) => this.cooperative(did)))
  }
}
