import type { Admission, AutoConfirm } from '../generated/enums.ts'
import type { UpdatePoliciesInput } from '../generated/operations.ts'
import { wholeNumber } from './draft.ts'

/** How the node behaves, as the form holds it. */
export interface PoliciesForm {
  readonly autoConfirm: AutoConfirm
  readonly autoAcceptNetting: boolean
  readonly admission: Admission
  readonly minVouches: string
  readonly allowed: readonly string[]
}

/** Each choice in a sentence, as it is told before it is made. */
export const AUTO_CONFIRM: Readonly<Record<AutoConfirm, string>> = {
  NEVER: 'Nothing: one of us confirms each debt.',
  WITHIN_LIMIT: 'What the debtor itself has recorded, within the credit limit of the agreement.',
}

export const AUTO_ACCEPT: Readonly<Record<'true' | 'false', string>> = {
  true: 'Yes, where all checks hold and the round is short: nobody’s position changes, only debts that cancel out go.',
  false: 'No: one of us accepts each round. Rounds wait for us until their deadline.',
}

export const ADMISSION: Readonly<Record<Admission, string>> = {
  OPEN: 'Everybody who has announced itself.',
  VOUCHED: 'Whoever enough members vouch for.',
  ALLOW_LIST: 'Only whom we have put on a list.',
  CLOSED: 'Nobody new: with whom we have agreements, these go on.',
}

export const MIN_VOUCHES_MAX = 1_000

export interface CheckedPolicies {
  readonly problem: string | null
  /** What differs; null while something is wrong, empty where nothing does. */
  readonly changes: Omit<UpdatePoliciesInput, 'idempotencyKey'> | null
  /** What will be, one sentence for each change. */
  readonly consequences: readonly string[]
}

export function checkPolicies(form: PoliciesForm, present: PoliciesForm): CheckedPolicies {
  const minVouches = wholeNumber(form.minVouches, 1, MIN_VOUCHES_MAX)
  if (minVouches === null) {
    return { problem: `Write a whole number from 1 to ${MIN_VOUCHES_MAX}.`, changes: null, consequences: [] }
  }
  const differs = (key: keyof PoliciesForm) => JSON.stringify(form[key]) !== JSON.stringify(present[key])
  const [changes, consequences] = [{} as Record<string, unknown>, [] as string[]]
  const set = (key: keyof PoliciesForm, value: unknown, consequence: string) => {
    if (!differs(key)) return
    changes[key] = value
    consequences.push(consequence)
  }
  set('autoConfirm', form.autoConfirm, `Confirmed without asking: ${lower(AUTO_CONFIRM[form.autoConfirm])}`)
  set(
    'autoAcceptNetting',
    form.autoAcceptNetting,
    `Netting rounds accepted without asking: ${lower(AUTO_ACCEPT[form.autoAcceptNetting ? 'true' : 'false'])}`,
  )
  set('admission', form.admission, `New dealings with: ${lower(ADMISSION[form.admission])}`)
  set('minVouches', minVouches, `Vouches that a cooperative needs: ${minVouches}.`)
  set('allowed', form.allowed, `On the list: ${form.allowed.length === 0 ? 'nobody' : form.allowed.length}.`)
  return { problem: null, changes, consequences }
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
