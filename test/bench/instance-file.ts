import { readFileSync, writeFileSync } from 'node:fs'
import type { Instance } from './instances.ts'

/** Little-endian: u32 parties, u32 debts, i32 debtors, i32 creditors, f64 amounts; what `lemon.cpp` reads too. */
export function writeInstance(path: string, { parties, debtor, creditor, amount }: Instance): void {
  const head = Uint32Array.of(parties, debtor.length)
  const parts = [head, debtor, creditor, amount].map((column) => new Uint8Array(column.buffer))
  writeFileSync(path, Buffer.concat(parts))
}

export function readInstance(path: string): Instance {
  const { buffer } = Uint8Array.from(readFileSync(path))
  const [parties, debts] = new Uint32Array(buffer, 0, 2)
  const length = debts!
  return {
    parties: parties!,
    debtor: new Int32Array(buffer, 8, length),
    creditor: new Int32Array(buffer, 8 + 4 * length, length),
    amount: new Float64Array(buffer, 8 + 8 * length, length),
  }
}
