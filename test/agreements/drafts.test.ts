import { describe, expect, test } from 'vitest'
import { documentJson } from '../../src/agreements/index.ts'
import {
  createDraft,
  discardDraft,
  proposeAgreement,
  signAgreement,
  updateDraft,
} from '../../src/app/agreements/commands.ts'
import { createProof } from '../../src/identity/index.ts'
import { ok, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { signerNumber } from '../support/node.ts'
import { AgreementFederation } from './simulated-federation.ts'

describe('a draft', () => {
  test('is its author’s alone, with the author as proposer, and can be changed and thrown away', async () => {
    await using federation = await AgreementFederation.found(2)
    const agreementId = await federation.draft([1], { description: 'First thoughts', noticeDays: 10 })
    expect(await federation.view(0, agreementId)).toMatchObject({
      id: agreementId,
      status: 'DRAFT',
      title: 'Clearing',
      description: 'First thoughts',
      noticeDays: 10,
      version: 1,
      parties: [
        { did: federation.did(0), role: 'PROPOSER' },
        { did: federation.did(1), role: 'COUNTERPARTY' },
      ],
      terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '100000' }], nettingPeriod: null },
    })
    await federation.do(0, updateDraft({ agreementId, title: 'Second thoughts', description: null, noticeDays: null }))
    const changed = await federation.view(0, agreementId)
    expect(changed).toMatchObject({ title: 'Second thoughts', description: null, noticeDays: 30 })
    expect(changed?.parties).toHaveLength(2)
    await federation.settle()
    expect(await federation.view(1, agreementId)).toBeNull()
    expect(await federation.do(0, discardDraft({ agreementId }))).toEqual({ discardedAgreementId: agreementId })
    expect(await federation.view(0, agreementId)).toBeNull()
    expect((await federation.refused(0, updateDraft({ agreementId, title: 'Third' }))).code).toBe(
      'agreements.not-found',
    )
    expect(await federation.changes(0, agreementId)).toEqual(['draft.created', 'draft.updated', 'draft.discarded'])
  })

  test('may name any well-formed DID, and be unfinished; proposing it asks for the rest', async () => {
    await using federation = await AgreementFederation.found(2)
    const terms = { custom: { name: 'ours', terms: { hives: 3 } } }
    const alone = String((await federation.do(0, createDraft({ title: 'Alone', terms, parties: [] }))).agreementId)
    expect((await federation.refused(0, proposeAgreement({ agreementId: alone }))).code).toBe('agreements.bad-parties')
    const stranger = [{ did: signerNumber(99).did, role: 'COUNTERPARTY' as const }]
    await federation.do(0, updateDraft({ agreementId: alone, parties: stranger }))
    const refusal = await federation.refused(0, proposeAgreement({ agreementId: alone }))
    expect(refusal).toMatchObject({ code: 'agreements.unknown-counterparty', class: 'not-found' })
    expect((await federation.view(0, alone))?.status).toBe('DRAFT')
  })

  test('is proposed with the hash of the first public entry of each party, and signed only where that is so', async () => {
    await using federation = await AgreementFederation.found(2)
    const agreementId = await federation.draft([1])
    await federation.do(0, proposeAgreement({ agreementId }))
    await federation.settle()
    const proposed = await federation.view(1, agreementId)
    const beginnings = await federation
      .member(1)
      .node.store.read(async (reader) => [
        ...(await reader.logAfter(PUBLIC_SCOPE, federation.did(0), 0, 1)),
        ...(await reader.logAfter(PUBLIC_SCOPE, federation.did(1), 0, 1)),
      ])
    expect(proposed?.document.parties).toMatchObject(beginnings.map(({ hash }) => ({ firstEntry: hash })))

    const other = await federation.draft([1])
    const draft = await federation.view(0, other)
    if (draft === null || proposed === null) throw new Error('drafted above')
    const { signer } = federation.member(0).node
    const stolen = proposed.document.parties.map((party) => ({ ...party, firstEntry: 'b'.repeat(64) }))
    const document = { ...documentJson(draft.document), parties: stolen }
    const proof = createProof(document, signer, '2026-01-01T00:00:00Z')
    await federation.do(0, async (context) => {
      const written = await context.write({
        kind: 'agreement.proposed',
        scope: other as Scope,
        body: { document, proof },
      })
      return written.ok ? ok({}) : written
    })
    await federation.settle()
    const refusal = await federation.refused(1, signAgreement({ agreementId: other }))
    expect(refusal).toMatchObject({ code: 'agreements.other-beginning', class: 'conflict' })
  })

  test('is refused where a field has no meaning', async () => {
    await using federation = await AgreementFederation.found(2)
    const parties = [{ did: federation.did(1), role: 'COUNTERPARTY' as const }]
    const recognition = { mutualRecognition: { attestationTypes: ['x'] } }
    const refusalOf = async (changes: object) =>
      (await federation.refused(0, createDraft({ title: 'x', terms: recognition, parties, ...changes }))).code
    expect(await refusalOf({ parties: [{ did: 'did:key:z6Mkxyz', role: 'COUNTERPARTY' }] })).toBe('identity.bad-did')
    expect(await refusalOf({ parties: [{ did: federation.did(1), role: 'PROPOSER' }] })).toBe('agreements.bad-parties')
    expect(await refusalOf({ parties: [{ did: federation.did(0), role: 'WITNESS' }] })).toBe('agreements.bad-parties')
    expect(await refusalOf({ terms: {} })).toBe('agreements.bad-terms')
    expect(await refusalOf({ terms: { ...recognition, custom: { name: 'x', terms: {} } } })).toBe(
      'agreements.bad-terms',
    )
    expect(await refusalOf({ title: '' })).toBe('agreements.bad-document')
    expect(await refusalOf({ autoRenewal: { period: 'often' } })).toBe('agreements.bad-document')
    const agreementId = await federation.draft([1])
    expect((await federation.refused(0, updateDraft({ agreementId, title: null }))).code).toBe(
      'agreements.missing-field',
    )
  })

  test('takes every type of terms with what is absent left out', async () => {
    await using federation = await AgreementFederation.found(2)
    const compensation = { model: 'PER_USE' as const, amount: '500', currency: 'EUR', scale: 2, unit: 'day' }
    const resource = { kind: 'press', provider: federation.did(0), compensation }
    for (const [terms, expected] of [
      [
        { resourceSharing: { resources: [resource] } },
        {
          resources: [
            {
              ...resource,
              description: null,
              quantity: null,
              unit: null,
              compensation: { ...compensation, period: null },
            },
          ],
        },
      ],
      [{ mutualRecognition: { attestationTypes: ['x'] } }, { attestationTypes: ['x'] }],
      [{ jointGovernance: { quorum: 50, threshold: 50 } }, { quorum: 50, threshold: 50, weights: [] }],
      [{ custom: { name: 'ours', terms: { a: [1] } } }, { name: 'ours', terms: { a: [1] }, recordTypes: [] }],
    ] as const) {
      const agreementId = await federation.draft([1], { terms })
      expect((await federation.view(0, agreementId))?.terms).toEqual(expected)
    }
  })
})
