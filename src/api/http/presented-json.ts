import { decodeForeignJson } from '../../kernel/index.ts'

/** In the text of every request that holds a presentation: in the name of its argument, or of its input's field. */
const MARK = 'resentation'

/**
 * Why the JSON of a request with a presentation would be read differently by different readers, e.g. for a key twice in
 * one object (I-JSON, RFC 7493); null otherwise. What a member presents must not be one thing here and another elsewhere.
 */
export function findAmbiguity(body: string | Buffer): string | null {
  if (!body.includes(MARK)) return null
  const decoded = decodeForeignJson(body)
  return decoded.ok || decoded.refusal.code === 'kernel.not-json' ? null : decoded.refusal.message
}
