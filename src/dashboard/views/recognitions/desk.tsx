import { useState } from 'react'
import { type CombinedError, useClient } from 'urql'
import { QrCode } from '../../components/codes/qr-code.tsx'
import { Scan } from '../../components/codes/scan.tsx'
import { Copy } from '../../components/copy.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { RoleButton, RoleNote } from '../../components/role-button.tsx'
import { Time } from '../../components/time.tsx'
import {
  CreatePresentationChallengeDocument,
  type CreatePresentationChallengeMutation,
  RecogniseMemberDocument,
  RecognisingAgreementsDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { instantOfDay } from '../../logic/moments.ts'
import { readPresentationCode } from '../../logic/recognitions/presentation-code.ts'
import { type JsonObject, readPresentation } from '../../logic/recognitions/recognition.ts'
import { Link, navigate } from '../../router.tsx'
import { Shown } from './shown.tsx'

type Challenge = NonNullable<CreatePresentationChallengeMutation['createPresentationChallenge']>

/** The reception desk: a visitor proves to be a member of another cooperative, and we recognise it. */
export function Desk() {
  const { self } = useSession()
  const { data, error, reload } = useLive(
    RecognisingAgreementsDocument,
    { us: self.did },
    { kinds: ['AGREEMENT', 'AMENDMENT'] },
  )
  const agreements = (data?.agreements.edges ?? []).flatMap(({ node }) => (node.operational ? [node] : []))
  return (
    <>
      <p className="small">
        <Link href="/recognitions">Visitors</Link>
      </p>
      <h1>Recognise a member</h1>
      <RoleNote requires="SIGNER" />
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && agreements.length === 0 && (
        <Empty title="No agreement on mutual recognition is in force.">
          <p>
            Members are recognised under one. <Link href="/agreements/new">Propose one</Link>.
          </p>
        </Empty>
      )}
      <ByPresentation agreements={agreements} />
      <ByAttestation agreements={agreements} />
    </>
  )
}

interface AgreementsProps {
  readonly agreements: readonly { readonly id: string; readonly title: string }[]
}

/** With proof of who holds the credential. */
function ByPresentation({ agreements }: AgreementsProps) {
  const [challenge, setChallenge] = useState<Challenge | null>(null)
  const [text, setText] = useState('')
  const read = readPresentation(text)
  return (
    <section className="card" aria-labelledby="presentation">
      <h2 id="presentation">With proof</h2>
      <p className="quiet">
        The visitor’s wallet signs our challenge together with the credential: so it proves to hold the key of the
        identifier that the credential is about.
      </p>
      <AskChallenge challenge={challenge} onChallenge={setChallenge} />
      {challenge !== null && (
        <>
          <TextField
            label="What the wallet has made"
            lines={8}
            value={text}
            onChange={setText}
            problem={read.ok ? null : read.problem}
            hint="Paste it, or scan it: with the camera, or with a hand-held scanner while this field is chosen."
          />
          <ScanPresentation onRead={setText} />
          {read.ok && (
            <>
              <Shown presentation={read.value} challenge={challenge} />
              <Recognise key={text} agreements={agreements} by={{ presentation: read.value }} />
            </>
          )}
        </>
      )}
    </section>
  )
}

/** Scans the code that the visitor shows. */
function ScanPresentation({ onRead }: { readonly onRead: (text: string) => void }) {
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const take = async (code: string) => {
    setOpen(false)
    const read = await readPresentationCode(code)
    setProblem(read.ok ? null : read.problem)
    if (read.ok) onRead(read.value)
  }
  const toggle = () => {
    setProblem(null)
    setOpen(!open)
  }
  return (
    <>
      <button type="button" onClick={toggle}>
        {open ? 'Stop scanning' : 'Scan with the camera'}
      </button>
      {problem !== null && <p className="note bad">{problem}</p>}
      {open && <Scan onRead={(code) => void take(code)} />}
    </>
  )
}

interface AskChallengeProps {
  readonly challenge: Challenge | null
  readonly onChallenge: (challenge: Challenge) => void
}

function AskChallenge({ challenge, onChallenge }: AskChallengeProps) {
  const client = useClient()
  const [error, setError] = useState<CombinedError | null>(null)
  const ask = async () => {
    const answer = await client.mutation(CreatePresentationChallengeDocument, {}).toPromise()
    setError(answer.error ?? null)
    if (answer.data?.createPresentationChallenge) onChallenge(answer.data.createPresentationChallenge)
  }
  return (
    <>
      {challenge !== null && (
        <dl className="facts">
          <dt>Challenge</dt>
          <dd>
            <code>{challenge.challenge}</code> <Copy text={challenge.challenge} verb="Copy the challenge" />
          </dd>
          <dt>Domain</dt>
          <dd>
            <code>{challenge.domain}</code> <Copy text={challenge.domain} verb="Copy the domain" />
          </dd>
          <dt>Good until</dt>
          <dd>
            <Time at={challenge.expiresAt} />, once
          </dd>
        </dl>
      )}
      {challenge !== null && (
        <QrCode
          text={JSON.stringify({ challenge: challenge.challenge, domain: challenge.domain })}
          label="Challenge and domain as a QR code, for a wallet to scan"
        />
      )}
      <ErrorNote error={error} />
      <RoleButton requires="OPERATOR" onClick={() => void ask()}>
        {challenge === null ? 'Make a challenge' : 'Make another challenge'}
      </RoleButton>
    </>
  )
}

/** On the operator's own word. */
function ByAttestation({ agreements }: AgreementsProps) {
  const [id, setId] = useState('')
  const problem = /^att_[0-9a-f]{64}$/.test(id.trim()) ? null : 'Paste the id of an attestation: att_ and 64 letters.'
  return (
    <section className="card" aria-labelledby="attestation">
      <h2 id="attestation">On our word</h2>
      <p className="quiet">If you know the visitor: name the attestation. The others see that no proof was given.</p>
      <TextField
        label="Attestation"
        value={id}
        onChange={setId}
        problem={problem}
        hint="Its page shows the id in the address."
      />
      {problem === null && <Recognise agreements={agreements} by={{ attestationId: id.trim() }} />}
    </section>
  )
}

interface RecogniseProps extends AgreementsProps {
  readonly by: { readonly presentation: JsonObject } | { readonly attestationId: string }
}

function Recognise({ agreements, by }: RecogniseProps) {
  const [chosen, setChosen] = useState('')
  const [role, setRole] = useState('')
  const [until, setUntil] = useState('')
  const action = useAction(RecogniseMemberDocument)
  const agreementId = chosen === '' ? (agreements[0]?.id ?? '') : chosen
  const send = async () => {
    const made = await action.run({
      agreementId,
      by,
      role: role.trim() === '' ? null : role.trim(),
      until: until === '' ? null : instantOfDay(until, true),
    })
    if (made?.recogniseMember) navigate(`/recognitions/${made.recogniseMember.recognition.id}`)
  }
  return (
    <form
      className="stacked"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className="row">
        <SelectField
          label="Under"
          value={agreementId}
          onChange={setChosen}
          options={agreements.map(({ id, title }) => [id, title] as const)}
        />
        <TextField label="As" optional value={role} onChange={setRole} hint="For example: guest, tool borrower." />
        <TextField
          label="Until"
          type="date"
          optional
          value={until}
          onChange={setUntil}
          hint="Empty: as long as the attestation holds."
        />
      </div>
      <ErrorNote error={action.error} />
      <RoleButton type="submit" requires="SIGNER" className="primary" disabled={action.busy || agreementId === ''}>
        Recognise the member
      </RoleButton>
    </form>
  )
}
