import { judgeStatus, readStatusEntries } from '../../attestations/index.ts'
import { type JsonObject, ok, type Result } from '../../kernel/index.ts'
import type { Clock, Command, LogStore, Run } from '../../node/index.ts'
import { tellLapsed } from './reactions.ts'
import { findKept, type KeptCredential } from './recognition-views.ts'
import { findRecognition } from './recognitions.ts'
import type { StatusLists } from './status-lists.ts'

/** How often the status of kept credentials is looked at, in seconds. Each list is fetched as its lifetime requires. */
export const KEPT_CHECK_SECONDS = 60

/** What the periodic look needs of the node. */
export interface KeepingNode {
  readonly store: LogStore
  readonly clock: Clock
  execute(command: Command): Promise<Result<JsonObject>>
}

/**
 * Reads the status lists of the credentials that this node has recognised and that are in no log. A set bit ends the
 * recognition, for good; a list that cannot be read changes nothing. Reads the network between transactions.
 */
export async function checkKept(node: KeepingNode, lists: StatusLists): Promise<void> {
  const rows = (await node.store.read((reader) => reader.locals('presented'))) as ReadonlyMap<string, KeptCredential>
  for (const [recognitionId, { credential, basis }] of rows) {
    const { entries } = readStatusEntries(credential.credentialStatus)
    if (basis.revokedAt !== null || (basis.validUntil ?? Number.POSITIVE_INFINITY) <= node.clock()) continue
    const readings = await lists.read({ issuer: basis.issuer, statusEntries: entries }, 'node')
    if (judgeStatus({ status: 'VALID', hasUnreadStatus: false }, readings).status !== 'REVOKED') continue
    await node.execute({
      principal: 'node',
      mutation: 'noteRevoked',
      idempotencyKey: null,
      input: { recognitionId },
      run: noteRevoked(recognitionId),
    })
  }
}

function noteRevoked(recognitionId: string): Run {
  return async (context) => {
    const { tx, now } = context
    const kept = await findKept(tx, recognitionId)
    const row = await findRecognition(tx, recognitionId)
    if (kept === null || row === null) return ok({ recognitionId })
    const revoked: KeptCredential = { ...kept, basis: { ...kept.basis, revokedAt: now } }
    await tx.putLocal('presented', recognitionId, revoked)
    await tellLapsed(context, [row])
    return ok({ recognitionId })
  }
}
