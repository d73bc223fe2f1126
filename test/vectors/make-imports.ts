import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeProblem, type ImportedDebt, readDebts } from '../../src/imports/index.ts'
import type { Vector } from './make.ts'

const FOLDER = join(import.meta.dirname, 'imports')
const RESULTS = 'results.jsonl'

/** What each file in `imports` is read as. */
export function importVectors(): Readonly<Record<string, readonly Vector[]>> {
  const files = readdirSync(FOLDER).filter((file) => file !== RESULTS)
  return { [`imports/${RESULTS}`]: files.sort().map(resultOf) }
}

function resultOf(file: string): Vector {
  const debts: ImportedDebt[] = []
  const report = readDebts(readFileSync(join(FOLDER, file)), {}, (debt) => debts.push(debt))
  return {
    file,
    ...{ encoding: report.encoding, format: report.format, separator: report.separator },
    ...{ columns: report.columns, ignored: report.ignored, isCutOff: report.isCutOff },
    debts: debts.map(({ amountMinor, ...debt }) => ({ ...debt, amountMinor: String(amountMinor) })),
    problems: report.problems.map((problem) => [problem.code, describeProblem(problem)]),
    warnings: report.warnings.map((problem) => [problem.code, describeProblem(problem)]),
  }
}
