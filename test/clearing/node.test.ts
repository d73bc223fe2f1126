import { describe, expect, test } from 'vitest'
import * as clearing from '../../src/node/commands/clearing.ts'
import { MINUTE_MS, Town } from './town.ts'

/** Member 0 owes 1 so much, 1 owes 2, 2 owes 0: recorded by the debtors, confirmed by the creditors' nodes. */
async function circle(town: Town, amounts: readonly [number, number, number] = [100, 80, 60]): Promise<string[]> {
  const ids: string[] = []
  for (const [i, amount] of amounts.entries()) {
    const { obligationId } = await town.do(
      i,
      clearing.recordObligation({
        agreementId: town.scope,
        debtor: town.did(i),
        creditor: town.did((i + 1) % 3),
        amount: String(amount),
        currency: 'EUR',
      }),
    )
    ids.push(String(obligationId))
  }
  await town.settle()
  return ids
}

describe('a round between nodes', () => {
  test('the worked example nets by itself: proposed once, accepted and committed by the nodes', async () => {
    await using town = await Town.found(3)
    const ids = await circle(town)
    for (const id of ids) expect(await town.obligation(0, id)).toMatchObject({ status: 'CONFIRMED' })
    const { nettingRoundId } = await town.do(0, clearing.proposeNetting({ agreementId: town.scope, currency: 'EUR' }))
    await town.settle()
    for (const i of [0, 1, 2]) {
      expect(await town.round(i, nettingRoundId)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
      const remaining = await Promise.all(ids.map(async (id) => (await town.obligation(i, id)).remaining))
      expect(remaining).toEqual(['40', '20', '0'])
    }
  })
})
