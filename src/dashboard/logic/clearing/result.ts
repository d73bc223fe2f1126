/** What typing led to: a value, or one sentence that says what would be right. */
export type Typed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string }

export function typed<T>(value: T): Typed<T> {
  return { ok: true, value }
}

export function mistyped(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem }
}
