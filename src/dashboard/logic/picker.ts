/** The identifier of a cooperative or of a member. */
export const DID = /^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{40,}$/

/** A list of choices below a field: whether it is shown, and which choice the keys are at. */
export interface Choices {
  readonly open: boolean
  readonly active: number
}

/** What a key makes of the list, as in the combobox pattern of WAI-ARIA; null where the key is left to the browser. */
export function activeAfter(
  key: string,
  { open, active, count }: Choices & { readonly count: number },
): Choices | null {
  if (key === 'Escape' || key === 'Enter') return open ? { open: false, active } : null
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return null
  if (!open || count === 0) return { open: true, active: 0 }
  return { open, active: (active + (key === 'ArrowDown' ? 1 : count - 1)) % count }
}
