import { type Did, done, type Hash, type Result, type Scope } from '../../kernel/index.ts'
import { bannedForkers, forkPlacesIn, witnessForks } from '../forks/forks.ts'
import type { HeadFile, OwnHeads, StoreReader, StoreTransaction } from '../ports/ports.ts'
import { refuse } from '../refusals.ts'
import type { CommandContext } from './command.ts'

/** The row that records that it is unknown what the key has signed: a restart does not resolve that. */
export const LOG_IN_DOUBT = ['clock', 'log-in-doubt'] as const

/**
 * Whether this node may sign. An honest node never forks its own log: if its store lacks what the head file records as
 * signed (power cut, restored backup), or a peer has entries of ours that are not here, it signs nothing until its own
 * logs have been returned whole, or the operator states that they are whole.
 */
export class SigningPermit {
  #missing: Map<Scope, Hash>
  #unsure: boolean
  #forked: boolean
  /** Peers that returned own entries, and may be about to send more. */
  readonly #givers = new Set<Did>()

  /** `unsure`: the key is older than the store, and no head file says what it signed. */
  constructor(missing: ReadonlyMap<Scope, Hash>, { unsure = false, forked = false } = {}) {
    this.#missing = new Map(missing)
    this.#unsure = unsure
    this.#forked = forked
  }

  /**
   * Compares the head file with the store, and looks for unresolved forks of our own log. A doubt stored by an earlier
   * start has the same effect as a missing head file.
   */
  static async examine(reader: StoreReader, heads: OwnHeads, self: Did, keyIsNew: boolean): Promise<SigningPermit> {
    const here = new Set((await reader.entries([...heads.values()].map(({ hash }) => hash))).map(({ hash }) => hash))
    const missing = new Map(
      [...heads].filter(([, { hash }]) => !here.has(hash)).map(([scope, { hash }]) => [scope, hash]),
    )
    const forked = (await bannedForkers(reader, [self])).length > 0
    const unsure = (heads.size === 0 && !keyIsNew) || (await reader.local(...LOG_IN_DOUBT)) !== null
    return new SigningPermit(missing, { unsure, forked })
  }

  check(): Result<void> {
    if (this.#forked)
      return this.#stop(
        'another entry of this node at the same place of its log has come from a peer: is the key in use elsewhere?',
      )
    if (this.#unsure)
      return this.#stop(
        'this store was restored, or is younger than the key, and nothing here says what the key has signed since',
      )
    if (this.#missing.size > 0)
      return this.#stop(
        `the store lacks entries that this node signed in ${[...this.#missing.keys()].join(', ')}: it is an older one, or a copy that was taken while the node ran`,
      )
    if (this.#givers.size > 0)
      return this.#stop(`entries of this node that were not here are coming back from ${[...this.#givers].join(', ')}`)
    return done
  }

  /** Whether the store is known to lack entries of ours. */
  get isIncomplete(): boolean {
    return this.#missing.size > 0
  }

  get recovering(): boolean {
    return this.#unsure || this.#missing.size > 0 || this.#givers.size > 0 || this.#forked
  }

  /** Reports that own entries were returned; `giver` is the peer that may have more, until its exchange has completed. */
  adopted(hashes: readonly Hash[], giver: Did | null): void {
    const here = new Set(hashes)
    for (const [scope, hash] of this.#missing) if (here.has(hash)) this.#missing.delete(scope)
    if (giver !== null) this.#givers.add(giver)
  }

  /** Whether it is unknown what the key has signed. */
  get unsure(): boolean {
    return this.#unsure
  }

  /**
   * Reports that an exchange with a peer brought nothing new: it knows nothing of our logs that we lack. If we then
   * have nothing of them either, the peer may simply know nothing: that settles no doubt.
   */
  exchanged(peer: Did, { holdsOurLog }: { readonly holdsOurLog: boolean }): void {
    if (holdsOurLog) this.#unsure = false
    this.#givers.delete(peer)
  }

  /** Reports that a second branch of our own log exists. */
  forked(): void {
    this.#forked = true
  }

  /** The operator states that our logs are whole. */
  resume(): void {
    this.#missing = new Map()
    this.#unsure = false
    this.#forked = false
    this.#givers.clear()
  }

  #stop(why: string): Result<void> {
    return refuse(
      'node.signing-stopped',
      `${why}. It signs again when its own log has come back from a peer, or after resumeSigning`,
    )
  }
}

/** Records in the head file how far our own logs go here, now that they are known to be whole. */
export async function rememberOwnLogs(tx: StoreTransaction, self: Did, headFile: HeadFile): Promise<void> {
  const tips = await tx.logTips(await tx.scopes(), [self])
  const rising = tips.toSorted((one, other) => one.seq - other.seq)
  await headFile.replace(new Map(rising.map(({ scope, seq, hash }) => [scope, { seq, hash }])))
}

/** Clears the doubts about our own log, now that it is known to be whole, and witnesses all forks that are here. */
export async function liftDoubts(context: CommandContext): Promise<void> {
  const { tx, self, now } = context
  await tx.deleteLocal(...LOG_IN_DOUBT)
  const branches = (await tx.forksOf([self])).length
  if (branches > 0) await tx.putLocal('fork-ban-lifted', self, { at: now, branches })
  await witnessForks(context, await forkPlacesIn(tx, await tx.scopes()))
}
