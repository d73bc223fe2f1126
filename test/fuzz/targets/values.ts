import { GraphQLError, parseValue } from 'graphql'
import { decodeDocument, documentHash, documentJson } from '../../../src/agreements/index.ts'
import { changeCursor, changeNumber, entryNumber } from '../../../src/api/graphql/cursor.ts'
import * as scalars from '../../../src/api/graphql/scalars.ts'
import {
  checkClaims,
  checkCredential,
  findBit,
  issueStatusList,
  readCredential,
  readStatusList,
} from '../../../src/attestations/index.ts'
import { readSettings, SettingsError } from '../../../src/config/settings.ts'
import { SETTINGS } from '../../../src/config/settings-list.ts'
import { peerIdOf } from '../../../src/gossip/host/peer-id.ts'
import { checkDid, createProof, didOf, publicKeyOf, verifyProof } from '../../../src/identity/index.ts'
import {
  type Did,
  decodeAmount,
  decodePeriod,
  findFlaw,
  type Instant,
  type Json,
  type JsonObject,
} from '../../../src/kernel/index.ts'
import { decodePage } from '../../../src/node/ports/read-models.ts'
import { firstDocument } from '../../agreements/agreeing.ts'
import { alder, credentialOf } from '../../attestations/statements.ts'
import { readVectors } from '../../support/vectors.ts'
import { jsonBytes, jsonOf, refusing, type Target, textOf, utf8 } from '../target.ts'
import { answerOf } from './bytes.ts'

const NOW = Date.UTC(2026, 5, 1) as Instant
const EPOCH = '3f6f5a1e-2f3c-4a55-9d7b-0c4f7f1a2b3c'
const documents = readVectors<{ kind: string; body: JsonObject }>('kinds.valid.jsonl').flatMap(({ body }) =>
  body.document === undefined ? [] : [body.document as JsonObject],
)

const document: Target = {
  name: 'document',
  form: 'json',
  seeds: () => [documentJson(firstDocument({} as never)), ...documents].map(jsonBytes),
  read: (input) => {
    const raw = jsonOf(input)
    const read = decodeDocument(raw)
    if (!read.ok) return answerOf(read)
    const again = decodeDocument(JSON.parse(JSON.stringify(documentJson(read.value))))
    if (!again.ok || documentHash(again.value) !== documentHash(read.value))
      throw new Error('a document that is written again is another')
    return read.value.type
  },
}

const credential: Target = {
  name: 'credential',
  form: 'json',
  seeds: () =>
    [
      credentialOf(alder),
      ...readVectors<{ document: JsonObject; proof: JsonObject }>('identity/proofs.valid.jsonl').map(
        ({ document, proof }) => ({ ...document, proof }),
      ),
    ].map(jsonBytes),
  read: (input) => {
    const raw = readCredential(textOf(input))
    if (!raw.ok) return answerOf(raw)
    if (isSignable(raw.value)) checkClaims('MemberInGoodStanding', raw.value)
    const checked = checkCredential(raw.value, NOW)
    return checked.ok ? `${checked.value.status} ${checked.value.problem?.slice(0, 40)}` : answerOf(checked)
  },
}

/** What a claim's door lets in. */
function isSignable(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && findFlaw(value) === null
}

/** A list that its issuer has signed, whatever it holds: what is packed in it comes from outside all the same. */
const statusList: Target = {
  name: 'status-list',
  form: 'json',
  seeds: () => [[], [7, 94_567]].map((revoked) => jsonBytes(listOf(revoked).credentialSubject)),
  read: (input) => {
    const credentialSubject = jsonOf(input) as Json | undefined
    if (credentialSubject === undefined || !isSignable(credentialSubject)) return 'nothing to sign'
    const { proof: _proof, ...unsigned }: JsonObject = { ...listOf([]), credentialSubject }
    const list = { ...unsigned, proof: createProof(unsigned, alder, '2026-06-01T00:00:00Z') }
    const read = readStatusList(list, { issuer: alder.did, entry: { purpose: 'revocation', list: LIST } }, NOW)
    return read.ok ? `${findBit(read.value, 7)}` : answerOf(read)
  },
}

const LIST = 'https://alder.example/status/1'

function listOf(revoked: readonly number[]): JsonObject {
  return issueStatusList({ url: LIST, revoked }, alder, NOW)
}

/** A proof is of one document by one signer: what differs from both and still holds would be a forgery. */
const proof: Target = {
  name: 'proof',
  form: 'json',
  seeds: () => {
    const plain = { a: 1, nested: { list: [1, 'two'] } }
    const linked = { '@context': ['https://www.w3.org/ns/credentials/v2'], ...plain }
    return [plain, linked].map((it) =>
      jsonBytes({ document: it, proof: createProof(it, alder, '2026-01-01T00:00:00Z') }),
    )
  },
  read: (input) => {
    const raw = jsonOf(input) as { document?: JsonObject; proof?: unknown } | null | undefined
    if (typeof raw?.document !== 'object' || raw.document === null) return 'no document'
    const verified = verifyProof(raw.document, raw.proof)
    if (verified.ok && verified.value !== alder.did) throw new Error(`a proof of ${verified.value} that nobody made`)
    return answerOf(verified)
  },
}

const scalarTargets = Object.values(scalars).flatMap((scalar) => ('parseLiteral' in scalar ? [scalar] : []))

/** Each scalar as a variable, and as a literal in a query. */
const scalarTarget: Target = {
  name: 'scalars',
  form: 'json',
  seeds: () =>
    [
      '"2026-01-31T12:00:00.000Z"',
      `"${alder.did}"`,
      '"12050"',
      '"-12050"',
      '"P7D"',
      '"PT10M"',
      '{"rate":"0.05","list":[1,{"a":null}]}',
    ].map(utf8),
  read: (input) => {
    const text = textOf(input)
    const value = jsonOf(input)
    const literal = literalOf(text)
    const answers = scalarTargets.map((scalar) => {
      const isRefusal = (error: unknown) => error instanceof scalars.BadScalarError && error.message.length < 2_000
      const variable =
        value === undefined ? '-' : refusing(() => roundTrip(scalar, scalar.parseValue(value)), isRefusal)
      return `${variable[0]}${literal === null ? '-' : refusing(() => scalar.parseLiteral(literal, {}), isRefusal)[0]}`
    })
    return answers.join(' ')
  },
}

function roundTrip(scalar: (typeof scalarTargets)[number], read: unknown): void {
  const written = scalar.serialize(read as never)
  if (scalar.name !== 'JSONObject' && scalar.serialize(scalar.parseValue(written) as never) !== written)
    throw new Error(`${scalar.name} is not read as it was written`)
}

function literalOf(text: string) {
  // How deep a query may nest is bounded before it is parsed.
  if (/[[{]{200}/.test(text)) return null
  try {
    return parseValue(text)
  } catch {
    return null
  }
}

const cursors: Target = {
  name: 'cursors',
  form: 'text',
  seeds: () =>
    [
      changeCursor(EPOCH, 17),
      changeCursor(EPOCH, 999_999_999_999_999),
      Buffer.from(`entry:${EPOCH}:3`).toString('base64url'),
      Buffer.from(JSON.stringify(['x', 1, 2])).toString('base64url'),
    ].map(utf8),
  read: (input) => {
    const text = textOf(input)
    const isRefusal = (error: unknown) => error instanceof GraphQLError && typeof error.extensions.code === 'string'
    const read = (work: () => unknown) => refusing(work, isRefusal)
    const page = decodePage({ first: 10, after: text })
    return [
      read(() => {
        const number = changeNumber(text, { epoch: EPOCH, head: 100 })
        if (changeCursor(EPOCH, number) !== text) throw new Error('a cursor that is written again is another')
      }),
      read(() => entryNumber(text, EPOCH)),
      answerOf(page),
    ].join(' ')
  },
}

const dids: Target = {
  name: 'dids',
  form: 'text',
  seeds: () => readVectors<{ did: string }>('identity/keys.valid.jsonl').map(({ did }) => utf8(did)),
  read: (input) => {
    const text = textOf(input)
    const key = publicKeyOf(text)
    if (!key.ok) return answerOf(key).slice(0, 20)
    if (didOf(key.value) !== text) throw new Error('a DID that is written again is another')
    const sound = checkDid(text)
    if (sound.ok) peerIdOf(text as Did)
    return answerOf(sound).slice(0, 20)
  },
}

const numbers: Target = {
  name: 'amounts-and-periods',
  form: 'text',
  seeds: () => ['0', '12050', '9223372036854775807', 'P1Y2M3DT4H5M6S', 'P7D', 'PT10M'].map(utf8),
  read: (input) => {
    const text = textOf(input)
    const amount = decodeAmount(text)
    if (amount.ok && String(amount.value) !== text) throw new Error('an amount that is written again is another')
    return `${amount.ok} ${decodePeriod(text).ok}`
  },
}

const SETTING_VALUES = {
  ROCHDALE_P2P_LISTEN: '/ip4/0.0.0.0/tcp/4001,/dns4/a.example.org/tcp/1/ws',
  ROCHDALE_BOOTSTRAP: '/ip6/::1/tcp/9/p2p/12D3KooWGzxzKZYveHXtpG6AsrUJBcWxHBFS2HsEoGTxrMLvKXtf',
  DATABASE_URL: 'postgres://u:p@h:1,i:2/d',
  ROCHDALE_ADMISSION: 'vouched:3',
  ROCHDALE_ALLOWED_ORIGINS: 'https://a.example,http://b:1',
  ROCHDALE_JWKS_URL: 'https://a/b',
  ROCHDALE_JWKS_ISSUER: 'i',
  ROCHDALE_JWKS_AUDIENCE: 'a',
  ROCHDALE_JWKS_ROLE_CLAIM: 'a.b',
  ROCHDALE_CHECK_SECONDS: '60',
  ROCHDALE_HTTP_PORT: '80',
}

const settings: Target = {
  name: 'settings',
  form: 'json',
  seeds: () => [jsonBytes(SETTING_VALUES), ...SETTINGS.map(({ name }) => jsonBytes({ [name]: '1' }))],
  read: (input) => {
    const raw = jsonOf(input)
    if (typeof raw !== 'object' || raw === null) return 'nothing'
    // An environment holds texts without U+0000.
    const variables = Object.fromEntries(
      Object.entries(raw).flatMap(([name, value]) =>
        typeof value === 'object' ? [] : [[name, String(value).replaceAll('\0', '')]],
      ),
    )
    return refusing(
      () => readSettings(variables),
      (error) => error instanceof SettingsError && error.problems.length > 0,
    )
  },
}

export const valueTargets: readonly Target[] = [
  document,
  credential,
  statusList,
  proof,
  scalarTarget,
  cursors,
  dids,
  numbers,
  settings,
]
