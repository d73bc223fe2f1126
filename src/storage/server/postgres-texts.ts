import type { PostgresType } from 'postgres'

/** The OID of the type `text[]`. */
const TEXT_ARRAY = 1009

/** Codec for arrays of texts, the only arrays of this database; no element is null. */
export const TEXTS: PostgresType = {
  to: TEXT_ARRAY,
  from: [TEXT_ARRAY],
  serialize: (texts: readonly string[] | string) => (typeof texts === 'string' ? texts : literalOf(texts)),
  parse: textsOf,
}

function literalOf(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

function textsOf(literal: string): string[] {
  const items = literal.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|[^,]+/gs)
  return [...items].map(([plain, quoted]) => quoted?.replace(/\\(.)/gs, '$1') ?? plain)
}
