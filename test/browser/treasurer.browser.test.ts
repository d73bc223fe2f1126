import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import {
  agree,
  didOf,
  foundClearing,
  obligationCount,
  owe,
  tell,
  untilObligation,
} from '../federation/support/dealings.ts'
import { barriers, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const DAY_MS = 86_400_000

/** The calendar day in UTC, so many days from now. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
}

/** Holds a page's mutations back once so many have gone, until they are let go. */
async function hold(page: Page, mutation: string, after: number): Promise<{ readonly letGo: () => void }> {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let count = 0
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes(mutation) && ++count > after) await held
    await route.continue()
  })
  return { letGo }
}

describe.skipIf(findChromium() === null)('a treasurer’s month', () => {
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

  /** Birch claims many debts of Alder, with references that begin alike; answers their ids. */
  async function claim(count: number, name: string, more: object = {}): Promise<string[]> {
    const [debtor, creditor] = await Promise.all([didOf(alder), didOf(birch)])
    const obligations = Array.from({ length: count }, (_, i) => ({
      ...{ debtor, creditor, amount: '1000', currency: 'EUR' },
      ...{ reference: `${name}-${String(i + 1).padStart(3, '0')}`, ...more },
    }))
    const before = await obligationCount(alder, agreementId)
    const input = { agreementId, obligations }
    const answer = await tell<{ obligations: { id: string }[] }>(
      birch,
      'recordObligations',
      input,
      'obligations { id }',
    )
    await waitFor('they have arrived', async () => (await obligationCount(alder, agreementId)) === before + count)
    return answer.obligations.map(({ id }) => id)
  }

  const rowsOf = (page: Page) => page.getByRole('table').getByRole('row')

  test('selects all that wait for an answer, beyond the page, and confirms them; one was withdrawn meanwhile', async () => {
    const ids = await claim(30, 'RE-2026')
    const { page, faults } = await visit(browser, alder, { path: '/clearing?reference=re-2026' })
    await page.getByRole('button', { name: 'Select all 30 that wait for our confirmation' }).click()
    await page.getByText('Owed to us 0.00 EUR · we owe 300.00 EUR').first().waitFor()
    await page.getByRole('button', { name: 'Select none' }).click()
    await page.getByLabel('Select RE-2026-030').check()
    await page.getByRole('button', { name: 'Confirm 1 debt …' }).waitFor()
    await page.getByRole('button', { name: 'Select all 30 that wait' }).click()
    await page.getByRole('button', { name: 'Confirm 30 debts …' }).click()
    expect(await barriers(page)).toEqual([])
    const [withdrawn] = ids
    await tell(birch, 'withdrawObligation', { obligationId: withdrawn, reason: 'sent twice' }, 'obligation { id }')
    await untilObligation([alder], withdrawn ?? '', { status: 'WITHDRAWN' })
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click()
    await dialog.getByText('29 of 30 confirmed, 1 failed.').waitFor()
    const failure = dialog.getByRole('listitem')
    expect(await failure.textContent()).toMatch(/^RE-2026-001: .*withdr/i)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByText('Owed to us 0.00 EUR · we owe 290.00 EUR').waitFor()
    await Promise.all(ids.slice(1).map((id) => untilObligation([birch], id, { status: 'CONFIRMED' })))
    expect(faults).toEqual([])
  })

  test('stops halfway, and what was not confirmed waits as before', async () => {
    await claim(120, 'STOP')
    const { page } = await visit(browser, alder, { path: '/clearing?awaiting=yes' })
    const { letGo } = await hold(page, 'confirmObligation', 8)
    await page.getByRole('button', { name: 'Select all 120 that wait' }).click()
    await page.getByRole('button', { name: 'Confirm 120 debts …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click()
    await dialog.getByRole('button', { name: 'Stop' }).click()
    letGo()
    const told = (await dialog.getByText(/ left as they were/).textContent()) ?? ''
    const [done = 0, left = 0] = (/^(\d+) of 120 confirmed, (\d+) left/.exec(told) ?? []).slice(1).map(Number)
    expect(done + left).toBe(120)
    expect(left).toBeGreaterThan(0)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: `Select all ${left} that wait` }).click()
    await page.getByRole('button', { name: `Confirm ${left} debts …` }).click()
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click()
    await dialog.getByText(`${left} of ${left} confirmed.`).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByText('No debt matches these filters.').waitFor()
  })

  test('finds what is overdue and what is due soon, by reference and by counterparty, with its sums, and keeps that', async () => {
    const due = async (reference: string, days: number, amount: string) => {
      const debt = { agreementId, debtor: alder, creditor: birch, amount, reference }
      return await owe({ ...debt, ...{ dueDate: dayFromNow(days) } })
    }
    await due('DUE-late', -3, '700')
    await due('DUE-soon', 5, '200')
    await due('DUE-later', 20, '50')
    const { page, faults } = await visit(browser, alder, { path: '/clearing' })
    await page.getByLabel('Reference contains').fill('ue-')
    await page.getByText('Owed to us 0.00 EUR · we owe 9.50 EUR').waitFor()
    await expect.poll(() => rowsOf(page).count()).toBe(4)
    await page.getByRole('row', { name: /DUE-late .*Overdue/ }).waitFor()
    await expect.poll(() => page.getByText('Overdue', { exact: true }).and(page.locator('.badge')).count()).toBe(1)
    await page.getByLabel('Due', { exact: true }).selectOption({ label: 'Overdue' })
    await page.getByText('we owe 7.00 EUR').waitFor()
    await expect.poll(() => rowsOf(page).count()).toBe(2)
    await page.getByLabel('Due', { exact: true }).selectOption({ label: 'Within 7 days' })
    await page.getByText('we owe 2.00 EUR').waitFor()
    await page.getByLabel('With', { exact: true }).selectOption({ label: 'Birch' })
    await page.reload()
    await page.getByText('we owe 2.00 EUR').waitFor()
    expect(await page.getByLabel('Reference contains').inputValue()).toBe('ue-')
    await page.getByLabel('Due', { exact: true }).selectOption({ label: 'By a day …' })
    await page.getByLabel('Due by').fill(dayFromNow(20))
    await page.getByText('we owe 9.50 EUR').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.goto(`${alder.client.url}/`)
    await page.getByRole('link', { name: 'Overdue' }).click()
    await page.getByText('we owe 7.00 EUR').waitFor()
    expect(faults).toEqual([])
  })

  test('a round for people shows what it does to our own debts before we accept it', async () => {
    const ours = await owe({ agreementId, debtor: alder, creditor: birch, amount: '2500', reference: 'NET-ours' })
    const netted = await owe({ agreementId, debtor: birch, creditor: alder, amount: '900', reference: 'NET-theirs' })
    const { page: theirs, faults } = await visit(browser, birch, { path: '/clearing/netting' })
    await theirs.getByRole('button', { name: 'Propose this as a round' }).click()
    const dialog = theirs.getByRole('dialog')
    await dialog.getByText('ours accepts up to 15 minutes').waitFor()
    await dialog.getByLabel('Time to answer').selectOption({ label: 'Until …, answered by people' })
    await dialog.getByText('waits for a person at each cooperative').waitFor()
    await dialog.getByText('In your time zone, UTC.').waitFor()
    await dialog.getByLabel('Until', { exact: true }).fill('2020-01-01T10:00')
    await dialog.getByText('Choose a time that is still to come.').waitFor()
    expect(await dialog.getByRole('button', { name: 'Propose this as a round' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Until', { exact: true }).fill(`${dayFromNow(3)}T10:00`)
    expect(await barriers(theirs)).toEqual([])
    await dialog.getByRole('button', { name: 'Propose this as a round' }).click()
    await theirs.getByRole('heading', { name: 'Round in EUR, Clearing' }).waitFor()
    await theirs.getByText(/Answer by .*10:00.*UTC, or your debts stay out/).waitFor()
    const path = new URL(theirs.url()).pathname
    await waitFor('the round is here', async () => await ask.nettingRound(alder.client, path.split('/').at(-1) ?? ''))
    const { page } = await visit(browser, alder, { path })
    const own = page.getByRole('region', { name: 'Our debts in this round' }).first()
    await own.getByRole('row', { name: /NET-theirs We are owed by Birch 9\.00 EUR 9\.00 EUR 0\.00 EUR/ }).waitFor()
    await own.getByText('Our net position stays').waitFor()
    await page.getByRole('button', { name: 'Accept', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Accept', exact: true }).click()
    await page.getByText('18.00 EUR was netted among 2 cooperatives').waitFor()
    expect(await barriers(page)).toEqual([])
    const why = page.getByRole('region', { name: 'Why was it (not) netted?' })
    await page.goto(`${alder.client.url}/clearing/debts/${netted}`)
    await why.getByText('Nothing is owed on it any more.').waitFor()
    await why.getByText('All of the 9.00 EUR is set off. The round is committed.').waitFor()
    await page.goto(`${alder.client.url}/clearing/debts/${ours}`)
    await why.getByText('The next round takes 25.00 EUR of it into account.').waitFor()
    await why.getByText('went to their older debts').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('a round that a party refuses nets nothing, and says what it would have netted', async () => {
    const title = 'Clearing of the valley'
    const terms = { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '100000' }] } }
    const valley = await agree([alder, birch], { title, terms })
    await owe({ agreementId: valley, debtor: alder, creditor: birch, amount: '4000' })
    await owe({ agreementId: valley, debtor: birch, creditor: alder, amount: '2500' })
    const { id } = await ask.proposeNetting(alder.client, { agreementId: valley, currency: 'EUR' })
    await waitFor('the round is here', async () => await ask.nettingRound(birch.client, id))
    const { page, faults } = await visit(browser, birch, { path: `/clearing/rounds/${id}` })
    await page.getByRole('button', { name: 'Refuse' }).click()
    await page.getByRole('dialog').getByLabel('Why').fill('We settle this in cash')
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click()
    await page.getByText('The round ended without a result: Birch refused. Nothing was netted').waitFor()
    const shows = (name: string, hasText: RegExp) => page.getByRole('region', { name }).filter({ hasText }).waitFor()
    await shows('Totals', /Owed, in 2 debts\s*65\.00\sEUR\s*Would have been netted\s*50\.00\sEUR/)
    await shows('Totals', /Would have been left to pay, in 1 payment\s*15\.00\sEUR/)
    await shows('What would have been left to pay', /Alder\s*Birch \(us\)\s*15\.00\sEUR/)
    await page.goto(`${birch.client.url}/clearing/rounds`)
    await page.getByRole('row', { name: /Alder Clearing of the valley 0\.00\sEUR Abandoned/ }).waitFor()
    const [, ours] = await page.getByRole('row').allInnerTexts()
    expect(ours).not.toMatch(/[1-9]\d*\.\d\d/)
    expect(faults).toEqual([])
  })

  test('a payment that did not arrive is refused with the reason; the debt is owed again and can be netted', async () => {
    const amount = '4000'
    const id = await owe({ agreementId, debtor: alder, creditor: birch, amount, reference: 'PAY-1' })
    const path = `/clearing/debts/${id}`
    const [{ page: ours }, { page: theirs }] = await Promise.all([
      visit(browser, alder, { path }),
      visit(browser, birch, { path }),
    ])
    await ours.getByRole('button', { name: 'Record a payment' }).click()
    await ours.getByRole('button', { name: 'Record the payment' }).click()
    await theirs.getByRole('button', { name: 'Reject the payment' }).waitFor()
    const { page: overview } = await visit(browser, birch, { path: '/' })
    const waiting = overview.getByRole('region', { name: 'Awaiting our answer' })
    const payment = waiting.getByRole('listitem').filter({ hasText: 'PAY-1' })
    await payment.getByRole('link', { name: /^A payment of 40\.00\sEUR$/ }).waitFor()
    await payment.getByText('to be confirmed').waitFor()
    await overview.goto(`${birch.client.url}/clearing?awaiting=yes`)
    await overview.getByRole('row', { name: /PAY-1 – To be confirmed a payment of 40\.00\sEUR from Alder$/ }).waitFor()
    expect(await overview.getByRole('row', { name: /PAY-1 .*Owed/ }).count()).toBe(0)
    await theirs.getByRole('button', { name: 'Reject the payment' }).click()
    const dialog = theirs.getByRole('dialog')
    await dialog.getByLabel('What is not right').fill('Nothing has come since May')
    await dialog.getByRole('button', { name: 'Reject the payment' }).click()
    for (const page of [ours, theirs]) {
      await page.getByText('“Nothing has come since May”').waitFor()
      await page.getByText('Rejected', { exact: true }).waitFor()
      await page.getByRole('region', { name: 'The debt' }).getByText('40.00 EUR').first().waitFor()
      await page.getByText('Owed', { exact: true }).waitFor()
    }
    await ours.getByRole('button', { name: 'Record a payment' }).waitFor()
    await owe({ agreementId, debtor: birch, creditor: alder, amount: '100000000' })
    const round = await ask.proposeNetting(alder.client, { agreementId, currency: 'EUR' })
    await waitFor('the round is here', async () => await ask.nettingRound(birch.client, round.id))
    await theirs.goto(`${birch.client.url}/clearing/rounds/${round.id}`)
    await theirs.getByRole('button', { name: 'Accept', exact: true }).click()
    await theirs.getByRole('dialog').getByRole('button', { name: 'Accept', exact: true }).click()
    await ours.getByText('Settled', { exact: true }).waitFor()
  })
})
