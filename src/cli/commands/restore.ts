import type { Command } from 'commander'
import type { Settings } from '../../config/index.ts'
import { settingsHere } from '../../config/index.ts'
import { CommandError } from '../command-error.ts'
import { fileFault } from '../failure.ts'
import { Progress } from '../net/progress.ts'
import { print } from '../running.ts'

export interface RestoreRequest {
  readonly file: string
  readonly force: boolean
  /** Receives the number of further rows written. */
  readonly report: (rows: number) => void
}

export interface Restored {
  /** Rows of each table. */
  readonly counts: Readonly<Record<string, number>>
  /** When the backup was made, in milliseconds since 1970. */
  readonly madeAt: number
}

export type Restore = (settings: Settings, request: RestoreRequest) => Promise<Restored>

interface RestoreOptions {
  readonly force?: boolean
  readonly json?: boolean
}

export function addRestore(program: Command, restore: Restore): void {
  program
    .command('restore')
    .description("make a stopped node's database from a backup")
    .argument('<file>', 'a file that rochdale backup wrote')
    .option('--force', 'replace the database that is there')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', HELP)
    .action(async (file: string, options: RestoreOptions) => await run(file, options, restore))
}

const HELP = `
The database is made beside the one that is there, which is replaced when all is done. Where the settings name a server, it is
made there. The key and heads.jsonl of the data folder stay; where there is no key, that of the backup is put there, if it
holds one. The node then signs nothing until its own log has come back from a peer, or resumeSigning says that the
backup holds all that was ever signed: otherwise it could sign a number of its log twice.

Example:
  rochdale restore /backups/alder-2026-11-30.backup && rochdale start`

async function run(file: string, options: RestoreOptions, restore: Restore): Promise<void> {
  const progress = new Progress()
  let written = 0
  const report = (rows: number) => {
    written += rows
    progress.count('rows written', written)
  }
  const { counts, madeAt } = await restore(settingsHere(), { file, force: options.force ?? false, report }).catch(
    (error: unknown) => {
      const isAboutFile = (error as NodeJS.ErrnoException).path === file
      throw isAboutFile ? new CommandError(`${file} cannot be read: ${fileFault(error)}`) : error
    },
  )
  progress.done(`rows restored: ${written.toLocaleString('en')}`)
  print({ rows: counts, madeAt: new Date(madeAt).toISOString() }, options, () => {
    const made = new Date(madeAt).toISOString()
    return `${(counts.entries ?? 0).toLocaleString('en')} entries and all else are as they were at ${made}.
The node signs nothing until its own log has come back from a peer, or resumeSigning says that it is whole.\n`
  })
}
