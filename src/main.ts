#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import * as modules from 'node:module'
import { join, resolve as resolvePath } from 'node:path'
import { CommanderError } from 'commander'
import { type Logger, pino } from 'pino'
import {
  ADMIN_TOKEN_FILE,
  CommandError,
  createProgram,
  failureText,
  greeting,
  printableLog,
  USAGE_EXIT_CODE,
} from './cli/index.ts'
import { settingsHere } from './config/index.ts'
import { availabilityOf, StoreUnavailableError } from './node/ports/store-unavailable.ts'
import type { RunningNode } from './start.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

const STOP_MS_MAX = 8_000
const COMPILED_FOLDER = 'compiled'

/** Runs a node until the process is told to stop; a second signal stops it at once. */
async function start(): Promise<void> {
  const settings = settingsHere()
  const isTerminal = process.stdout.isTTY === true
  const log = pino(
    { level: settings.logLevel, ...(isTerminal ? { hooks: { streamWrite: printableLog } } : {}) },
    ...(isTerminal
      ? [await import('pino-pretty').then(({ default: pretty }) => pretty({ ignore: 'pid,hostname' }))]
      : []),
  )
  if (settings.unknown.length > 0) log.warn(`no setting is called ${settings.unknown.join(', ')}: misspelt?`)
  const stop = new Promise<Error | null>((resolve) => {
    const heed = (signal: string) => {
      log.info(`${signal}: stopping; a second one stops at once`)
      resolve(null)
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, heed)
    // The last resort, for rejections too: after an uncaught error the state is unknown. A lost connection is harmless:
    // whatever used it has failed.
    process.on('uncaughtException', (error, origin) => {
      if (availabilityOf(error) instanceof StoreUnavailableError) {
        log.error({ err: error, origin }, 'a connection was lost')
        return
      }
      log.fatal({ err: error, origin }, 'unexpected fault: the node stops')
      process.exitCode = 1
      resolve(error)
    })
  })
  const { dataDir, databaseUrl } = settings
  log.info(
    { dataDir: resolvePath(dataDir), database: databaseUrl === null ? 'in this process' : 'DATABASE_URL' },
    'starting; the first time takes a while',
  )
  keepCompiled(dataDir)
  // Loaded only here: a help text needs no network and no database.
  const { startNode } = await import('./start.ts')
  const running = await startNode(settings, version, log)
  log.info(
    { did: running.node.self, graphql: `${running.url}/graphql`, listen: running.network.listenAddresses() },
    'running',
  )
  await greet(running, isTerminal, log)
  const fault = await stop
  // What hangs ends with the process.
  setTimeout(() => process.exit(), STOP_MS_MAX)
  await running[Symbol.asyncDispose]()
  if (fault !== null) process.exitCode = 1
  log.info('stopped')
  // Nothing is left to be done, but libp2p's timers, and connections that are being given up, would last another second.
  process.exit()
}

/**
 * Keeps what Node.js has compiled for the next start, since 22.1. In the folder of the node alone, once that is one:
 * compiled code is trusted, and what may write there has the key.
 */
function keepCompiled(dataDir: string): void {
  const { enableCompileCache } = modules as { enableCompileCache?: (folder: string) => unknown }
  if (existsSync(join(dataDir, ADMIN_TOKEN_FILE))) enableCompileCache?.(join(dataDir, COMPILED_FOLDER))
}

/** What only a terminal may show: secrets belong in no log. */
async function greet(running: RunningNode, isTerminal: boolean, log: Logger): Promise<void> {
  if (isTerminal) {
    process.stdout.write(greeting(running))
    await running.forgetRecoveryKey()
  } else if (running.recoveryKey !== null) {
    log.warn('the recovery key has not been shown yet: the next start in a terminal shows it, once')
  }
}

try {
  const upkeep = () => import('./upkeep.ts')
  await createProgram({
    version,
    start,
    init: async (settings) => (await upkeep()).initFolder(settings),
    inspect: async (settings) => (await upkeep()).inspectFolder(settings),
    rebuild: async (settings, report) => (await upkeep()).rebuildFolder(settings, report),
    backUp: async (settings, request) => (await upkeep()).backUpFolder(settings, request),
    restore: async (settings, request) => (await upkeep()).restoreFolder(settings, request),
    moveDatabase: async (settings, request) => (await upkeep()).moveFolder(settings, request),
  }).parseAsync()
} catch (error) {
  // The command line has already reported what it does not understand, and printed --help and --version.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : USAGE_EXIT_CODE
  else {
    process.stderr.write(`${failureText(error)}\n`)
    process.exitCode = error instanceof CommandError ? error.exitCode : 1
  }
}
