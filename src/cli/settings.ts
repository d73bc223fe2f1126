import { z } from 'zod'
import type { Policies } from '../node/index.ts'

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
  readonly checkSeconds: number
  readonly allowedOrigins: readonly string[]
  readonly jwks: {
    readonly url: string
    readonly issuer: string
    readonly audience: string
    readonly roleClaim: string
  } | null
  readonly logLevel: string
}

/** Settings that do not fit: every wrong one, by name, with what would be right. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'

  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`these settings do not fit:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const multiaddrs = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine(
    (list) => list.every((text) => text.startsWith('/')),
    'is a comma-separated list of multiaddrs, e.g. /ip4/127.0.0.1/tcp/4001',
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
  ROCHDALE_NAME: z.string().max(200, 'has at most 200 characters').default('Unnamed cooperative'),
  ROCHDALE_HTTP_HOST: z.string().default('127.0.0.1'),
  ROCHDALE_HTTP_PORT: wholeNumber(0, 65_535).default(4000),
  ROCHDALE_P2P_LISTEN: multiaddrs.default(['/ip4/0.0.0.0/tcp/4001']),
  ROCHDALE_BOOTSTRAP: multiaddrs.default([]),
  ROCHDALE_MDNS: flag.default(true),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'is a URL such as postgres://user:password@host:5432/database')
    .optional(),
  ROCHDALE_AUTO_CONFIRM: z
    .enum(['never', 'within-limit'], { error: 'is never or within-limit' })
    .default('within-limit'),
  ROCHDALE_AUTO_ACCEPT_NETTING: flag.default(true),
  ROCHDALE_ADMISSION: admission.default('open'),
  ROCHDALE_CHECK_SECONDS: wholeNumber(1, 86_400).default(60),
  ROCHDALE_ALLOWED_ORIGINS: z.string().default(''),
  ROCHDALE_JWKS_URL: z.url({ error: 'is a URL' }).optional(),
  ROCHDALE_JWKS_ISSUER: z.string().optional(),
  ROCHDALE_JWKS_AUDIENCE: z.string().optional(),
  ROCHDALE_JWKS_ROLE_CLAIM: z.string().optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
})

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
      ...readAdmission(env.ROCHDALE_ADMISSION),
      allowed: [],
    },
    checkSeconds: env.ROCHDALE_CHECK_SECONDS,
    allowedOrigins: env.ROCHDALE_ALLOWED_ORIGINS.split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
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
  }
}

function readAdmission(text: string): Pick<Policies, 'admission' | 'minVouches'> {
  if (text === 'allow-list') return { admission: 'ALLOW_LIST', minVouches: 1 }
  if (text === 'closed') return { admission: 'CLOSED', minVouches: 1 }
  if (text === 'open') return { admission: 'OPEN', minVouches: 1 }
  return { admission: 'VOUCHED', minVouches: Number(text.split(':')[1]) }
}
