declare const brand: unique symbol

/** A nominal type over a string or bigint: only its own decoder can make one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** A cooperative's (or member's) decentralised identifier (W3C DID 1.0); `did:key:z6Mk…` for an Ed25519 key. */
export type Did = Brand<string, 'Did'>
/** SHA-256 (FIPS 180-4) in lower-case hexadecimal: 64 characters. */
export type Hash = Brand<string, 'Hash'>
/** Who may read an entry: `public`, or an agreement's id. */
export type Scope = Brand<string, 'Scope'>
/** Whole minor units of a currency, never negative. */
export type MinorUnits = Brand<bigint, 'MinorUnits'>
/** UTC milliseconds since 1970. */
export type Instant = Brand<number, 'Instant'>

/** The scope that every node reads and in which every cooperative may write. */
export const PUBLIC_SCOPE = 'public' as Scope

/** Whether the scope is public: everyone may read and write in it. */
export function isPublicScope(scope: Scope): boolean {
  return scope === PUBLIC_SCOPE
}
