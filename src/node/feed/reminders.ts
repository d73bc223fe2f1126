import type { Instant, Scope } from '../../kernel/index.ts'
import type { StoreReader } from '../ports/ports.ts'
import type { CommandContext } from '../writer/command.ts'

/** An instant at which the reactions to a subject run again, whether it changes or not. */
export interface Reminder {
  readonly scope: Scope
  readonly id: string
  readonly at: Instant
}

const REMINDER = 'reminder'

/** Has the reactions to a subject run again at an instant; of several instants the earliest counts. */
export async function remind(
  { tx }: Pick<CommandContext, 'tx'>,
  { scope, id }: Pick<Reminder, 'scope' | 'id'>,
  at: Instant,
): Promise<void> {
  const known = await tx.local(REMINDER, keyOf({ scope, id }))
  if (known === null || Number(known.at) > at) await tx.putLocal(REMINDER, keyOf({ scope, id }), { scope, id, at })
}

/** Every reminder, the earliest first. */
export async function listReminders(reader: Pick<StoreReader, 'locals'>): Promise<readonly Reminder[]> {
  const reminders = [...(await reader.locals(REMINDER)).values()].map(
    ({ scope, id, at }): Reminder => ({ scope: String(scope) as Scope, id: String(id), at: Number(at) as Instant }),
  )
  return reminders.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
}

export async function forgetReminder(
  { tx }: Pick<CommandContext, 'tx'>,
  reminder: Pick<Reminder, 'scope' | 'id'>,
): Promise<void> {
  await tx.deleteLocal(REMINDER, keyOf(reminder))
}

function keyOf({ scope, id }: Pick<Reminder, 'scope' | 'id'>): string {
  return `${scope} ${id}`
}
