import { type Refusal, refusals, shown } from '../kernel/index.ts'

/** The problems of files; SPEC.md has the table. */
export const refuse = refusals({
  'imports.too-large': 'invalid',
  'imports.not-utf8': 'invalid',
  'imports.no-rows': 'invalid',
  'imports.not-csv': 'invalid',
  'imports.not-json': 'invalid',
  'imports.missing-column': 'invalid',
  'imports.doubled-column': 'invalid',
  'imports.unknown-column': 'invalid',
  'imports.too-many-rows': 'invalid',
  'imports.cell-count': 'invalid',
  'imports.bad-name': 'invalid',
  'imports.unknown-party': 'invalid',
  'imports.same-party': 'invalid',
  'imports.bad-amount': 'invalid',
  'imports.negative-amount': 'invalid',
  'imports.zero-amount': 'invalid',
  'imports.bad-currency': 'invalid',
  'imports.bad-reference': 'invalid',
  'imports.reference-taken': 'invalid',
  'imports.bad-date': 'invalid',
  // Warnings: the row is read, and probably not meant so.
  'imports.same-row': 'conflict',
  'imports.similar-name': 'conflict',
  'imports.similar-reference': 'conflict',
})

export { refuse as refuseImports }

export type ImportCode = Parameters<typeof refuse>[0]

/** A refusal or a warning, and where in the file it belongs. */
export interface Problem extends Refusal {
  /** The first line is 1; of a row with quoted line ends it is the line on which the row begins. */
  readonly line: number
  /** Null where it is about the whole row or file: then the message goes on after "line 2". */
  readonly column: string | null
}

/** "line 2, amount: '12,50' is not an amount; use 12.50", "line 2 has 5 cells where the header has 4". */
export function describeProblem({ line, column, message }: Problem): string {
  return column === null ? `line ${line} ${message}` : `line ${line}, ${column}: ${message}`
}

/** A cell as a message shows it, with its invisible characters as `\u200b`. */
export function quoted(raw: unknown): string {
  const text = typeof raw === 'string' ? `'${shown(raw).slice(1, -1)}'` : shown(raw)
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
