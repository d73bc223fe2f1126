import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { parse } from 'dotenv'
import {
  envFileText,
  environmentHere,
  readSettings,
  type SettingName,
  type Settings,
  settingsGiven,
} from '../../config/index.ts'
import { CommandError } from '../command-error.ts'
import { print } from '../running.ts'

/** A data folder that was made. */
export interface NewFolder {
  readonly did: string
  readonly folder: string
  /** To be shown once; null where it has been. */
  readonly recoveryKey: string | null
  forgetRecoveryKey(): Promise<void>
}

/** Makes a data folder. */
export type Init = (settings: Settings) => Promise<NewFolder>

const ENV_FILE = '.env'
/** The settings that init takes as options, since most nodes have their own. */
const OPTIONS = {
  name: 'ROCHDALE_NAME',
  dataDir: 'ROCHDALE_DATA_DIR',
  databaseUrl: 'DATABASE_URL',
  httpPort: 'ROCHDALE_HTTP_PORT',
  bootstrap: 'ROCHDALE_BOOTSTRAP',
} as const satisfies Record<string, SettingName>

type InitOptions = { readonly [option in keyof typeof OPTIONS]?: string } & { readonly json?: boolean }

export function addInit(program: Command, init: Init): void {
  program
    .command('init')
    .description('make the data folder of a new node with its key, and a commented .env file; asks nothing')
    .option('--name <name>', 'the name in the first announcement')
    .option('--data-dir <folder>', 'the data folder')
    .option('--database-url <url>', 'a PostgreSQL server; without it, the database is in the data folder')
    .option('--http-port <port>', 'where the API listens')
    .option('--bootstrap <multiaddrs>', 'nodes to dial, comma-separated')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', HELP)
    .action(async (options: InitOptions) => await makeFolder(options, init))
}

const HELP = `
What is given as an option or in the environment is written into .env in the current folder; where there is one, it must
hold the same.
A data folder that is there already is left as it is.

Example:
  rochdale init --name "Alder Bakery" --bootstrap /dns4/birch.example.org/tcp/4001 && rochdale start`

async function makeFolder(options: InitOptions, init: Init): Promise<void> {
  const envFile = resolve(ENV_FILE)
  const isThere = existsSync(envFile)
  const given = { ...settingsGiven(), ...givenAs(options) }
  const held: NodeJS.Dict<string> = isThere ? parse(await readFile(envFile)) : given
  const others = Object.entries(given).filter(([name, value]) => held[name] !== value)
  if (others.length > 0)
    throw new CommandError(
      `${envFile} is there already: set ${others.map(([name]) => name).join(', ')} in it, so that the next start knows it too`,
    )
  const settings = readSettings({ ...environmentHere(), ...given })
  const made = await init(settings)
  // A URL of a database may hold a password.
  if (!isThere) await writeFile(envFile, envFileText(given), { flag: 'wx', mode: 0o600 })
  const showsKey = options.json !== true && process.stdout.isTTY === true
  print({ did: made.did, dataDir: made.folder, envFile }, options, () =>
    describe(made, isThere ? null : envFile, showsKey),
  )
  if (showsKey) await made.forgetRecoveryKey()
}

function givenAs(options: InitOptions): Partial<Record<SettingName, string>> {
  const given: Partial<Record<SettingName, string>> = {}
  for (const [option, name] of Object.entries(OPTIONS) as [keyof typeof OPTIONS, SettingName][]) {
    const value = options[option]
    if (value !== undefined) given[name] = value
  }
  return given
}

function describe({ did, folder, recoveryKey }: NewFolder, envFile: string | null, showsKey: boolean): string {
  const lines = [`${did}\n`, `The key of this cooperative is in ${folder}: back it up, and keep it secret.`]
  if (recoveryKey !== null && showsKey)
    lines.push(`Recovery key, shown this once. Write it down and keep it offline: ${recoveryKey}`)
  else if (recoveryKey !== null) lines.push('The recovery key is shown, once, by the first start on a terminal.')
  if (envFile !== null) lines.push(`The settings are in ${relative('.', envFile) || envFile}.`)
  return `${lines.join('\n')}\n\nNext: rochdale start\n`
}
