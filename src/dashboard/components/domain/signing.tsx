import type { ReactNode } from 'react'
import { ResumeSigningDocument, SigningDocument, type SigningQuery } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { sentence } from '../../logic/advice.ts'
import { Act } from '../act.tsx'
import { ErrorNote } from '../error-note.tsx'

type Cause = NonNullable<SigningQuery['self']['signingStop']>['cause']

/** What an operator should know before giving its word, by what keeps the node from signing. */
const WORD: Record<Cause, ReactNode> = {
  LOG_IN_DOUBT: (
    <>
      <p>
        Wait until a peer has returned the missing entries, if one can. Resume by hand only if no peer has them: entries
        that this node signed and no other node received are then lost.
      </p>
      <p>
        If a peer holds more of our log than this node, the node signs conflicting records. Every other cooperative sees
        them permanently and stops signing with us until its own operator lifts the ban.
      </p>
    </>
  ),
  CLOCK_AHEAD: (
    <p>
      Compare this machine’s clock with another one first. If this node’s clock is wrong, other nodes hold back its
      entries until their clocks reach the same time. The override ends when the partners’ clocks agree with ours.
    </p>
  ),
  CLOCK_BEHIND: null,
  SIGNED_AHEAD: (
    <p>
      Compare this machine’s clock with another one first. The override lets the node sign in every agreement whose
      newest entry of ours is not dated in the future; in the others it keeps waiting.
    </p>
  ),
}

/** After a restore, or with a clock that is wrong, the node signs nothing: then everybody has to know. */
export function Signing() {
  const { data, error } = useLive(SigningDocument, {}, { kinds: ['POLICY', 'PEER', 'COOPERATIVE'] })
  const stop = data?.self.signingStop ?? null
  if (stop === null) return <ErrorNote error={error} />
  return (
    <div className="note bad" role="alert">
      <p>
        <strong>This node does not sign at present.</strong> {sentence(stop.reason)}
      </p>
      {stop.resumable && (
        <Act
          verb="Resume signing"
          look="danger"
          title="Resume signing?"
          document={ResumeSigningDocument}
          input={(explanation) => ({ explanation: explanation ?? '' })}
          reason={{ label: 'Reason', hint: 'For internal use.' }}
          requires="ADMIN"
        >
          {WORD[stop.cause]}
        </Act>
      )}
    </div>
  )
}
