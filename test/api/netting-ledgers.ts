import { expect } from 'vitest'
import type { Signer } from '../../src/identity/index.ts'
import { concluded } from '../clearing/concluded.ts'
import { alder, birch, cedar, type Debt, dogwood, type Ledger } from '../clearing/ledger.ts'
import type { RunningApi } from './running-node.ts'

/** An arrangement between four cooperatives, which this node reads. */
export function arrangement(title: string): Ledger {
  return concluded(title, [alder, birch, cedar, dogwood])
}

/** Gives a node everything that was said. */
export async function tell({ running }: RunningApi, { desk }: Ledger): Promise<void> {
  const { sealed, attachments } = desk.history
  const { outcomes } = await running.node.receive(sealed, attachments, null)
  expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toEqual([])
}

export const owes = (debtor: Signer, creditor: Signer, amount: number, more: Partial<Debt> = {}): Debt => {
  return { debtor, creditor, amount, reference: `${amount}`, ...more }
}

export function triangle(title: string) {
  const ledger = arrangement(title)
  const debts = { ab: owes(alder, birch, 10000), bc: owes(birch, cedar, 8000), ca: owes(cedar, alder, 6000) }
  for (const debt of Object.values(debts)) ledger.bind(debt)
  return { ledger, debts }
}
