import { decisionOf, versionsOf } from '../../agreements/index.ts'
import type { Hash, Instant, Scope } from '../../kernel/index.ts'
import type { CommandContext } from '../../node/index.ts'
import { findAgreement } from './facts.ts'

/** How long after an amendment has come in a subject under the document before it may still be on its way. */
const CROSSED_MS_MAX = 5 * 60_000

/**
 * Whether the first entries of a subject came here when the document that they name had been replaced for more than a few
 * minutes: their author may have left the amendment out of their past, so that a person decides about the subject.
 */
export async function isOutdated(
  context: CommandContext,
  scope: Scope,
  { document, entries }: { readonly document: Hash; readonly entries: readonly Hash[] },
): Promise<boolean> {
  const ended = await endOfDocument(context, scope, document)
  if (ended === null) return false
  return (await firstReceivedAt(context, entries)) > (await firstReceivedAt(context, [ended])) + CROSSED_MS_MAX
}

/** When the first of these entries came here. */
export async function firstReceivedAt({ tx }: CommandContext, entries: readonly Hash[]): Promise<Instant> {
  return Math.min(...(await tx.entries(entries)).map((entry) => entry.receivedAt)) as Instant
}

/** The decision that put a later document in the place of this one; null while it is in force. */
async function endOfDocument(context: CommandContext, scope: Scope, document: Hash): Promise<Hash | null> {
  const found = await findAgreement(context, scope)
  if (!found.ok) return null
  const versions = versionsOf(found.value.state)
  const next = versions[versions.findIndex(({ hash }) => hash === document) + 1]
  return next === undefined ? null : (decisionOf(found.value.state, next.hash)?.hash ?? null)
}
