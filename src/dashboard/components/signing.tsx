import type { ReactNode } from 'react'
import { ResumeSigningDocument, SigningDocument, type SigningQuery } from '../generated/operations.ts'
import { useLive } from '../live/use-live.ts'
import { sentence } from '../logic/advice.ts'
import { Act } from './act.tsx'
import { ErrorNote } from './error-note.tsx'

type Cause = NonNullable<SigningQuery['self']['signingStop']>['cause']

/** What an operator should know before giving its word, by what keeps the node from signing. */
const WORD: Record<Cause, ReactNode> = {
  LOG_IN_DOUBT: (
    <>
      <p>
        Better wait until a peer has given back what is missing. Your word is for the case that no peer can: what this
        node once signed and nobody has seen is gone.
      </p>
      <p>
        If a peer does have more of our log than this node, the node signs two histories. Every other cooperative sees
        that for ever, and stops dealing with us until its own operator lifts the ban.
      </p>
    </>
  ),
  CLOCK_AHEAD: (
    <p>
      Compare this machine’s clock with another one first. If this node’s clock is the one that is wrong, others hold
      back what it signs until their clocks have come so far. Your word holds until partners’ clocks agree with ours.
    </p>
  ),
  CLOCK_BEHIND: null,
  SIGNED_AHEAD: (
    <p>
      Compare this machine’s clock with another one first. With your word the node signs at once in every agreement
      where its own last entry is not dated ahead of the time; in the others it goes on waiting.
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
        <strong>This node signs nothing now.</strong> {sentence(stop.reason)}
      </p>
      {stop.resumable && (
        <Act
          verb="Sign again"
          look="danger"
          title="Let this node sign again, on your word?"
          document={ResumeSigningDocument}
          input={(explanation) => ({ explanation: explanation ?? '' })}
          reason={{ label: 'Why you are sure', hint: 'For your own people.' }}
          requires="ADMIN"
        >
          {WORD[stop.cause]}
        </Act>
      )}
    </div>
  )
}
