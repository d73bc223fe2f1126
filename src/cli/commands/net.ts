import { type Command, Option } from 'commander'
import { type NettingObjective, type NettingResultView, nettingPreview } from '../../clearing/index.ts'
import { DebtFileError, readDebtFile } from '../net/debt-file.ts'
import type { DebtColumns } from '../net/debt-table.ts'
import { Progress } from '../net/progress.ts'
import { describeErrors, describeResult, scaleOf, writeJson } from '../net/report.ts'

const OBJECTIVES = {
  'set-off': 'SET_OFF',
  'least-value': 'LEAST_VALUE',
  'fewest-transfers': 'FEWEST_TRANSFERS',
} as const satisfies Record<string, NettingObjective>

interface NetOptions {
  readonly objective: keyof typeof OBJECTIVES
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
  const results: NettingResultView[] = []
  for (const columns of table.columns()) {
    results.push(netOne(columns, OBJECTIVES[options.objective]))
    progress.done(`netted ${columns.ids.length.toLocaleString('en')} obligations in ${columns.currency}`)
  }
  if (options.json === true) await writeJson(process.stdout, results)
  else for (const result of results) process.stdout.write(describeResult(result))
}

function netOne(columns: DebtColumns, objective: NettingObjective): NettingResultView {
  const { currency, parties, debtor, creditor, amount, dueMs, ids } = columns
  const name = (i: number | undefined) => parties[i ?? -1] ?? ''
  const obligations = ids.map((id, i) => {
    const due = dueMs[i] ?? Number.NaN
    return {
      id,
      debtor: name(debtor[i]),
      creditor: name(creditor[i]),
      amount: amount[i] ?? 0n,
      dueMs: Number.isNaN(due) ? null : due,
    }
  })
  const input = { obligations, backward: new Set<string>() }
  const result = nettingPreview(input, { currency, scale: scaleOf(currency) }, objective)
  if (!result.ok) throw new DebtFileError(result.refusal.message)
  return result.value
}
