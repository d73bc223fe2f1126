declare const brand: unique symbol

/** A string or bigint that only its own decoder can make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** A cooperative's (or member's) decentralised identifier; `did:key:z6Mk…` for an Ed25519 key. */
export type Did = Brand<string, 'Did'>
/** Lower-case hexadecimal SHA-256: 64 characters. */
export type Hash = Brand<string, 'Hash'>
/** Who may read an entry: `public`, or an agreement's id. */
export type Scope = Brand<string, 'Scope'>
/** Whole minor units of a currency, never negative. */
export type MinorUnits = Brand<bigint, 'MinorUnits'>
/** UTC milliseconds since 1970. */
export type Instant = Brand<number, 'Instant'>

export const PUBLIC_SCOPE = 'public' as Scope

/** Whether everybody may read and write there. */
export function isPublicScope(scope: Scope): boolean {
  return scope === PUBLIC_SCOPE
}
