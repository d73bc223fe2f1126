import { describe, expect, test } from 'vitest'
import { terminateAgreement } from '../../src/app/agreements/commands.ts'
import { recordObligation } from '../../src/app/clearing/commands.ts'
import type { Instant, JsonObject, Scope } from '../../src/kernel/index.ts'
import { asUsage, usageId } from '../../src/resources/index.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { Lending } from './charging.ts'
import { HOUR_MS } from './sharing.ts'

const DAY_MS = 24 * HOUR_MS

describe('at a FIXED price, once the agreement has ended', () => {
  /** The stall is booked for ten days, and the agreement ends on the third. */
  async function ended(creditLimit?: string): Promise<{ readonly lending: Lending; readonly bookingId: string }> {
    const lending = await Lending.found(creditLimit)
    const { federation, agreementId } = lending
    await lending.setPolicies(1, { autoConfirmUsage: true })
    const until = (federation.now + 10 * DAY_MS) as Instant
    const bookingId = await lending.book({ resource: 'stall', expectedUse: null, until })
    await federation.pass(2 * DAY_MS)
    const breach = { party: federation.did(0), clause: '§1', explanation: 'No' }
    await federation.do(1, terminateAgreement({ agreementId, reason: { breach } }))
    await federation.settle()
    return { lending, bookingId }
  }

  test('no further period begins, and the limit has room for other debts', async () => {
    // Ten periods, and nothing else.
    const { lending } = await ended('25000')
    await using federation = lending.federation
    await federation.pass(3 * DAY_MS)
    const references = (await lending.usages(1)).map(({ reference, status }) => `${reference} ${status}`).sort()
    expect(references).toEqual(['1 CONFIRMED', '2 CONFIRMED', '3 CONFIRMED'])
    const debt = { debtor: federation.did(1), creditor: federation.did(0), currency: 'EUR' }
    const record = (amount: string) => recordObligation({ agreementId: lending.settlementId, ...debt, amount })
    expect((await federation.refused(1, record('17501'))).code).toBe('clearing.over-limit')
    await federation.do(1, record('17500'))
    await federation.settle()
    expect((await lending.digests()).size).toBe(1)
  })

  test('a period that its provider records as if it had not heard of the end waits for a person', async () => {
    const { lending, bookingId } = await ended()
    await using federation = lending.federation
    await federation.pass(2 * DAY_MS)
    const { node } = federation.member(0)
    const scope = lending.agreementId as Scope
    const third = (await lending.usages(0)).find(({ reference }) => reference === '3')
    const [row] = await node.store.read((reader) => reader.subjects(scope, [third?.id ?? '']))
    const [known] = Object.values(asUsage(row?.state ?? null).bodies)
    if (known === undefined) throw new Error('a third period')
    const from = Number(known.body.from) + DAY_MS
    const body = { ...known.body, reference: '4', from, until: from + DAY_MS } as unknown as JsonObject
    const own = await node.store.read((reader) => reader.logAfter(scope, node.self, 0, 100))
    const subject = usageId(bookingId, '4')
    const words = { kind: 'usage.recorded', subject, body, at: federation.now }
    const entry = new EntryWriter(node.signer, scope, own.at(-1) ?? null).write(words)
    for (const member of federation.world.members) await ingest(member.node, [entry])
    await federation.settle()
    expect((await lending.usage(1, subject)).status).toBe('RECORDED')
  })
})
