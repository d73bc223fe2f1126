import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { agree, type Debt, foundClearing, owe, record, untilObligation } from '../federation/support/dealings.ts'
import { findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

/** Presses a button, and the same one in the dialog that asks whether it is meant. */
async function press(page: Page, verb: string, fill: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).click()
  const dialog = page.getByRole('dialog')
  for (const [label, text] of Object.entries(fill)) await dialog.getByLabel(label).fill(text)
  await dialog.getByRole('button').first().waitFor()
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

describe.skipIf(findChromium() === null)('two cooperatives, each in its own browser', () => {
  let browser: Browser
  let stage: Stage
  let alder: NodeProcess
  let birch: NodeProcess
  let agreementId: string

  beforeAll(async () => {
    stage = await openStage({ env: { ROCHDALE_AUTO_ACCEPT_NETTING: 'false' } })
    ;({ browser, alder, birch } = stage)
    agreementId = await foundClearing([alder, birch])
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  /** The same page in both browsers. */
  async function both(path: string) {
    const [ours, theirs] = await Promise.all([visit(browser, alder, { path }), visit(browser, birch, { path })])
    return { ours: ours.page, theirs: theirs.page }
  }

  test('suspend an agreement, lift that, and end it because one broke it', async () => {
    const terms = { custom: { name: 'Oven sharing', terms: { hours: 4 } } }
    const id = await agree([alder, birch], { title: 'Oven sharing', terms })
    const { ours, theirs } = await both(`/agreements/${id}`)
    await press(ours, 'Suspend', { Why: 'The oven is broken' })
    await theirs.getByText('“The oven is broken”').waitFor()
    await theirs.getByText('Suspended', { exact: true }).waitFor()
    await press(ours, 'Resume')
    await theirs.getByText('Active', { exact: true }).waitFor()
    await theirs.getByRole('button', { name: 'End the agreement' }).click()
    await theirs.getByLabel('How').selectOption({ label: 'For breach by a party' })
    await theirs.getByText('the record names who broke it').waitFor()
    await theirs.getByLabel('Clause').fill('Four hours a day')
    await theirs.getByLabel('Explanation').fill('Two hours only, for a month')
    await theirs.getByRole('dialog').getByRole('button', { name: 'End the agreement' }).click()
    await ours.getByText('Ended', { exact: true }).waitFor()
    await ours.getByText('Breach by Alder: Four hours a day').waitFor()
  })

  test.each([
    ['that both have signed: it stays owed meanwhile', 'Owed', 'still owed, of 100.00 EUR', owe],
    ['that its creditor alone claims', 'Disputed', 'disputed, of 100.00 EUR', (debt: Debt) => record(alder, debt)],
  ])('dispute a debt %s, and choose the same outcome', async (_which, meanwhile, open, make) => {
    const id = await make({ agreementId, debtor: birch, creditor: alder, amount: '10000' })
    const { ours, theirs } = await both(`/clearing/debts/${id}`)
    await press(theirs, 'Dispute', { 'What is not right': 'Two boxes were missing' })
    await ours.getByText('“Two boxes were missing”').waitFor()
    await ours.getByText(meanwhile, { exact: true }).waitFor()
    await ours.getByText(open).waitFor()
    for (const page of [ours, theirs]) {
      if (page === theirs) await page.getByText('Alder proposes: the amount is 80.00 EUR.').waitFor()
      await page.getByRole('button', { name: 'Propose an outcome' }).click()
      await page.getByLabel('Outcome', { exact: true }).selectOption({ label: 'The debt has another amount' })
      await page.getByLabel('Amount in EUR').fill('80')
      await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
    }
    for (const page of [ours, theirs]) {
      await page.getByText('Resolved: the amount is 80.00 EUR.').waitFor()
      await page.getByRole('region', { name: 'The debt' }).getByText('80.00 EUR').first().waitFor()
      await page.getByRole('link', { name: 'Overview' }).click()
      const activity = page.getByRole('region', { name: 'Recent activity' })
      await activity.getByText('proposed an outcome of the dispute about 80.00 EUR, Birch to Alder').first().waitFor()
      expect(await activity.getByText('100.00 EUR').count(), 'the figure before the dispute').toBe(0)
    }
  })

  test('pay a debt in part, confirm that it has arrived, and forgive the rest', async () => {
    const id = await owe({ agreementId, debtor: birch, creditor: alder, amount: '5000' })
    const { ours, theirs } = await both(`/clearing/debts/${id}`)
    await theirs.getByRole('button', { name: 'Record a payment' }).click()
    await theirs.getByLabel('Amount in EUR').fill('30')
    await theirs.getByLabel('Reference').fill('bank transfer')
    await theirs.getByRole('button', { name: 'Record the payment' }).click()
    await press(ours, 'Confirm the payment')
    await theirs.getByText('Received', { exact: true }).waitFor()
    await theirs.getByRole('region', { name: 'The debt' }).getByText('20.00 EUR').first().waitFor()
    await press(ours, 'Write off', { Why: 'An old friend' })
    await theirs.getByText('Written off', { exact: true }).waitFor()
    await untilObligation([alder, birch], id, { status: 'FORGIVEN' })
  })

  test('confirm what the creditor has recorded', async () => {
    const id = await record(alder, { agreementId, debtor: birch, creditor: alder, amount: '700' })
    const { page, faults } = await visit(browser, birch)
    const waiting = page.getByRole('region', { name: 'Awaiting our answer' })
    await waiting.getByRole('link', { name: /7\.00/ }).click()
    await press(page, 'Confirm')
    await page.getByText('Owed', { exact: true }).waitFor()
    await untilObligation([alder, birch], id, { status: 'CONFIRMED' })
    expect(faults).toEqual([])
  })

  test('refuse a netting round with a reason that the proposer reads, and accept the next one', async () => {
    await owe({ agreementId, debtor: alder, creditor: birch, amount: '400' })
    const { ours, theirs } = await both('/clearing/rounds')
    const propose = async () => {
      const round = await ask.proposeNetting(alder.client, { agreementId, currency: 'EUR' })
      await theirs.goto(`${birch.client.url}/clearing/rounds/${round.id}`)
      await ours.goto(`${alder.client.url}/clearing/rounds/${round.id}`)
      await waitFor('the round is here', async () => await ask.nettingRound(birch.client, round.id))
    }
    await propose()
    await press(theirs, 'Refuse', { Why: 'After our annual closing, please' })
    await ours.getByText('“After our annual closing, please”').waitFor()
    await ours.getByText('Abandoned', { exact: true }).waitFor()
    await propose()
    await press(theirs, 'Accept')
    await ours.getByText('8.00 EUR was netted among 2 cooperatives').waitFor()
    await ours.getByRole('link', { name: 'Rounds' }).click()
    await ours.getByRole('cell', { name: '8.00 EUR' }).waitFor()
  })
})
