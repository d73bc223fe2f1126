import { Act } from '../../components/act.tsx'
import { Name } from '../../components/domain/name.tsx'
import { CompleteFollowUpDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { cooperativeHref } from '../../logic/cooperative.ts'
import { enumerate, nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { Motion } from './facts.ts'

/** What each party is asked to do once the motion is adopted, and who has. */
export function FollowUps({ motion }: { readonly motion: Motion }) {
  const { self } = useSession()
  if (motion.followUps.length === 0) return null
  return (
    <section className="card" aria-labelledby="follow-ups">
      <h2 id="follow-ups">{motion.status === 'ADOPTED' ? 'To be done' : 'To be done if it is adopted'}</h2>
      <ol className="plain lines">
        {motion.followUps.map((followUp, index) => {
          const isDone = followUp.doneBy.some(({ did }) => did === self.did)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: follow-ups have no other name, and their order is signed.
            <li key={index}>
              <span>
                <What of={followUp} agreementId={motion.agreement.id} />
                <span className="quiet small">
                  {' '}
                  {followUp.doneBy.length === 0
                    ? 'done by none yet'
                    : `done by ${enumerate(followUp.doneBy.map(nameOf), 6)}`}
                </span>
              </span>
              {motion.status === 'ADOPTED' && followUp.kind === 'TASK' && !isDone && (
                <Act
                  verb="Mark as done"
                  title="Mark this task as done by us?"
                  document={CompleteFollowUpDocument}
                  input={() => ({ motionId: motion.id, index })}
                  requires="OPERATOR"
                >
                  <p>“{followUp.text}”. The other parties see that we have done it.</p>
                </Act>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

interface WhatProps {
  readonly of: Motion['followUps'][number]
  readonly agreementId: string
}

function What({ of: { kind, text, cooperative }, agreementId }: WhatProps) {
  if (kind === 'TASK') return text
  if (kind === 'SIGN_AMENDMENT')
    return <Link href={`/agreements/${agreementId}`}>Sign the change of the agreement</Link>
  if (cooperative === null) return 'Vouch for a cooperative'
  return (
    <>
      <Link href={cooperativeHref(cooperative.did)}>Vouch</Link> for <Name of={cooperative} />
    </>
  )
}
