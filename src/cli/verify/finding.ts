/** One thing that was looked at: it holds, it does not, or it is only good to know. */
export interface Finding {
  readonly outcome: 'holds' | 'fails' | 'note'
  readonly text: string
}

/** What a file turned out to be, and what was found of it. */
export interface Verification {
  readonly what: string
  readonly findings: readonly Finding[]
}

export const holds = (text: string): Finding => ({ outcome: 'holds', text })
export const fails = (text: string): Finding => ({ outcome: 'fails', text })
export const note = (text: string): Finding => ({ outcome: 'note', text })

const MARKS: Record<Finding['outcome'], string> = { holds: 'ok     ', fails: 'FAILS  ', note: 'note   ' }

export function doesHold({ findings }: Verification): boolean {
  return findings.every(({ outcome }) => outcome !== 'fails')
}

export function describeVerification(path: string, verification: Verification): string {
  const lines = verification.findings.map(({ outcome, text }) => `  ${MARKS[outcome]}${text}`)
  const verdict = doesHold(verification) ? 'everything that was checked holds' : 'it does NOT hold'
  return `${path}: ${verification.what}\n${lines.join('\n')}\n${verdict}\n`
}
