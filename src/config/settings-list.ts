/** One setting, as shown by `rochdale start --help`. */
export interface SettingInfo {
  readonly name: string
  /** In the form in which it is set; null if there is none. */
  readonly byDefault: string | null
  readonly meaning: string
}

/** Every variable that a node reads. */
export const SETTINGS = [
  {
    name: 'ROCHDALE_DATA_DIR',
    byDefault: './.rochdale',
    meaning: 'key file, embedded database, heads.jsonl, admin.token, backups',
  },
  {
    name: 'ROCHDALE_NAME',
    byDefault: 'Unnamed cooperative',
    meaning: 'the name in the first announcement',
  },
  { name: 'ROCHDALE_HTTP_HOST', byDefault: '127.0.0.1', meaning: 'where GraphQL, GraphiQL, health and metrics listen' },
  { name: 'ROCHDALE_HTTP_PORT', byDefault: '4000', meaning: 'their port; 0 for any free one' },
  { name: 'ROCHDALE_P2P_LISTEN', byDefault: '/ip4/0.0.0.0/tcp/4001', meaning: 'comma-separated multiaddrs' },
  {
    name: 'ROCHDALE_BOOTSTRAP',
    byDefault: null,
    meaning: 'comma-separated multiaddrs of nodes to dial, with or without /p2p/<id>',
  },
  { name: 'ROCHDALE_MDNS', byDefault: 'true', meaning: 'find peers on the local network' },
  {
    name: 'DATABASE_URL',
    byDefault: null,
    meaning: 'a PostgreSQL server, 14 or newer; without it, one inside the process',
  },
  {
    name: 'ROCHDALE_AUTO_CONFIRM',
    byDefault: 'within-limit',
    meaning: 'whether, as creditor, it confirms automatically what the debtor recorded',
  },
  {
    name: 'ROCHDALE_AUTO_ACCEPT_NETTING',
    byDefault: 'true',
    meaning: 'whether it accepts rounds of at most 15 minutes automatically when all checks pass',
  },
  {
    name: 'ROCHDALE_MOTION_TAKEOVER_SECONDS',
    byDefault: '86400',
    meaning: 'how long it waits before it closes a motion in place of a node that has not',
  },
  { name: 'ROCHDALE_ADMISSION', byDefault: 'open', meaning: 'open, vouched:<n>, allow-list or closed' },
  {
    name: 'ROCHDALE_TRUST_CLOCK',
    byDefault: 'false',
    meaning: "sign whatever the clocks of partners say: this machine's is known to be right",
  },
  {
    name: 'ROCHDALE_PUBLIC_URL',
    byDefault: null,
    meaning: 'where outsiders reach the open pages of this node (status lists of its credentials); keep it for good',
  },
  {
    name: 'ROCHDALE_ALLOW_PRIVATE_URLS',
    byDefault: 'false',
    meaning:
      'let addresses that strangers announce, and status lists of other issuers, be in private ranges and over http',
  },
  {
    name: 'ROCHDALE_PROPOSAL_QUOTA',
    byDefault: '20',
    meaning: 'open proposals of cooperatives that we have no agreement with',
  },
  {
    name: 'ROCHDALE_SOCKETS_MAX',
    byDefault: '10000',
    meaning: 'WebSockets that may be open at once; a quarter of them with one token',
  },
  { name: 'ROCHDALE_CHECK_SECONDS', byDefault: '60', meaning: 'the periodic check' },
  {
    name: 'ROCHDALE_ALLOWED_ORIGINS',
    byDefault: null,
    meaning: 'comma-separated origins beside its own, for CORS, WebSocket and Host',
  },
  {
    name: 'ROCHDALE_ALLOWED_HOSTS',
    byDefault: null,
    meaning: 'comma-separated names under which it is reached, beside addresses and names without a dot',
  },
  {
    name: 'ROCHDALE_TRUSTED_PROXIES',
    byDefault: null,
    meaning: 'comma-separated addresses or ranges of proxies whose X-Forwarded-For counts',
  },
  { name: 'ROCHDALE_JWKS_URL', byDefault: null, meaning: "an identity provider's keys; all four or none" },
  { name: 'ROCHDALE_JWKS_ISSUER', byDefault: null, meaning: 'the issuer of its tokens' },
  { name: 'ROCHDALE_JWKS_AUDIENCE', byDefault: null, meaning: 'audience of its tokens' },
  { name: 'ROCHDALE_JWKS_ROLE_CLAIM', byDefault: null, meaning: 'the claim with the role, e.g. realm_access.roles' },
  { name: 'LOG_LEVEL', byDefault: 'info', meaning: 'fatal, error, warn, info, debug, trace or silent' },
] as const satisfies readonly SettingInfo[]

export type SettingName = (typeof SETTINGS)[number]['name']

/** All settings as lines of a help text. */
export function settingsHelp(): string {
  const width = Math.max(...SETTINGS.map(({ name }) => name.length))
  const lines = SETTINGS.map(({ name, byDefault, meaning }: SettingInfo) => {
    const otherwise = byDefault === null ? '' : ` (${byDefault})`
    return `  ${name.padEnd(width)}  ${meaning}${otherwise}`
  })
  return `\nSettings, from the environment or a .env file; an empty one counts as unset:\n${lines.join('\n')}\n`
}

/** A .env file that explains every setting; those given are set, the others are commented out with their defaults. */
export function envFileText(given: Partial<Record<SettingName, string>>): string {
  const paragraphs = SETTINGS.map(({ name, byDefault, meaning }: SettingInfo) => {
    const value = given[name as SettingName]
    return `# ${meaning}\n${value === undefined ? `# ${name}=${quoted(byDefault ?? '')}` : `${name}=${quoted(value)}`}\n`
  })
  return `# The settings of a Rochdale node. Remove the # before a line to set it.\n\n${paragraphs.join('\n')}`
}

/** A value as dotenv reads it back. */
function quoted(value: string): string {
  if (/^[\w./:,@%?&=+-]*$/.test(value)) return value
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark)) ?? "'"
  return `${quote}${value}${quote}`
}
