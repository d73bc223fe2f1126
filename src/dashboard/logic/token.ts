import type { Role } from '../generated/enums.ts'
import { instantOfDay, isOver } from './moments.ts'

/** What each role may do; each may also do what those before it may. */
export const ROLE: Readonly<Record<Role, string>> = {
  VIEWER: 'Reads everything, and changes nothing.',
  OPERATOR: 'Also drafts, records, disputes, announces and connects peers.',
  SIGNER: 'Also signs what binds the cooperative, and attests.',
  ADMIN: 'Also sets policies, makes tokens and blocks cooperatives.',
}

export type Lasting = '30' | '90' | '365' | 'day' | 'ever'

export const LASTING: Readonly<Record<Lasting, string>> = {
  '30': '30 days',
  '90': '90 days',
  '365': 'A year',
  day: 'Until a day',
  ever: 'Until it is revoked',
}

export interface TokenForm {
  readonly name: string
  readonly role: Role
  readonly lasting: Lasting
  readonly day: string
}

export const EMPTY_TOKEN: TokenForm = { name: '', role: 'VIEWER', lasting: '90', day: '' }

export interface CheckedToken {
  readonly problems: Readonly<{ name?: string; day?: string }>
  /** What is sent; null while something is wrong. */
  readonly input: { readonly name: string; readonly role: Role; readonly expiresAt?: string } | null
}

const NAME_CHARS_MAX = 200
const DAY_MS = 86_400_000

export function checkToken({ name, role, lasting, day }: TokenForm, nowMs: number): CheckedToken {
  const text = name.trim()
  const named = { name: text, role }
  const problems = {
    ...(text === '' ? { name: 'Name its user or purpose, so that it can be revoked later.' } : {}),
    ...(text.length > NAME_CHARS_MAX ? { name: `At most ${NAME_CHARS_MAX} characters.` } : {}),
    ...(lasting === 'day' ? dayProblem(day, nowMs) : {}),
  }
  if (Object.keys(problems).length > 0) return { problems, input: null }
  if (lasting === 'ever') return { problems, input: named }
  const expiresAt =
    lasting === 'day' ? instantOfDay(day, true) : new Date(nowMs + Number(lasting) * DAY_MS).toISOString()
  return { problems, input: { ...named, expiresAt } }
}

function dayProblem(day: string, nowMs: number): { day?: string } {
  if (day === '') return { day: 'Choose its last day.' }
  return isOver(day, nowMs) ? { day: 'This day is over.' } : {}
}
