import { durationText } from '../../logic/moments.ts'
import { Amount } from './amount.tsx'

interface CostProps {
  readonly of: {
    readonly model: string
    readonly amount: string | null
    readonly currency: string | null
    readonly scale: number | null
    readonly period: string | null
    readonly unit: string | null
  }
}

/** What the use of a resource costs, as part of a sentence. */
export function Cost({ of: { model, amount, currency, scale, period, unit } }: CostProps) {
  if (model === 'NONE') return 'free of charge'
  if (model === 'RECIPROCAL') return 'against the same use in return'
  return (
    <>
      for <Amount of={amount ?? '0'} currency={currency ?? ''} scale={scale ?? 0} /> per{' '}
      {model === 'FIXED' ? durationText(period ?? '').replace(/^1 /, '') : unit}
    </>
  )
}
