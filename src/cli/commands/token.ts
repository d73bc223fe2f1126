import { type Command, InvalidArgumentError, Option } from 'commander'
import { findDay, findInstant, instantText, printable } from '../../kernel/index.ts'
import { clientOf, type NodeOptions, print, withNodeOptions } from '../running.ts'
import { tableText, timeText } from '../table.ts'

const ROLES = ['viewer', 'operator', 'signer', 'admin'] as const
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 } as const

interface Token {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

const TOKEN = 'id name role createdAt expiresAt lastUsedAt'

interface CreateOptions extends NodeOptions {
  readonly name: string
  readonly role: (typeof ROLES)[number]
  readonly expires?: string
}

export function addToken(program: Command): void {
  const token = program.command('token').description('keys to the API of the running node: make, list, revoke')
  withNodeOptions(token.command('create'))
    .description('make a token; it is shown this once')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('--expires <when>', 'after 12h, 30d, 8w, 1y, or at a time such as 2027-01-31T12:00:00Z', readExpiry)
    .addHelpText('after', '\nExample:\n  rochdale token create --name "till in the shop" --role operator --expires 30d')
    .action(create)
  withNodeOptions(token.command('list'))
    .description('list all tokens that have not been revoked')
    .addHelpText('after', '\nExample:\n  rochdale token list --json | jq -r ".[].name"')
    .action(list)
  withNodeOptions(token.command('revoke'))
    .description('end a token at once, and the sockets that use it')
    .argument('<id>', 'its id, as token list shows it')
    .addHelpText('after', '\nExample:\n  rochdale token revoke tok_1f0c…')
    .action(revoke)
}

async function create(options: CreateOptions): Promise<void> {
  const client = await clientOf(options)
  const { name, role, expires = null } = options
  const mutation = `mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { ${TOKEN} } } }`
  const input = { name, role: role.toUpperCase(), expiresAt: expires }
  const { createToken } = await client.request<{ createToken: { secret: string; token: Token } }>(mutation, { input })
  const { token, secret } = createToken
  print({ ...token, secret }, options, () => {
    const until = token.expiresAt === null ? 'without expiry' : `until ${timeText(token.expiresAt)}`
    return `${secret}\n\n${token.id}, ${role}, ${until}: "${printable(token.name)}". The token is shown this once; it is kept nowhere.\n`
  })
}

async function list(options: NodeOptions): Promise<void> {
  const client = await clientOf(options)
  const { tokens } = await client.request<{ tokens: Token[] }>(`query { tokens { ${TOKEN} } }`)
  print(tokens, options, () =>
    tableText(
      ['ID', 'NAME', 'ROLE', 'MADE', 'ENDS', 'LAST USED'],
      tokens.map(({ id, name, role, createdAt, expiresAt, lastUsedAt }) => {
        return [id, name, role.toLowerCase(), ...[createdAt, expiresAt, lastUsedAt].map(timeText)]
      }),
    ),
  )
}

async function revoke(tokenId: string, options: NodeOptions): Promise<void> {
  const client = await clientOf(options)
  const mutation = `mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { token { ${TOKEN} } } }`
  const { revokeToken } = await client.request<{ revokeToken: { token: Token } }>(mutation, { input: { tokenId } })
  print(revokeToken.token, options, () => `${tokenId} ("${printable(revokeToken.token.name)}") is revoked\n`)
}

/** When a token ends, as the API takes it. */
function readExpiry(text: string): string {
  const [, count, unit] = /^([1-9]\d{0,5})([mhdwy])$/.exec(text) ?? []
  if (count !== undefined)
    return new Date(Date.now() + Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]).toISOString()
  const instant = findInstant(text) ?? findDay(text)
  if (instant === null)
    throw new InvalidArgumentError('Write 12h, 30d, 8w, 1y, a day, or a time such as 2027-01-31T12:00:00Z.')
  return instantText(instant)
}
