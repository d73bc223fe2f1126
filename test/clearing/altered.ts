import type { ComputedRound } from '../../src/clearing/index.ts'
import { sha256 } from '../../src/identity/index.ts'
import { canonicalBytes, type Json } from '../../src/kernel/index.ts'

export interface ResultJson {
  algorithm: string
  setOffTotal: string
  obligations: [string, number, number, number, string][]
  cycles: [string, number[]][]
  note?: string
}

/** A result with some of its fields changed, as a cheat would attach it. */
export function altered(computed: ComputedRound, change: (result: ResultJson) => void): ComputedRound {
  const result = JSON.parse(new TextDecoder().decode(computed.bytes)) as ResultJson
  change(result)
  const bytes = canonicalBytes(result as unknown as Json)
  return { ...computed, bytes, resultHash: sha256(bytes) }
}
