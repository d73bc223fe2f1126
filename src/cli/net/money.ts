/** Digits after the point: ISO 4217's for its currencies; amounts in an own unit are shown as they are. */
export function scaleOf(currency: string): number {
  if (!Intl.supportedValuesOf('currency').includes(currency)) return 0
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
}

/** Minor units, none below zero, as people write them. */
export function formatMoney(minor: bigint, scale: number): string {
  const digits = String(minor).padStart(scale + 1, '0')
  const whole = BigInt(digits.slice(0, digits.length - scale)).toLocaleString('en')
  return scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`
}
