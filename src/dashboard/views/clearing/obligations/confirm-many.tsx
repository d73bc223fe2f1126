import { Dialog } from '../../../components/dialog.tsx'
import { Amount } from '../../../components/domain/amount.tsx'
import { NodeText } from '../../../components/node-text.tsx'
import { ConfirmDebtDocument, type DebtFactsFragment } from '../../../generated/operations.ts'
import { useSession } from '../../../live/session.ts'
import { useMany } from '../../../live/use-many.ts'
import { sumsOfSelected } from '../../../logic/clearing/debt-filter.ts'
import { counted, nameOf, referenceText } from '../../../logic/words.ts'
import { Link } from '../../../router.tsx'

const FAILURES_SHOWN = 20

interface ConfirmManyProps {
  readonly debts: readonly DebtFactsFragment[]
  /** `begun`: something may have been confirmed. */
  readonly onClose: (begun: boolean) => void
}

/** Confirms many debts, one mutation each, and says which were refused and why. */
export function ConfirmMany({ debts, onClose }: ConfirmManyProps) {
  const many = useMany(
    ConfirmDebtDocument,
    ({ id }: DebtFactsFragment) => id,
    ({ id }) => ({ obligationId: id }),
  )
  const { progress, busy, run, stop } = many
  const close = () => onClose(progress !== null)
  return (
    <Dialog title={`Confirm ${counted(debts.length, 'debt')}?`} onClose={close}>
      {progress === null ? (
        <>
          <p>With our signature it is certain that these debts are owed, and they can be netted.</p>
          <SelectedSums debts={debts} />
        </>
      ) : (
        <Progress progress={progress} busy={busy} />
      )}
      <div className="actions">
        {progress === null && (
          <button type="button" className="primary" onClick={() => void run(debts)}>
            Confirm
          </button>
        )}
        {busy && (
          <button type="button" onClick={stop}>
            Stop
          </button>
        )}
        {!busy && progress !== null && progress.failed.length > 0 && (
          <button type="button" onClick={() => void run(progress.failed.map(({ item }) => item))}>
            Try the failed ones again
          </button>
        )}
        {!busy && (
          <button type="button" onClick={close}>
            {progress === null ? 'Cancel' : 'Close'}
          </button>
        )}
      </div>
    </Dialog>
  )
}

/** What confirming would add to what we owe and are owed. */
export function SelectedSums({ debts }: Pick<ConfirmManyProps, 'debts'>) {
  const { self } = useSession()
  return sumsOfSelected(debts, self.did).map(({ currency, scale, receivable, payable }) => (
    <p key={`${currency} ${scale}`}>
      Owed to us <Amount of={receivable} currency={currency} scale={scale} /> · we owe{' '}
      <Amount of={payable} currency={currency} scale={scale} />
    </p>
  ))
}

interface ProgressProps {
  readonly progress: NonNullable<ReturnType<typeof useMany<DebtFactsFragment, unknown, object>>['progress']>
  readonly busy: boolean
}

function Progress({ progress: { total, done, failed }, busy }: ProgressProps) {
  const left = total - done - failed.length
  return (
    <>
      <p role="status">
        {done} of {total} confirmed{failed.length > 0 && `, ${failed.length} failed`}
        {!busy && left > 0 && `, ${left} left as they were`}.
      </p>
      <progress max={total} value={done + failed.length} aria-label="Confirming" />
      {failed.length > 0 && (
        <ul>
          {failed.slice(0, FAILURES_SHOWN).map(({ item, reason }) => (
            <li key={item.id}>
              <Link href={`/clearing/debts/${item.id}`}>
                {referenceText(item.reference) ?? `${nameOf(item.debtor)} to ${nameOf(item.creditor)}`}
              </Link>
              : <NodeText of={reason} />
            </li>
          ))}
          {failed.length > FAILURES_SHOWN && <li>and {failed.length - FAILURES_SHOWN} more</li>}
        </ul>
      )}
    </>
  )
}
