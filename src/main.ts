#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { config } from 'dotenv'
import { pino } from 'pino'
import { createProgram, readSettings } from './cli/index.ts'
import { startNode } from './start.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Runs a node until the process is told to stop; a second signal stops it at once. */
async function start(): Promise<void> {
  config({ quiet: true })
  const settings = readSettings(process.env)
  const isTerminal = process.stdout.isTTY === true
  const log = pino(
    { level: settings.logLevel },
    ...(isTerminal
      ? [await import('pino-pretty').then(({ default: pretty }) => pretty({ ignore: 'pid,hostname' }))]
      : []),
  )
  const stop = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
  })
  const running = await startNode(settings, version, log)
  log.info(
    { did: running.node.self, graphql: `${running.url}/graphql`, listen: running.network.listenAddresses() },
    'running',
  )
  if (isTerminal) greet(running)
  log.info(`stopping: ${await stop}`)
  await running[Symbol.asyncDispose]()
  log.info('stopped')
}

function greet({
  url,
  adminToken,
  recoveryKey,
}: {
  url: string
  adminToken: string
  recoveryKey: string | null
}): void {
  process.stdout.write(`\nGraphiQL, signed in as admin: ${url}/graphql#token=${adminToken}\n`)
  if (recoveryKey === null) return
  process.stdout.write(`\nRecovery key, shown this once. Keep it offline: ${recoveryKey}\n`)
}

try {
  await createProgram({ version, start }).parseAsync()
} catch (error) {
  const known =
    error instanceof Error && /^(Settings|FolderInUse|KeyFile|NewerSchema|UnfitServer|DamagedHeadFile)/.test(error.name)
  process.stderr.write(
    `${error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)}\n`,
  )
  process.exitCode = 1
}
