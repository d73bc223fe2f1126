import { printable } from '../../kernel/index.ts'

/** One thing that was looked at: it holds, it does not, it cannot be told here, or it is only good to know. */
export interface Finding {
  readonly outcome: 'holds' | 'fails' | 'unknown' | 'note'
  readonly text: string
}

/** What a file turned out to be, and what was found of it. */
export interface Verification {
  readonly what: string
  readonly findings: readonly Finding[]
}

export const holds = (text: string): Finding => ({ outcome: 'holds', text })
export const fails = (text: string): Finding => ({ outcome: 'fails', text })
export const unknown = (text: string): Finding => ({ outcome: 'unknown', text })
export const note = (text: string): Finding => ({ outcome: 'note', text })

/** What all findings come to. */
export type Verdict = 'holds' | 'fails' | 'unknown'

const MARKS: Record<Finding['outcome'], string> = { holds: 'ok', fails: 'FAILS', unknown: 'UNKNOWN', note: 'note' }
const VERDICTS: Record<Verdict, string> = {
  holds: 'everything that was checked holds',
  fails: 'it does NOT hold',
  unknown: 'cannot be verified here',
}

/** What the command ends with. */
export const VERDICT_EXIT_CODES: Record<Verdict, number> = { holds: 0, fails: 1, unknown: 2 }

export function verdictOf({ findings }: Verification): Verdict {
  const has = (wanted: Finding['outcome']) => findings.some(({ outcome }) => outcome === wanted)
  if (has('fails')) return 'fails'
  return has('unknown') ? 'unknown' : 'holds'
}

export function describeVerification(path: string, verification: Verification): string {
  const lines = verification.findings.map(({ outcome, text }) => `  ${MARKS[outcome].padEnd(9)}${printable(text)}`)
  const verdict = VERDICTS[verdictOf(verification)]
  return `${printable(`${path}: ${verification.what}`)}\n${lines.join('\n')}\n${verdict}\n`
}
