import { RULE_SET } from '../../log/index.ts'
import { ADMISSIONS } from '../cooperatives/cooperative-views.ts'
import type { ApiContext } from '../execution/context.ts'
import type { Views } from '../execution/views.ts'
import { changeCursor } from '../graphql/cursor.ts'
import type { Role } from '../graphql/enums.ts'
import type { LocalNode, Policies } from './self.type.ts'

export async function viewLocalNode(views: Views, { environment }: ApiContext, role: Role): Promise<LocalNode> {
  const { self, network, node, reader } = views
  return {
    id: self,
    did: self,
    version: environment.version,
    ruleSet: RULE_SET,
    database: environment.database,
    listenAddresses: network.listenAddresses(),
    connectedPeers: network.peers().filter(({ connected }) => connected).length,
    role,
    signingStop: await node.signingStop(reader),
  }
}

export async function viewPolicies(views: Views): Promise<Policies> {
  const { policies, denied } = await views.once(ADMISSIONS)
  return { id: views.self, ...policies, denied: [...denied.keys()].sort() }
}

export async function headCursor({ node, reader }: Views): Promise<string> {
  return changeCursor(node.store.epoch, await reader.headChange())
}
