import type { Scope } from '../../kernel/index.ts'
import type { CommandContext, StoreReader } from '../../node/index.ts'

const UNCHARGED = 'uncharged-use'

/** What keeps a use from being charged, and in which clearing arrangement it is to be. */
interface Uncharged {
  readonly problem: string
  readonly settlement: string | null
}

/** Why the charge of a use does not stand yet, as this node last saw it. */
export async function chargeProblem(reader: Pick<StoreReader, 'local'>, usage: string): Promise<string | null> {
  const row = await reader.local(UNCHARGED, usage)
  return row === null ? null : String(row.problem)
}

/** The uses whose charge is missing: all, or those of one clearing arrangement. */
export async function listUncharged(
  reader: Pick<StoreReader, 'locals'>,
  settlement: Scope | null = null,
): Promise<string[]> {
  const rows = await reader.locals(UNCHARGED)
  return [...rows].flatMap(([id, row]) => (settlement === null || row.settlement === settlement ? [id] : []))
}

export async function keepUncharged({ tx }: CommandContext, usage: string, uncharged: Uncharged): Promise<void> {
  await tx.putLocal(UNCHARGED, usage, { ...uncharged })
}

export async function forgetUncharged({ tx }: CommandContext, usage: string): Promise<void> {
  await tx.deleteLocal(UNCHARGED, usage)
}
