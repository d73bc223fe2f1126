import { PUBLIC_SCOPE } from '../../../src/kernel/index.ts'
import { verifyEntry } from '../../../src/log/index.ts'
import { EntryWriter } from '../../support/entry-writer.ts'
import { signerNumber } from '../../support/node.ts'

const ENTRIES = 2_000

/** How many entries a second one thread of this process signs. */
export function signsPerSecond(): number {
  return perSecond(() => new EntryWriter(signerNumber(1), PUBLIC_SCOPE).addMany(ENTRIES))
}

/** How many entries a second one thread of this process verifies. */
export function verificationsPerSecond(): number {
  const entries = new EntryWriter(signerNumber(1), PUBLIC_SCOPE).addMany(ENTRIES)
  return perSecond(() => {
    for (const entry of entries) if (!verifyEntry(entry).ok) throw new Error('a signature is wrong')
  })
}

function perSecond(work: () => unknown): number {
  work()
  const start = performance.now()
  work()
  return (ENTRIES * 1000) / (performance.now() - start)
}
