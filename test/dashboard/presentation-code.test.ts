import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import encodeQR from 'qr'
import { describe, expect, test } from 'vitest'
import {
  CODE_PREFIX,
  fromBase45,
  readPresentationCode,
  toBase45,
  writePresentationCode,
} from '../../src/dashboard/logic/recognitions/presentation-code.ts'
import type { Instant, JsonObject } from '../../src/kernel/index.ts'
import { present } from '../attestations/presenting.ts'
import { anyCharacter } from '../support/any-character.ts'
import { signerNumber } from '../support/node.ts'

/** RFC 9285, sections 4.3 and 4.4. */
test.each([
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
])('%s is %s in Base45', (text, expected) => {
  const bytes = new TextEncoder().encode(text)
  expect(toBase45(bytes)).toBe(expected)
  expect(fromBase45(expected)).toEqual(bytes)
})

test.each(['GGW', '::', 'ABCD', 'bb8', 'B-ü', 'A'])('%s is no Base45', (text) => {
  expect(fromBase45(text)).toBeNull()
})

test('any bytes are read back from Base45', () => {
  const roundTrip = fc.property(fc.uint8Array(), (bytes) => {
    expect(fromBase45(toBase45(bytes))).toEqual(bytes)
  })
  fc.assert(roundTrip)
})

describe('the code of a presentation', () => {
  test('is read back exactly, and a code without the prefix is the text itself', async () => {
    const text = fc.string({ unit: anyCharacter })
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, text), async (presentation) => {
        const read = await readPresentationCode(await writePresentationCode(presentation))
        expect(read).toEqual({ ok: true, value: JSON.stringify(presentation) })
      }),
      { numRuns: 50 },
    )
    expect(await readPresentationCode('{"a":1}')).toEqual({ ok: true, value: '{"a":1}' })
  })

  test('fits one QR code with a credential in it', async () => {
    const [holder, issuer] = [signerNumber(40), signerNumber(41)]
    const credential: JsonObject = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: `urn:rochdale:att_${'a'.repeat(64)}`,
      type: ['VerifiableCredential', 'MemberInGoodStanding'],
      issuer: issuer.did,
      validFrom: '2026-11-30T12:00:00Z',
      validUntil: '2027-11-30T12:00:00Z',
      credentialSubject: { id: holder.did, memberSince: '2019-05-01', shares: 12, name: 'Ada of the Alder Bakery' },
      credentialStatus: {
        ...{ type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '94567' },
        statusListCredential: `https://alder.example/status/${issuer.did}/1`,
      },
    }
    const asked = { challenge: 'c'.repeat(32), domain: issuer.did }
    const signed = present(issuer, [], asked, { document: credential })
    const presentation = present(holder, [signed], asked, { at: Date.UTC(2026, 10, 30) as Instant })
    const code = await writePresentationCode(presentation)
    expect(code).toMatch(/^RVP1:[0-9A-Z $%*+\-./:]+$/)
    expect(encodeQR(code, 'raw', { ecc: 'low' }).length, 'modules').toBeLessThan(130)
  })

  test.each([
    ['no Base45', 'abc'],
    ['no zlib', toBase45(new Uint8Array([1, 2, 3, 4]))],
    ['not whole', toBase45(new Uint8Array(deflateSync('{"type":"VerifiablePresentation"}').subarray(0, -6)))],
    ['no UTF-8', toBase45(new Uint8Array(deflateSync(new Uint8Array([0xff, 0xfe]))))],
    ['far too long', toBase45(new Uint8Array(deflateSync('0'.repeat(50_000_000))))],
  ])('is refused where it is %s', async (_why, body) => {
    expect(await readPresentationCode(CODE_PREFIX + body)).toMatchObject({ ok: false })
  })
})
