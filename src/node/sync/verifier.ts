import type { Did, Result } from '../../kernel/index.ts'
import { type SealedEntry, verifyEntryInPool } from '../../log/index.ts'
import { Turns } from '../quotas/turns.ts'

/** Signatures of one peer between two turns of others, and turns at once: files wait for the same threads. */
const SIGNATURES_PER_TURN = 128
const TURNS_MAX = 2

/** Verifies the signatures of what a peer has sent; one result for each entry, in their order. */
export type VerifyAll = (peer: Did, sealed: readonly SealedEntry[]) => Promise<Result<void>[]>

/** Verifies outside of the event loop's thread; peers take turns, however much each of them sends. */
export function verifyInPool(): VerifyAll {
  const turns = new Turns({ max: TURNS_MAX, ownMax: TURNS_MAX })
  return async (peer, sealed) => {
    const pieces = Array.from({ length: Math.ceil(sealed.length / SIGNATURES_PER_TURN) }, (_, i) =>
      sealed.slice(i * SIGNATURES_PER_TURN, (i + 1) * SIGNATURES_PER_TURN),
    )
    const results = await Promise.all(pieces.map((piece) => turns.run(peer, () => verifyPiece(piece))))
    return results.flat()
  }
}

function verifyPiece(sealed: readonly SealedEntry[]): Promise<Result<void>[]> {
  return Promise.all(sealed.map((one) => new Promise<Result<void>>((told) => verifyEntryInPool(one, told))))
}
