import type { Admission, AutoConfirm } from '../generated/enums.ts'
import type { UpdatePoliciesInput } from '../generated/operations.ts'
import { wholeNumber } from './agreements/draft.ts'

/** How the node behaves, as the form holds it. */
export interface PoliciesForm {
  readonly autoConfirm: AutoConfirm
  readonly autoAcceptNetting: boolean
  readonly admission: Admission
  readonly minVouches: string
  readonly allowed: readonly string[]
}

/** Each choice in a sentence, as shown before it is made. */
export const AUTO_CONFIRM: Readonly<Record<AutoConfirm, string>> = {
  NEVER: 'Each debt is confirmed by hand.',
  WITHIN_LIMIT:
    'Debts that the debtor has recorded are confirmed automatically, within the credit limit of the agreement.',
}

export const AUTO_ACCEPT: Readonly<Record<'true' | 'false', string>> = {
  true: 'Short rounds that pass all checks are accepted automatically. Netting does not change anybody’s net position.',
  false: 'Each round is accepted by hand, before its deadline.',
}

export const ADMISSION: Readonly<Record<Admission, string>> = {
  OPEN: 'Every cooperative that has published a profile.',
  VOUCHED: 'Cooperatives for which enough members vouch.',
  ALLOW_LIST: 'Cooperatives on our allow-list.',
  CLOSED: 'No new cooperatives; existing agreements continue.',
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
  set('autoConfirm', form.autoConfirm, `Debts owed to us: ${lower(AUTO_CONFIRM[form.autoConfirm])}`)
  set(
    'autoAcceptNetting',
    form.autoAcceptNetting,
    `Netting rounds: ${lower(AUTO_ACCEPT[form.autoAcceptNetting ? 'true' : 'false'])}`,
  )
  set('admission', form.admission, `New agreements and debts with: ${lower(ADMISSION[form.admission])}`)
  set('minVouches', minVouches, `Vouches that a cooperative needs: ${minVouches}.`)
  set('allowed', form.allowed, `On the allow-list: ${form.allowed.length}.`)
  return { problem: null, changes, consequences }
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
