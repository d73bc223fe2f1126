import { DEBTS } from '../../clearing/index.ts'
import type { Scope } from '../../kernel/index.ts'
import type { StoreReader } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { type RecentDebts, readDebts } from './debts.ts'

/** How the table of each projection is read. */
// biome-ignore lint/suspicious/noExplicitAny: projections of different keys and books; each reader belongs to its name.
const READERS: Readonly<Record<string, (handle: Handle, recent: RecentDebts, scope: Scope, key: any) => Promise<any>>> =
  {
    [DEBTS.name]: readDebts,
  }

export function readProjections(handle: Handle, recent: RecentDebts): Pick<StoreReader, 'projected'> {
  return {
    projected: async ({ name }, scope, key) => {
      const read = READERS[name]
      if (read === undefined) throw new Error(`there is no table for the projection ${name}`)
      return await read(handle, recent, scope, key)
    },
  }
}
