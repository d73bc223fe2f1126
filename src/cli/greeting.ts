/** What a terminal shows of a node that has started. Secrets: never for a log. */
export function greeting(node: {
  readonly url: string
  readonly adminToken: string
  readonly recoveryKey: string | null
}): string {
  const link = `\nGraphiQL, signed in as admin: ${node.url}/graphql#token=${node.adminToken}\n`
  if (node.recoveryKey === null) return `${link}Ctrl-C stops the node.\n`
  return `${link}\nRecovery key, shown this once. Write it down and keep it offline: ${node.recoveryKey}\n\nCtrl-C stops the node.\n`
}
