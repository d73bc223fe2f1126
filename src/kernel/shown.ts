const CHARS_MAX = 100

/**
 * A value from outside as a message shows it, cut off after 100 characters. What has parts is only named: it may be
 * nested more deeply than JSON can be written.
 */
export function shown(raw: unknown): string {
  if (typeof raw === 'string') return JSON.stringify(raw.slice(0, CHARS_MAX))
  if (Array.isArray(raw)) return 'a list'
  return typeof raw === 'object' && raw !== null ? 'an object' : String(raw)
}
