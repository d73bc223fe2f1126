import { type DragEvent, useId, useState } from 'react'
import { Badge } from '../../components/badge.tsx'
import { ClaimFacts } from '../../components/domain/claim-facts.tsx'
import { Name } from '../../components/domain/name.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { TextField } from '../../components/field.tsx'
import { CheckCredentialDocument, type CheckCredentialQuery } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import {
  ATTESTATION_STATUS,
  type Check,
  CREDENTIAL_VERDICT,
  checksOf,
  textProblem,
  typeText,
} from '../../logic/attestations/attestation.ts'
import { enumerate } from '../../logic/words.ts'
import { Link } from '../../router.tsx'

/** Checks a received credential: pasted, chosen or dropped in as a file. */
export function CheckCredential() {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState<string | null>(null)
  const [sent, setSent] = useState(false)
  const [over, setOver] = useState(false)
  const problem = textProblem(text)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const content = await file.text()
    setText(content)
    setSent(true)
    if (textProblem(content) === null) setAsked(content)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <div className="grid">
      <form
        noValidate
        className={`card ${over ? 'over' : ''}`}
        aria-label="The credential to check"
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          if (problem === null) setAsked(text)
        }}
      >
        <p className="quiet">
          Paste a credential that you received, or drop its file here. The node checks it and does not keep it.
        </p>
        <TextField
          label="Credential"
          lines={10}
          value={text}
          onChange={(content) => {
            setText(content)
            // An answer about another text beside this one would mislead.
            setAsked(null)
          }}
          problem={problem}
          touched={sent}
          hint="The whole text, from the first { to the last }."
        />
        <FileField onFile={(file) => void take(file)} />
        <div className="actions">
          <button type="submit" className="primary">
            Check it
          </button>
        </div>
      </form>
      {asked !== null && <Answer key={asked} credential={asked} />}
    </div>
  )
}

function FileField({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>Or its file</label>
      <input
        id={id}
        type="file"
        accept=".json,.jsonld,application/json"
        onChange={(event) => onFile(event.target.files?.[0])}
      />
    </div>
  )
}

/** The node's answer about it, updated when something about it has changed. */
function Answer({ credential }: { readonly credential: string }) {
  const { data, error, loading, reload } = useLive(
    CheckCredentialDocument,
    { credential },
    { kinds: ['ATTESTATION', 'TRUST_EDGE', 'AGREEMENT', 'COOPERATIVE'] },
  )
  return (
    <section className="card" aria-labelledby="answer" aria-live="polite">
      <h2 id="answer">What the node says</h2>
      {loading && data === null && <p>Checking …</p>}
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && error === null && <Found checked={data.checkCredential} />}
    </section>
  )
}

interface FoundProps {
  readonly checked: CheckCredentialQuery['checkCredential']
}

function Found({ checked }: FoundProps) {
  const { status, types, subjects, claims, attestation } = checked
  const checks = checksOf(checked, { nowMs: Date.now(), locale: navigator.language })
  return (
    <>
      <p>
        <Badge words={ATTESTATION_STATUS} value={status} /> <strong>{CREDENTIAL_VERDICT[status]}</strong>
      </p>
      {status !== 'UNSUPPORTED' && (
        <p>
          It says “{enumerate(types.map(typeText)) || 'nothing of a known type'}” of{' '}
          {subjects.length === 0 ? 'no named subject' : <Subjects checked={checked} />}.
        </p>
      )}
      {claims.map((one) => (
        <dl key={JSON.stringify(one)} className="facts">
          <ClaimFacts type={types[0] ?? ''} claims={one} />
        </dl>
      ))}
      <ul className="plain lines">
        {checks.map(({ about, result, text }) => (
          <li key={text} className="check">
            <span>
              <strong>{about}</strong> <span className={`badge ${TONE[result]}`}>{RESULT[result]}</span>
            </span>
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {attestation !== null && <Link href={`/attestations/${attestation.id}`}>Open the attestation</Link>}
    </>
  )
}

function Subjects({ checked: { subjects, attestation } }: FoundProps) {
  const known = attestation?.subjectCooperative ?? null
  return known === null ? <code>{enumerate(subjects)}</code> : <Name of={known} />
}

const RESULT: Readonly<Record<Check['result'], string>> = { holds: '✓ Valid', fails: '✗ Failed', unknown: '? Unknown' }
const TONE: Readonly<Record<Check['result'], string>> = { holds: 'good', fails: 'bad', unknown: 'waiting' }
