import { type Did, PUBLIC_SCOPE, type Scope } from '../../kernel/index.ts'
import type { ShareRow, StoreReader, StoreTransaction } from '../ports/ports.ts'

/** The neighbour of a delivery, and the partners and circle at that time. */
export interface Delivery {
  readonly from: Did
  readonly partners: ReadonlySet<Did>
  /** Authors whose public logs are kept whole. */
  readonly circle: ReadonlySet<Did>
}

/** Total size of all public logs of strangers, by `costOf`. */
export const STRANGERS_BYTES_MAX = 64 * 1024 * 1024
/** Evicted logs and proposals that are remembered, so that they are not fetched again. */
const LET_GO_MAX = 10_000
/** Maximum number of evicted items fetched again because a user asks for them. */
const CALLED_MAX = 64
/** Size of an entry's rows and indexes beside its bytes, and how often the bytes are stored: in its subject, too. */
const ENTRY_COST_BYTES = 4096
const ENTRY_COPIES = 4

/** Upper bound of an entry's size on disk, in bytes. */
export function costOf(byteCount: number): number {
  return ENTRY_COPIES * byteCount + ENTRY_COST_BYTES
}

/** An item that takes storage: a log, or a proposal. */
type Held = Pick<ShareRow, 'scope' | 'author' | 'relay' | 'since' | 'byteCount'>

/**
 * The storage used by every author's public log and every unanswered proposal: the table `shares` in the memory of the
 * one writer. A job changes it and writes its changes; after a rollback it is read again.
 */
export class Shares {
  readonly #rows = new Map<string, ShareRow>()
  /** The proposals that are here. */
  readonly #open = new Map<Scope, ShareRow>()
  readonly #changed = new Map<string, ShareRow>()
  readonly #called = new Set<string>()
  #isLoaded = false
  /** Whether this transaction has changed anything. */
  #isChanged = false
  #remembered = 0
  /** The last delivery: pending entries are admitted later under the same conditions. */
  delivery: Delivery | null = null
  /** Strangers for whose bodies there was no room since this node was started: these are not requested again. */
  readonly crowdedOut = new Set<Did>()
  /** Whether bodies may have arrived whose followers are not yet marked whole; true at first, as that is unknown. */
  isFilled = true

  async load(reader: StoreReader): Promise<void> {
    if (this.#isLoaded) return
    this.#rows.clear()
    this.#open.clear()
    this.#remembered = 0
    for (const row of await reader.shares(null)) this.#put(row)
    this.#changed.clear()
    this.#isLoaded = true
  }

  /** The transaction is durable: keeps the changes. */
  settle(): void {
    this.#isChanged = false
  }

  /** A job was rolled back: if it changed anything, all is read again before the next use. */
  undo(): void {
    if (this.#isChanged) this.#isLoaded = false
    this.#isChanged = false
    this.#changed.clear()
  }

  /** The account of a public log. */
  log(author: Did): ShareRow | null {
    return this.#rows.get(keyOf(PUBLIC_SCOPE, author)) ?? null
  }

  /** The account of a proposal: a scope has one founder. */
  proposal(scope: Scope): ShareRow | null {
    return this.#rows.get(keyOf(scope, null)) ?? null
  }

  /** Fetches a public log, or the contents of a private scope, the next time that a neighbour has it. */
  call(scope: Scope, author: Did | null): void {
    const key = keyOf(scope, author)
    this.#called.delete(key)
    this.#called.add(key)
    const [oldest] = this.#called
    if (this.#called.size > CALLED_MAX && oldest !== undefined) this.#called.delete(oldest)
  }

  isCalled(scope: Scope, author: Did | null): boolean {
    return this.#called.has(keyOf(scope, author))
  }

  put(row: ShareRow): void {
    this.#put(row)
    this.#note(keyOfRow(row), row)
  }

  delete(row: ShareRow): void {
    const key = keyOfRow(row)
    if (this.#rows.get(key)?.byteCount === 0) this.#remembered -= 1
    this.#rows.delete(key)
    this.#open.delete(row.scope)
    this.#note(key, { ...row, byteCount: 0, letGo: null })
  }

  publicLogs(): ShareRow[] {
    return [...this.#rows.values()].filter(({ scope }) => scope === PUBLIC_SCOPE)
  }

  /** Whether no proposal is here, as far as is known. */
  get hasNoProposals(): boolean {
    return this.#isLoaded && this.#open.size === 0
  }

  /** The proposals that are here. */
  proposals(): ShareRow[] {
    return [...this.#open.values()]
  }

  get isLoaded(): boolean {
    return this.#isLoaded
  }

  /** Whether there is something to write. */
  get isDirty(): boolean {
    return this.#changed.size > 0 || this.#remembered > LET_GO_MAX
  }

  async write(tx: StoreTransaction): Promise<void> {
    if (this.#remembered > LET_GO_MAX) this.#forgetOldest()
    const changed = [...this.#changed.values()]
    this.#changed.clear()
    const isGone = ({ byteCount, letGo }: ShareRow) => byteCount === 0 && letGo === null
    const gone = changed.filter(isGone)
    if (gone.length > 0) await tx.deleteShares(gone)
    if (gone.length < changed.length) await tx.saveShares(changed.filter((row) => !isGone(row)))
  }

  #note(key: string, row: ShareRow): void {
    this.#changed.set(key, row)
    this.#isChanged = true
  }

  #put(row: ShareRow): void {
    const key = keyOfRow(row)
    this.#remembered += (row.byteCount === 0 ? 1 : 0) - (this.#rows.get(key)?.byteCount === 0 ? 1 : 0)
    this.#rows.set(key, row)
    if (row.scope === PUBLIC_SCOPE) return
    if (row.byteCount > 0) this.#open.set(row.scope, row)
    else this.#open.delete(row.scope)
  }

  #forgetOldest(): void {
    const empty = [...this.#rows.values()].filter(({ byteCount }) => byteCount === 0)
    const oldest = empty.sort((one, other) => one.since - other.since).slice(0, empty.length - LET_GO_MAX / 2)
    for (const row of oldest) this.delete(row)
  }
}

function keyOfRow({ scope, author }: ShareRow): string {
  return keyOf(scope, scope === PUBLIC_SCOPE ? author : null)
}

function keyOf(scope: Scope, author: Did | null): string {
  return `${scope} ${author}`
}

/** Items grouped by owner, the largest group first. */
export interface Holder<Row extends Held> {
  readonly rows: readonly Row[]
  readonly amount: number
}

/** How much each neighbour has brought, by the weight of an item. */
export function holdersOf<Row extends Held>(
  rows: readonly Row[],
  groupOf: (row: Row) => string | null,
  amountOf: (row: Row) => number,
): ReadonlyMap<string | null, Holder<Row>> {
  const holders = new Map<string | null, { rows: Row[]; amount: number }>()
  for (const row of rows) {
    const holder = holders.get(groupOf(row))
    if (holder === undefined) holders.set(groupOf(row), { rows: [row], amount: amountOf(row) })
    else {
      holder.rows.push(row)
      holder.amount += amountOf(row)
    }
  }
  return holders
}

const one = () => 1

/**
 * Which of too many proposals is evicted: of the neighbour that brought the most, of the proposer with the most there,
 * the newest. On a tie, the older half stays and of the others the oldest is evicted, so that neither the first nor the
 * last senders can take all places with free identities.
 */
export function firstToGo(proposals: readonly ShareRow[]): ShareRow | null {
  const ofNeighbour = largest(holdersOf(proposals, ({ relay }) => relay, one))
  const ofProposer = largest(holdersOf(ofNeighbour, ({ author }) => author, one))
  return ofProposer.toSorted(bySince).at(-1) ?? null
}

/** The rows of the largest holder; on a tie, of the one that is to give way. */
function largest<Row extends Held>(holders: ReadonlyMap<string | null, Holder<Row>>): readonly Row[] {
  const most = Math.max(...[...holders.values()].map(({ amount }) => amount), 0)
  const equals = [...holders.values()].filter(({ amount }) => amount === most)
  const sinceOf = ({ rows }: Holder<Row>) => Math.min(...rows.map(({ since }) => since))
  const inTurn = equals.toSorted((a, b) => sinceOf(a) - sinceOf(b))
  return inTurn[Math.floor(inTurn.length / 2)]?.rows ?? []
}

function bySince(one: Held, other: Held): number {
  return one.since - other.since || (one.scope < other.scope ? -1 : 1)
}
