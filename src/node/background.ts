import type { FederationNode } from './node.ts'

/** Runs work that no caller waits for; a failure is reported to the operator. */
export function inBackground(node: Pick<FederationNode, 'attempt'>, about: string, work: () => Promise<unknown>): void {
  node.attempt(about, work).catch(() => undefined)
}
