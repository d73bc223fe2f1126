import { describe, expect, test } from 'vitest'
import { codeOfRefusal } from '../../src/api/graphql/errors.ts'
import { REFUSAL_CODES } from '../../src/api/graphql/refusal-codes.ts'
import * as clearing from '../../src/app/clearing/commands.ts'
import { type JsonObject, MESSAGE_CHARS_MAX, type Result } from '../../src/kernel/index.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import { ClearingFederation } from './simulated-federation.ts'

const BEYOND = '9223372036854775808'
const NOBODY = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const HASH = 'a'.repeat(64)

type Run = (context: CommandContext) => Promise<Result<JsonObject>>
type Case = readonly [
  what: string,
  refusal: string,
  run: (federation: ClearingFederation, ids: readonly string[]) => Run,
]

const row = (federation: ClearingFederation, changes: object = {}) => ({
  ...federation.row({ from: 0, to: 1, amount: 5 }),
  agreementId: federation.scope,
  ...changes,
})
const recording = (changes: object) => (federation: ClearingFederation) =>
  clearing.recordObligation(row(federation, changes))
const about = (ids: readonly string[]) => ({ obligationId: ids[0] ?? '' })

const CASES: readonly Case[] = [
  ...['1.5', '-3', '1e9', BEYOND, '', ' 5', '05', '0x10', '五'].map(
    (amount): Case => [`an amount "${amount}"`, 'kernel.bad-shape', recording({ amount })],
  ),
  ['an amount of nothing', 'clearing.zero-amount', recording({ amount: '0' })],
  ['a malformed DID', 'kernel.bad-shape', recording({ creditor: 'did:web:birch.example' })],
  ['a currency that is not cleared', 'clearing.unknown-currency', recording({ currency: 'GBP' })],
  ['a currency that is none', 'kernel.bad-shape', recording({ currency: '€' })],
  [
    'a debt to oneself',
    'clearing.self-obligation',
    (federation) => clearing.recordObligation(row(federation, { creditor: federation.did(0) })),
  ],
  ['a debt to a stranger', 'clearing.not-a-party', recording({ creditor: NOBODY })],
  [
    'a debt between others',
    'clearing.not-a-party',
    (federation) =>
      clearing.recordObligation(row(federation, { debtor: federation.did(1), creditor: federation.did(2) })),
  ],
  ['a reference of nothing', 'clearing.bad-input', recording({ reference: '' })],
  ['a reference that is too long', 'clearing.bad-input', recording({ reference: 'x'.repeat(201) })],
  ['a reference with a lone surrogate', 'kernel.bad-shape', recording({ reference: '\ud800' })],
  ['a due date before 1970', 'kernel.bad-shape', recording({ dueDate: -1 })],
  ['a due date beyond 9999', 'kernel.bad-shape', recording({ dueDate: 253_402_300_800_000 })],
  ['an unknown agreement', 'clearing.unknown-agreement', recording({ agreementId: `agr_${HASH}` })],
  ['an agreement that is none', 'clearing.unknown-agreement', recording({ agreementId: 'public' })],
  [
    'a batch of nothing',
    'clearing.bad-input',
    (federation) => clearing.recordObligations({ agreementId: federation.scope, obligations: [] }),
  ],
  [
    'a batch that is too long',
    'clearing.bad-input',
    (federation) =>
      clearing.recordObligations({ agreementId: federation.scope, obligations: Array(10_001).fill(row(federation)) }),
  ],
  [
    'a batch with a bad row',
    'clearing.bad-rows',
    (federation) =>
      clearing.recordObligations({
        agreementId: federation.scope,
        obligations: [row(federation), row(federation, { amount: '-3' })],
      }),
  ],
  [
    'confirming what nobody recorded',
    'clearing.unknown-obligation',
    () => clearing.confirmObligation({ obligationId: `obl_${HASH}` }),
  ],
  [
    'confirming another sort of thing',
    'clearing.unknown-obligation',
    (federation) => clearing.confirmObligation({ obligationId: federation.scope }),
  ],
  [
    'confirming one good and one unknown',
    'clearing.unknown-obligation',
    (_federation, ids) => clearing.confirmObligations({ obligationIds: [ids[1] ?? '', 'obl_x'] }),
  ],
  ['confirming nothing', 'clearing.bad-input', () => clearing.confirmObligations({ obligationIds: [] })],
  [
    'confirming what is between others',
    'clearing.not-a-party',
    (_federation, ids) => clearing.confirmObligation({ obligationId: ids[2] ?? '' }),
  ],
  [
    'a dispute without a reason',
    'kernel.bad-shape',
    (_federation, ids) => clearing.disputeObligation({ ...about(ids), reason: '' }),
  ],
  [
    'a dispute with too long a reason',
    'kernel.bad-shape',
    (_federation, ids) => clearing.disputeObligation({ ...about(ids), reason: 'x'.repeat(2_001) }),
  ],
  [
    'an outcome where nobody disputes',
    'clearing.no-dispute',
    (_federation, ids) => clearing.resolveDispute({ ...about(ids), outcome: { void: true } }),
  ],
  [
    'an outcome that is none',
    'clearing.bad-input',
    (_federation, ids) => clearing.resolveDispute({ ...about(ids), outcome: {} }),
  ],
  [
    'an outcome beyond all amounts',
    'kernel.bad-shape',
    (_federation, ids) => clearing.resolveDispute({ ...about(ids), outcome: { amount: BEYOND } }),
  ],
  ['forgiving what one owes', 'clearing.not-a-party', (_federation, ids) => clearing.forgiveObligation(about(ids))],
  [
    'a payment of nothing',
    'clearing.zero-amount',
    (_federation, ids) => clearing.recordPayment({ ...about(ids), amount: '0' }),
  ],
  ...['1.5', '-3', '1e9', BEYOND].map(
    (amount): Case => [
      `a payment of ${amount}`,
      'kernel.bad-amount',
      (_federation, ids) => clearing.recordPayment({ ...about(ids), amount }),
    ],
  ),
  ['a payment for nothing named', 'clearing.bad-input', () => clearing.recordPayment({ amount: '5' })],
  [
    'a payment for a debt and a creditor',
    'clearing.bad-input',
    (federation, ids) => clearing.recordPayment({ ...about(ids), agreementId: federation.scope, amount: '5' }),
  ],
  [
    'a payment to nobody',
    'clearing.nothing-owed',
    (federation) =>
      clearing.recordPayment({ agreementId: federation.scope, creditor: 'nobody', currency: 'EUR', amount: '5' }),
  ],
  [
    'a payment in a currency that is not cleared',
    'clearing.unknown-currency',
    (federation) =>
      clearing.recordPayment({
        agreementId: federation.scope,
        creditor: federation.did(1),
        currency: 'GBP',
        amount: '5',
      }),
  ],
  [
    'more than is owed to a creditor',
    'clearing.more-than-owed',
    (federation) =>
      clearing.recordPayment({
        agreementId: federation.scope,
        creditor: federation.did(1),
        currency: 'EUR',
        amount: '11',
      }),
  ],
  [
    'a payment with too long a reference',
    'kernel.bad-shape',
    (_federation, ids) => clearing.recordPayment({ ...about(ids), amount: '5', reference: 'x'.repeat(201) }),
  ],
  ['confirming no payment', 'clearing.unknown-payment', () => clearing.confirmPayment({ paymentId: 'pay_x' })],
  [
    'confirming a payment that nobody recorded',
    'clearing.unknown-payment',
    () => clearing.confirmPayment({ paymentId: `pay_${HASH}` }),
  ],
  [
    'a round in a currency that is not cleared',
    'clearing.unknown-currency',
    (federation) => clearing.proposeNetting({ agreementId: federation.scope, currency: 'GBP' }),
  ],
  [
    'a round where nothing runs in a circle',
    'clearing.nothing-to-net',
    (federation) => clearing.proposeNetting({ agreementId: federation.scope, currency: 'EUR' }),
  ],
  [
    'a round with a stranger',
    'clearing.not-a-party',
    (federation) =>
      clearing.proposeNetting({
        agreementId: federation.scope,
        currency: 'EUR',
        participants: [federation.did(0), NOBODY],
      }),
  ],
  [
    'a round with oneself',
    'clearing.bad-input',
    (federation) =>
      clearing.proposeNetting({
        agreementId: federation.scope,
        currency: 'EUR',
        participants: [federation.did(0), federation.did(0)],
      }),
  ],
  ['accepting no round', 'clearing.unknown-round', () => clearing.acceptNetting({ nettingRoundId: 'rnd_x' })],
  [
    'rejecting no round',
    'clearing.unknown-round',
    () => clearing.rejectNetting({ nettingRoundId: `rnd_${HASH}`, reason: 'no' }),
  ],
  ['abandoning no round', 'clearing.unknown-round', () => clearing.abandonNetting({ nettingRoundId: '' })],
  ['lifting no reservation', 'clearing.unknown-round', () => clearing.liftReservation({ nettingRoundId: 'rnd_x' })],
  [
    'an id of a megabyte',
    'clearing.unknown-obligation',
    () => clearing.confirmObligation({ obligationId: 'x'.repeat(1_000_000) }),
  ],
]

describe('what cannot be', () => {
  test('is refused by a documented rule that says what would be right, and changes nothing', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.setPolicies(0, { autoConfirm: 'NEVER' })
    const ids = await federation.owe(
      { from: 0, to: 1, amount: 10 },
      { from: 1, to: 0, amount: 4 },
      { from: 2, to: 1, amount: 3 },
    )
    const { node } = federation.member(0)
    const heard = () =>
      node.store.read(async (reader) => [await reader.headChange(), await reader.entryCount(federation.scope)])
    const before = await heard()
    for (const [what, code, run] of CASES) {
      const refusal = await federation.refused(0, run(federation, ids))
      expect.soft(refusal.code, what).toBe(code)
      expect(REFUSAL_CODES, what).toHaveProperty([refusal.code])
      expect(['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'CONFLICT'], what).toContain(codeOfRefusal(refusal))
      expect(refusal.message.length, what).toBeGreaterThan(20)
      expect(refusal.message.length, what).toBeLessThanOrEqual(MESSAGE_CHARS_MAX)
    }
    expect(await heard()).toEqual(before)
  })
})
