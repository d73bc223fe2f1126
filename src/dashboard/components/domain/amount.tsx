import { formatAmount, type Unit } from '../../logic/money.ts'

interface AmountProps extends Unit {
  /** Minor units, as the API gives them. */
  readonly of: string
}

export function Amount({ of, currency, scale }: AmountProps) {
  return <span className="amount">{formatAmount(of, { currency, scale }, navigator.language)}</span>
}
