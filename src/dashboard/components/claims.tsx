import { claimLines } from '../logic/claims.ts'

export interface ClaimsProps {
  readonly type: string
  readonly claims: Readonly<Record<string, unknown>>
}

/** What is claimed, line by line, as parts of a list of facts. */
export function Claims({ type, claims }: ClaimsProps) {
  return claimLines(type, claims, navigator.language).map(([label, text]) => (
    <div key={label} className="pair">
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  ))
}
