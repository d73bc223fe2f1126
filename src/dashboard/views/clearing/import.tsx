import { useState } from 'react'
import type { CombinedError } from 'urql'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Field, SelectField } from '../../components/field.tsx'
import { RoleButton } from '../../components/role-button.tsx'
import { Table } from '../../components/table.tsx'
import { RecordDebtsDocument } from '../../generated/operations.ts'
import { useAction } from '../../live/use-live.ts'
import { DEBT_COLUMNS, type DebtFile, type LineProblem, readDebts } from '../../logic/csv.ts'
import { counted } from '../../logic/words.ts'
import { navigate } from '../../router.tsx'
import { type Arrangement, useArrangements } from './arrangements.ts'
import { NoArrangement } from './record.tsx'

const PROBLEMS_SHOWN = 100

/** Records many debts from a table: all of them or none, and what is wrong is told line by line. */
export function ImportDebts() {
  const { arrangements, error } = useArrangements()
  const running = arrangements?.filter(({ operational }) => operational) ?? []
  return (
    <>
      <h2>Read in a table of debts</h2>
      <ErrorNote error={error} />
      {arrangements !== null && running.length === 0 && <NoArrangement />}
      {running.length > 0 && <Form arrangements={running} />}
    </>
  )
}

function Form({ arrangements }: { readonly arrangements: readonly Arrangement[] }) {
  const [agreementId, setAgreement] = useState(arrangements[0]?.id ?? '')
  const [text, setText] = useState<string | null>(null)
  const action = useAction(RecordDebtsDocument)
  const arrangement = arrangements.find(({ id }) => id === agreementId) ?? arrangements[0]
  if (arrangement === undefined) return null
  const file = text === null ? null : readDebts(text, { ...arrangement, locale: navigator.language })
  const problems = file === null ? [] : [...file.problems, ...refusedLines(action.error, file)]
  const send = async () => {
    if (file === null || file.problems.length > 0) return
    const done = await action.run({ agreementId: arrangement.id, obligations: file.rows })
    if (done !== null) navigate('/clearing')
  }
  return (
    <section className="card">
      <p>
        A table in the form CSV, as spreadsheets save it. The first line names the columns: {DEBT_COLUMNS.join(', ')}{' '}
        (the last two may be left out). Parties by their name or identifier, amounts like 120.50, dates like 2027-01-31.
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
            accept=".csv,text/csv"
            onChange={(event) => {
              action.clear()
              void event.target.files?.[0]?.text().then(setText)
            }}
          />
        )}
      </Field>
      <ErrorNote error={action.error} />
      {problems.length > 0 && <Problems problems={problems} />}
      {file !== null && file.problems.length === 0 && (
        <div className="actions">
          <RoleButton requires="OPERATOR" className="primary" disabled={action.busy} onClick={() => void send()}>
            {action.busy ? 'Recording …' : `Record ${counted(file.rows.length, 'debt')}`}
          </RoleButton>
        </div>
      )}
    </section>
  )
}

function Problems({ problems }: { readonly problems: readonly LineProblem[] }) {
  return (
    <>
      <Empty title={`${counted(problems.length, 'line')} to be corrected. Nothing has been recorded.`}>
        <p>Correct them in the file, and choose it again.</p>
      </Empty>
      <Table
        caption="Lines with errors"
        rows={problems.slice(0, PROBLEMS_SHOWN)}
        keyOf={({ line, problem }) => `${line} ${problem}`}
        columns={[
          { title: 'Line', cell: ({ line }) => line },
          { title: 'What is wrong', cell: ({ problem }) => problem },
        ]}
      />
    </>
  )
}

/** The node's own refusals, row by row, as lines of the file. */
function refusedLines(error: CombinedError | null, { lines }: DebtFile): LineProblem[] {
  const listed = error?.graphQLErrors.flatMap(({ extensions }) => extensions?.errors ?? []) as
    | { readonly index: number; readonly message: string }[]
    | undefined
  return (listed ?? []).map(({ index, message }) => ({ line: lines[index] ?? index + 2, problem: message }))
}
