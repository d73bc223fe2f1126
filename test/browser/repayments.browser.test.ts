import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { acquaint, foundClearing, owe, untilEqual } from '../federation/support/dealings.ts'
import { barriers, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

describe.skipIf(findChromium() === null)('what was paid too much', () => {
  let browser: Browser
  let stage: Stage
  let alder: NodeProcess
  let birch: NodeProcess
  let cedar: NodeProcess
  let agreementId: string

  beforeAll(async () => {
    const env = { ROCHDALE_AUTO_ACCEPT_NETTING: 'false' }
    stage = await openStage({ env })
    ;({ browser, alder, birch } = stage)
    cedar = await stage.federation.start('Cedar', { env })
    await acquaint([alder, birch, cedar])
    agreementId = await foundClearing([alder, birch, cedar])
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  /** A debt of Alder to Birch, paid so often as a whole. */
  async function paid(reference: string, amount: string, times: number): Promise<string> {
    const id = await owe({ agreementId, debtor: alder, creditor: birch, amount, reference })
    for (let i = 0; i < times; i++) {
      const payment = await ask.recordPayment(alder.client, id, amount)
      await waitFor('it can be confirmed', async () => {
        await ask.confirmPayment(birch.client, payment)
        return true
      })
    }
    return id
  }

  test('a second payment of what waits to be confirmed is warned of', async () => {
    const id = await owe({ agreementId, debtor: alder, creditor: birch, amount: '130000', reference: 'TWICE' })
    await ask.recordPayment(alder.client, id, '130000')
    const { page, faults } = await visit(browser, alder, { path: `/clearing/debts/${id}` })
    await page.getByText('1,300.00 EUR of it is recorded as paid and waits to be confirmed').waitFor()
    await page.getByRole('button', { name: 'Record a payment' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Of the 1,300.00 EUR that are owed, 1,300.00 EUR are recorded as paid already').waitFor()
    expect(await dialog.getByLabel('Amount in EUR').inputValue()).toBe('')
    await dialog.getByLabel('Amount in EUR').fill('5')
    await dialog.getByText('more than the 0.00 EUR that are still to be paid: Birch would owe us').waitFor()
    expect(faults).toEqual([])
  })

  test('is paid back by the creditor, and confirmed or rejected by the debtor', async () => {
    const path = `/clearing/debts/${await paid('BACK', '2000', 2)}`
    const { page: ours } = await visit(browser, alder, { path: '/clearing?reference=BACK' })
    await ours
      .getByRole('row', { name: /BACK .*Overpaid/ })
      .getByText('overpaid by 20.00 EUR; Birch owes it back')
      .waitFor()
    await ours.goto(`${alder.client.url}${path}`)
    await ours.getByRole('heading', { name: 'Birch owes Alder (us) back' }).waitFor()
    await ours.getByText('Overpaid', { exact: true }).waitFor()
    const { page: theirs } = await visit(browser, birch, { path })
    await theirs.getByRole('button', { name: 'Record a repayment' }).click()
    await theirs.getByText('We say that we have paid Alder back.').waitFor()
    expect(await barriers(theirs)).toEqual([])
    await theirs.getByRole('button', { name: 'Record the repayment' }).click()
    await ours.getByText('Repayment of 20.00 EUR').waitFor()
    await theirs.getByRole('button', { name: 'Withdraw the payment' }).waitFor()
    expect(await ours.getByRole('button', { name: 'Withdraw the payment' }).count()).toBe(0)
    await ours.getByRole('button', { name: 'Reject the payment' }).waitFor()
    await ours.getByRole('button', { name: 'Confirm the payment' }).click()
    await ours.getByText('We say that we have received 20.00 EUR from Birch.').waitFor()
    await ours.getByRole('dialog').getByRole('button', { name: 'Confirm the payment' }).click()
    await ours.getByText('Settled', { exact: true }).waitFor()
    await ours.getByRole('heading', { name: 'Alder (us) owes Birch' }).waitFor()
    expect(await ours.getByText('Overpaid').count()).toBe(0)
    await ours.goto(alder.client.url)
    await ours.getByText('recorded a payment of 20.00 EUR, Birch to Alder (BACK)').waitFor()
  })

  test('is a debt of the creditor in a round, of which only what came about is told as netted', async () => {
    await paid('OVER', '500', 2)
    await owe({ agreementId, debtor: alder, creditor: birch, amount: '300', reference: 'SMALL' })
    await owe({ agreementId, debtor: birch, creditor: cedar, amount: '900', reference: 'ROUND-1' })
    await owe({ agreementId, debtor: cedar, creditor: alder, amount: '900', reference: 'ROUND-2' })
    await owe({ agreementId, debtor: alder, creditor: birch, amount: '900', reference: 'ROUND-3' })
    await untilEqual([alder, birch, cedar], agreementId)
    const { page, faults } = await visit(browser, alder, { path: '/clearing/netting' })
    await page.getByRole('button', { name: 'Propose this as a round' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Propose this as a round' }).click()
    await page.getByRole('row', { name: /OVER We are owed by Birch 5\.00 EUR/ }).waitFor()
    await page.getByRole('row', { name: /SMALL We owe Birch 3\.00 EUR/ }).waitFor()
    const { pathname } = new URL(page.url())
    const id = pathname.split('/').at(-1) ?? ''
    await page.goto(`${alder.client.url}/clearing/netting`)
    await page.getByText(/What an open round has reserved until .* is left out here\./).waitFor()
    await page.getByRole('link', { name: 'open round' }).click()
    await Promise.all([birch, cedar].map(({ client }) => waitFor('it is here', () => ask.nettingRound(client, id))))
    const { page: cedars } = await visit(browser, cedar, { path: pathname })
    await cedars.getByRole('button', { name: 'Refuse' }).click()
    await cedars.getByLabel('Why').fill('Not ours')
    await cedars.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click()
    const { page: theirs } = await visit(browser, birch, { path: pathname })
    await theirs.getByRole('button', { name: 'Accept', exact: true }).click()
    await theirs.getByRole('dialog').getByRole('button', { name: 'Accept', exact: true }).click()
    await page.getByText('because Cedar refused. Below is what was proposed.').waitFor()
    await page.getByText('Would have been netted').waitFor()
    expect(await page.getByText('Netted', { exact: true }).count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
