import { describe, expect, test } from 'vitest'
import { codeOfRefusal } from '../../src/api/graphql/errors.ts'
import { REFUSAL_CODES } from '../../src/api/graphql/refusal-codes.ts'
import * as agreements from '../../src/app/agreements/commands.ts'
import { type Instant, type JsonObject, MESSAGE_CHARS_MAX, type Result } from '../../src/kernel/index.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { AgreementFederation } from './simulated-federation.ts'

const HASH = 'a'.repeat(64)
const STRANGER = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const DAY_MS = 86_400_000

interface Ground {
  readonly federation: AgreementFederation
  readonly draft: string
  readonly proposed: string
  readonly active: string
}
type Run = (context: CommandContext) => Promise<Result<JsonObject>>
type Case = readonly [what: string, refusal: string, run: (ground: Ground) => Run]

const drafting =
  (changes: object) =>
  ({ federation }: Ground) =>
    agreements.createDraft({
      title: 'Clearing',
      terms: { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '9' }] } },
      parties: [{ did: federation.did(1), role: 'COUNTERPARTY' }],
      ...changes,
    })
const clearing = (...currencies: readonly object[]) => drafting({ terms: { clearingArrangement: { currencies } } })
const euro = { code: 'EUR', scale: 2, creditLimit: '9' }
const at = (ms: number) => ms as Instant
const amending =
  (changes: object) =>
  ({ active }: Ground) =>
    agreements.proposeAmendment({ agreementId: active, baseVersion: 1, description: 'why', ...changes })

const CASES: readonly Case[] = [
  [
    'a malformed DID',
    'identity.bad-did',
    drafting({ parties: [{ did: 'did:web:birch.example', role: 'COUNTERPARTY' }] }),
  ],
  [
    'a DID that is no key',
    'identity.bad-did',
    drafting({ parties: [{ did: STRANGER.replace('z6Mkh', 'z6Mk0'), role: 'COUNTERPARTY' }] }),
  ],
  [
    'a party twice',
    'agreements.bad-parties',
    ({ federation }) =>
      drafting({ parties: ['COUNTERPARTY', 'WITNESS'].map((role) => ({ did: federation.did(1), role })) })({
        federation,
      } as Ground),
  ],
  [
    'a second proposer',
    'agreements.bad-parties',
    ({ federation }) => drafting({ parties: [{ did: federation.did(1), role: 'PROPOSER' }] })({ federation } as Ground),
  ],
  [
    'too many parties',
    'agreements.bad-document',
    ({ federation }) =>
      drafting({ parties: Array(1_001).fill({ did: federation.did(1), role: 'WITNESS' }) })({ federation } as Ground),
  ],
  ['no title', 'agreements.bad-document', drafting({ title: '' })],
  ['too long a title', 'agreements.bad-document', drafting({ title: 'x'.repeat(201) })],
  ['too long a text', 'agreements.bad-document', drafting({ additionalTerms: 'x'.repeat(40_001) })],
  ['a text with U+0000', 'agreements.bad-document', drafting({ description: 'a\u0000b' })],
  ['a date beyond 9999', 'agreements.bad-document', drafting({ expiryDate: 253_402_300_800_000 })],
  ['notice of less than nothing', 'agreements.bad-document', drafting({ noticeDays: -1 })],
  ['notice of half a day', 'agreements.bad-document', drafting({ noticeDays: 0.5 })],
  ['a renewal of no length', 'agreements.bad-document', drafting({ autoRenewal: { period: 'P0D' } })],
  [
    'a renewal less than never',
    'agreements.bad-document',
    drafting({ autoRenewal: { period: 'P1M', maxRenewals: -1 } }),
  ],
  ['no terms', 'agreements.bad-terms', drafting({ terms: {} })],
  [
    'terms of two types',
    'agreements.bad-terms',
    drafting({ terms: { custom: { name: 'n', terms: {} }, mutualRecognition: { attestationTypes: ['x'] } } }),
  ],
  ['no currency', 'agreements.bad-terms', clearing()],
  ['a credit limit of 1.5', 'agreements.bad-terms', clearing({ ...euro, creditLimit: '1.5' })],
  ['a credit limit of -3', 'agreements.bad-terms', clearing({ ...euro, creditLimit: '-3' })],
  ['a credit limit beyond 2^63−1', 'agreements.bad-terms', clearing({ ...euro, creditLimit: '9223372036854775808' })],
  ['a scale of 19', 'agreements.bad-terms', clearing({ ...euro, scale: 19 })],
  ['a currency that is none', 'agreements.bad-terms', clearing({ ...euro, code: '€' })],
  ['too many currencies', 'agreements.bad-terms', clearing(...Array(101).fill(euro))],
  [
    'terms with a fraction',
    'agreements.bad-document',
    drafting({ terms: { custom: { name: 'n', terms: { share: 0.5 } } } }),
  ],
  [
    'terms that are nested too deep',
    'agreements.bad-document',
    drafting({ terms: { custom: { name: 'n', terms: nested(100) } } }),
  ],
  [
    'changing no draft',
    'agreements.not-found',
    () => agreements.updateDraft({ agreementId: `agr_${HASH}`, title: 'x' }),
  ],
  [
    'changing what was proposed',
    'agreements.not-a-draft',
    ({ proposed }) => agreements.updateDraft({ agreementId: proposed, title: 'x' }),
  ],
  [
    'a draft without a title any more',
    'agreements.missing-field',
    ({ draft }) => agreements.updateDraft({ agreementId: draft, title: null }),
  ],
  [
    'throwing away what was proposed',
    'agreements.not-a-draft',
    ({ proposed }) => agreements.discardDraft({ agreementId: proposed }),
  ],
  ['proposing nothing', 'agreements.not-found', () => agreements.proposeAgreement({ agreementId: 'agr_x' })],
  ['signing a draft', 'agreements.wrong-state', ({ draft }) => agreements.signAgreement({ agreementId: draft })],
  ['signing nothing', 'agreements.not-found', () => agreements.signAgreement({ agreementId: '' })],
  [
    'signing another document',
    'agreements.other-document',
    ({ proposed }) => agreements.signAgreement({ agreementId: proposed, documentHash: HASH }),
  ],
  [
    'declining one’s own proposal',
    'agreements.already-said',
    ({ proposed }) => agreements.declineAgreement({ agreementId: proposed }),
  ],
  [
    'withdrawing with too long a reason',
    'kernel.bad-shape',
    ({ proposed }) => agreements.withdrawProposal({ agreementId: proposed, reason: 'x'.repeat(2_001) }),
  ],
  [
    'withdrawing what is in force',
    'agreements.wrong-state',
    ({ active }) => agreements.withdrawProposal({ agreementId: active }),
  ],
  [
    'suspending what is only proposed',
    'agreements.wrong-state',
    ({ proposed }) => agreements.suspendAgreement({ agreementId: proposed, reason: 'r' }),
  ],
  [
    'suspending without a reason',
    'kernel.bad-shape',
    ({ active }) => agreements.suspendAgreement({ agreementId: active, reason: '' }),
  ],
  [
    'resuming what nobody suspended',
    'agreements.wrong-state',
    ({ active }) => agreements.resumeAgreement({ agreementId: active }),
  ],
  [
    'resuming what is no suspension',
    'kernel.bad-shape',
    ({ active }) => agreements.resumeAgreement({ agreementId: active, suspensionId: 'x' }),
  ],
  [
    'ending it for no reason',
    'agreements.bad-reason',
    ({ active }) => agreements.terminateAgreement({ agreementId: active, reason: {} }),
  ],
  [
    'ending it for two reasons',
    'agreements.bad-reason',
    ({ active }) =>
      agreements.terminateAgreement({ agreementId: active, reason: { mutualConsent: {}, withdrawal: {} } }),
  ],
  [
    'a breach by oneself',
    'agreements.bad-breach',
    ({ federation, active }) =>
      agreements.terminateAgreement({
        agreementId: active,
        reason: { breach: { party: federation.did(0), clause: '§1', explanation: 'e' } },
      }),
  ],
  [
    'a breach by nobody',
    'identity.bad-did',
    ({ active }) =>
      agreements.terminateAgreement({
        agreementId: active,
        reason: { breach: { party: 'nobody', clause: '§1', explanation: 'e' } },
      }),
  ],
  [
    'consenting to what nobody asked',
    'agreements.nothing-to-consent',
    ({ active }) => agreements.consentToTermination({ agreementId: active }),
  ],
  ['amending an old version', 'agreements.other-document', amending({ baseVersion: 7, title: 't' })],
  ['amending by another type', 'agreements.bad-terms', amending({ terms: { custom: { name: 'n', terms: {} } } })],
  ['amending without a party to it', 'agreements.bad-parties', amending({ parties: [] })],
  [
    'amending with a stranger',
    'agreements.unknown-counterparty',
    ({ federation, active }) =>
      amending({ parties: [federation.did(1), STRANGER].map((did) => ({ did, role: 'COUNTERPARTY' })) })({
        federation,
        active,
      } as Ground),
  ],
  [
    'amending dates out of order',
    'agreements.bad-dates',
    amending({ effectiveDate: at(2 * DAY_MS), expiryDate: at(DAY_MS) }),
  ],
  ['amending it to have ended', 'agreements.bad-dates', amending({ expiryDate: at(DAY_MS) })],
  ['renewing what never ends', 'agreements.bad-dates', amending({ autoRenewal: { period: 'P1Y' } })],
  ['amending without saying why', 'kernel.bad-shape', amending({ title: 't', description: '' })],
  ['signing no amendment', 'agreements.not-found', () => agreements.signAmendment({ amendmentId: 'amd_x' })],
  [
    'signing an amendment that nobody proposed',
    'agreements.not-found',
    () => agreements.signAmendment({ amendmentId: `amd_${HASH}` }),
  ],
  [
    'declining no amendment',
    'agreements.not-found',
    ({ active }) => agreements.declineAmendment({ amendmentId: active }),
  ],
  [
    'an id of a megabyte',
    'agreements.not-found',
    () => agreements.declineAgreement({ agreementId: 'x'.repeat(1_000_000) }),
  ],
]

function nested(depth: number): JsonObject {
  return depth === 0 ? {} : { inner: nested(depth - 1) }
}

describe('what cannot be', () => {
  test('is refused by a documented rule that says what would be right, and changes nothing', async () => {
    await using federation = await AgreementFederation.found(2)
    const active = await federation.conclude([1])
    const proposed = await federation.draft([1])
    await federation.do(0, agreements.proposeAgreement({ agreementId: proposed }))
    const draft = await federation.draft([1])
    const ground = { federation, active, proposed, draft }
    const { store } = federation.member(0).node
    const before = await store.read((reader) => reader.headChange())
    for (const [what, code, run] of CASES) {
      const refusal = await federation.refused(0, run(ground))
      expect.soft(refusal.code, what).toBe(code)
      expect.soft(REFUSAL_CODES, what).toHaveProperty([refusal.code])
      expect.soft(['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'CONFLICT'], what).toContain(codeOfRefusal(refusal))
      expect.soft(refusal.message.length, what).toBeGreaterThan(20)
      expect(refusal.message.length, what).toBeLessThanOrEqual(MESSAGE_CHARS_MAX)
    }
    expect(await store.read((reader) => reader.headChange())).toEqual(before)
  })
})
