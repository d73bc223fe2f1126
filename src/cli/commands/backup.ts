import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Settings } from '../../config/index.ts'
import { settingsHere } from '../../config/index.ts'
import { CommandError } from '../command-error.ts'
import { fileFault } from '../failure.ts'
import { Progress } from '../net/progress.ts'
import { clientOf, type NodeOptions, print, withNodeOptions } from '../running.ts'

export interface BackUpRequest {
  readonly file: string
  readonly withKey: boolean
  readonly force: boolean
  /** Receives the number of further rows read. */
  readonly report: (rows: number) => void
  /** Makes a running node copy its embedded database; returns the folder of the copy. */
  readonly copyDatabase: () => Promise<string>
}

/** Writes a backup; answers the number of rows of each table. */
export type BackUp = (settings: Settings, request: BackUpRequest) => Promise<Readonly<Record<string, number>>>

type BackUpOptions = NodeOptions & { readonly withKey?: boolean; readonly force?: boolean }

export function addBackup(program: Command, backUp: BackUp): void {
  const command = program
    .command('backup')
    .description("write everything that a node's database holds into a file, while it runs or is stopped")
    .argument('<file>', 'the file to write')
    .option('--with-key', "include the cooperative's key: every holder of the file can then sign as it")
    .option('--force', 'replace a file that is there')
    .addHelpText('after', HELP)
  withNodeOptions(command).action(async (file: string, options: BackUpOptions) => await run(file, options, backUp))
}

const HELP = `
The backup is of one instant, can be restored into either kind of database, and is read again before it takes its place; until
then a file that was there stays. It is for the node's user alone (0600). Without --with-key it does not hold the key: keep
key.json elsewhere. The head file is in no backup.

Example:
  rochdale backup /backups/alder-$(date +%F).backup`

async function run(file: string, options: BackUpOptions, backUp: BackUp): Promise<void> {
  const progress = new Progress()
  let read = 0
  const report = (rows: number) => {
    read += rows
    progress.count('rows read', read)
  }
  const { withKey = false, force = false } = options
  try {
    const request = { file, withKey, force, report, copyDatabase: () => copyDatabase(options) }
    const counts = await backUp(settingsHere(), request)
    progress.done(`rows written and read again: ${read.toLocaleString('en')}`)
    print({ file: resolve(file), rows: counts, withKey }, options, () => {
      const key = withKey ? 'with the key: guard it like the key itself' : 'without the key: keep key.json elsewhere'
      return `${resolve(file)} holds ${(counts.entries ?? 0).toLocaleString('en')} entries and all else, ${key}\n`
    })
  } catch (error) {
    throw explained(error, resolve(file))
  }
}

async function copyDatabase(options: NodeOptions): Promise<string> {
  const { url, token } = await clientOf(options)
  const asked = fetch(`${url}/database-copy`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
  const response = await asked.catch(() => {
    throw new CommandError(
      `a process has the data folder open, but no node answers at ${url}: wait until it has started`,
    )
  })
  const { folder } = (await response.json().catch(() => ({}))) as { readonly folder?: unknown }
  if (typeof folder === 'string') return folder
  throw new CommandError(
    `the node at ${url} does not copy its database (${response.status}): is it this data folder's?`,
  )
}

/** What keeps the file from being written is not the data folder's fault. */
function explained(error: unknown, file: string): unknown {
  const fault = fileFault(error)
  const { path = file } = error as NodeJS.ErrnoException
  if (fault === null || !path.startsWith(file)) return error
  return new CommandError(`${file} cannot be written: ${fault}; an existing file has not been changed`)
}
