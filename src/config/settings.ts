import { isIP } from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import { z } from 'zod'
import { isVisible } from '../kernel/index.ts'
import { type Policies, PROPOSAL_QUOTA } from '../node/index.ts'
import { SETTINGS, type SettingName } from './settings-list.ts'

/** The longest round that a node accepts automatically, unless an operator changes that. */
const AUTO_ACCEPT_NETTING_WITHIN = 'PT15M'

/** Everything that a node reads from its environment, checked. */
export interface Settings {
  readonly dataDir: string
  readonly name: string
  readonly httpHost: string
  readonly httpPort: number
  readonly p2pListen: readonly string[]
  readonly bootstrap: readonly string[]
  readonly mdns: boolean
  readonly databaseUrl: string | null
  readonly policies: Policies
  readonly trustClock: boolean
  readonly allowPrivate: boolean
  /** The public URL of this node's open pages, without a trailing slash. */
  readonly publicUrl: string | null
  /** Maximum number of open proposals by cooperatives with which this node has no agreement. */
  readonly proposalQuota: number
  /** Maximum number of WebSockets that are open at once. */
  readonly socketsMax: number
  readonly checkSeconds: number
  readonly allowedOrigins: readonly string[]
  /** Further names under which it is reached, in lower case. */
  readonly allowedHosts: readonly string[]
  /** The proxies whose `X-Forwarded-For` is trusted. */
  readonly trustedProxies: readonly string[]
  readonly jwks: {
    readonly url: string
    readonly issuer: string
    readonly audience: string
    readonly roleClaim: string
  } | null
  readonly logLevel: string
  /** Variables that look like settings but are unknown. */
  readonly unknown: readonly string[]
}

/** Invalid settings: every wrong one, by name, with what would be right. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'

  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`these settings do not fit:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** libp2p's transports here are TCP and, on it, WebSockets. */
const multiaddrs = z
  .string()
  .transform(partsOf)
  .refine((list) => list.length > 0, 'names no address: write e.g. /ip4/0.0.0.0/tcp/4001')
  .refine(
    (list) => list.every(isTcpAddress),
    'is a comma-separated list of multiaddrs over TCP, e.g. /ip4/192.0.2.7/tcp/4001 or /dns4/alder.example.org/tcp/4001',
  )

const origins = z
  .string()
  .transform(partsOf)
  .refine(
    (list) => list.every(isOrigin),
    'is a comma-separated list of origins: scheme, host and port alone, e.g. https://desk.example.org',
  )
  .transform((list) => list.map((text) => new URL(text).origin))

const hostNames = z
  .string()
  .transform((text) => partsOf(text.toLowerCase()))
  .refine(
    (list) => list.every(isHost),
    'is a comma-separated list of names without scheme and port, e.g. node.example.org',
  )

const proxies = z
  .string()
  .transform(partsOf)
  .refine(
    (list) => list.every(isAddressRange),
    'is a comma-separated list of addresses and ranges, e.g. 127.0.0.1 or 10.0.0.0/8',
  )

const flag = z
  .enum(['true', 'false', '1', '0'], { error: 'is true or false' })
  .transform((text) => text === 'true' || text === '1')

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `is a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((number) => number >= min && number <= max, `is a whole number from ${min} to ${max}`)

const admission = z
  .string()
  .regex(/^(open|vouched:[1-9]\d{0,3}|allow-list|closed)$/, 'is open, vouched:<n>, allow-list or closed')

const environment = z.object({
  ROCHDALE_DATA_DIR: z.string().default('./.rochdale'),
  ROCHDALE_NAME: z
    .string()
    .refine(isVisible, 'is more than blanks and controls')
    .max(200, 'has at most 200 characters')
    .default('Unnamed cooperative'),
  ROCHDALE_HTTP_HOST: z
    .string()
    .refine(isHost, 'is an address or a name of this machine, without scheme and port, e.g. 127.0.0.1')
    .default('127.0.0.1'),
  ROCHDALE_HTTP_PORT: wholeNumber(0, 65_535).default(4000),
  ROCHDALE_P2P_LISTEN: multiaddrs.default(['/ip4/0.0.0.0/tcp/4001']),
  ROCHDALE_BOOTSTRAP: multiaddrs.default([]),
  ROCHDALE_MDNS: flag.default(true),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'is a URL such as postgres://user:password@host:5432/database')
    .optional(),
  ROCHDALE_AUTO_CONFIRM: z
    .enum(['never', 'within-limit'], { error: 'is never or within-limit' })
    .default('within-limit'),
  ROCHDALE_AUTO_ACCEPT_NETTING: flag.default(true),
  ROCHDALE_MOTION_TAKEOVER_SECONDS: wholeNumber(1, 31_536_000).default(86_400),
  ROCHDALE_ADMISSION: admission.default('open'),
  ROCHDALE_TRUST_CLOCK: flag.default(false),
  ROCHDALE_PUBLIC_URL: z
    .string()
    .refine(
      isPublicUrl,
      'is a URL of at most 400 characters without query and fragment, e.g. https://alder.example.org',
    )
    .transform((text) => new URL(text).href.replace(/\/+$/, ''))
    .optional(),
  ROCHDALE_ALLOW_PRIVATE_URLS: flag.default(false),
  ROCHDALE_PROPOSAL_QUOTA: wholeNumber(0, 1000).default(PROPOSAL_QUOTA),
  ROCHDALE_SOCKETS_MAX: wholeNumber(1, 1_000_000).default(10_000),
  ROCHDALE_CHECK_SECONDS: wholeNumber(1, 86_400).default(60),
  ROCHDALE_ALLOWED_ORIGINS: origins.default([]),
  ROCHDALE_ALLOWED_HOSTS: hostNames.default([]),
  ROCHDALE_TRUSTED_PROXIES: proxies.default([]),
  ROCHDALE_JWKS_URL: z.url({ protocol: /^https?$/, error: 'is a URL such as https://id.example.org/jwks' }).optional(),
  ROCHDALE_JWKS_ISSUER: z.string().optional(),
  ROCHDALE_JWKS_AUDIENCE: z.string().optional(),
  ROCHDALE_JWKS_ROLE_CLAIM: z.string().optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
} satisfies Record<SettingName, z.ZodType>)

const NAMES: ReadonlySet<string> = new Set(SETTINGS.map(({ name }) => name))

const JWKS = [
  'ROCHDALE_JWKS_URL',
  'ROCHDALE_JWKS_ISSUER',
  'ROCHDALE_JWKS_AUDIENCE',
  'ROCHDALE_JWKS_ROLE_CLAIM',
] as const

/** Reads the settings from environment variables; an empty variable counts as unset. Throws `SettingsError`. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  const jwksGiven = JWKS.filter((name) => given[name] !== undefined)
  if (jwksGiven.length !== 0 && jwksGiven.length !== JWKS.length)
    problems.push(`${JWKS.join(', ')}: give all four or none`)
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems)
  const env = parsed.data
  return {
    dataDir: env.ROCHDALE_DATA_DIR,
    name: env.ROCHDALE_NAME,
    httpHost: env.ROCHDALE_HTTP_HOST,
    httpPort: env.ROCHDALE_HTTP_PORT,
    p2pListen: env.ROCHDALE_P2P_LISTEN,
    bootstrap: env.ROCHDALE_BOOTSTRAP,
    mdns: env.ROCHDALE_MDNS,
    databaseUrl: env.DATABASE_URL ?? null,
    policies: {
      autoConfirm: env.ROCHDALE_AUTO_CONFIRM === 'never' ? 'NEVER' : 'WITHIN_LIMIT',
      autoAcceptNetting: env.ROCHDALE_AUTO_ACCEPT_NETTING,
      autoAcceptNettingWithin: AUTO_ACCEPT_NETTING_WITHIN,
      motionTakeoverSeconds: env.ROCHDALE_MOTION_TAKEOVER_SECONDS,
      autoConfirmUsage: false,
      ...readAdmission(env.ROCHDALE_ADMISSION),
      allowed: [],
    },
    trustClock: env.ROCHDALE_TRUST_CLOCK,
    allowPrivate: env.ROCHDALE_ALLOW_PRIVATE_URLS,
    publicUrl: env.ROCHDALE_PUBLIC_URL ?? null,
    proposalQuota: env.ROCHDALE_PROPOSAL_QUOTA,
    socketsMax: env.ROCHDALE_SOCKETS_MAX,
    checkSeconds: env.ROCHDALE_CHECK_SECONDS,
    allowedOrigins: env.ROCHDALE_ALLOWED_ORIGINS,
    allowedHosts: env.ROCHDALE_ALLOWED_HOSTS,
    trustedProxies: env.ROCHDALE_TRUSTED_PROXIES,
    jwks:
      env.ROCHDALE_JWKS_URL === undefined
        ? null
        : {
            url: env.ROCHDALE_JWKS_URL,
            issuer: env.ROCHDALE_JWKS_ISSUER ?? '',
            audience: env.ROCHDALE_JWKS_AUDIENCE ?? '',
            roleClaim: env.ROCHDALE_JWKS_ROLE_CLAIM ?? '',
          },
    logLevel: env.LOG_LEVEL,
    unknown: Object.keys(given).filter((name) => name.startsWith('ROCHDALE_') && !NAMES.has(name)),
  }
}

function partsOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function isTcpAddress(text: string): boolean {
  try {
    return multiaddr(text)
      .getComponents()
      .some(({ name }) => name === 'tcp')
  } catch {
    // Reported by the caller.
    return false
  }
}

function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const max = isIP(address) === 4 ? 32 : 128
  const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= max)
  return isIP(address) !== 0 && isRange && rest.length === 0
}

/** The base URL of our status lists, as permanent as the credentials that name it. */
function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text) || text.length > 400 || /[?#]/.test(text)) return false
  const { protocol, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}

function isOrigin(text: string): boolean {
  const url = urlOf(text)
  return url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href
}

function isHost(text: string): boolean {
  return isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/.test(text)
}

/** A URL of the server's own kind may name several hosts, `a:5432,b:5432`. */
function isDatabaseUrl(text: string): boolean {
  const url = urlOf(text.replace(/,[^/?#]*/, ''))
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) return false
  return url.host !== '' || url.pathname.length > 1 || url.searchParams.has('host')
}

function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function readAdmission(text: string): Pick<Policies, 'admission' | 'minVouches'> {
  if (text === 'allow-list') return { admission: 'ALLOW_LIST', minVouches: 1 }
  if (text === 'closed') return { admission: 'CLOSED', minVouches: 1 }
  if (text === 'open') return { admission: 'OPEN', minVouches: 1 }
  return { admission: 'VOUCHED', minVouches: Number(text.split(':')[1]) }
}
