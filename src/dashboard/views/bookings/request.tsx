import { useState } from 'react'
import { Confirm } from '../../components/dialog.tsx'
import { Cost } from '../../components/domain/cost.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { MomentField, SelectField, TextField } from '../../components/field.tsx'
import { RoleButton, RoleNote } from '../../components/role-button.tsx'
import { RequestBookingDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useAction } from '../../live/use-live.ts'
import { type BookingForm, checkBooking, emptyBooking, spanText } from '../../logic/bookings/booking.ts'
import { durationText } from '../../logic/moments.ts'
import { Link, navigate, useRoute } from '../../router.tsx'
import { type BookableResource, useBookable } from './bookable.ts'

/** Asks the provider of a resource for a time of its use. */
export function RequestBooking() {
  const { self } = useSession()
  const { query } = useRoute()
  const { data, error, reload, resources } = useBookable()
  const [form, setForm] = useState(() => emptyBooking(query.resource ?? '', Date.now()))
  const [sent, setSent] = useState(false)
  const [asking, setAsking] = useState(false)
  const { problems, input } = checkBooking(form, Date.now())
  const others = resources.filter(({ provider, operational }) => operational && provider !== self.did)
  const chosen = others.find(({ id }) => id === form.resource)
  const requires = chosen !== undefined && costsMoney(chosen) ? 'SIGNER' : 'OPERATOR'
  return (
    <>
      <p className="small">
        <Link href="/bookings">Bookings</Link>
      </p>
      <h1>Book a resource</h1>
      <RoleNote requires={requires} />
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && others.length === 0 && (
        <Empty title="No resource of another cooperative can be booked.">
          <p>
            An agreement on shared resources makes them bookable. <Link href="/agreements/new">Propose one</Link>.
          </p>
        </Empty>
      )}
      <form
        noValidate
        className="card"
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          if (input !== null) setAsking(true)
        }}
      >
        <Fields
          form={form}
          problems={problems}
          sent={sent}
          resources={others}
          change={(changes) => setForm((before) => ({ ...before, ...changes }))}
        />
        <div className="actions">
          <RoleButton type="submit" requires={requires} className="primary">
            Request the booking
          </RoleButton>
          <Link className="button" href="/bookings">
            Cancel
          </Link>
        </div>
      </form>
      {asking && input !== null && chosen !== undefined && (
        <Ask input={input} resource={chosen} onClose={() => setAsking(false)} />
      )}
    </>
  )
}

/** Whether its use becomes a debt. */
function costsMoney({ compensation: { model } }: BookableResource): boolean {
  return model === 'FIXED' || model === 'PER_USE'
}

interface FieldsProps {
  readonly form: BookingForm
  readonly problems: Readonly<Record<string, string | null>>
  readonly sent: boolean
  readonly resources: readonly BookableResource[]
  readonly change: (changes: Partial<BookingForm>) => void
}

function Fields({ form, problems, sent, resources, change }: FieldsProps) {
  const chosen = resources.find(({ id }) => id === form.resource)
  const moment = (name: 'from' | 'until', label: string) => (
    <MomentField
      label={label}
      value={form[name]}
      onChange={(value) => change({ [name]: value })}
      problem={problems[name]}
      touched={sent}
    />
  )
  return (
    <>
      <SelectField
        label="Resource"
        value={form.resource}
        onChange={(resource) => change({ resource })}
        options={[['', 'Choose a resource'], ...resources.map(({ id, label }) => [id, label] as const)]}
        problem={problems.resource}
        touched={sent}
        hint={
          chosen === undefined ? undefined : (
            <>
              {chosen.description !== null && `${chosen.description}, `}
              <Cost of={chosen.compensation} />,{' '}
              {chosen.approval === 'AUTOMATIC' ? 'granted at once where it is free' : 'granted by the provider'}
              {chosen.bookingWindow !== null && `, at most ${durationText(chosen.bookingWindow)} ahead`}.
            </>
          )
        }
      />
      <div className="row">
        {moment('from', 'From')}
        {moment('until', 'Until')}
        <TextField
          label={`Quantity${chosen?.unit ? ` (${chosen.unit})` : ''}`}
          inputMode="decimal"
          value={form.quantity}
          onChange={(quantity) => change({ quantity })}
          problem={problems.quantity}
          touched={sent}
          hint="How much of it at once."
        />
      </div>
      {chosen?.compensation.model === 'PER_USE' && (
        <TextField
          label={`Expected use (${chosen.compensation.unit})`}
          optional
          inputMode="decimal"
          value={form.expectedUse}
          onChange={(expectedUse) => change({ expectedUse })}
          problem={problems.expectedUse}
          touched={sent}
          hint="We agree to pay for this much at most; further use needs our word. Empty: all use needs it."
        />
      )}
      <TextField label="Purpose" optional value={form.purpose} onChange={(purpose) => change({ purpose })} />
      <TextField
        label="For a member"
        optional
        value={form.beneficiary}
        onChange={(beneficiary) => change({ beneficiary })}
        problem={problems.beneficiary}
        touched={sent}
        hint="The identifier of the member who comes; the grant is made out to it."
      />
    </>
  )
}

interface AskProps {
  readonly input: NonNullable<ReturnType<typeof checkBooking>['input']>
  readonly resource: BookableResource
  readonly onClose: () => void
}

function Ask({ input, resource, onClose }: AskProps) {
  const action = useAction(RequestBookingDocument)
  const send = async () => {
    const made = await action.run(input)
    if (made?.requestBooking) navigate(`/bookings/${made.requestBooking.booking.id}`)
  }
  return (
    <Confirm
      title="Request this booking?"
      verb="Request the booking"
      busy={action.busy}
      error={action.error}
      onConfirm={() => void send()}
      onClose={onClose}
    >
      <p>
        {resource.label}: {input.quantity} {resource.unit}, {spanText(input.from, input.until, navigator.language)},{' '}
        <Cost of={resource.compensation} />.
      </p>
      {costsMoney(resource) && (
        <p>
          {input.expectedUse === null
            ? 'Requesting it is our signature under this price.'
            : `Requesting it is our signature: we pay for at most ${input.expectedUse} ${resource.compensation.unit}.`}
        </p>
      )}
    </Confirm>
  )
}
