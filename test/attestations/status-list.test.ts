import { gzipSync } from 'node:zlib'
import { checkStatus, createList, decodeList } from '@digitalbazaar/vc-bitstring-status-list'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkCredential,
  findBit,
  issueCredential,
  issueStatusList,
  judgeStatus,
  readStatusEntries,
  readStatusList,
  STATUS_LIST_BITS,
  STATUS_LIST_BYTES_MAX,
  STATUS_LIST_VALID_MS,
  type StatusEntry,
  type StatusReading,
} from '../../src/attestations/index.ts'
import { createProof, type Signer } from '../../src/identity/index.ts'
import { type Instant, type JsonObject, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { START } from '../support/node.ts'
import { alder, birch, statement } from './statements.ts'

const PUBLIC_URL = 'https://alder.example/rochdale'
const LIST = `${PUBLIC_URL}/status/1`
const ENTRY: StatusEntry = { purpose: 'revocation', list: LIST, index: 0 }

function withPlace(index: number): JsonObject {
  const status = { publicUrl: PUBLIC_URL, place: { list: 1, index } }
  return issueCredential(statement(), PUBLIC_SCOPE, alder, START, status).credential
}

function listOf(revoked: readonly number[]): JsonObject {
  return issueStatusList({ url: LIST, revoked }, alder, START)
}

function read(raw: unknown, entry: StatusEntry = ENTRY, now: number = START) {
  const found = readStatusList(raw, { issuer: alder.did, entry }, now as Instant)
  if (!found.ok) throw new Error(found.refusal.message)
  return found.value
}

/** A list as other software makes it, with whatever is wrong about it. */
function foreignList(subject: JsonObject, changes: JsonObject = {}, signer: Signer = alder): JsonObject {
  const document: JsonObject = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: LIST,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: signer.did,
    credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', ...subject },
    ...changes,
  }
  return { ...document, proof: createProof(document, signer, '2026-01-01T00:00:00Z') }
}

const pack = (bytes: Uint8Array) => `u${gzipSync(bytes).toString('base64url')}`
const EMPTY = pack(new Uint8Array(STATUS_LIST_BITS / 8))

async function judgedElsewhere(credential: JsonObject, list: JsonObject) {
  const documentLoader = async (url: string) => {
    if (url !== LIST) throw new Error(`not to be loaded: ${url}`)
    return { documentUrl: url, document: structuredClone(list) }
  }
  const options = { documentLoader, verifyBitstringStatusListCredential: false }
  const { verified, results } = await checkStatus({ credential: structuredClone(credential), ...options })
  return { verified, bits: results?.map(({ status }: { status: boolean }) => status) }
}

test('other software reads a revocation from a list of ours, and none where there is none', async () => {
  const list = listOf([0, 94_567, STATUS_LIST_BITS - 1])
  for (const index of [0, 94_567, STATUS_LIST_BITS - 1]) {
    expect(await judgedElsewhere(withPlace(index), list)).toEqual({ verified: true, bits: [true] })
  }
  for (const index of [1, 7, 8, 94_566, 94_568]) {
    expect(await judgedElsewhere(withPlace(index), list)).toEqual({ verified: true, bits: [false] })
  }
})

test('a list that other software made says here what it says there', async () => {
  const made = await createList({ length: STATUS_LIST_BITS })
  const set = [3, 8, 15, 94_567]
  for (const index of set) made.setStatus(index, true)
  const list = read(foreignList({ encodedList: await made.encode() }))
  for (const index of [...set, 0, 4, 7, 9, 94_566]) expect(findBit(list, index)).toBe(made.getStatus(index))
})

test('every set of places comes back as it was, here and there', async () => {
  const places = fc.uniqueArray(fc.integer({ min: 0, max: STATUS_LIST_BITS - 1 }), { maxLength: 50 })
  await fc.assert(
    fc.asyncProperty(places, async (revoked) => {
      const list = listOf(revoked)
      const ours = read(list)
      const { encodedList } = list.credentialSubject as { encodedList: string }
      const theirs = await decodeList({ encodedList })
      for (const index of [...revoked, ...revoked.map((one) => (one + 1) % STATUS_LIST_BITS)]) {
        expect(findBit(ours, index)).toBe(revoked.includes(index))
        expect(theirs.getStatus(index)).toBe(revoked.includes(index))
      }
    }),
    { numRuns: 20 },
  )
})

test('a list of ours is a credential that is valid for a day and has the fewest places that are allowed', () => {
  const list = listOf([])
  const checked = checkCredential(list, START)
  expect(checked).toMatchObject({ ok: true, value: { status: 'VALID', validUntil: START + STATUS_LIST_VALID_MS } })
  expect(read(list)).toMatchObject({ asOf: START, until: START + 300_000 })
  expect(read(list).bits).toHaveLength(131_072 / 8)
})

test.each([
  ['of somebody else', foreignList({ encodedList: EMPTY }, {}, birch), /it is by/],
  ['changed', { ...listOf([]), validUntil: '2099-01-01T00:00:00.000Z' }, /signature/],
  [
    'out of date',
    issueStatusList({ url: LIST, revoked: [] }, alder, (START - 2 * STATUS_LIST_VALID_MS) as Instant),
    /EXPIRED/,
  ],
  [
    'another one of the same issuer',
    foreignList({ encodedList: EMPTY }, { id: `${PUBLIC_URL}/status/2` }),
    /another list/,
  ],
  ['for another purpose', foreignList({ encodedList: EMPTY, statusPurpose: 'suspension' }), /purpose/],
  ['no list', withPlace(1), /credentialSubject/],
  [
    'of another type',
    foreignList({ encodedList: EMPTY }, { type: ['VerifiableCredential'] }),
    /BitstringStatusListCredential/,
  ],
  ['too short', foreignList({ encodedList: pack(new Uint8Array(STATUS_LIST_BITS / 8 - 1)) }), /fewest/],
  [
    'unpacked larger than is read',
    foreignList({ encodedList: pack(new Uint8Array(STATUS_LIST_BYTES_MAX + 1)) }),
    /more than/,
  ],
  ['not packed', foreignList({ encodedList: `u${Buffer.alloc(20_000).toString('base64url')}` }), /GZIP/],
  ['cut off', foreignList({ encodedList: EMPTY.slice(0, -10) }), /GZIP/],
  ['in another base', foreignList({ encodedList: `z${EMPTY.slice(1)}` }), /multibase/],
  ['nothing', null, /Verifiable Credential/],
])('a status list is not relied on that is %s', (_name, raw, sentence) => {
  expect(() => read(raw)).toThrow(sentence)
})

test('a list for several purposes answers for each, and is kept as long as it says', () => {
  const list = foreignList({ encodedList: EMPTY, statusPurpose: ['revocation', 'suspension'], ttl: 1000 })
  expect(read(list, { ...ENTRY, purpose: 'suspension' })).toMatchObject({ asOf: null, until: START + 1000 })
})

const own = {
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '7',
  statusListCredential: LIST,
}

test.each([
  ['a place', own, [{ ...ENTRY, index: 7 }], []],
  ['a number for a place', { ...own, statusListIndex: 7 }, [{ ...ENTRY, index: 7 }], []],
  [
    'two purposes',
    [own, { ...own, statusPurpose: 'suspension' }],
    ['revocation', 'suspension'].map((purpose) => ({ ...ENTRY, purpose, index: 7 })),
    [],
  ],
  ['a purpose that limits nothing known', { ...own, statusPurpose: 'message' }, [], ['credentialStatus']],
  ['another method', { type: 'StatusList2021Entry' }, [], ['credentialStatus']],
  ['a list at no URL', { ...own, statusListCredential: 'file:///etc/passwd' }, [], ['credentialStatus']],
  ['more bits than one', { ...own, statusSize: 2 }, [], ['credentialStatus']],
  ['a negative place', { ...own, statusListIndex: '-1' }, [], ['credentialStatus']],
  ['nothing', undefined, [], []],
])('of a credentialStatus with %s', (name, raw, entries, others) => {
  const isUnread = others.length > 0 && !name.startsWith('a purpose')
  expect(readStatusEntries(raw as never)).toEqual({ entries, others, isUnread })
})

const LATER = (START + 1000) as Instant
const reading = (revoked: readonly number[], changes: Partial<StatusEntry> = {}): StatusReading => {
  return { entry: { ...ENTRY, ...changes }, list: read(listOf(revoked)), readAt: LATER }
}
const unread: StatusReading = { entry: ENTRY, list: null, reason: 'nobody answers' }

test.each([
  ['nothing to read', 'VALID', [], { status: 'VALID', statusProblem: null, statusAsOf: null }],
  ['a bit that is not set', 'VALID', [reading([])], { status: 'VALID', statusProblem: null, statusAsOf: START }],
  ['a set bit', 'VALID', [reading([0])], { status: 'REVOKED', statusAsOf: START }],
  ['a set bit, expired', 'EXPIRED', [reading([0])], { status: 'REVOKED' }],
  [
    'a set bit for a suspension',
    'VALID',
    [reading([0], { purpose: 'suspension' })],
    { status: 'REVOKED', statusProblem: expect.stringMatching(/suspended/) },
  ],
  [
    'a list that was not read',
    'VALID',
    [unread],
    { status: 'UNCHECKED', statusProblem: 'nobody answers', statusAsOf: null },
  ],
  ['one that was read and one that was not', 'VALID', [reading([]), unread], { status: 'UNCHECKED' }],
  ['one that was not read, and one with a set bit', 'VALID', [unread, reading([0])], { status: 'REVOKED' }],
  ['a place beyond the list', 'VALID', [reading([], { index: STATUS_LIST_BITS })], { status: 'UNCHECKED' }],
  [
    'an unread list, not yet valid',
    'NOT_YET_VALID',
    [unread],
    { status: 'NOT_YET_VALID', statusProblem: 'nobody answers' },
  ],
  ['a bad proof', 'INVALID_PROOF', [reading([0])], { status: 'INVALID_PROOF', statusProblem: null }],
  ['what cannot be checked', 'UNSUPPORTED', [unread], { status: 'UNSUPPORTED', statusProblem: null }],
] as const)('with %s', (_name, status, readings, verdict) => {
  expect(judgeStatus({ status, hasUnreadStatus: false }, readings)).toMatchObject(verdict)
})

test('a status of another kind leaves a valid credential unchecked, and a revoked one revoked', () => {
  const judged = (readings: readonly StatusReading[]) =>
    judgeStatus({ status: 'VALID', hasUnreadStatus: true }, readings)
  expect(judged([])).toMatchObject({ status: 'UNCHECKED', statusProblem: expect.stringMatching(/not read here/) })
  expect(judged([reading([])])).toMatchObject({ status: 'UNCHECKED' })
  expect(judged([reading([0])])).toMatchObject({ status: 'REVOKED' })
})
