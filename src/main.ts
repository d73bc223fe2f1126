#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { resolve as resolvePath } from 'node:path'
import { config } from 'dotenv'
import { type Logger, pino } from 'pino'
import { createProgram, failureText, greeting, readSettings, SETTINGS, SettingsError } from './cli/index.ts'
import type { RunningNode } from './start.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Runs a node until the process is told to stop; a second signal stops it at once. */
async function start(): Promise<void> {
  readDotenv()
  const settings = readSettings(process.env)
  const isTerminal = process.stdout.isTTY === true
  const log = pino(
    { level: settings.logLevel },
    ...(isTerminal
      ? [await import('pino-pretty').then(({ default: pretty }) => pretty({ ignore: 'pid,hostname' }))]
      : []),
  )
  if (settings.unknown.length > 0) log.warn(`no setting is called ${settings.unknown.join(', ')}: misspelt?`)
  const stop = new Promise<void>((resolve) => {
    const heed = (signal: string) => {
      log.info(`${signal}: stopping; a second one stops at once`)
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, heed)
  })
  const { dataDir, databaseUrl } = settings
  log.info(
    { dataDir: resolvePath(dataDir), database: databaseUrl === null ? 'in this process' : 'DATABASE_URL' },
    'starting; the first time takes a while',
  )
  // Loaded only here: a help text needs no network and no database.
  const { startNode } = await import('./start.ts')
  const running = await startNode(settings, version, log)
  log.info(
    { did: running.node.self, graphql: `${running.url}/graphql`, listen: running.network.listenAddresses() },
    'running',
  )
  await greet(running, isTerminal, log)
  await stop
  await running[Symbol.asyncDispose]()
  log.info('stopped')
}

/** What only a terminal may show: secrets belong in no log. */
async function greet(running: RunningNode, isTerminal: boolean, log: Logger): Promise<void> {
  if (isTerminal) {
    process.stdout.write(greeting(running))
    await running.forgetRecoveryKey()
  } else if (running.recoveryKey !== null) {
    log.warn('nobody has seen the recovery key yet: the next start on a terminal shows it, once')
  }
}

/** A variable that is empty counts as unset, so that a .env file may set it. */
function readDotenv(): void {
  for (const { name } of SETTINGS) if (process.env[name] === '') delete process.env[name]
  const error: NodeJS.ErrnoException | undefined = config({ quiet: true }).error
  if (error !== undefined && error.code !== 'ENOENT') throw new SettingsError([`.env cannot be read: ${error.message}`])
}

try {
  await createProgram({ version, start }).parseAsync()
} catch (error) {
  process.stderr.write(`${failureText(error)}\n`)
  process.exitCode = 1
}
