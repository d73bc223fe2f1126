import { useEffect, useMemo, useState } from 'react'
import { type CombinedError, useClient } from 'urql'
import type { ImportedDebt } from '../../../../imports/index.ts'
import { NoArrangement } from '../../../components/domain/no-arrangement.tsx'
import { Empty } from '../../../components/empty.tsx'
import { ErrorNote } from '../../../components/error-note.tsx'
import { Field, SelectField } from '../../../components/field.tsx'
import { RoleButton } from '../../../components/role-button.tsx'
import { type DebtFactsFragment, RecordDebtsDocument } from '../../../generated/operations.ts'
import { useSession } from '../../../live/session.ts'
import { useAction } from '../../../live/use-live.ts'
import {
  type ImportPlan,
  planImport,
  type RefusedRow,
  readFile,
  rowOf,
  withoutRefused,
} from '../../../logic/clearing/import.ts'
import { counted } from '../../../logic/words.ts'
import { navigate } from '../../../router.tsx'
import { type Arrangement, useArrangements } from '../../arrangements.ts'
import { readAllDebts } from './all-debts.ts'
import { Preview } from './import-preview.tsx'

/** Records the debts of a file, after a look at what it holds and at what is wrong with it. */
export function ImportDebts() {
  const { arrangements, error } = useArrangements()
  const running = arrangements?.filter(({ operational }) => operational) ?? []
  return (
    <>
      <h2>Import CSV</h2>
      <ErrorNote error={error} />
      {arrangements !== null && running.length === 0 && <NoArrangement />}
      {running.length > 0 && <Form arrangements={running} />}
    </>
  )
}

interface ChosenFile {
  /** Counts the files that were chosen. */
  readonly id: number
  readonly name: string
  /** Null where the browser could not read it. */
  readonly bytes: Uint8Array | null
}

function Form({ arrangements }: { readonly arrangements: readonly Arrangement[] }) {
  const [agreementId, setAgreement] = useState(arrangements[0]?.id ?? '')
  const [file, setFile] = useState<ChosenFile | null>(null)
  const arrangement = arrangements.find(({ id }) => id === agreementId) ?? arrangements[0]
  if (arrangement === undefined) return null
  const choose = async (chosen: File | undefined) => {
    if (chosen === undefined) return
    const bytes = await chosen.arrayBuffer().catch(() => null)
    setFile((before) => ({ id: (before?.id ?? 0) + 1, name: chosen.name, bytes: bytes && new Uint8Array(bytes) }))
  }
  return (
    <>
      <section className="card">
        <p>
          A CSV file in UTF-8, or JSON. The first line names the columns: debtor, creditor, amount, currency, reference,
          dueDate; the last two may be left out. Parties by name or DID, amounts like 1234.56, days like 2027-01-31.
        </p>
        <SelectField
          label="Under which agreement"
          value={arrangement.id}
          onChange={setAgreement}
          options={arrangements.map(({ id, title }) => [id, title])}
        />
        <Field label="The file">
          {(state) => (
            <input
              {...state}
              type="file"
              accept=".csv,.tsv,.txt,.json,.jsonl,text/csv,application/json"
              onClick={(event) => {
                // So that a file that was corrected can be chosen again.
                event.currentTarget.value = ''
              }}
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          )}
        </Field>
      </section>
      {file?.bytes === null && <p role="alert">{file.name} cannot be read: choose it again.</p>}
      {file?.bytes && (
        <Import key={`${arrangement.id} ${file.id}`} arrangement={arrangement} name={file.name} bytes={file.bytes} />
      )}
    </>
  )
}

/** The debts under an agreement, once; null while they are being read. */
function useKnownDebts(agreementId: string) {
  const client = useClient()
  const [debts, setDebts] = useState<readonly DebtFactsFragment[] | 'failed' | null>(null)
  useEffect(() => {
    let isGone = false
    const read = async () => {
      const found = await readAllDebts(client, { agreementId })
      if (!isGone) setDebts(found ?? 'failed')
    }
    void read()
    return () => {
      isGone = true
    }
  }, [client, agreementId])
  return debts
}

interface ImportProps {
  readonly arrangement: Arrangement
  readonly name: string
  readonly bytes: Uint8Array
}

function Import({ arrangement, name, bytes }: ImportProps) {
  const { self } = useSession()
  const known = useKnownDebts(arrangement.id)
  const [swapsNegative, setSwaps] = useState(false)
  const debtFile = useMemo(() => readFile(bytes, arrangement, swapsNegative), [bytes, arrangement, swapsNegative])
  const plan = useMemo(
    () => (known === null ? null : planImport(debtFile, known === 'failed' ? [] : known, self.did)),
    [debtFile, known, self.did],
  )
  const { action, refused, record } = useRecording(arrangement.id)
  if (plan === null) return <p aria-live="polite">Comparing with the debts that are recorded …</p>
  const judged = withoutRefused(plan, refused)
  return (
    <section className="card" aria-label="Preview">
      <Preview name={name} file={debtFile} plan={judged} parties={arrangement.parties} self={self.did} />
      {known === 'failed' && (
        <p role="alert">
          The debts that are recorded could not be read: duplicates are not recognised before the node refuses them.
        </p>
      )}
      <ErrorNote error={action.error} />
      <Outcome plan={judged} />
      <div className="actions">
        {judged.problems.some(({ code }) => code === 'imports.negative-amount') && (
          <button type="button" onClick={() => setSwaps(true)}>
            Read credit notes as debts of the other side
          </button>
        )}
        {judged.debts.length > 0 && !debtFile.report.isCutOff && (
          <RoleButton
            requires={
              judged.debts.some(({ debtor }) => debtor === self.did) || judged.confirmed > 0 ? 'SIGNER' : 'OPERATOR'
            }
            className={judged.problemCount === 0 ? 'primary' : ''}
            disabled={action.busy}
            onClick={() => void record(judged.debts)}
          >
            {action.busy ? 'Recording …' : recordText(judged)}
          </RoleButton>
        )}
      </div>
    </section>
  )
}

/** What recording will do beside what stands in the tables, or why nothing is recorded. */
function Outcome({ plan }: { readonly plan: ImportPlan }) {
  const { debts, alreadyThere, confirmed, problemCount, rejectedCount } = plan
  const errors = `${counted(rejectedCount, 'row')} ${rejectedCount === 1 ? 'has an error' : 'have errors'}`
  if (problemCount === 0 && debts.length === 0) return <Empty title={`All ${alreadyThere} were already there.`} />
  return (
    <>
      {problemCount > 0 && (
        <Empty
          title={
            rejectedCount === 0 ? 'The file cannot be read; nothing was recorded.' : `${errors}; nothing was recorded.`
          }
        >
          <p>Correct the file and choose it again.</p>
        </Empty>
      )}
      {alreadyThere > 0 && (
        <p>
          {counted(alreadyThere, 'debt')} {alreadyThere === 1 ? 'is' : 'are'} already there and left out.
        </p>
      )}
      {confirmed > 0 && (
        <p>
          {counted(confirmed, 'debt')} {confirmed === 1 ? 'was' : 'were'} recorded by the other side: recording confirms{' '}
          {confirmed === 1 ? 'it' : 'them'}.
        </p>
      )}
    </>
  )
}

function recordText({ debts, problemCount }: ImportPlan): string {
  if (problemCount === 0) return `Record ${counted(debts.length, 'debt')}`
  return debts.length === 1 ? 'Record the good one' : `Record the ${debts.length} good ones`
}

/** Records debts, and remembers those that the node refused: it lists a hundred at a time. */
function useRecording(agreementId: string) {
  const action = useAction(RecordDebtsDocument)
  const [sent, setSent] = useState<readonly ImportedDebt[]>([])
  const [refused, setRefused] = useState<readonly RefusedRow[]>([])
  const { error } = action
  useEffect(() => {
    const rows = refusedRows(error, sent)
    if (rows.length > 0) setRefused((before) => [...before, ...rows])
  }, [error, sent])
  const record = async (debts: readonly ImportedDebt[]) => {
    setSent(debts)
    const done = await action.run({ agreementId, obligations: debts.map(rowOf) })
    if (done !== null) navigate('/clearing')
  }
  return { action, refused, record }
}

function refusedRows(error: CombinedError | null, sent: readonly ImportedDebt[]): readonly RefusedRow[] {
  const rows = error?.graphQLErrors.flatMap(({ extensions }) => extensions?.errors ?? []) as
    | readonly { readonly index: number; readonly message: string }[]
    | undefined
  return (rows ?? []).map(({ index, message }) => ({ line: sent[index]?.line ?? 1, message }))
}
