import { readFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { Settings } from '../config/index.ts'
import { settingsHere } from '../config/index.ts'
import { printableJson } from '../kernel/index.ts'
import { GraphqlError, NodeClient } from './client.ts'
import { CommandError } from './command-error.ts'

/** The file in the data folder that holds the token of the command line. */
export const ADMIN_TOKEN_FILE = 'admin.token'

/** Options of every command that calls a running node. */
export interface NodeOptions {
  readonly url?: string
  readonly token?: string
  readonly json?: boolean
}

export function withNodeOptions(command: Command): Command {
  return command
    .option('--url <url>', 'the node to talk to; otherwise the one that the settings describe')
    .option('--token <token>', 'its token; otherwise admin.token of the data folder')
    .option('--json', 'print JSON, for programs')
}

/** A client of the node that the options name, else of the one that the settings describe. */
export async function clientOf({ url, token }: NodeOptions): Promise<RunningNodeClient> {
  if (url !== undefined && !/^https?:\/\/[^/]+/.test(url))
    throw new CommandError(`--url is the address of a node, e.g. http://127.0.0.1:4000, not ${url}`)
  if (url !== undefined && token !== undefined) return new RunningNodeClient(url.replace(/\/+$/, ''), token)
  const settings = settingsHere()
  const address = url?.replace(/\/+$/, '') ?? urlOf(settings)
  return new RunningNodeClient(address, token ?? (await readAdminToken(settings.dataDir)))
}

/** The URL of a node with these settings on this machine. */
export function urlOf({ httpHost, httpPort }: Settings): string {
  if (httpPort === 0) throw new CommandError('ROCHDALE_HTTP_PORT=0 means any free port: say with --url which one it is')
  const host = httpHost === '0.0.0.0' ? '127.0.0.1' : httpHost === '::' ? '::1' : httpHost
  return `http://${isIPv6(host) ? `[${host}]` : host}:${httpPort}`
}

async function readAdminToken(dataDir: string): Promise<string> {
  const path = join(dataDir, ADMIN_TOKEN_FILE)
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT')
      throw new CommandError(
        `there is no ${path}: a node makes it when it starts (rochdale start); is ROCHDALE_DATA_DIR its folder?`,
      )
    if (code === 'EACCES') throw new CommandError(`${path} belongs to another user: run this as the node's user`)
    throw error
  }
}

/** A client whose errors explain in one sentence why there is no answer. */
export class RunningNodeClient extends NodeClient {
  override async request<T = Record<string, never>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<T> {
    try {
      return await super.request<T>(query, variables)
    } catch (error) {
      throw this.#explained(error)
    }
  }

  #explained(error: unknown): unknown {
    if (error instanceof GraphqlError && error.codes.includes('UNAUTHENTICATED'))
      return new CommandError(
        `the node at ${this.url} does not know this token: is ROCHDALE_DATA_DIR its folder, or --token one of its own?`,
      )
    if (error instanceof GraphqlError) return error
    if (error instanceof TypeError)
      return new CommandError(`no node answers at ${this.url}: is it running? Start it with: rochdale start`, {
        cause: error,
      })
    if (error instanceof SyntaxError) return new CommandError(`what answers at ${this.url} is no Rochdale node`)
    return error
  }
}

/** Prints what a command has found: as JSON for programs, else as text. */
export function print(found: unknown, { json }: NodeOptions, text: () => string): void {
  process.stdout.write(json === true ? `${printableJson(found)}\n` : text())
}
