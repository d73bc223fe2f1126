/** As much of oidc-provider, which ships no types, as the tests use. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  interface IssuedToken {
    readonly clientId: string
  }

  export class Provider {
    constructor(issuer: string, configuration: object)
    callback(): RequestListener
  }

  export type ExtraTokenClaims = (context: unknown, token: IssuedToken) => object | undefined
}
