import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { readSettings } from '../../src/config/index.ts'
import { type RunningNode, startNode } from '../../src/start.ts'
import { copyMigratedDatabase } from '../support/pglite.ts'
import { TestDatabase } from '../support/postgres.ts'

export interface GraphqlError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: {
    readonly code: string
    readonly refusal?: string
    readonly errors?: readonly { readonly index: number; readonly code: string; readonly refusal: string }[]
  }
}

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape; the schema tests hold the types.
  readonly data: any
  readonly errors: readonly GraphqlError[]
  readonly code: string | undefined
}

export type Role = 'VIEWER' | 'OPERATOR' | 'SIGNER' | 'ADMIN'

/**
 * A whole node, started as `rochdale start` does, in a folder of its own, on free ports of the loopback; where
 * `DATABASE_URL` names a server, with a database there.
 */
export class RunningApi implements AsyncDisposable {
  readonly running: RunningNode
  readonly folder: string
  readonly #database: TestDatabase | null
  readonly #roles = new Map<Role, string>()

  private constructor(running: RunningNode, folder: string, database: TestDatabase | null) {
    this.running = running
    this.folder = folder
    this.#database = database
    this.#roles.set('ADMIN', running.adminToken)
  }

  static async start(
    env: Readonly<Record<string, string>> = {},
    log: Logger = pino({ level: 'silent' }),
  ): Promise<RunningApi> {
    const folder = mkdtempSync(join(tmpdir(), 'rochdale-api-'))
    const database = await TestDatabase.create()
    if (database === null) await copyMigratedDatabase(join(folder, 'database'))
    const settings = readSettings({
      ROCHDALE_DATA_DIR: folder,
      ROCHDALE_HTTP_PORT: '0',
      ROCHDALE_P2P_LISTEN: '/ip4/127.0.0.1/tcp/0',
      ROCHDALE_MDNS: 'false',
      DATABASE_URL: database?.url ?? '',
      ...env,
    })
    return new RunningApi(await startNode(settings, '0.0.0-test', log), folder, database)
  }

  get url(): string {
    return this.running.url
  }

  get did(): string {
    return this.running.node.self
  }

  /** A token of a role; made once. */
  async token(role: Role): Promise<string> {
    const known = this.#roles.get(role)
    if (known !== undefined) return known
    const { secret } = await this.createToken(role)
    this.#roles.set(role, secret)
    return secret
  }

  async createToken(role: Role, expiresAt: string | null = null): Promise<{ id: string; secret: string }> {
    const made = await this.ask(
      'mutation($input: CreateTokenInput!) { createToken(input: $input) { secret token { id } } }',
      { input: { name: `test ${role}`, role, expiresAt } },
    )
    const { secret, token } = made.data.createToken
    return { id: token.id, secret }
  }

  /** Sends an operation over HTTP, as an admin unless told otherwise; `null` sends no token. */
  async ask(query: string, variables: object = {}, token: string | null = this.running.adminToken): Promise<Answer> {
    const response = await this.post(JSON.stringify({ query, variables }), token)
    const body = (await response.json()) as { data?: unknown; errors?: GraphqlError[] }
    const errors = body.errors ?? []
    return { status: response.status, data: body.data, errors, code: errors[0]?.extensions.code }
  }

  async post(
    body: string,
    token: string | null,
    headers: Readonly<Record<string, string>> = {},
    signal: AbortSignal | null = null,
  ): Promise<Response> {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` }
    return await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization, ...headers },
      body,
      signal,
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.running[Symbol.asyncDispose]()
    await this.#database?.[Symbol.asyncDispose]()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
