/** Maximum length of a message in characters: it may quote long input. */
export const MESSAGE_CHARS_MAX = 2_000

/** Why something was refused, as a class that each adapter maps once: to a GraphQL code, to a gossip verdict. */
export type RefusalClass = 'forged' | 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'not-yet'

/** A refusal as a value: the rule's code, its class, and a sentence that says what would be right. */
export interface Refusal {
  readonly code: string
  readonly class: RefusalClass
  readonly message: string
}

export type Ok<T> = { readonly ok: true; readonly value: T }
export type Refused = { readonly ok: false; readonly refusal: Refusal }
/** A value, or the refusal in its place. */
export type Result<T> = Ok<T> | Refused

/** A successful result. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value }
}

/** The successful result of a check. */
export const done: Ok<void> = { ok: true, value: undefined }

/** The maker of a room's refusals: `refuse(code, message)`, where only the codes of the closed list compile. */
export type Refuse<Code extends string> = ((code: Code, message: string) => Refused) & {
  readonly codes: Readonly<Record<Code, RefusalClass>>
}

/** Declares the closed list of a room's refusals, each with its class. */
export function refusals<const Codes extends Record<string, RefusalClass>>(codes: Codes): Refuse<keyof Codes & string> {
  const refuse = (code: keyof Codes & string, message: string): Refused => ({
    ok: false,
    refusal: { code, class: codes[code] as RefusalClass, message: bounded(message) },
  })
  return Object.assign(refuse, { codes })
}

/** Truncates a message that is too long, never through a surrogate pair. */
function bounded(message: string): string {
  return message.length <= MESSAGE_CHARS_MAX
    ? message
    : message.slice(0, MESSAGE_CHARS_MAX).replace(/[\uD800-\uDBFF]$/, '')
}

/** Turns a list of results into a result of a list: the first refusal wins. */
export function all<T>(results: readonly Result<T>[]): Result<T[]> {
  const values: T[] = []
  for (const result of results) {
    if (!result.ok) return result
    values.push(result.value)
  }
  return ok(values)
}
