/** One place where two documents differ, by its path. */
export interface Difference {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

/** What differs in every version and says nothing about what was agreed. */
const TECHNICAL = new Set(['version', 'base', 'nonce', 'ruleSet', 'signBefore'])

/** Where a new document differs from the old one, field by field; entries of lists are compared by their place. */
export function differences(before: Record<string, unknown>, after: Record<string, unknown>): Difference[] {
  const old = flatten(before)
  const fresh = flatten(after)
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path) ?? null, fresh.get(path) ?? null]
    return was === is ? [] : [{ path, before: was, after: is }]
  })
}

function flatten(document: Record<string, unknown>): Map<string, string> {
  const lines = new Map<string, string>()
  const walk = (value: unknown, path: string) => {
    if (value === null || value === undefined) return
    if (typeof value !== 'object') lines.set(path, String(value))
    else
      for (const [name, inner] of Object.entries(value))
        walk(inner, path === '' ? label(name) : `${path} › ${label(name)}`)
  }
  walk(Object.fromEntries(Object.entries(document).filter(([name]) => !TECHNICAL.has(name))), '')
  return lines
}

/** "creditLimit" is "credit limit", the entry 0 of a list is its 1st. */
function label(name: string): string {
  return /^\d+$/.test(name) ? String(Number(name) + 1) : name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}
