import { Amount } from '../../components/domain/amount.tsx'
import { Cost } from '../../components/domain/cost.tsx'
import { Day } from '../../components/time.tsx'
import { renewalText } from '../../logic/agreements/ending.ts'
import { typeText } from '../../logic/attestations/attestation.ts'
import { durationText } from '../../logic/moments.ts'
import { CONSENT, counted, enumerate, nameOf, PARTY_ROLE } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import type { Agreement } from './facts.ts'

type Terms = Agreement['terms']
type TermsOf<Type extends Terms['__typename']> = Extract<Terms, { readonly __typename: Type }>
interface TextProps<T> {
  readonly terms: T
  readonly nameOfParty: (did: string) => string
}

/** What TermsText reads, of an agreement or of one of its versions. */
interface TermsProps {
  readonly of: Pick<Agreement, 'terms' | 'parties' | 'description'>
}

/** The terms of each type, in prose. */
export function TermsText({ of: { terms, parties, description } }: TermsProps) {
  const nameOfParty = (did: string) =>
    nameOf(parties.find(({ cooperative }) => cooperative.did === did)?.cooperative ?? { did, name: null })
  return (
    <>
      {description !== null && <p>{description}</p>}
      {terms.__typename === 'ResourceSharingTerms' && <Sharing terms={terms} nameOfParty={nameOfParty} />}
      {terms.__typename === 'ClearingArrangementTerms' && <Clearing terms={terms} />}
      {terms.__typename === 'MutualRecognitionTerms' && (
        <p>
          Each party recognises attestations of these types that the others issue:{' '}
          <strong>{terms.attestationTypes.map(typeText).join(', ')}</strong>.
        </p>
      )}
      {terms.__typename === 'JointGovernanceTerms' && <Governance terms={terms} nameOfParty={nameOfParty} />}
      {terms.__typename === 'CustomTerms' && <Custom terms={terms} />}
    </>
  )
}

function Sharing({ terms, nameOfParty }: TextProps<TermsOf<'ResourceSharingTerms'>>) {
  return (
    <ul>
      {terms.resources.map((resource) => {
        const { key, kind, description, provider, quantity, unit, compensation } = resource
        return (
          <li key={`${provider} ${kind} ${description} ${key}`}>
            <strong>{nameOfParty(provider)}</strong> provides the <strong>{kind}</strong>
            {quantity !== null && ` (${[quantity, unit].filter((part) => part !== null).join(' ')})`}
            {description !== null && `, ${description}`}, <Cost of={compensation} />.
            {key && <BookableText of={resource} />}
          </li>
        )
      })}
    </ul>
  )
}

type Resource = TermsOf<'ResourceSharingTerms'>['resources'][number]

function BookableText({ of: { key, approval, bookingWindow, settlement } }: { readonly of: Resource }) {
  return (
    <>
      {' '}
      It can be booked as <code>{key}</code>,{' '}
      {approval === 'AUTOMATIC' ? 'which is granted automatically where it is free' : 'which the provider answers'}
      {bookingWindow !== null && `, at most ${durationText(bookingWindow)} ahead`}
      {settlement !== null && (
        <>
          ; its use is charged under <Link href={`/agreements/${settlement.id}`}>{settlement.title}</Link>
        </>
      )}
      .
    </>
  )
}

function Clearing({ terms }: { readonly terms: TermsOf<'ClearingArrangementTerms'> }) {
  const { currencies, nettingPeriod } = terms
  return (
    <>
      <p>The parties record debts between them and net them.</p>
      <ul>
        {currencies.map(({ code, scale, creditLimit }) => (
          <li key={code}>
            In <strong>{code}</strong>, each party may owe any other at most{' '}
            <Amount of={creditLimit} currency={code} scale={scale} />.
          </li>
        ))}
      </ul>
      <p>
        {nettingPeriod === null
          ? 'Netting rounds are proposed by hand.'
          : `Netting is proposed automatically every ${durationText(nettingPeriod).replace(/^1 /, '')}.`}
      </p>
    </>
  )
}

function Governance({ terms, nameOfParty }: TextProps<TermsOf<'JointGovernanceTerms'>>) {
  const { quorum, threshold, weights, minimumPeriod } = terms
  return (
    <>
      <p>
        The parties decide jointly. A motion needs votes of at least <strong>{quorum} %</strong> of all weights, and
        passes with at least <strong>{threshold} %</strong> of the weights that voted. Voting takes at least{' '}
        {durationText(minimumPeriod ?? 'P1D')}: nodes confirm no earlier end.
      </p>
      {weights.length === 0 ? (
        <p>All votes have the same weight.</p>
      ) : (
        <ul>
          {weights.map(({ party, weight }) => (
            <li key={party}>
              {nameOfParty(party)}: weight {weight}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Custom({ terms }: { readonly terms: TermsOf<'CustomTerms'> }) {
  return (
    <>
      <p>
        <strong>{terms.name}</strong>
      </p>
      <dl className="facts">
        {Object.entries(terms.custom).map(([name, value]) => (
          <div key={name} className="pair">
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      <RecordTypes types={terms.recordTypes} />
    </>
  )
}

/** What the parties record under it, who adds it and who confirms it. */
function RecordTypes({ types }: { readonly types: TermsOf<'CustomTerms'>['recordTypes'] }) {
  if (types.length === 0) return null
  return (
    <>
      <p>The parties record:</p>
      <ul>
        {types.map(({ name, description, schema, authors, consent }) => (
          <li key={name}>
            <strong>{name}</strong>
            {description !== null && `: ${description}`} Added by: {enumerate(authors.map((role) => PARTY_ROLE[role]))}.{' '}
            {CONSENT[consent]}.
            <details>
              <summary>What it holds</summary>
              <pre>{JSON.stringify(schema, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  )
}

interface CommonTermsProps {
  readonly of: Pick<
    Agreement,
    | 'effectiveDate'
    | 'expiryDate'
    | 'noticeDays'
    | 'autoRenewal'
    | 'governingLaw'
    | 'disputeResolution'
    | 'additionalTerms'
  >
  /** The agreement's status, which decides whether it renews; not given for a version. */
  readonly standing?: Pick<Agreement, 'status' | 'termination'>
}

/** What agreements of every type have: dates, notice, law. */
export function CommonTerms({ of, standing = { status: 'ACTIVE', termination: null } }: CommonTermsProps) {
  const { effectiveDate, expiryDate, noticeDays, governingLaw, disputeResolution, additionalTerms } = of
  const renewal = renewalText({ ...of, ...standing }, { locale: navigator.language })
  return (
    <dl className="facts">
      <dt>In force</dt>
      <dd>
        from {effectiveDate === null ? 'the last signature' : <Day at={effectiveDate} />}
        {expiryDate === null ? ', no end date' : <> until {<Day at={expiryDate} />}</>}
        {renewal !== null && `, ${renewal}`}
      </dd>
      <dt>Notice</dt>
      <dd>
        {noticeDays === 0
          ? 'A party may leave at once.'
          : `A party may leave with ${counted(noticeDays, 'day')} of notice.`}
      </dd>
      {governingLaw !== null && (
        <>
          <dt>Law</dt>
          <dd>{governingLaw}</dd>
        </>
      )}
      {disputeResolution !== null && (
        <>
          <dt>Disputes</dt>
          <dd>{disputeResolution}</dd>
        </>
      )}
      {additionalTerms !== null && (
        <>
          <dt>Further terms</dt>
          <dd>{additionalTerms}</dd>
        </>
      )}
    </dl>
  )
}
