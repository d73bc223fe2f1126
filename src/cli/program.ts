import { Command } from 'commander'
import { addDemo } from './commands/demo.ts'
import { addNet } from './commands/net.ts'
import { settingsHelp } from './settings-list.ts'

/** What the command line needs of whoever constructs nodes. */
export interface ProgramOptions {
  readonly version: string
  /** Runs a node until it is told to stop. */
  readonly start: () => Promise<void>
}

/** The command line: `rochdale start | demo | net | …`. */
export function createProgram({ version, start }: ProgramOptions): Command {
  const program = new Command('rochdale')
    .description('A federation node for cooperatives: agreements, clearing and attestations without a central operator')
    .version(version)
    .showHelpAfterError()
  program
    .command('start')
    .description('run a node until Ctrl-C; settings come from the environment or a .env file')
    .addHelpText('after', settingsHelp())
    .action(start)
  addDemo(program)
  addNet(program)
  return program
}
