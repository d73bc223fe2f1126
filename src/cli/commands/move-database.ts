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
/** The URL is DATABASE_URL: the place that is moved from is the database in the data folder. */
const FROM_ENVIRONMENT = 'env'
/** The URL is read from the standard input. */
const FROM_INPUT = '-'
const URL_EXAMPLE = 'a URL such as postgres://user:password@host:5432/database'
const INPUT_CHARS_MAX = 10_000

interface MoveOptions {
  readonly to: string
  readonly force?: boolean
  readonly json?: boolean
}

export function addMoveDatabase(program: Command, moveDatabase: MoveDatabase): void {
  program
    .command('move-database')
    .description("copy a stopped node's database to a PostgreSQL server, or from there into the data folder")
    .requiredOption(
      '--to <place>',
      `the URL of a database on a server, ${FROM_ENVIRONMENT}, ${FROM_INPUT} or ${EMBEDDED}`,
    )
    .option('--force', 'replace a database that is there')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', HELP)
    .action(async (options: MoveOptions) => await run(options, moveDatabase))
}

const HELP = `
Everything is as it was, cursors of subscribers included, and the node signs on. The old database stays as it is: a node that
is started on it later notices that it lacks what has been signed since, and signs nothing.
Set DATABASE_URL to the new place (or remove it, for ${EMBEDDED}) before the next start.

Other users of this machine see an argument, and with it a password. ${FROM_ENVIRONMENT} takes the URL from DATABASE_URL, and moves
the database in the data folder; ${FROM_INPUT} reads it from the standard input.

Examples:
  DATABASE_URL stands in .env:  rochdale move-database --to env
  from a file:                  rochdale move-database --to - < url.txt
  back into the data folder:    rochdale move-database --to embedded`

async function run(options: MoveOptions, moveDatabase: MoveDatabase): Promise<void> {
  const { force = false } = options
  const { settings, to } = await placesOf(options.to)
  const progress = new Progress()
  let written = 0
  const report = (rows: number) => {
    written += rows
    progress.count('rows written', written)
  }
  const counts = await moveDatabase(settings, { to, force, report })
  progress.done(`rows moved: ${written.toLocaleString('en')}`)
  print({ to: to === null ? EMBEDDED : 'server', rows: counts }, options, () => {
    return `${(counts.entries ?? 0).toLocaleString('en')} entries and all else are there. ${nextStep(options.to)}\n`
  })
}

function nextStep(place: string): string {
  if (place === FROM_ENVIRONMENT) return 'Start the node with the same DATABASE_URL.'
  const change = place === EMBEDDED ? 'Remove DATABASE_URL from the settings' : 'Set DATABASE_URL to that place'
  return `${change} before the next start.`
}

/** From where, and to which URL; null for the data folder. */
async function placesOf(place: string): Promise<{ readonly settings: Settings; readonly to: string | null }> {
  const settings = settingsHere()
  if (place === EMBEDDED) return { settings, to: null }
  if (place === FROM_ENVIRONMENT) {
    if (settings.databaseUrl === null) throw new CommandError('--to env, but DATABASE_URL is not set')
    return { settings: { ...settings, databaseUrl: null }, to: settings.databaseUrl }
  }
  if (place !== FROM_INPUT) {
    if (isUrl(place)) return { settings, to: place }
    throw new CommandError(`--to is ${EMBEDDED}, ${FROM_ENVIRONMENT}, ${FROM_INPUT} or ${URL_EXAMPLE}`)
  }
  const url = (await readInput()).trim()
  if (isUrl(url)) return { settings, to: url }
  throw new CommandError(`the standard input holds no ${URL_EXAMPLE.replace('a ', '')}`)
}

async function readInput(): Promise<string> {
  let text = ''
  for await (const part of process.stdin.setEncoding('utf8')) {
    text += part
    if (text.length > INPUT_CHARS_MAX) break
  }
  return text
}

/** Whether the settings accept it: which URLs fit is defined in one place. */
function isUrl(url: string): boolean {
  try {
    return url !== '' && readSettings({ DATABASE_URL: url }).databaseUrl !== null
  } catch {
    return false
  }
}
