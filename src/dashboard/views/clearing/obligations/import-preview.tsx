import type { Party, Problem } from '../../../../imports/index.ts'
import { Amount } from '../../../components/domain/amount.tsx'
import { Table } from '../../../components/table.tsx'
import { DueDay } from '../../../components/time.tsx'
import { type DebtFile, formText, type ImportPlan, problemText, sumsOf } from '../../../logic/clearing/import.ts'
import { nameOf } from '../../../logic/words.ts'

const ROWS_SHOWN = 5

interface PreviewProps {
  readonly name: string
  readonly file: DebtFile
  readonly plan: ImportPlan
  readonly parties: readonly Party[]
  readonly self: string
}

/** What was read of a file, before anything is recorded. */
export function Preview({ name, file: { report, debts }, plan, parties, self }: PreviewProps) {
  const nameOfDid = (did: string) => nameOf(parties.find((party) => party.did === did) ?? { did, name: null })
  return (
    <>
      <h3>Preview</h3>
      <dl className="facts">
        <dt>File</dt>
        <dd>{name}</dd>
        <dt>Read as</dt>
        <dd>{formText(report)}</dd>
        <dt>Columns</dt>
        <dd>{report.columns.join(', ') || '–'}</dd>
        {report.ignored.length > 0 && (
          <>
            <dt>Columns that are not read</dt>
            <dd>{report.ignored.join(', ')}</dd>
          </>
        )}
      </dl>
      {debts.length > 0 && (
        <>
          <Sums debts={debts} self={self} />
          <Table
            caption={debts.length > ROWS_SHOWN ? `The first ${ROWS_SHOWN} of ${debts.length} debts` : 'Debts as read'}
            rows={debts.slice(0, ROWS_SHOWN)}
            keyOf={({ line }) => String(line)}
            columns={[
              { title: 'Line', cell: ({ line }) => line },
              { title: 'Who owes', cell: ({ debtor }) => nameOfDid(debtor) },
              { title: 'To whom', cell: ({ creditor }) => nameOfDid(creditor) },
              {
                title: 'Amount',
                numeric: true,
                cell: (debt) => <Amount of={String(debt.amountMinor)} currency={debt.currency} scale={debt.scale} />,
              },
              { title: 'Reference', cell: ({ reference }) => <span className="anywhere">{reference ?? '–'}</span> },
              { title: 'Due', cell: ({ dueDate }) => (dueDate === null ? '–' : <DueDay of={dueDate} />) },
            ]}
          />
        </>
      )}
      <Problems caption="Errors" problems={plan.problems} count={plan.problemCount} />
      <Problems caption="To be checked" problems={plan.warnings} count={plan.warningCount} />
    </>
  )
}

function Sums({ debts, self }: Pick<DebtFile, 'debts'> & Pick<PreviewProps, 'self'>) {
  return (
    <Table
      caption="Sums by currency"
      rows={sumsOf(debts, self)}
      keyOf={({ currency }) => currency}
      columns={[
        { title: 'Currency', cell: ({ currency }) => currency },
        { title: 'Debts', numeric: true, cell: ({ count }) => count },
        { title: 'We owe', numeric: true, cell: ({ payable, ...unit }) => <Amount of={payable} {...unit} /> },
        {
          title: 'We are owed',
          numeric: true,
          cell: ({ receivable, ...unit }) => <Amount of={receivable} {...unit} />,
        },
        { title: 'Sum', numeric: true, cell: ({ total, ...unit }) => <Amount of={total} {...unit} /> },
      ]}
    />
  )
}

interface ProblemsProps {
  readonly caption: string
  readonly problems: readonly Problem[]
  readonly count: number
}

function Problems({ caption, problems, count }: ProblemsProps) {
  if (count === 0) return null
  return (
    <>
      <h4>{caption}</h4>
      <Table
        caption={caption}
        rows={problems}
        keyOf={({ line, column, code, message }) => `${line} ${column} ${code} ${message}`}
        columns={[
          { title: 'Line', cell: ({ line }) => line },
          { title: 'Column', cell: ({ column }) => column ?? '–' },
          { title: 'Problem', cell: problemText },
        ]}
      />
      {count > problems.length && <p className="quiet">… and {count - problems.length} more</p>}
    </>
  )
}
