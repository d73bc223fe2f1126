import { type IssuerTrust as Trust, trustWord } from '../../logic/attestations/attestation.ts'

/** How much an issuer counts at this node, and why. */
export function IssuerTrust({ of }: { readonly of: Trust }) {
  const { text, tone } = trustWord(of)
  return (
    <span>
      <span className={`badge ${tone}`}>{text}</span> <span className="quiet small">{of.explanation}</span>
    </span>
  )
}
