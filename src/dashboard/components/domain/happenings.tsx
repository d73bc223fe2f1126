import { FeedDocument, type FeedQuery } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { typeText } from '../../logic/attestations/attestation.ts'
import { cooperativeHref } from '../../logic/cooperative.ts'
import { tell } from '../../logic/happenings.ts'
import { formatAmount } from '../../logic/money.ts'
import { enumerate, nameOf, referenceText } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import { Empty } from '../empty.tsx'
import { ErrorNote } from '../error-note.tsx'
import { Time } from '../time.tsx'

type Change = FeedQuery['changes']['edges'][number]['node']

/** Peers connect and disconnect too often to be listed here; the overview shows who is connected. */
const TOLD = [
  'AGREEMENT',
  'AMENDMENT',
  'ATTESTATION',
  'BOOKING',
  'COMMENT',
  'COOPERATIVE',
  'MOTION',
  'NETTING_ROUND',
  'OBLIGATION',
  'POLICY',
  'RECOGNITION',
  'RECORD',
  'TRUST_EDGE',
  'USAGE',
] as const

const ORIGIN = { LOCAL: 'here', GOSSIP: 'from another node', CLOCK: 'automatically' } as const

/** What has happened, newest first: who, what, when, and where it came from. */
export function Happenings({ scope, last = 15 }: { readonly scope?: string; readonly last?: number }) {
  const of = scope === undefined ? {} : { scope }
  const { data, error } = useLive(FeedDocument, { last, subjects: TOLD, ...of }, { kinds: TOLD, ...of })
  if (data === null) return <ErrorNote error={error} />
  const changes = data.changes.edges.map(({ node }) => node).reverse()
  if (changes.length === 0) return <Empty title="No activity yet." />
  return (
    <ol className="plain lines" reversed>
      {changes.map((change) => (
        <li key={change.cursor}>
          <Sentence change={change} />
          <span className="quiet small">
            <Time at={change.at} /> · {ORIGIN[change.origin]}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Sentence({ change }: { readonly change: Change }) {
  const [before, after] = tell(change)
  const about = aboutOf(change)
  return (
    <span>
      {before}
      {about !== null && (about.href === null ? about.text : <Link href={about.href}>{about.text}</Link>)}
      {after}
      {refusalText(change)}
    </span>
  )
}

/** Which cooperatives have refused a round that ended without a result. */
function refusalText({ kind, subject }: Change): string {
  if (kind !== 'netting.abandoned' || subject?.__typename !== 'NettingRound' || subject.rejections.length === 0)
    return ''
  return `: ${enumerate(subject.rejections.map(({ cooperative }) => nameOf(cooperative)))} refused`
}

function aboutOf({
  kind,
  at,
  subject,
  subjectKind,
  payment,
}: Change): { readonly text: string; readonly href: string | null } | null {
  if (kind === 'cooperative.announced') return null
  if (subject === null) return { text: ABOUT_NOTHING[subjectKind] ?? '', href: null }
  switch (subject.__typename) {
    case 'Agreement':
      return { text: subject.title, href: `/agreements/${subject.id}` }
    case 'Amendment':
      return { text: subject.agreement.title, href: `/agreements/${subject.agreement.id}` }
    case 'Obligation': {
      const reference = referenceText(subject.reference)
      const { figure, from, to } = moneyOf(kind, at, subject, payment)
      const text = `${figure}, ${nameOf(from)} to ${nameOf(to)}${reference === null ? '' : ` (${reference})`}`
      return { text, href: `/clearing/debts/${subject.id}` }
    }
    case 'Booking':
      return bookingText(subject)
    case 'Usage':
      return bookingText(subject.booking)
    case 'Comment':
      return { text: subject.agreement.title, href: `/agreements/${subject.agreement.id}` }
    case 'AgreementRecord': {
      const { type, reference, agreement } = subject
      const text = `${type}${reference === null ? '' : ` ${reference}`}, ${agreement.title}`
      return { text, href: `/records/${subject.id}` }
    }
    case 'Motion':
      return { text: subject.title, href: `/motions/${subject.id}` }
    case 'NettingRound':
      return { text: `in ${subject.currency}, ${subject.agreement.title}`, href: `/clearing/rounds/${subject.id}` }
    case 'Attestation':
      return { text: typeText(subject.type), href: `/attestations/${subject.id}` }
    case 'Recognition':
      return { text: `a member of ${nameOf(subject.home)}`, href: `/recognitions/${subject.id}` }
    case 'Cooperative':
      return { text: nameOf(subject), href: cooperativeHref(subject.did) }
    default:
      return null
  }
}

type ObligationFacts = Extract<NonNullable<Change['subject']>, { readonly __typename: 'Obligation' }>

/** The money that a change is about, and whose: of a payment or a set-off its own, else that of the debt. */
function moneyOf(kind: string, at: string, debt: ObligationFacts, payment: Change['payment']) {
  const { debtor, creditor } = debt
  const amountText = (amount: string) => formatAmount(amount, debt, navigator.language)
  if (payment !== null) return { figure: amountText(payment.amount), from: payment.payer, to: payment.payee }
  const setOffs = kind === 'obligation.set-off' ? debt.setOffs.filter((setOff) => setOff.at === at) : []
  const setOff = setOffs.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  const isBackward = setOffs.some(({ backward }) => backward)
  if (isBackward) return { figure: amountText(String(setOff)), from: creditor, to: debtor }
  const part = kind === 'obligation.set-off' ? `${amountText(String(setOff))} of ` : ''
  return { figure: part + amountText(debt.amount), from: debtor, to: creditor }
}

const ABOUT_NOTHING: Readonly<Record<string, string>> = { TRUST_EDGE: 'a trust weight' }

interface BookingFacts {
  readonly id: string
  readonly resource: { readonly kind: string }
  readonly agreement: { readonly title: string }
}

function bookingText({ id, resource, agreement }: BookingFacts) {
  return { text: `${resource.kind}, ${agreement.title}`, href: `/bookings/${id}` }
}
