import { Command } from 'commander'
import { settingsHelp } from '../config/index.ts'
import { addBackup, type BackUp } from './commands/backup.ts'
import { addCsv } from './commands/csv.ts'
import { addDemo } from './commands/demo.ts'
import { addDoctor, type Inspect } from './commands/doctor.ts'
import { addExport } from './commands/export.ts'
import { addInit, type Init } from './commands/init.ts'
import { addMoveDatabase, type MoveDatabase } from './commands/move-database.ts'
import { addNet } from './commands/net.ts'
import { addPeers } from './commands/peers.ts'
import { addRebuild, type Rebuild } from './commands/rebuild.ts'
import { addRestore, type Restore } from './commands/restore.ts'
import { addToken } from './commands/token.ts'
import { addVerify } from './commands/verify.ts'

/** What the command line requires of its host, which constructs nodes. */
export interface ProgramOptions {
  readonly version: string
  /** Runs a node until it is stopped. */
  readonly start: () => Promise<void>
  readonly init: Init
  readonly inspect: Inspect
  readonly rebuild: Rebuild
  readonly backUp: BackUp
  readonly restore: Restore
  readonly moveDatabase: MoveDatabase
}

/** The command line: `rochdale start | demo | net | …`. */
export function createProgram(options: ProgramOptions): Command {
  const { version, start, init, inspect, rebuild, backUp, restore, moveDatabase } = options
  const program = new Command('rochdale')
    .description('A federation node for cooperatives: agreements, clearing and attestations without a central operator')
    .version(version)
    .showHelpAfterError()
    .exitOverride()
    .addHelpText('after', EXIT_CODES)
  program
    .command('start')
    .description('run a node until Ctrl-C; settings come from the environment or a .env file')
    .addHelpText('after', settingsHelp())
    .action(start)
  addInit(program, init)
  addDemo(program)
  addToken(program)
  addPeers(program)
  addExport(program)
  addCsv(program)
  addVerify(program)
  addDoctor(program, inspect)
  addBackup(program, backUp)
  addRestore(program, restore)
  addMoveDatabase(program, moveDatabase)
  addRebuild(program, rebuild)
  addNet(program)
  return program
}

/** Exit code for wrong usage. */
export const USAGE_EXIT_CODE = 2

const EXIT_CODES = `
Exit codes: 0 done; 1 it failed or was refused, or what was checked does not hold; ${USAGE_EXIT_CODE} it was called wrongly.
Every command explains itself: rochdale <command> --help
`
