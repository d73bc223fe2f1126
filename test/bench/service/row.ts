export type DatabaseKind = 'pglite' | 'postgres'

/** One line of the table: something that a node does, beside what the same machine does at best in the same run. */
export interface Row {
  readonly what: string
  readonly baseline: string
  readonly now: string
  /** Now through the baseline, in their unit; null where there is nothing to compare with. */
  readonly ratio: number | null
  readonly note: string
}

export interface BenchOptions {
  /** One run of less work in place of the median of five. */
  readonly quick: boolean
  readonly database: DatabaseKind
}

/** Some rows of the table, measured together. */
export interface Bench {
  /** As `--only` takes it. */
  readonly name: string
  run(options: BenchOptions): Promise<Row[]>
}

export const DATABASE_NAMES: Readonly<Record<DatabaseKind, string>> = { postgres: 'PostgreSQL', pglite: 'PGlite' }

const HEADS = ['what', 'baseline', 'now', 'note', 'ratio']

/** The table in Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ what, baseline, now, note, ratio }) => [what, baseline, now, note, ratioText(ratio)])
  const all = [HEADS, HEADS.map(() => '---'), ...lines]
  return all.map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

function ratioText(ratio: number | null): string {
  return ratio === null ? '–' : String(Number(ratio.toPrecision(2)))
}
