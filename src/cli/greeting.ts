/** The terminal's greeting after a node's start. Contains secrets: never for a log. */
export function greeting(node: {
  readonly url: string
  readonly hasDashboard: boolean
  readonly adminToken: string
  readonly recoveryKey: string | null
}): string {
  const token = `#token=${node.adminToken}`
  const link = node.hasDashboard
    ? `\nDashboard, signed in as admin: ${node.url}/${token}\nGraphiQL: ${node.url}/graphql\n`
    : `\nGraphiQL, signed in as admin: ${node.url}/graphql${token}\n`
  if (node.recoveryKey === null) return `${link}Ctrl-C stops the node.\n`
  return `${link}\nRecovery key, shown this once. Write it down and keep it offline: ${node.recoveryKey}\n\nCtrl-C stops the node.\n`
}
