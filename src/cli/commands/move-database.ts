import type { Command } from 'commander'
import { readSettings, type Settings, settingsHere } from '../../config/index.ts'
import { CommandError } from '../command-error.ts'
import { Progress } from '../net/progress.ts'
import { print } from '../running.ts'

export interface MoveRequest {
  /** The URL of a server's database; null for one in the data folder. */
  readonly to: string | null
  readonly force: boolean
  /** Receives the number of further rows written. */
  readonly report: (rows: number) => void
}

/** Copies a database to another place; answers the number of rows of each table. */
export type MoveDatabase = (settings: Settings, request: MoveRequest) => Promise<Readonly<Record<string, number>>>

const EMBEDDED = 'embedded'

interface MoveOptions {
  readonly to: string
  readonly force?: boolean
  readonly json?: boolean
}

export function addMoveDatabase(program: Command, moveDatabase: MoveDatabase): void {
  program
    .command('move-database')
    .description("copy a stopped node's database to a PostgreSQL server, or from there into the data folder")
    .requiredOption('--to <place>', `the URL of a database on a server, or ${EMBEDDED}`)
    .option('--force', 'replace a database that is there')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', HELP)
    .action(async (options: MoveOptions) => await run(options, moveDatabase))
}

const HELP = `
Everything is as it was, cursors of subscribers included, and the node signs on. The old database stays as it is: a node that
is started on it later notices that it lacks what has been signed since, and signs nothing.
Set DATABASE_URL to the new place (or remove it, for ${EMBEDDED}) before the next start.

Example:
  rochdale move-database --to postgres://rochdale:secret@db.example.org/rochdale`

async function run(options: MoveOptions, moveDatabase: MoveDatabase): Promise<void> {
  const { to, force = false } = options
  if (to !== EMBEDDED && (to === '' || problemWith(to)))
    throw new CommandError(`--to is ${EMBEDDED}, or a URL such as postgres://user:password@host:5432/database`)
  const progress = new Progress()
  let written = 0
  const report = (rows: number) => {
    written += rows
    progress.count('rows written', written)
  }
  const counts = await moveDatabase(settingsHere(), { to: to === EMBEDDED ? null : to, force, report })
  progress.done(`rows moved: ${written.toLocaleString('en')}`)
  print({ to: to === EMBEDDED ? EMBEDDED : 'server', rows: counts }, options, () => {
    const next = to === EMBEDDED ? 'Remove DATABASE_URL from the settings' : 'Set DATABASE_URL to that place'
    return `${(counts.entries ?? 0).toLocaleString('en')} entries and all else are there. ${next} before the next start.\n`
  })
}

function problemWith(url: string): boolean {
  try {
    readSettings({ DATABASE_URL: url })
    return false
  } catch {
    // Which settings fit is said in one place.
    return true
  }
}
