/** Digits after the point: ISO 4217's for its currencies; amounts in an own unit are shown as they are. */
export function scaleOf(currency: string): number {
  if (!Intl.supportedValuesOf('currency').includes(currency)) return 0
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
}
