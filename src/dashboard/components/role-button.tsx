import type { ButtonHTMLAttributes } from 'react'
import type { Role } from '../generated/enums.ts'
import { useMay } from '../live/session.ts'

interface RoleButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The role that the API demands. */
  readonly requires: Role
}

/** A button that shows the role it needs if the token has a lesser one: inside it, as phones have no hover. */
export function RoleButton({ requires, disabled, children, type = 'button', ...rest }: RoleButtonProps) {
  const may = useMay(requires)
  return (
    <button type={type} disabled={!may || disabled} {...rest}>
      {children}
      {!may && <span className="needs"> needs the role {requires.toLowerCase()}</span>}
    </button>
  )
}

/** Above a long form, so that it is not filled in in vain. */
export function RoleNote({ requires }: Pick<RoleButtonProps, 'requires'>) {
  if (useMay(requires)) return null
  return (
    <p className="note waiting">
      You can read this form, but not send it: that needs a token with the role {requires.toLowerCase()}. Ask the
      operator of the node for one.
    </p>
  )
}
