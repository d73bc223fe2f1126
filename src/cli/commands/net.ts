import { type Command, InvalidArgumentError, Option } from 'commander'
import type { NettingObjective } from '../../clearing/index.ts'
import type { ReadOptions } from '../../imports/index.ts'
import { readDebtFile } from '../net/debt-file.ts'
import { JsonWriter } from '../net/json.ts'
import { findCycles, type Netting, nameDebts, netDebts } from '../net/netting.ts'
import { Progress } from '../net/progress.ts'
import { describeNetting, describeProblems, describeWarnings } from '../net/report.ts'

const OBJECTIVES = {
  'set-off': 'SET_OFF',
  'least-value': 'LEAST_VALUE',
  'fewest-transfers': 'FEWEST_TRANSFERS',
} as const satisfies Record<string, NettingObjective>

const SCALE_MAX = 18

interface NetOptions {
  readonly objective: keyof typeof OBJECTIVES
  readonly minor?: boolean
  readonly currency?: string
  readonly scale?: ReadonlyMap<string, number>
  readonly existingPairs?: boolean
  readonly json?: boolean
  readonly skipInvalid?: boolean
}

export function addNet(program: Command): void {
  program
    .command('net')
    .description('net a file of obligations, without a node: the set-offs and the remaining payments')
    .argument(
      '<file>',
      'CSV with a header, or JSON: debtor,creditor,amount,currency and optionally id or reference,dueDate',
    )
    .addOption(
      new Option('--objective <objective>', 'what to look for').choices(Object.keys(OBJECTIVES)).default('set-off'),
    )
    .option('--existing-pairs', 'plan transfers only between two that owe each other something in the file')
    .option('--minor', 'read amount as whole minor units: 12050 is 120.50 EUR')
    .option('--currency <code>', 'the currency of a file without such a column')
    .option('--scale <unit=digits>', 'decimal places of a unit, as HOURS=0; may be repeated', addScale)
    .option('--json', 'print an array of NettingResult objects, one for each currency, lists whole')
    .option('--skip-invalid', 'leave rows with errors out instead of computing nothing')
    .addHelpText('after', HELP)
    .action(net)
}

const HELP = `
Amounts are whole units with a decimal point, 120.5 or 120.50, and at most the decimal places that ISO 4217 gives the currency;
an own unit has 2. A column amountMinor holds whole minor units instead. A dueDate is a day, 2026-03-31. Files are UTF-8.

  set-off            the most that can cancel without new counterparties, every net position unchanged
  least-value        pay the least in total, to anybody
  fewest-transfers   pay the least in total, in as few transfers as can be found

With --existing-pairs a plan keeps to pairs that occur in the file, some paying on for others.

Exit codes: 0 it was computed; 1 the file cannot be read, or has rows with errors and no --skip-invalid was given.`

async function net(path: string, options: NetOptions): Promise<void> {
  const progress = new Progress()
  progress.begin('reading')
  const { table, report } = await readDebtFile(path, readOptions(options))
  progress.done(`read ${report.debtCount.toLocaleString('en')} obligations`)
  const isSkipped = options.skipInvalid === true && !report.isCutOff
  process.stderr.write(describeWarnings(report))
  if (report.problemCount > 0) process.stderr.write(describeProblems(report, isSkipped))
  if (report.problemCount > 0 && !isSkipped) {
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

function readOptions({ minor, currency, scale }: NetOptions): ReadOptions {
  return { amountsAreMinor: minor, currency, scales: scale }
}

function addScale(text: string, before: ReadonlyMap<string, number> = new Map()): ReadonlyMap<string, number> {
  const [, unit = '', digits = ''] = /^([^=]+)=(\d{1,2})$/.exec(text) ?? []
  if (unit === '' || Number(digits) > SCALE_MAX) {
    throw new InvalidArgumentError(`Write a unit and 0 to ${SCALE_MAX} decimal places, as HOURS=0.`)
  }
  return new Map([...before, [unit.toUpperCase(), Number(digits)]])
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
