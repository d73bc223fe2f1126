import { waitFor } from '../../../src/cli/client.ts'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'
import { didOf, isConnected, tell } from './dealings.ts'

/**
 * Cuts every connection between the two sides and keeps it cut: each node deals with those of its own side alone, so
 * that nobody else is let in, and hangs up on the others, so that they are not dialled either. (To be on a deny-list for
 * good would be another story: with those nobody signs anything.)
 */
export async function divide(left: readonly NodeProcess[], right: readonly NodeProcess[]): Promise<void> {
  for (const side of [left, right]) {
    const allowed = await Promise.all(side.map(didOf))
    for (const node of side) await setAdmission(node, { admission: 'ALLOW_LIST', allowed })
  }
  await acrossBoth(left, right, (node, did) => tell(node, 'blockCooperative', { did }, 'cooperative { standing }'))
  await waitFor('nothing connects the two sides', async () => {
    const connected = await acrossBoth(left, right, isConnected)
    return connected.every((isStill) => !isStill)
  })
  await acrossBoth(left, right, (node, did) => tell(node, 'unblockCooperative', { did }, 'cooperative { standing }'))
}

/** Lets everybody in again and connects the two sides, as their operators would. */
export async function reunite(left: readonly NodeProcess[], right: readonly NodeProcess[]): Promise<void> {
  for (const node of [...left, ...right]) await setAdmission(node, { admission: 'OPEN' })
  for (const one of left) {
    for (const { multiaddr } of right) await tell(one, 'connectPeer', { multiaddr }, 'peer { connected }')
  }
}

async function setAdmission(node: NodeProcess, policies: object): Promise<void> {
  await tell(node, 'updatePolicies', policies, 'policies { admission }')
}

async function acrossBoth<T>(
  left: readonly NodeProcess[],
  right: readonly NodeProcess[],
  work: (node: NodeProcess, did: string) => Promise<T>,
): Promise<T[]> {
  const pairs = left.flatMap((one) => right.flatMap((other) => [[one, other] as const, [other, one] as const]))
  return await Promise.all(pairs.map(async ([node, other]) => await work(node, await didOf(other))))
}
