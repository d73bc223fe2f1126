import { describe, expect, test } from 'vitest'
import { documentJson } from '../../src/agreements/index.ts'
import { proposeAmendment, signAmendment } from '../../src/app/agreements/commands.ts'
import { createProof } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import { AgreementFederation } from './simulated-federation.ts'

const MADE = '2020-02-29T12:00:00+01:00'

describe('a proof that was made elsewhere', () => {
  test('signs an amendment where it is this cooperative’s over the new document, and nothing else', async () => {
    await using federation = await AgreementFederation.found(2)
    const agreementId = await federation.conclude([1])
    const input = { agreementId, baseVersion: 1, description: 'better', title: 'Clearing of cider' }
    const amendmentId = String((await federation.do(0, proposeAmendment(input))).amendmentId)
    await federation.settle()
    const view = await federation.view(1, agreementId)
    const [amended, base] = [view?.amendments[0]?.document, view?.document]
    if (amended === undefined || base === undefined) throw new Error('the amendment has been heard of')
    const made = (i: number, document: object, created = MADE): JsonObject =>
      createProof(document as JsonObject, federation.member(i).node.signer, created)
    const good = made(1, documentJson(amended))
    const flawed: readonly (readonly [string, JsonObject])[] = [
      ['by somebody else', made(0, documentJson(amended))],
      ['over the version before', made(1, documentJson(base))],
      ['over a document with one more field', made(1, { ...documentJson(amended), more: true })],
      ['that says it was made at another time than was signed', { ...good, created: '2026-01-01T00:00:00Z' }],
      ['that expires by itself', { ...good, expires: '2030-01-01T00:00:00Z' }],
      ['for authentication', { ...good, proofPurpose: 'authentication' }],
      ['of another suite', { ...good, cryptosuite: 'eddsa-rdfc-2022' }],
      ['without a value', Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'proofValue'))],
      ['that is no proof', {}],
    ]
    for (const [what, proof] of flawed) {
      const refusal = await federation.refused(1, signAmendment({ amendmentId, proof }))
      expect(refusal, what).toMatchObject({ code: 'agreements.bad-proof', class: 'invalid' })
    }
    const long = await federation.refused(
      1,
      signAmendment({ amendmentId, proof: { ...good, note: 'x'.repeat(4_000) } }),
    )
    expect(long.message).toContain('at most 4000 characters')
    await federation.do(1, signAmendment({ amendmentId, proof: good }))
    await federation.settle()
    const after = await federation.view(0, agreementId)
    expect(after).toMatchObject({ version: 2, title: 'Clearing of cider' })
    const given = after?.signatures.find(({ party, version }) => party === federation.did(1) && version === 2)
    expect(given).toMatchObject({ proof: good, valid: true })
  })
})
