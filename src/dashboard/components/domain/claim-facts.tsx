import { claimLines } from '../../logic/attestations/claims.ts'

export interface ClaimFactsProps {
  readonly type: string
  readonly claims: Readonly<Record<string, unknown>>
}

/** What is claimed, line by line, as parts of a list of facts. */
export function ClaimFacts({ type, claims }: ClaimFactsProps) {
  return claimLines(type, claims, navigator.language).map(([label, text]) => (
    <div key={label} className="pair">
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  ))
}
