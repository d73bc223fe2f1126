/** The packages of Digital Bazaar come without types; the tests use no more than this of them. */
declare module '@digitalbazaar/data-integrity' {
  type Json = Readonly<Record<string, unknown>>
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: unknown; signer?: unknown })
    createProof(options: Json): Promise<import('../../src/kernel/index.ts').JsonObject>
    verifyProof(options: Json): Promise<{ verified: boolean; error?: unknown }>
  }
}
declare module '@digitalbazaar/ed25519-multikey' {
  export function from(key: Readonly<Record<string, unknown>>): Promise<{ signer(): unknown }>
}
declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  export function createSignCryptosuite(): unknown
  export function createVerifyCryptosuite(): unknown
}

declare module '@digitalbazaar/vc-bitstring-status-list' {
  interface List {
    setStatus(index: number, status: boolean): void
    getStatus(index: number): boolean
    encode(): Promise<string>
  }
  export function createList(options: { length: number }): Promise<List>
  export function decodeList(options: { encodedList: string }): Promise<List>
  export function checkStatus(options: {
    credential: object
    documentLoader: (url: string) => Promise<{ documentUrl: string; document: object }>
    verifyBitstringStatusListCredential: boolean
  }): Promise<{ verified: boolean; results?: { status: boolean }[]; error?: Error }>
}

declare module '@digitalbazaar/vc' {
  type JsonObject = import('../../src/kernel/index.ts').JsonObject
  type DocumentLoader = (url: string) => Promise<{ documentUrl: string; document: object }>
  interface Options {
    readonly presentation: JsonObject
    readonly suite: unknown
    readonly documentLoader: DocumentLoader
    readonly challenge: string
    readonly domain: string
    readonly now?: Date
  }
  export function createPresentation(options: {
    verifiableCredential: JsonObject
    holder: string
    now: Date
  }): JsonObject
  export function signPresentation(options: Options): Promise<JsonObject>
  export function verify(options: Options): Promise<{ verified: boolean; error?: unknown }>
}
