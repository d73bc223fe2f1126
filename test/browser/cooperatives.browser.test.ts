import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { cooperativeHref } from '../../src/dashboard/logic/cooperative.ts'
import { agree, didOf, isConnected, tell, untilEqual } from '../federation/support/dealings.ts'
import { barriers, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const CLEARING = { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '500000' }] } }

describe.skipIf(findChromium() === null)('the cooperatives in the browser', () => {
  let browser: Browser
  let stage: Stage
  let alder: NodeProcess
  let birch: NodeProcess

  beforeAll(async () => {
    stage = await openStage()
    ;({ browser, alder, birch } = stage)
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  test('the registry is searched by name, by what is offered and by DID, and follows what is announced', async () => {
    const { page, faults } = await visit(browser, alder, { path: '/cooperatives' })
    await page.getByRole('link', { name: 'Birch', exact: true }).waitFor()
    const profile = { region: 'Yorkshire', capabilities: ['joinery'], description: 'Tables and chairs' }
    await tell(birch, 'updateProfile', profile, 'cooperative { did }')
    await page.getByRole('link', { name: 'joinery' }).click()
    const alders = page.getByRole('cell', { name: 'Alder' })
    await alders.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Offers joinery' }).click()
    await alders.waitFor()
    const search = page.getByLabel('Name, region or identifier')
    for (const text of ['yorksh', 'CHAIRS', await didOf(birch)]) {
      await search.fill('nobody at all')
      await page.getByText('No cooperative matches.').waitFor()
      await search.fill(text)
      await page.getByRole('cell', { name: 'Birch' }).waitFor()
      expect(await alders.count(), text).toBe(0)
    }
    expect(faults).toEqual([])
  })

  test('a vouch given at one node appears at the other without a reload, and so does its end', async () => {
    const giver = await visit(browser, alder, { path: '/cooperatives' })
    const subject = await visit(browser, birch, { path: cooperativeHref(await didOf(birch)) })
    await subject.page.getByText('No cooperative vouches for it.').waitFor()
    await giver.page.getByRole('link', { name: 'Birch', exact: true }).click()
    await giver.page.getByRole('button', { name: 'Vouch for it' }).click()
    const dialog = giver.page.getByRole('dialog')
    await dialog.getByLabel('What we vouch for').fill('Ten years of good work')
    await dialog.getByRole('button', { name: 'Vouch for it' }).click()
    for (const { page } of [giver, subject]) {
      await page.getByRole('region', { name: 'Vouches received' }).getByText('Ten years of good work').waitFor()
    }
    const given = await visit(browser, birch, { path: cooperativeHref(await didOf(alder)) })
    await given.page.getByRole('region', { name: 'Vouches given' }).getByRole('link', { name: 'Birch' }).waitFor()

    await giver.page.getByRole('button', { name: 'Withdraw our vouch' }).click()
    await dialog.getByText('All cooperatives see').waitFor()
    await dialog.getByRole('button', { name: 'Withdraw our vouch' }).click()
    for (const { page, faults } of [giver, subject]) {
      await page.getByText('No cooperative vouches for it.').waitFor()
      expect(faults).toEqual([])
    }
  })

  test('the page of a partner shows what is owed, what is attested, and that the books agree', async () => {
    const { page, faults } = await visit(browser, alder, { path: cooperativeHref(await didOf(birch)) })
    await page.getByText('No agreements with Birch yet.').waitFor()
    const agreementId = await agree([alder, birch], { title: 'For books', terms: CLEARING })
    const shared = page.getByRole('region', { name: 'Shared agreements' }).getByRole('row', { name: 'For books' })
    await shared.getByText('Records identical').waitFor()

    const [debtor, creditor] = [await didOf(birch), await didOf(alder)]
    await ask.recordObligation(birch.client, { agreementId, debtor, creditor, amount: '6050', currency: 'EUR' })
    const position = page.getByRole('region', { name: 'Balance' })
    await position.getByText('Birch owes us').waitFor()
    expect(await position.getByText('60.50 EUR').count()).toBe(2)
    await shared.getByText('Records identical').waitFor()

    const other = await visit(browser, birch, { path: cooperativeHref(creditor) })
    await other.page.getByText('We owe Alder').waitFor()
    const { digest } = await untilEqual([alder, birch], agreementId)
    for (const one of [page, other.page]) {
      await one.getByText('Compare manually').click()
      await one.getByText('Digest of our records:').locator('code').getByText(digest).waitFor()
    }

    const now = new Date().toISOString()
    const attestation = { subject: debtor, type: 'Reliability', claims: { years: 3 }, validFrom: now }
    await tell(alder, 'issueAttestation', attestation, 'attestation { id }')
    const attested = page
      .getByRole('region', { name: 'Attestations about it' })
      .getByRole('row', { name: 'Reliability' })
    await attested.getByText('Valid', { exact: true }).waitFor()
    await attested.getByText('Counts fully').waitFor()
    expect(faults).toEqual([])
  })

  test('books of which the other node is away with the newest part are not said to agree', async () => {
    const [{ edges }] = [await agreements(alder)]
    const agreementId = edges[0]?.node.id ?? ''
    const [debtor, creditor] = [await didOf(birch), await didOf(alder)]
    const { page } = await visit(browser, alder, { path: cooperativeHref(debtor) })
    const shared = page.getByRole('region', { name: 'Shared agreements' }).getByRole('row', { name: 'For books' })
    await shared.getByText('Records identical').waitFor()
    await birch.stop()
    await page.getByText('Not connected').waitFor()
    await ask.recordObligation(alder.client, { agreementId, debtor, creditor, amount: '100', currency: 'EUR' })
    await shared.getByText('Not compared yet').waitFor()
    await shared.getByText('new entries since the comparison').waitFor()
    birch = await stage.federation.restart(birch)
    await shared.getByText('Records identical').waitFor()
  })

  test('whom we block is told of nothing and left alone, until it is unblocked', async () => {
    const did = await didOf(birch)
    const { page, faults } = await visit(browser, alder, { path: cooperativeHref(did) })
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Block', exact: true }).click()
    await dialog.getByText('Our node disconnects from the node of Birch').waitFor()
    await dialog.getByLabel('Why').fill('A dispute')
    expect(await barriers(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Block', exact: true }).click()
    await page.getByText('“A dispute”').waitFor()
    await page.getByText('Not connected').waitFor()
    expect(await isConnected(alder, did)).toBe(false)
    const registry = await visit(browser, alder, { path: '/cooperatives' })
    await registry.page.getByRole('cell', { name: 'Alder' }).waitFor()
    expect(await registry.page.getByRole('cell', { name: 'Birch' }).count()).toBe(0)
    await registry.page.getByLabel('Status').selectOption({ label: 'Blocked' })
    await registry.page.getByRole('cell', { name: 'Birch' }).waitFor()

    await page.getByRole('button', { name: 'Unblock' }).click()
    await dialog.getByRole('button', { name: 'Unblock' }).click()
    await page.getByRole('button', { name: 'Block', exact: true }).waitFor()
    await registry.page.getByText('No cooperative matches.').waitFor()
    expect(faults).toEqual([])
  })

  test('an address that is no DID is told so, and a stranger is a stranger', async () => {
    const { page } = await visit(browser, alder, { path: '/cooperatives/did:key:z6Mknobody' })
    await page.getByRole('alert').waitFor()
    await page.goto(`${alder.client.url}${cooperativeHref('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK')}`)
    await page.getByText('Its profile has not reached our node yet.').waitFor()
  })

  test('nothing keeps anybody from using the registry and a page of it, in light and in dark', async () => {
    for (const path of ['/cooperatives', cooperativeHref(await didOf(birch)), cooperativeHref(await didOf(alder))]) {
      const { page } = await visit(browser, alder, { path })
      await page.waitForLoadState('networkidle')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await barriers(page), path).toEqual([])
      }
    }
  })
})

async function agreements({ client }: NodeProcess): Promise<{ readonly edges: readonly { node: { id: string } }[] }> {
  const query = 'query { agreements(first: 1) { edges { node { id } } } }'
  return (await client.request<{ agreements: { edges: { node: { id: string } }[] } }>(query)).agreements
}
