import type { Signer } from '../../src/identity/index.ts'
import { type Hash, type JsonObject, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { forkAggregate, type SealedEntry } from '../../src/log/index.ts'
import { type Cooperative, cooperativeAggregate, type Profile } from '../../src/registry/index.ts'
import { type Desk, History } from '../support/history.ts'
import { signerNumber } from '../support/node.ts'

export const alder = signerNumber(1)
export const birch = signerNumber(2)
export const cedar = signerNumber(3)
export const RECOVERY = 'a'.repeat(64) as Hash

export const PROFILE: Profile = {
  name: 'Alder Bakery',
  description: null,
  region: 'Elbe',
  contact: null,
  graphqlUrl: 'https://alder.example/graphql',
  multiaddrs: ['/ip4/192.0.2.7/tcp/4001'],
  currencies: [{ code: 'EUR', scale: 2, name: null }],
  capabilities: ['bread'],
}

export function newHistory(): History {
  return new History(PUBLIC_SCOPE, [cooperativeAggregate, forkAggregate])
}

/** Announces with the recovery key where it is the first entry, unless the changes say otherwise. */
export function announce(desk: Desk, signer: Signer, changes: JsonObject = {}): SealedEntry {
  const isFirst = !desk.history.sealed.some(({ entry }) => entry.author === signer.did)
  const body = { ...PROFILE, recoveryKeyHash: isFirst ? RECOVERY : null, ...changes }
  return desk.write(signer, 'cooperative.announced', body)
}

export function vouch(desk: Desk, signer: Signer, whom: Signer, statement: string | null = null): SealedEntry {
  return desk.write(signer, 'cooperative.vouched', { did: whom.did, statement })
}

export function withdraw(desk: Desk, signer: Signer, whom: Signer): SealedEntry {
  return desk.write(signer, 'vouch.withdrawn', { did: whom.did })
}

export function stateOf(history: History, whom: Signer): Cooperative {
  return history.state<Cooperative>(whom.did)
}
