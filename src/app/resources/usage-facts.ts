import { ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, StoreReader } from '../../node/index.ts'
import {
  asUsage,
  bookingTag,
  isUsageId,
  refuseResources as refuse,
  type UsageState,
  usageAggregate,
} from '../../resources/index.ts'

export interface FoundUsage {
  readonly scope: Scope
  readonly state: UsageState
}

/** A use of a booking of this cooperative, as its provider or its user. */
export async function ownUsage({ tx, self }: CommandContext, id: string): Promise<Result<FoundUsage>> {
  const found = await findUsage(tx, id)
  if (found === null) return refuse('resources.unknown-use', `${id.slice(0, 100)} is no use that this node knows`)
  if (found.state.provider === self || found.state.user === self) return ok(found)
  return refuse('resources.not-a-side', `${id} is between others: only its provider and its user speak about it`)
}

/** A use by its id, under any agreement. */
export async function findUsage(reader: StoreReader, id: string): Promise<FoundUsage | null> {
  const rows = isUsageId(id) ? await reader.subjectsAnywhere([id]) : []
  const row = rows.find(({ aggregate }) => aggregate === usageAggregate.name)
  return row === undefined || row.state === null ? null : { scope: row.scope, state: asUsage(row.state) }
}

/** The use of a booking, at most so much. */
export async function listUses(
  reader: StoreReader,
  { id, provider }: { readonly id: string; readonly provider: UsageState['provider'] },
  limit: number,
): Promise<UsageState[]> {
  const rows = await reader.subjectsTagged({
    aggregate: usageAggregate.name,
    left: provider,
    tags: [bookingTag(id)],
    limit,
  })
  return rows.flatMap(({ state }) => (state === null ? [] : [asUsage(state)]))
}
