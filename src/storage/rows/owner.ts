import type { Did } from '../../kernel/index.ts'
import type { LogStore, StoreReader } from '../../node/index.ts'

/** The row with the owner of a database. */
export const OWNER = ['owner', 'did'] as const

/** The database belongs to another cooperative, or its key is not here. */
export class StoreOwnerError extends Error {
  override readonly name = 'StoreOwnerError'
}

/** The owner of a database; null if it was never used. */
export async function ownerOf(reader: Pick<StoreReader, 'local'>): Promise<Did | null> {
  return ((await reader.local(...OWNER))?.did as Did | undefined) ?? null
}

/** Refuses a database with an owner if there is no key at all: a new key would be another cooperative's. */
export async function refuseWithoutKey(store: LogStore, dataDir: string): Promise<void> {
  const owner = await store.read(ownerOf)
  if (owner === null) return
  throw new StoreOwnerError(
    `this database belongs to ${owner}, whose key is not in ${dataDir}: restore key.json there from a backup, or name the right folder with ROCHDALE_DATA_DIR; for a new cooperative, give it a database of its own`,
  )
}

/** Makes a key the owner of an unused database; refuses one that belongs to another key. */
export async function claimStore(store: LogStore, did: Did, dataDir: string): Promise<void> {
  const owner = await store.transact(async (tx) => {
    const known = await ownerOf(tx)
    if (known === null) await tx.putLocal(...OWNER, { did })
    return known ?? did
  })
  if (owner === did) return
  throw new StoreOwnerError(
    `this database belongs to ${owner}, and the key in ${dataDir} is ${did}'s: set ROCHDALE_DATA_DIR to the folder of the first, or DATABASE_URL to a database of the second`,
  )
}
