import type { FederationNode } from './node.ts'

/** Does something for which nothing waits; its failure is told to whoever runs the node. */
export function inBackground(node: Pick<FederationNode, 'attempt'>, about: string, work: () => Promise<unknown>): void {
  node.attempt(about, work).catch(() => undefined)
}
