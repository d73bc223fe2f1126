import type { AgreementPageQuery } from '../../generated/operations.ts'
import type { DraftForm, Problems } from '../../logic/agreements/draft.ts'

export type Agreement = NonNullable<AgreementPageQuery['agreement']>

export interface ActionsProps {
  readonly agreement: Agreement
  /** The names of the other parties, and of all with us. */
  readonly others: string
  readonly all: string
}

export interface FormProps {
  readonly form: DraftForm
  readonly problems: Problems
  readonly change: (changes: Partial<DraftForm>) => void
  /** The form has been submitted once: everything that is missing is shown. */
  readonly sent: boolean
  /** Our DID. */
  readonly self: string
  /** What the parties are called, ours and those that have been chosen. */
  readonly nameOfParty: (did: string) => string
  /** Called with the name of a party when it is known. */
  readonly onName: (did: string, name: string) => void
}
