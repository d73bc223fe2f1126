import { type Hash, type JsonObject, ok, PUBLIC_SCOPE, type Result } from '../../kernel/index.ts'
import type { CommandContext } from '../../node/index.ts'
import type { Profile } from '../../registry/index.ts'
import { announceWhereChanged, findCooperative } from './commands.ts'

/** The configured facts about this node's cooperative. */
export interface ConfiguredFacts {
  /** For the first announcement; later ones keep the announced name. */
  readonly name: string
  /** Replaces the announced one when it differs from what was configured at the last announcement. */
  readonly graphqlUrl: string | null
  /** The addresses on which this node listens now: always announced unchanged. */
  readonly multiaddrs: readonly string[]
  /** Hash of the offline recovery key, for the first entry of the public log. */
  readonly recoveryKeyHash: Hash
}

/**
 * Announces this cooperative at its first start, and again when the configuration has changed since. Values set by
 * mutation stay, except for the addresses, which only the node knows.
 */
export function announceIfChanged(facts: ConfiguredFacts): (context: CommandContext) => Promise<Result<JsonObject>> {
  return async (context) => {
    const { tx, self } = context
    const announcement = (await findCooperative(tx, self))?.announcement ?? null
    const remembered = await tx.local('policy', 'configured-facts')
    if (remembered?.graphqlUrl !== facts.graphqlUrl) {
      await tx.putLocal('policy', 'configured-facts', { graphqlUrl: facts.graphqlUrl })
    }
    const multiaddrs = [...new Set(facts.multiaddrs)]
    if (announcement === null) {
      const isFirstEntry = (await tx.logTips([PUBLIC_SCOPE], [self])).length === 0
      const profile = { ...SAYS_NOTHING, name: facts.name, graphqlUrl: facts.graphqlUrl, multiaddrs }
      return await announceWhereChanged(context, null, profile, isFirstEntry ? facts.recoveryKeyHash : null)
    }
    const { hash: _hash, seq: _seq, at: _at, ...before } = announcement
    const isReconfigured = remembered !== null && remembered.graphqlUrl !== facts.graphqlUrl
    const graphqlUrl = isReconfigured ? facts.graphqlUrl : before.graphqlUrl
    const announced = await announceWhereChanged(context, before, { ...before, graphqlUrl, multiaddrs })
    return announced.ok ? ok({ cooperativeId: self }) : announced
  }
}

const SAYS_NOTHING: Omit<Profile, 'name' | 'graphqlUrl' | 'multiaddrs'> = {
  description: null,
  region: null,
  contact: null,
  currencies: [],
  capabilities: [],
}
