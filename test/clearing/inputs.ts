import type { NettingInput } from '../../src/clearing/index.ts'
import { sha256 } from '../../src/identity/index.ts'
import type { Did } from '../../src/kernel/index.ts'
import { columnsOf, type NettingObligation } from '../../src/netting/index.ts'

/** An id as obligations have it. */
export function obligationNamed(name: string): string {
  return `obl_${sha256(Buffer.from(name))}`
}

/** Debts as a netting takes them; nothing of them is owed back. */
export function inputOf(obligations: readonly NettingObligation[]): NettingInput {
  const { names, rows, ...columns } = columnsOf(obligations)
  const ids = Buffer.concat(Array.from(rows, (i) => Buffer.from(obligations[i]?.id.slice('obl_'.length) ?? '', 'hex')))
  return { columns, names: names as readonly Did[], ids, backward: new Uint8Array(rows.length) }
}
