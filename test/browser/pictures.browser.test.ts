import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { didOf, foundClearing, owe, record, untilObligation } from '../federation/support/dealings.ts'
import { TestFederation } from '../support/federation.ts'
import { findChromium, launch, visit } from './support/browser.ts'

/** Where the pictures of the README go, by `npm run pictures`; without it, what they show is only looked for. */
const FOLDER = process.env.ROCHDALE_PICTURES ?? ''
const BYTES_MAX = 200_000

describe.skipIf(findChromium() === null)('the pictures of the README', () => {
  const federation = new TestFederation()
  let browser: Browser
  let alder: NodeProcess
  let birch: NodeProcess
  let cedar: NodeProcess

  /** The worked example, and some answers that Alder owes. */
  beforeAll(async () => {
    ;[alder, birch, cedar] = await federation.startAll(['Alder Bakery', 'Birch Joinery', 'Cedar Repairs'])
    const agreementId = await foundClearing([alder, birch, cedar])
    await owe({ agreementId, debtor: alder, creditor: birch, amount: '10000', reference: 'shelves' })
    await owe({ agreementId, debtor: birch, creditor: cedar, amount: '8000', reference: 'saw repaired' })
    await owe({ agreementId, debtor: cedar, creditor: alder, amount: '6000', reference: 'bread in October' })
    const claim = { agreementId, debtor: alder, creditor: cedar, amount: '4250', reference: 'oven repaired' }
    const claimed = await record(cedar, claim)
    const draft = await ask.createDraft(birch.client, {
      title: 'One van for two',
      terms: { custom: { name: 'Van sharing', terms: { days: 'Tuesday and Friday' } } },
      parties: [{ did: await didOf(alder), role: 'COUNTERPARTY' }],
    })
    await ask.proposeAgreement(birch.client, draft.id)
    await untilObligation([alder, birch, cedar], claimed, { status: 'RECORDED' })
    browser = await launch()
  })

  afterAll(async () => {
    await browser?.close()
    await federation[Symbol.asyncDispose]()
  })

  test('the dashboard shows what waits for an answer and where the cooperative stands', async () => {
    const { page } = await visit(browser, alder)
    await page.setViewportSize({ width: 1280, height: 820 })
    const waiting = page.getByRole('region', { name: 'Awaiting our answer' })
    await waiting.getByRole('link', { name: 'One van for two' }).waitFor()
    await waiting.getByRole('link', { name: /42\.50/ }).waitFor()
    await page.waitForLoadState('networkidle')
    keep('dashboard', await page.screenshot())
  })

  test('a netting shows who owes whom before it, and what is left to pay after it', async () => {
    const { page } = await visit(browser, alder, { path: '/clearing/netting' })
    await page.setViewportSize({ width: 760, height: 900 })
    await page.getByRole('region', { name: 'Totals' }).getByText('180.00 EUR').waitFor()
    await page.getByRole('button', { name: 'Show the picture' }).click()
    const picture = page.getByRole('region', { name: 'Who owes whom' })
    await picture.getByText('Before: 3 cooperatives, 3 lines of debt.').waitFor()
    const before = await drawn(picture)
    await picture.getByRole('button', { name: 'After' }).click()
    await picture.getByText('After: this is left to pay.').waitFor()
    const after = await drawn(picture, before)
    keep('netting', await sideBySide(page, { 'Before: 240.00 EUR': before, 'After: 60.00 EUR': after }))
  })
})

/** The drawing alone, once it is another than the one before and stands still: its canvas tells no end of it. */
async function drawn(picture: Locator, before: Buffer = Buffer.alloc(0)): Promise<Buffer> {
  let last = before
  for (;;) {
    await picture.page().waitForTimeout(500)
    const now = await picture.getByRole('img').screenshot()
    if (now.equals(last) && !now.equals(before)) return now
    last = now
  }
}

async function sideBySide(page: Page, pictures: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const figures = Object.entries(pictures).map(
    ([title, bytes]) =>
      `<figure><img src="data:image/png;base64,${bytes.toString('base64')}"><figcaption>${title}</figcaption></figure>`,
  )
  const sheet = await page.context().newPage()
  await sheet.setViewportSize({ width: 1240, height: 600 })
  await sheet.setContent(`<style>
    body { display: inline-flex; gap: 16px; margin: 16px; font: 20px sans-serif; text-align: center }
    figure { margin: 0 } img { width: 580px }
  </style>${figures.join('')}`)
  return await sheet.locator('body').screenshot()
}

function keep(name: string, bytes: Buffer): void {
  expect(bytes.length, name).toBeLessThan(BYTES_MAX)
  if (FOLDER === '') return
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, `${name}.png`), bytes)
}
