import type { Refusal } from '../kernel/index.ts'
import { type ImportCode, type Problem, refuse } from './refusals.ts'

/** Problems listed, and as many warnings; all are counted. */
export const PROBLEMS_TOLD_MAX = 100

/** The problems of a file, in the order of its lines. */
export class Findings {
  readonly problems: Problem[] = []
  readonly warnings: Problem[] = []
  problemCount = 0
  warningCount = 0

  add(line: number, column: string | null, refusal: Refusal): void {
    this.problemCount++
    if (this.problems.length < PROBLEMS_TOLD_MAX) this.problems.push({ line, column, ...refusal })
  }

  refuse(line: number, column: string | null, code: ImportCode, message: string): void {
    this.add(line, column, refuse(code, message).refusal)
  }

  warn(line: number, column: string | null, code: ImportCode, message: string): void {
    this.warningCount++
    if (this.warnings.length < PROBLEMS_TOLD_MAX) this.warnings.push({ line, column, ...refuse(code, message).refusal })
  }
}
