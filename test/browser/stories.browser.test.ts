import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { agree, didOf, tell } from '../federation/support/dealings.ts'
import { barriers, choose, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const chromium = findChromium()
if (chromium === null)
  console.info('no Chromium here: set CHROMIUM=/path/to/chromium to run the stories in the browser')

const CLEARING = { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '500000' }] } }

describe.skipIf(chromium === null)('in the browser', () => {
  let browser: Browser
  let stage: Stage
  let alder: NodeProcess
  let birch: NodeProcess

  beforeAll(async () => {
    stage = await openStage()
    ;({ browser, alder, birch } = stage)
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  test('a coordinator drafts and proposes at one node, a treasurer sees it appear at another and signs', async () => {
    const coordinator = await visit(browser, alder, { path: '/agreements/new' })
    const treasurer = await visit(browser, birch)
    const form = coordinator.page
    await form.getByLabel('Title').fill('Clearing by browser')
    await form.getByRole('button', { name: 'Save as a draft' }).click()
    await form.getByText('Add at least one other party that signs.').waitFor()
    await form.getByRole('button', { name: 'Add a party' }).click()
    await choose(form, 'Cooperative', 'Birch')
    await form.getByLabel('Currency', { exact: true }).fill('eur')
    await form.getByLabel('Credit limit between two parties').fill('5,000')
    await form.getByRole('button', { name: 'Save as a draft' }).click()
    await form.getByText('each party may owe any other at most 5,000.00 EUR').waitFor()
    await form.getByRole('button', { name: 'Propose and sign' }).click()
    await form.getByRole('dialog').getByText('is sent to Birch').waitFor()
    await form.getByRole('dialog').getByRole('button', { name: 'Propose and sign' }).click()

    const waiting = treasurer.page.getByRole('region', { name: 'Awaiting our answer' })
    await waiting.getByRole('link', { name: 'Clearing by browser' }).click()
    await treasurer.page.getByRole('button', { name: 'Sign', exact: true }).click()
    await treasurer.page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click()
    for (const { page, faults } of [coordinator, treasurer]) {
      await page.getByText('Active', { exact: true }).waitFor()
      expect(await page.getByText('Signed version 1').count()).toBe(2)
      expect(faults).toEqual([])
    }
  })

  test('a change is proposed, told as a difference, and in force when both have signed it', async () => {
    const coordinator = await visit(browser, alder, { path: '/agreements' })
    const treasurer = await visit(browser, birch, { path: '/agreements' })
    for (const { page } of [coordinator, treasurer])
      await page.getByRole('link', { name: 'Clearing by browser' }).click()
    await coordinator.page.getByRole('link', { name: 'Propose a change' }).click()
    await coordinator.page.getByLabel('What changes and why').fill('More room in spring')
    await coordinator.page.getByLabel('Credit limit between two parties').fill('9,000')
    await coordinator.page.getByRole('button', { name: 'Propose the change and sign' }).click()
    const question = coordinator.page.getByRole('dialog')
    await question.getByText('Proposing the change is our signature').waitFor()
    expect(await question.getByRole('row').nth(1).textContent()).toMatch(/5,000\.00 EUR\s*9,000\.00 EUR/)
    await question.getByRole('button', { name: 'Propose the change and sign' }).click()
    const change = treasurer.page.getByRole('article', { name: 'More room in spring' })
    await change.getByText('9,000.00 EUR').waitFor()
    expect(await change.getByRole('row').count(), 'a head, and the one field that differs').toBe(2)
    await change.getByRole('button', { name: 'Sign the change' }).click()
    await treasurer.page.getByRole('dialog').getByRole('button', { name: 'Sign the change' }).click()
    for (const { page, faults } of [coordinator, treasurer]) {
      await page.getByText('may owe any other at most 9,000.00 EUR').waitFor()
      await page.getByText('The agreement is at version 2.').waitFor()
      expect(faults).toEqual([])
    }
  })

  test('a page whose connection was cut says so, and misses nothing when it is back', async () => {
    const { page, wire } = await visit(browser, alder, { path: '/agreements' })
    await wire.cut()
    await page.getByText('Connection lost, reconnecting').waitFor()
    const party = { did: await didOf(birch), role: 'COUNTERPARTY' }
    await ask.createDraft(alder.client, { title: 'Made meanwhile', terms: CLEARING, parties: [party] })
    await page.waitForTimeout(1_000)
    expect(await page.getByText('Made meanwhile').count()).toBe(0)
    wire.mend()
    await page.getByRole('link', { name: 'Made meanwhile' }).waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
  })

  test('what has happened is on the screen without a reload', async () => {
    const { page } = await visit(browser, alder, { path: '/agreements' })
    await page.getByRole('heading', { name: 'Agreements' }).waitFor()
    const party = { did: await didOf(birch), role: 'COUNTERPARTY' }
    await ask.createDraft(alder.client, { title: 'Seen at once', terms: CLEARING, parties: [party] })
    await page.getByRole('link', { name: 'Seen at once' }).waitFor()
  })

  test('whose token has been revoked is asked to sign in again, and is told why', async () => {
    const input = { name: 'a guest', role: 'VIEWER' }
    const { secret, token } = await tell<{ secret: string; token: { id: string } }>(
      alder,
      'createToken',
      input,
      'secret token { id }',
    )
    const { page } = await visit(browser, alder, { path: '/agreements', token: secret })
    await page.getByRole('link', { name: 'Clearing by browser' }).click()
    expect(await page.getByRole('button', { name: 'Suspend' }).isDisabled()).toBe(true)
    await tell(alder, 'revokeToken', { tokenId: token.id }, 'token { id }')
    await page.getByText('The node does not accept this token').waitFor()
    await page.getByLabel('Token').fill(alder.client.token)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Clearing by browser' }).waitFor()
  })

  test('debts are recorded and read in, netted in a round, and everybody can see what was set off', async () => {
    const agreementId = await agree([alder, birch], { title: 'For netting', terms: CLEARING })
    const { page, faults } = await visit(browser, alder, { path: '/clearing/debts/record' })
    await page.getByLabel('Under which agreement').selectOption({ label: 'For netting' })
    await page.getByLabel('Amount').fill('100')
    await page.getByRole('button', { name: 'Record the debt' }).click()
    await page.getByText('Owed', { exact: true }).waitFor()

    await page.getByRole('link', { name: 'Debts', exact: true }).click()
    await page.getByRole('link', { name: 'Import CSV' }).click()
    await page.getByLabel('Under which agreement').selectOption({ label: 'For netting' })
    const readIn = (rows: string) =>
      page.getByLabel('The file').setInputFiles({
        name: 'debts.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`debtor,creditor,amount,currency\n${rows}`),
      })
    await readIn('Alder,Birch,1.005,EUR\nAlder,Birch,10.00,EUR\n')
    await page.getByText("'1.005' has 3 digits after the point where EUR has 2").waitFor()
    await readIn('Alder,Birch,99999.00,EUR\n')
    await page.getByRole('button', { name: 'Record 1 debt' }).click()
    await page.getByRole('alert').waitFor()
    await readIn('Alder,Birch,10.00,EUR\n')
    await page.getByRole('button', { name: 'Record 1 debt' }).click()
    await page.getByRole('link', { name: '10.00 EUR', exact: true }).waitFor()

    const [debtor, creditor] = [await didOf(birch), await didOf(alder)]
    await ask.recordObligation(birch.client, { agreementId, debtor, creditor, amount: '6000', currency: 'EUR' })
    await page.getByRole('link', { name: 'Netting' }).click()
    await page.getByLabel('Agreement', { exact: true }).selectOption({ label: 'For netting' })
    await page.getByRole('region', { name: 'Totals' }).getByText('120.00 EUR').waitFor()
    await page.getByRole('button', { name: 'Show the picture' }).click()
    await page.getByText('Before: 2 cooperatives, 2 lines of debt.').waitFor()
    await page.getByRole('button', { name: 'Propose this as a round' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Propose this as a round' }).click()
    await page.getByText('120.00 EUR was netted').waitFor()
    // The refusal of the node is an answer with the status 200; nothing else went wrong.
    expect(faults).toEqual([])
  })

  test.each(['/', '/agreements', '/agreements/new', '/clearing', '/clearing/netting', '/clearing/rounds', '/nowhere'])(
    'nothing keeps anybody from using %s, in light and in dark',
    async (path) => {
      const { page } = await visit(browser, alder, { path })
      await page.waitForLoadState('networkidle')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await barriers(page)).toEqual([])
      }
    },
  )
})
