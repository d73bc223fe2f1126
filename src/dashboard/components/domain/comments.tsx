import { type FormEvent, useState } from 'react'
import { AgreementCommentsDocument, type AgreementCommentsQuery, CommentDocument } from '../../generated/operations.ts'
import { useMay } from '../../live/session.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { referenceText } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import { ErrorNote } from '../error-note.tsx'
import { TextField } from '../field.tsx'
import { RoleButton } from '../role-button.tsx'
import { Time } from '../time.tsx'
import { Name } from './name.tsx'

/** As many as the API gives at once. */
const SHOWN_MAX = 100

interface CommentsProps {
  readonly agreementId: string
  /** The debt or amendment that they are about; without one, all under the agreement. */
  readonly about?: string
}

type Comment = AgreementCommentsQuery['comments']['edges'][number]['node']

/** What the parties and witnesses of an agreement say to each other, and a field to say something. */
export function Comments({ agreementId, about }: CommentsProps) {
  const asked = { agreementId, last: SHOWN_MAX, ...(about === undefined ? {} : { about }) }
  const { data, error, reload } = useLive(AgreementCommentsDocument, asked, { kinds: ['COMMENT'], scope: agreementId })
  const comments = data?.comments.edges.map(({ node }) => node) ?? []
  const hidden = (data?.comments.totalCount ?? 0) - comments.length
  return (
    <section className="card" aria-labelledby="comments">
      <h2 id="comments">Comments</h2>
      <ErrorNote error={error} onRetry={reload} />
      {hidden > 0 && <p className="quiet">{hidden} older comments are not shown.</p>}
      {comments.length > 0 && (
        <ol className="plain lines">
          {comments.map((comment) => (
            <li key={comment.id}>
              <Name of={comment.author} /> <span className="quiet small">{<Time at={comment.at} />}</span>
              {about === undefined && <About comment={comment} />}
              <p className="said">{comment.text}</p>
            </li>
          ))}
        </ol>
      )}
      <Write agreementId={agreementId} {...(about === undefined ? {} : { about })} />
    </section>
  )
}

function About({ comment: { about } }: { readonly comment: Comment }) {
  if (about?.__typename === 'Amendment') return <span className="quiet small"> about a proposed change</span>
  const target = about === null ? null : targetOf(about)
  if (target === null) return null
  return (
    <span className="small">
      {' '}
      about <Link href={target.href}>{target.text}</Link>
    </span>
  )
}

function targetOf(about: NonNullable<Comment['about']>): { readonly href: string; readonly text: string } | null {
  switch (about.__typename) {
    case 'Obligation':
      return { href: `/clearing/debts/${about.id}`, text: `the debt ${referenceText(about.reference) ?? ''}` }
    case 'Motion':
      return { href: `/motions/${about.id}`, text: `the motion “${about.title}”` }
    case 'Booking':
      return { href: `/bookings/${about.id}`, text: `the booking of the ${about.resource.kind}` }
    case 'AgreementRecord':
      return { href: `/records/${about.id}`, text: `the record ${about.type}` }
    default:
      return null
  }
}

function Write({ agreementId, about }: CommentsProps) {
  const [text, setText] = useState('')
  const mayWrite = useMay('OPERATOR')
  const action = useAction(CommentDocument)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await action.run({ agreementId, text: text.trim(), about: about ?? null })
    if (sent !== null) setText('')
  }
  return (
    <form className="stacked" onSubmit={(event) => void send(event)}>
      {mayWrite && (
        <TextField
          label="Add a comment"
          hint="Signed, and readable by all parties and witnesses. It cannot be deleted."
          value={text}
          onChange={setText}
          lines={3}
          problem={null}
        />
      )}
      <ErrorNote error={action.error} />
      <RoleButton requires="OPERATOR" type="submit" disabled={action.busy || text.trim() === ''}>
        Send
      </RoleButton>
    </form>
  )
}
