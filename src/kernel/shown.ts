const CHARS_MAX = 100

/**
 * An untrusted value as shown in a message, truncated to 100 characters. Objects and arrays are only named: they may be
 * nested more deeply than JSON can be written.
 */
export function shown(raw: unknown): string {
  if (typeof raw === 'string') return JSON.stringify(raw.slice(0, CHARS_MAX))
  if (Array.isArray(raw)) return 'a list'
  return typeof raw === 'object' && raw !== null ? 'an object' : String(raw)
}
