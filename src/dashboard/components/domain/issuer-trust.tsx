import { useSession } from '../../live/session.ts'
import { type IssuerTrust as Trust, trustWord } from '../../logic/attestations/attestation.ts'
import { cooperativeHref } from '../../logic/cooperative.ts'
import { nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'

interface IssuerTrustProps {
  readonly of: Trust
  readonly issuer: { readonly did: string; readonly name: string | null }
}

/** How much an issuer counts at this node, why, and where that is changed. */
export function IssuerTrust({ of, issuer }: IssuerTrustProps) {
  const { self } = useSession()
  const { text, tone } = trustWord(of)
  return (
    <span>
      <span className={`badge ${tone}`}>{text}</span>{' '}
      <span className="quiet small">
        {of.explanation}
        {issuer.did !== self.did && (
          <>
            ; change it under <Link href={cooperativeHref(issuer.did)}>{nameOf(issuer)}</Link>
          </>
        )}
      </span>
    </span>
  )
}
