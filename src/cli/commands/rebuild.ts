import type { Command } from 'commander'
import type { Settings } from '../../config/index.ts'
import { settingsHere } from '../../config/index.ts'
import type { RebuildReport, Rebuilt } from '../../node/index.ts'
import { Progress } from '../net/progress.ts'
import { print } from '../running.ts'

/** Folds a stopped node's whole log again. */
export type Rebuild = (settings: Settings, report: RebuildReport) => Promise<Rebuilt>

export function addRebuild(program: Command, rebuild: Rebuild): void {
  program
    .command('rebuild')
    .description('fold the whole log of a stopped node again, and compare: all or nothing')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', HELP)
    .action(async (options: { readonly json?: boolean }) => await run(options, rebuild))
}

const HELP = `
Everything that follows from the log (states, lists, debts, set-offs) is computed again from its signed entries, in one
transaction. Where the state digest of an agreement differs from before, it says which, and changes nothing. Afterwards
the positions in the node's history are no longer valid: subscribers read everything again.

Example:
  rochdale rebuild && rochdale start`

async function run(options: { readonly json?: boolean }, rebuild: Rebuild): Promise<void> {
  const progress = new Progress()
  const report: RebuildReport = (folded, of) => progress.part('folded', folded, of === 0 ? 1 : folded / of)
  const { entryCount, digests } = await rebuild(settingsHere(), report)
  progress.done(`read and folded, entries: ${entryCount.toLocaleString('en')}`)
  print({ entryCount, digests: Object.fromEntries(digests) }, options, () => {
    const scopes = digests.size === 1 ? 'the one scope' : `each of ${digests.size} scopes`
    return `the state digest of ${scopes} is what it was before; the tables are new\n`
  })
}
