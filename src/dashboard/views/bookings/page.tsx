import { Act } from '../../components/act.tsx'
import { Badge } from '../../components/badge.tsx'
import { Copy } from '../../components/copy.tsx'
import { Comments } from '../../components/domain/comments.tsx'
import { Cost } from '../../components/domain/cost.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Download } from '../../components/download.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { MissingObject } from '../../components/missing-object.tsx'
import { Time } from '../../components/time.tsx'
import {
  BookingPageDocument,
  CancelBookingDocument,
  DeclineBookingDocument,
  GrantBookingDocument,
  RevokeBookingDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { BOOKING_STATUS, spanText } from '../../logic/bookings/booking.ts'
import { nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { Booking } from './facts.ts'
import { Uses } from './uses.tsx'

export function BookingPage({ id }: { readonly id: string }) {
  const read = useLive(BookingPageDocument, { id }, { kinds: ['BOOKING', 'USAGE', 'OBLIGATION', 'COOPERATIVE'] })
  const booking = read.data?.booking ?? null
  if (booking === null) {
    return (
      <MissingObject read={read} what="booking" title="Booking">
        It may not have arrived yet. <Link href="/bookings">See all bookings</Link>.
      </MissingObject>
    )
  }
  return (
    <>
      <p className="small">
        <Link href="/bookings">Bookings</Link>
      </p>
      <div className="headline">
        <h1>{booking.resource.kind}</h1>
        <Badge words={BOOKING_STATUS} value={booking.status} />
      </div>
      <ErrorNote error={read.error} onRetry={read.reload} />
      {booking.overbooked && (
        <p className="note bad">
          {nameOf(booking.provider)} has granted more of it at this time than there is. Its signed grants prove it.
        </p>
      )}
      {booking.reason !== null && <p className="note">“{booking.reason}”</p>}
      <Answers booking={booking} />
      <Facts booking={booking} />
      <Uses booking={booking} />
      <Grant booking={booking} />
      <Comments agreementId={booking.agreement.id} about={booking.id} />
    </>
  )
}

function Answers({ booking: { id, status, provider, user, resource } }: { readonly booking: Booking }) {
  const { self } = useSession()
  const isOurs = provider.did === self.did
  const canCancel = user.did === self.did && (status === 'REQUESTED' || status === 'GRANTED')
  return (
    <div className="actions">
      {isOurs && status === 'REQUESTED' && (
        <>
          <Act
            verb="Grant it"
            title={`Grant the booking of ${nameOf(user)}?`}
            document={GrantBookingDocument}
            input={() => ({ bookingId: id })}
            requires="SIGNER"
            look="primary"
          >
            <p>We sign a grant that {nameOf(user)} can show at the door. It cannot be granted twice.</p>
          </Act>
          <Act
            verb="Decline it"
            title={`Decline the booking of ${nameOf(user)}?`}
            document={DeclineBookingDocument}
            input={(reason) => ({ bookingId: id, reason })}
            reason={{ label: 'Reason', optional: true }}
            requires="OPERATOR"
          >
            <p>The {resource.kind} stays free for others.</p>
          </Act>
        </>
      )}
      {isOurs && status === 'GRANTED' && (
        <Act
          verb="Revoke the grant"
          title={`Revoke the grant of ${nameOf(user)}?`}
          document={RevokeBookingDocument}
          input={(reason) => ({ bookingId: id, reason: reason ?? '' })}
          reason={{ label: 'Reason' }}
          requires="SIGNER"
          look="danger"
        >
          <p>The grant is no longer valid. A door without a connection may still accept it.</p>
        </Act>
      )}
      {canCancel && (
        <Act
          verb="Cancel the booking"
          title={`Cancel the booking of the ${resource.kind}?`}
          document={CancelBookingDocument}
          input={(reason) => ({ bookingId: id, reason })}
          reason={{ label: 'Reason', optional: true }}
          requires="OPERATOR"
          look="danger"
        >
          <p>{nameOf(provider)} is notified, and others can book the time once its node has received this.</p>
        </Act>
      )}
    </div>
  )
}

function Facts({ booking }: { readonly booking: Booking }) {
  const { from, until, quantity, resource, provider, user, beneficiary, purpose, expectedUse, agreement } = booking
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">What is booked</h2>
      <dl className="facts">
        <dt>Time</dt>
        <dd>{spanText(from, until, navigator.language)}</dd>
        <dt>Quantity</dt>
        <dd>
          {quantity} {resource.unit}
        </dd>
        <dt>Provided by</dt>
        <dd>
          <Name of={provider} />, <Cost of={resource.compensation} />
        </dd>
        <dt>For</dt>
        <dd>
          <Name of={user} />
        </dd>
        {beneficiary !== null && (
          <>
            <dt>Member</dt>
            <dd>
              <code>{beneficiary}</code>
            </dd>
          </>
        )}
        {purpose !== null && (
          <>
            <dt>Purpose</dt>
            <dd>{purpose}</dd>
          </>
        )}
        {expectedUse !== null && (
          <>
            <dt>Expected use</dt>
            <dd>
              at most {expectedUse} {resource.compensation.unit} without a further word
            </dd>
          </>
        )}
        <dt>Requested</dt>
        <dd>
          <Time at={booking.requestedAt} />
        </dd>
        {booking.answeredAt !== null && (
          <>
            <dt>Answered</dt>
            <dd>
              <Time at={booking.answeredAt} />
            </dd>
          </>
        )}
        <dt>Under</dt>
        <dd>
          <Link href={`/agreements/${agreement.id}`}>{agreement.title}</Link>
        </dd>
      </dl>
    </section>
  )
}

/** The grant itself, to be shown at a door or checked elsewhere. */
function Grant({ booking: { id, grant } }: { readonly booking: Booking }) {
  if (grant === null) return null
  const text = JSON.stringify(grant, null, 2)
  return (
    <section className="card" aria-labelledby="grant">
      <h2 id="grant">The grant</h2>
      <p className="quiet">
        A W3C Verifiable Credential. A door, a server or a person checks it without this node:{' '}
        <code>rochdale verify grant.json</code>.
      </p>
      <div className="actions above">
        <Copy text={text} verb="Copy the grant" />
        <Download name={`${id.slice(0, 16)}-grant.json`} content={grant} verb="Download" />
      </div>
      <details>
        <summary>Show the text</summary>
        <pre>{text}</pre>
      </details>
    </section>
  )
}
