import { type Command, Option } from 'commander'
import type { NettingObjective } from '../../clearing/index.ts'
import { readDebtFile } from '../net/debt-file.ts'
import { JsonWriter } from '../net/json.ts'
import { findCycles, type Netting, nameDebts, netDebts } from '../net/netting.ts'
import { Progress } from '../net/progress.ts'
import { describeErrors, describeNetting } from '../net/report.ts'

const OBJECTIVES = {
  'set-off': 'SET_OFF',
  'least-value': 'LEAST_VALUE',
  'fewest-transfers': 'FEWEST_TRANSFERS',
} as const satisfies Record<string, NettingObjective>

interface NetOptions {
  readonly objective: keyof typeof OBJECTIVES
  readonly existingPairs?: boolean
  readonly json?: boolean
  readonly skipInvalid?: boolean
}

export function addNet(program: Command): void {
  program
    .command('net')
    .description('net a file of obligations, without a node: what could be set off, and who would still pay whom')
    .argument('<file>', 'CSV with a header, or JSON lines: debtor,creditor,amount,currency and optionally id,dueDate')
    .addOption(
      new Option('--objective <objective>', 'what to look for').choices(Object.keys(OBJECTIVES)).default('set-off'),
    )
    .option('--existing-pairs', 'plan transfers only between two that owe each other something in the file')
    .option('--json', 'print an array of NettingResult objects, one for each currency, lists whole')
    .option('--skip-invalid', 'leave rows with errors out instead of computing nothing')
    .addHelpText('after', HELP)
    .action(net)
}

const HELP = `
Amounts are whole minor units (12050 is 120.50 EUR); a dueDate is 2026-03-31 or RFC 3339.

  set-off            the most that can cancel while nobody gets a new counterparty and every net position stays
  least-value        pay the least in total, to anybody
  fewest-transfers   pay the least in total, in as few transfers as can be found

With --existing-pairs a plan keeps to pairs that occur in the file, some paying on for others.

Exit codes: 0 it was computed; 1 the file cannot be read, or has rows with errors and no --skip-invalid was given.`

async function net(path: string, options: NetOptions): Promise<void> {
  const progress = new Progress()
  const { table, errors, errorCount } = await readDebtFile(path, ({ rows, part }) => progress.part('read', rows, part))
  progress.done(`read ${table.rowCount.toLocaleString('en')} obligations`)
  if (errorCount > 0) process.stderr.write(describeErrors(errors, errorCount, options.skipInvalid === true))
  if (errorCount > 0 && options.skipInvalid !== true) {
    process.exitCode = 1
    return
  }
  const json = options.json === true ? new JsonWriter(process.stdout) : null
  for (const columns of table.columns()) {
    const what = `${columns.ids.length.toLocaleString('en')} obligations in ${columns.currency}`
    progress.begin(`netting ${what}`)
    const netting = netDebts(nameDebts(columns), OBJECTIVES[options.objective], options.existingPairs)
    progress.done(`netted ${what}`)
    if (json === null) process.stdout.write(describeNetting(netting))
    else await addToJson(json, netting, progress)
  }
  await json?.end()
}

/** Only JSON lists the cycles: to find them takes longer than the set-off, and people read none of thousands. */
async function addToJson(json: JsonWriter, netting: Netting, progress: Progress): Promise<void> {
  progress.begin('looking for cycles')
  const checked = netting.setOff === null ? null : findCycles(netting, netting.setOff)
  if (checked !== null) progress.done(`found ${checked.cycles.amount.length.toLocaleString('en')} cycles`)
  if (typeof checked?.leftOut === 'string')
    process.stderr.write(`${netting.currency}: the cycles are left out, all else is there: ${checked.leftOut}\n`)
  progress.begin('writing')
  await json.add(netting, checked)
  progress.done('written')
}
