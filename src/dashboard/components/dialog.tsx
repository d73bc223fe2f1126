import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import type { CombinedError } from 'urql'
import { ErrorNote } from './error-note.tsx'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The browser's own dialog: it keeps the keyboard inside, and Escape closes it. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Closed before it leaves the page: only then does the browser take the keyboard back to what had opened it.
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog ref={element} aria-labelledby={id} onCancel={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}

interface ConfirmProps {
  readonly title: string
  /** What will happen, and to whom. */
  readonly children: ReactNode
  /** What the button does, as a verb: "Sign", never "OK". */
  readonly verb: string
  readonly danger?: boolean
  readonly busy: boolean
  readonly error: CombinedError | null
  readonly disabled?: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks for confirmation before something becomes binding: shows the effect, and the node's answer if it refused. */
export function Confirm(props: ConfirmProps) {
  const { title, children, verb, danger, busy, error, disabled, onConfirm, onClose } = props
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!disabled && !busy) onConfirm()
        }}
      >
        {children}
        <ErrorNote error={error} />
        <div className="actions">
          <button type="submit" className={danger ? 'danger' : 'primary'} disabled={busy || disabled}>
            {busy ? 'One moment …' : verb}
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  )
}
