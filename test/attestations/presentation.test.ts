import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey'
import { createSignCryptosuite, createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { base58btc } from 'multiformats/bases/base58'
import { expect, test } from 'vitest'
import {
  checkPresentation,
  PRESENTATION_CHARS_MAX,
  PRESENTED_MAX,
  type PresentationCheck,
} from '../../src/attestations/index.ts'
import { createProof, signerOf, verificationMethodOf, verifyProof } from '../../src/identity/index.ts'
import type { Instant, JsonObject } from '../../src/kernel/index.ts'
import { START } from '../support/node.ts'
import { present } from './presenting.ts'
import { alder, birch, cedar, credentialOf, DAY_MS } from './statements.ts'

const SEED = new Uint8Array(32).fill(41)
const member = signerOf(SEED)
const ASKED = { challenge: 'c0ffee', domain: alder.did }
const NOW = (START + 1000) as Instant
const CREDENTIAL = credentialOf(birch, { subject: member.did })

function check(presentation: JsonObject, asked = ASKED, now = NOW): PresentationCheck {
  const checked = checkPresentation(presentation, asked, now)
  if (!checked.ok) throw new Error(checked.refusal.message)
  return checked.value
}

function refusalOf(presentation: JsonObject): string | null {
  const checked = checkPresentation(presentation, ASKED, NOW)
  return checked.ok ? null : checked.refusal.code
}

test('a member presents what another cooperative has attested of it', () => {
  const { holder, problems, presented } = check(present(member, [CREDENTIAL], ASKED))
  expect({ holder, problems }).toEqual({ holder: member.did, problems: [] })
  expect(presented).toMatchObject([
    { credential: CREDENTIAL, check: { status: 'VALID', issuer: birch.did, subjects: [member.did] } },
  ])
})

test.each<[string, JsonObject, RegExp]>([
  ['for another challenge', present(member, [CREDENTIAL], { ...ASKED, challenge: 'c0ffef' }), /another challenge/],
  [
    'for another domain',
    present(member, [CREDENTIAL], { ...ASKED, domain: cedar.did }),
    /the proof is for .*, not for/,
  ],
  ['for several other domains', present(member, [CREDENTIAL], ASKED, { proof: { domain: ['a', 'b'] } }), /not for/],
  ['without a domain', present(member, [CREDENTIAL], ASKED, { proof: { domain: null } }), /domain/],
  [
    'proved for another purpose',
    present(member, [CREDENTIAL], ASKED, { proof: { proofPurpose: 'assertionMethod' } }),
    /proofPurpose/,
  ],
  ['by another holder than the subject', present(cedar, [CREDENTIAL], ASKED), /credential 1 is not about the holder/],
  [
    'that names another holder',
    present(member, [CREDENTIAL], ASKED, { document: { holder: cedar.did } }),
    /named as the holder/,
  ],
  [
    'of two members',
    present(member, [CREDENTIAL, credentialOf(birch, { subject: cedar.did })], ASKED),
    /credential 2 is not about/,
  ],
  [
    'changed after it was proved',
    {
      ...present(member, [CREDENTIAL], ASKED),
      verifiableCredential: [credentialOf(birch, { subject: member.did, claims: {} })],
    },
    /signature|proof/,
  ],
  [
    'whose proof has expired',
    present(member, [CREDENTIAL], ASKED, { proof: { expires: '2020-01-01T00:00:00Z' } }),
    /expired/,
  ],
  [
    'without a holder’s key',
    { ...present(member, [CREDENTIAL], ASKED), proof: {} },
    /not an eddsa-jcs-2022 proof of a holder/,
  ],
  [
    'with a credential that is none',
    present(member, [{ type: 'Cake' }], ASKED),
    /credential 1: not a Verifiable Credential/,
  ],
])('a presentation %s does not hold', (_what, presentation, problem) => {
  const { problems } = check(presentation)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(problem)
})

test('a proof of a holder asserts nothing, and an assertion proves no holder', () => {
  const { proof, ...document } = present(member, [CREDENTIAL], ASKED)
  expect(verifyProof(document, proof).ok).toBe(false)
  const asserted = { ...document, proof: createProof(document, member, '2026-01-01T00:00:00Z', ASKED) }
  expect(check(asserted).holder).toBeNull()
})

test('a presentation may be for several domains, and name its holder or not', () => {
  const both = present(member, [CREDENTIAL], ASKED, { proof: { domain: ['elsewhere.example', alder.did] } })
  expect(check(both).problems).toEqual([])
  const { holder: _holder, proof: _proof, ...nameless } = present(member, [CREDENTIAL], ASKED)
  const options = { proofPurpose: 'authentication', ...ASKED }
  const proved = { ...nameless, proof: createProof(nameless, member, '2026-01-01T00:00:00Z', options) }
  expect(check(proved)).toMatchObject({ holder: member.did, problems: [] })
  expect(check(present(member, [CREDENTIAL], ASKED, { document: { holder: { id: member.did } } })).problems).toEqual([])
})

test('what is not a presentation, is too large or holds too much is refused', () => {
  expect(refusalOf(CREDENTIAL)).toBe('attestations.bad-presentation')
  expect(refusalOf({})).toBe('attestations.bad-presentation')
  expect(refusalOf(present(member, [], ASKED))).toBe('attestations.bad-presentation')
  const many = Array.from({ length: PRESENTED_MAX + 1 }, () => CREDENTIAL)
  expect(refusalOf(present(member, many, ASKED))).toBe('attestations.bad-presentation')
  expect(refusalOf(present(member, many.slice(1), ASKED))).toBeNull()
  const large = { document: { id: 'urn:large', more: 'x'.repeat(PRESENTATION_CHARS_MAX) } }
  expect(refusalOf(present(member, [CREDENTIAL], ASKED, large))).toBe('attestations.bad-presentation')
  expect(
    refusalOf({ ...present(member, [CREDENTIAL], ASKED), '@context': ['https://www.w3.org/2018/credentials/v1'] }),
  ).toBe('attestations.bad-presentation')
})

test('a credential about the holder and another is about neither alone', () => {
  const both = {
    ...CREDENTIAL,
    credentialSubject: [
      { id: cedar.did, memberSince: 1 },
      { id: member.did, memberSince: 1 },
    ],
  }
  const { problems } = check(present(member, [both], ASKED))
  expect(problems).toEqual([expect.stringMatching(/credential 1 is not about the holder/)])
})

test('each credential has its own status', () => {
  const forged = { ...CREDENTIAL, credentialSubject: { id: member.did, memberSince: 1900 } }
  const { problems, presented } = check(
    present(member, [forged, CREDENTIAL], ASKED),
    ASKED,
    (START + 2 * DAY_MS) as Instant,
  )
  expect(problems).toEqual([])
  expect(presented.map(({ check: { status } }) => status)).toEqual(['INVALID_PROOF', 'EXPIRED'])
})

/** Knows the keys of these signers, and loads nothing from anywhere. */
function documentLoader(url: string) {
  const signer = [member, birch].find(({ did }) => url.startsWith(did))
  if (signer === undefined) throw new Error(`not to be loaded: ${url}`)
  const key = multikeyOf(signer)
  const controller = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: signer.did,
    authentication: [key],
    assertionMethod: [key],
  }
  return Promise.resolve({ documentUrl: url, document: url === signer.did ? controller : key })
}

function multikeyOf(signer: typeof member) {
  return {
    '@context': 'https://w3id.org/security/multikey/v1',
    type: 'Multikey',
    id: verificationMethodOf(signer.did),
    controller: signer.did,
    publicKeyMultibase: signer.did.slice('did:key:'.length),
  }
}

async function theirsVerify(presentation: JsonObject, asked = ASKED): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() })
  const now = new Date(NOW)
  const copy = structuredClone(presentation)
  return (await vc.verify({ presentation: copy, suite, documentLoader, now, ...asked })).verified
}

test('@digitalbazaar/vc accepts what is made as our tests make it, and refuses it for another challenge or domain', async () => {
  const presentation = present(member, [CREDENTIAL], ASKED)
  expect(await theirsVerify(presentation)).toBe(true)
  expect(await theirsVerify(presentation, { ...ASKED, challenge: 'another' })).toBe(false)
  expect(await theirsVerify(presentation, { ...ASKED, domain: cedar.did })).toBe(false)
})

test('what @digitalbazaar/vc presents, we accept, and refuse for another challenge or domain', async () => {
  const secretKeyMultibase = base58btc.encode(Uint8Array.of(0x80, 0x26, ...SEED, ...member.publicKey))
  const keyPair = await Ed25519Multikey.from({ ...multikeyOf(member), secretKeyMultibase })
  const suite = new DataIntegrityProof({ signer: keyPair.signer(), cryptosuite: createSignCryptosuite() })
  const unsigned = vc.createPresentation({
    verifiableCredential: structuredClone(CREDENTIAL),
    holder: member.did,
    now: new Date(NOW),
  })
  const presentation = await vc.signPresentation({ presentation: unsigned, suite, documentLoader, ...ASKED })
  expect(check(presentation)).toMatchObject({ holder: member.did, problems: [] })
  expect(check(presentation, { ...ASKED, challenge: 'another' }).problems).toHaveLength(1)
  expect(check(presentation, { ...ASKED, domain: cedar.did }).problems).toHaveLength(1)
})
