import { day } from './moments.ts'
import { formatAmount } from './money.ts'

/** One place where two documents differ, by its path. */
export interface Difference {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

/** What differs in every version and says nothing about what was agreed. */
const TECHNICAL = new Set(['version', 'base', 'nonce', 'ruleSet', 'signBefore'])

interface Reading {
  /** The names of parties, by DID. */
  readonly names?: ReadonlyMap<string, string>
  readonly locale?: string | undefined
}

/** Where a new document differs from the old one, field by field; entries of lists are compared by their place. */
export function differences(before: Json, after: Json, reading: Reading = {}): Difference[] {
  const old = flatten(before, reading)
  const fresh = flatten(after, reading)
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path) ?? null, fresh.get(path) ?? null]
    return was === is ? [] : [{ path, before: was, after: is }]
  })
}

type Json = Readonly<Record<string, unknown>>

function flatten(document: Json, reading: Reading): Map<string, string> {
  const lines = new Map<string, string>()
  const walk = (owner: Json, path: string) => {
    for (const [name, value] of Object.entries(owner)) {
      if (value === null || value === undefined) continue
      const inner = path === '' ? label(name) : `${path} › ${label(name)}`
      if (typeof value === 'object') walk(value as Json, inner)
      else lines.set(inner, readable(name, value, owner, reading))
    }
  }
  walk(Object.fromEntries(Object.entries(document).filter(([name]) => !TECHNICAL.has(name))), '')
  return lines
}

/** Amounts by the scale beside them, instants as days, parties by their names; everything else as it stands there. */
function readable(name: string, value: unknown, owner: Json, { names, locale }: Reading): string {
  const { scale } = owner
  const text = String(value)
  if (typeof scale === 'number' && /^(amount|creditLimit)$/.test(name) && /^\d+$/.test(text)) {
    return formatAmount(text, { currency: String(owner.code ?? owner.currency ?? ''), scale }, locale)
  }
  if (name.endsWith('Date') && typeof value === 'number') return day(new Date(value).toISOString(), locale)
  return names?.get(text) ?? text
}

/** "creditLimit" is "credit limit", the entry 0 of a list is its 1st. */
function label(name: string): string {
  return /^\d+$/.test(name) ? String(Number(name) + 1) : name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}
