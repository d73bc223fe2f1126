import type { Result } from '../../src/kernel/index.ts'
import { decodeEntry, type SealedEntry, verifyEntry } from '../../src/log/index.ts'
import type { Outcome } from '../../src/node/gate/admit.ts'
import type { FederationNode } from '../../src/node/node.ts'

/** An entry as it was sent: the bytes that were signed, and the signature. */
interface SentEntry {
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

/** Has a node verify and admit entries of others, in the order given; one outcome for each. */
export async function ingest(node: FederationNode, batch: readonly SentEntry[]): Promise<Outcome[]> {
  const decoded = batch.map(({ bytes, signature }) => verified(decodeEntry(bytes, signature)))
  const sealed = decoded.flatMap((result) => (result.ok ? [result.value] : []))
  const received = sealed.length === 0 ? [] : (await node.receive(sealed, new Map(), null)).outcomes
  const outcomes = received[Symbol.iterator]()
  return decoded.map((result) =>
    result.ok ? (outcomes.next().value as Outcome) : { outcome: 'refused', refusal: result.refusal },
  )
}

function verified(decoded: Result<SealedEntry>): Result<SealedEntry> {
  const checked = decoded.ok ? verifyEntry(decoded.value) : decoded
  return checked.ok ? decoded : checked
}
