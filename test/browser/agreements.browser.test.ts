import { randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { cooperativeHref } from '../../src/dashboard/logic/cooperative.ts'
import { signerOf } from '../../src/identity/index.ts'
import { Hoarder } from '../adversaries/support/hoarder.ts'
import { agree, didOf, tell } from '../federation/support/dealings.ts'
import { RECOVERY } from '../registry/cooperatives.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { barriers, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const CLEARING = { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '500000' }] } }
const DAY_MS = 86_400_000
const PHONE = { width: 360, height: 740 }

describe.skipIf(findChromium() === null)('the coordinator’s agreements in the browser', () => {
  let browser: Browser
  let stage: Stage
  let alder: NodeProcess
  let birch: NodeProcess

  beforeAll(async () => {
    stage = await openStage()
    ;({ browser, alder, birch } = stage)
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  test('a party is found among more cooperatives than a page holds, by keyboard alone', async () => {
    await using crowd = await Hoarder.start()
    await crowd.give(Array.from({ length: 120 }, (_, i) => announcement(`Cooperative ${String(i).padStart(3, '0')}`)))
    await crowd.meet(alder.multiaddr)
    await waitFor('all have announced themselves', async () => (await countAt(alder)) >= 122)

    const { page, faults } = await visit(browser, alder, { path: '/agreements/new' })
    await page.getByRole('button', { name: 'Add a party' }).click()
    const field = page.getByLabel('Cooperative', { exact: true })
    const choices = page.getByRole('listbox', { name: 'What was found' })
    expect(await field.inputValue(), 'nobody is filled in').toBe('')
    await field.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByText(/^The first 20 of 12\d: type more of the name\.$/).waitFor()
    await page.keyboard.type('ative 11')
    await page.getByText('10 found.').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    const active = choices.getByRole('option', { selected: true })
    const chosen = (await active.textContent())?.match(/Cooperative 11\d/)?.[0] ?? 'none'
    await page.keyboard.press('Enter')
    await choices.getByRole('option').first().waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe(chosen)

    await page.getByRole('button', { name: 'Add a party' }).click()
    await page.getByLabel('Cooperative', { exact: true }).nth(1).fill('Cooperative 11')
    await page.getByText('10 found.').waitFor()
    expect(await choices.getByRole('option').count(), 'one that is a party is not offered again').toBe(9)
    await page.keyboard.press('Escape')
    await choices.getByRole('option').first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Save as a draft' }).click()
    await page.getByText('Choose a cooperative, or paste its identifier').waitFor()
    expect(faults).toEqual([])
  })

  test('an identifier that is pasted into a picker is taken, and stays within its card on a phone', async () => {
    const { page } = await visit(browser, alder, { path: '/agreements/new' })
    await page.setViewportSize(PHONE)
    await page.getByRole('button', { name: 'Add a party' }).click()
    const { did } = signerOf(randomBytes(32))
    await page.getByLabel('Cooperative', { exact: true }).fill(did)
    expect(await page.getByLabel('Cooperative', { exact: true }).inputValue()).toBe(did)
    await page.getByLabel('Type').selectOption('RESOURCE_SHARING')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
  })

  test('after two changes each version is still to be seen, with its difference and its terms', async () => {
    const id = await agree([alder, birch], { title: 'Clearing in versions', terms: CLEARING })
    for (const [baseVersion, noticeDays] of [30, 60, 90].entries()) {
      if (baseVersion > 0) await amend(id, { baseVersion, noticeDays, description: `Notice of ${noticeDays} days` })
    }
    const { page, faults } = await visit(browser, birch, { path: `/agreements/${id}` })
    await page.getByText('A party may leave with 90 days of notice.').waitFor()
    const second = page.getByRole('article', { name: 'Version 2' })
    await second.getByRole('heading', { name: 'Version 2: Notice of 60 days' }).waitFor()
    await second.getByText('Proposed by Alder').waitFor()
    await second.getByText(/replaced/).waitFor()
    await second.getByText('Difference and full terms of version 2').click()
    await second.getByText('A party may leave with 60 days of notice.').waitFor()
    expect(await second.getByRole('row').nth(1).textContent()).toMatch(/Days of notice30\s*60/)
    const first = page.getByRole('article', { name: 'Version 1' })
    await first.getByText('Full terms of version 1').click()
    await first.getByText('A party may leave with 30 days of notice.').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('a notice of 30 days ends the agreement 30 days after the other node has acknowledged it, and no renewal is promised', async () => {
    const expiryDate = new Date(Date.now() + 300 * DAY_MS).toISOString()
    const autoRenewal = { period: 'P1Y', maxRenewals: 3 }
    const id = await agree([alder, birch], { title: 'To be left', terms: CLEARING, expiryDate, autoRenewal })
    const { page } = await visit(browser, alder, { path: `/agreements/${id}` })
    await page.getByText('renews automatically for 1 year (0 of at most 3 renewals so far)').waitFor()
    await birch.stop()
    await page.getByRole('button', { name: 'End the agreement' }).click()
    await page.getByLabel('How').selectOption({ label: 'By notice' })
    await page.getByRole('dialog').getByRole('button', { name: 'End the agreement' }).click()
    await page.getByText('Alder gave notice.').waitFor()
    await page.getByText(/when the nodes of 1 of 1 other signing parties have acknowledged it.*none has/).waitFor()
    await page.getByText(/^As it is now, the agreement would end on/).waitFor()
    birch = await stage.federation.restart(birch)
    await page.getByText(/^The notice of 30 days runs since/).waitFor()
    await page.getByText(/does not renew: the notice ends it on/).waitFor()
  })

  test('when one party has consented to the end, the page says who has and who has not', async () => {
    const id = await agree([alder, birch], { title: 'To be ended', terms: CLEARING })
    const { page } = await visit(browser, birch, { path: `/agreements/${id}` })
    await tell(alder, 'terminateAgreement', { agreementId: id, reason: { mutualConsent: {} } }, 'agreement { id }')
    await page.getByText('Alder has consented to its end; Birch has not yet.').waitFor()
    await page.getByRole('button', { name: 'Consent to its end' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Consent to its end' }).click()
    await page.getByText('All signing parties consented to its end.').waitFor()
  })

  test('a day that is over is refused beside its field, before anything is sent', async () => {
    const { page } = await visit(browser, alder, { path: '/agreements/new' })
    await page.getByLabel('Ends on').fill('2020-01-31')
    await page.getByText('This day is over. Choose a later one, or none.').waitFor()
    await page.getByLabel('To be signed before').fill('2020-01-31')
    await page.getByText('it can no longer be signed').waitFor()
    await page.getByLabel('Ends on').fill('2120-01-31')
    await page.getByText('Choose a later one, or none.').nth(1).waitFor({ state: 'detached' })
  })

  test('a passed credit limit names the parties and says how much is left', async () => {
    await agree([alder, birch], { title: 'Up to 5,000', terms: CLEARING })
    const { page } = await visit(browser, alder, { path: '/clearing/debts/record' })
    await page.getByLabel('Under which agreement').selectOption({ label: 'Up to 5,000' })
    await page.getByLabel('Amount').fill('6000')
    await page.getByRole('button', { name: 'Record the debt' }).click()
    const alert = page.getByRole('alert')
    await alert.getByRole('link', { name: 'Birch' }).waitFor()
    const text = await alert.textContent()
    expect(text).toMatch(/^Over the credit limit: .*at most 5,000\.00 EUR .*; 5,000\.00 EUR of that is left/)
    expect(text).not.toContain('did:key')
    expect(text).not.toContain('changed meanwhile')
  })

  test('names and identifiers of one long word stay within their cards on a phone', async () => {
    const name = `Birch${'birch'.repeat(30)}`
    const id = await agree([alder, birch], { title: 'T'.repeat(150), terms: CLEARING })
    await tell(birch, 'updateProfile', { name }, 'cooperative { did }')
    const did = await didOf(birch)
    const unknown = signerOf(randomBytes(32)).did
    await tell(alder, 'blockCooperative', { did: unknown }, 'cooperative { did }')
    const paths = ['/', '/agreements', `/agreements/${id}`, '/cooperatives', cooperativeHref(did)]
    const { page } = await visit(browser, alder, { path: '/settings/peers' })
    await page.getByRole('link', { name }).first().waitFor()
    await page.setViewportSize(PHONE)
    for (const path of [...paths, cooperativeHref(unknown), '/settings/peers', '/settings/node', '/attestations']) {
      await page.goto(`${alder.client.url}${path}`)
      await page.waitForLoadState('networkidle')
      for (const summary of await page.locator('main summary').all()) await summary.click()
      expect(await page.evaluate(OUTSIDE), path).toEqual([])
    }
  })

  async function amend(agreementId: string, changes: object): Promise<void> {
    const input = { agreementId, ...changes }
    const { amendment } = await tell<{ amendment: { id: string } }>(
      alder,
      'proposeAmendment',
      input,
      'amendment { id }',
    )
    const { id } = amendment
    await waitFor('the change is here', () =>
      tell(birch, 'signAmendment', { amendmentId: id }, 'amendment { id }').catch(() => null),
    )
    await waitFor('it is in force', async () => {
      const query = 'query ($id: ID!) { amendment(id: $id) { status } }'
      const now = await alder.client.request<{ amendment: { status: string } }>(query, { id })
      return now.amendment.status === 'EFFECTIVE'
    })
  }
})

/** What reaches beyond its card, or the page. */
const OUTSIDE = `[...document.querySelectorAll('main *, main .card *')].flatMap((element) => {
  const bounds = (element.closest('.card, .note') ?? document.documentElement).getBoundingClientRect()
  const { right, width } = element.getBoundingClientRect()
  return width > 0 && right > bounds.right + 1 && !element.closest('.visually-hidden, thead') ? [element.outerHTML] : []
})`

/** The first entry of a cooperative that has no node here. */
function announcement(name: string) {
  const signer = signerOf(randomBytes(32))
  const profile = { name, description: null, region: null, contact: null, graphqlUrl: null }
  const lists = { multiaddrs: [], currencies: [], capabilities: [] }
  const body = { ...profile, ...lists, recoveryKeyHash: RECOVERY }
  return new EntryWriter(signer).write({ kind: 'cooperative.announced', subject: signer.did, body })
}

async function countAt({ client }: NodeProcess): Promise<number> {
  const query = '{ cooperatives(first: 1) { totalCount } }'
  return (await client.request<{ cooperatives: { totalCount: number } }>(query)).cooperatives.totalCount
}
