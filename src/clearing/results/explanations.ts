import type { Money } from '../obligations/position.ts'
import { moneyText } from './money-text.ts'
import type { NettingReason, ObligationAnswerView } from './netting-answers.ts'

/** One sentence for users: why this much of a debt was set off and no more. */
export function explainAnswer(answer: ObligationAnswerView, money: Money): string {
  return REASON_SENTENCES[answer.reason](answer, money)
}

type Sentence = (answer: ObligationAnswerView, money: Money) => string

const REASON_SENTENCES: Readonly<Record<NettingReason, Sentence>> = {
  WHOLE: ({ amount }, money) => `All of the ${moneyText(amount, money)} is set off.`,
  PART: ({ amount, setOff, left }, money) =>
    `${moneyText(setOff, money)} of ${moneyText(amount, money)} is set off; ${moneyText(left, money)} is left, because taking more of this debt would take at least as much away from others.`,
  OLDER_FIRST: () =>
    'Nothing is set off: all that could be taken from this debtor to this creditor went to their older debts.',
  NO_CIRCLE: () =>
    'Nothing is set off: no chain of debts leads from the creditor back to the debtor, so that there is no circle to close.',
  NO_GAIN: ({ debtorLevel, creditorLevel }) =>
    `Nothing is set off: every circle through this debt would take at least as much from other debts as it brings, which the levels prove: it goes down from ${debtorLevel} to ${creditorLevel}.`,
  NOTHING_OWED: () => 'Nothing is owed on it.',
  NO_CREDIT: () => 'Nothing is set off: neither a circle of debts nor the credit that may be drawn reaches it.',
}
