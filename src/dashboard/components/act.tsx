import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { type ReactNode, useState } from 'react'
import type { Role } from '../generated/enums.ts'
import { useAction } from '../live/use-live.ts'
import { Confirm } from './dialog.tsx'
import { TextField } from './field.tsx'
import { RoleButton } from './role-button.tsx'

interface ActProps<Data, Input extends object> {
  /** What the button does, as a verb. */
  readonly verb: string
  readonly title: string
  /** What will happen, and to whom. */
  readonly children: ReactNode
  readonly document: TypedDocumentNode<Data, { input: Input }>
  /** Gets what was written as the reason, or null. */
  readonly input: (reason: string | null) => Omit<Input, 'idempotencyKey'>
  readonly reason?: { readonly label: string; readonly optional?: boolean; readonly hint?: string }
  /** The role that the API demands; without it the button says who can. */
  readonly requires: Role
  readonly look?: 'primary' | 'danger' | 'plain'
  readonly onDone?: (data: Data) => void
}

/** A button that asks before it acts, and shows why the node refused if it did. */
export function Act<Data, Input extends object>(props: ActProps<Data, Input>) {
  const { verb, title, children, document, input, reason, requires, look = 'plain', onDone } = props
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const action = useAction(document)
  const close = () => {
    setOpen(false)
    setText('')
    action.clear()
  }
  const confirm = async () => {
    const data = await action.run(input(text.trim() === '' ? null : text.trim()))
    if (data === null) return
    close()
    onDone?.(data)
  }
  return (
    <>
      <RoleButton requires={requires} className={look} onClick={() => setOpen(true)}>
        {verb}
      </RoleButton>
      {open && (
        <Confirm
          title={title}
          verb={verb}
          danger={look === 'danger'}
          busy={action.busy}
          error={action.error}
          disabled={reason !== undefined && !reason.optional && text.trim() === ''}
          onConfirm={() => void confirm()}
          onClose={close}
        >
          {children}
          {reason !== undefined && (
            <TextField
              label={reason.label}
              optional={reason.optional ?? false}
              lines={3}
              value={text}
              onChange={setText}
              hint={reason.hint ?? 'The other parties can read it.'}
            />
          )}
        </Confirm>
      )}
    </>
  )
}
