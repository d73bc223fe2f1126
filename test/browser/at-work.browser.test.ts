import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { Instant, JsonObject } from '../../src/kernel/index.ts'
import { present } from '../attestations/presenting.ts'
import { agree, didOf, foundClearing, tell } from '../federation/support/dealings.ts'
import { leisure } from '../federation/support/leisure.ts'
import { signerNumber } from '../support/node.ts'
import { barriers, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const PHONE = { width: 360, height: 740 }
const HOUR_MS = 3_600_000
/** As a field for date and time holds an instant. */
const inField = (ms: number) => new Date(ms).toISOString().slice(0, 19)

async function exported(page: Page): Promise<{ readonly name: string; readonly text: string }> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const file = await downloading
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

describe.skipIf(findChromium() === null)('agreements at work', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage({ env: { ROCHDALE_CHECK_SECONDS: '1', TZ: 'UTC' } })
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  test('a motion is proposed, both vote, and both see it adopted; its Markdown runs nothing', async () => {
    const { browser, alder, birch } = stage
    const begunAt = Date.now()
    const terms = { jointGovernance: { quorum: 50, threshold: 51, minimumPeriod: 'PT1S' } }
    await agree([alder, birch], { title: 'One roof', terms })
    const here = await visit(browser, alder, { path: '/motions/new' })
    await here.page.getByLabel('Decided under').selectOption({ label: 'One roof' })
    await here.page.getByLabel('Title').fill('Paint the barn')
    await here.page
      .getByLabel('Text', { exact: true })
      .fill(
        '**Red**, as before.\n\n<img src=x onerror="document.title=1"> [run](javascript:alert(1)) ![far](https://far.example/x.png)',
      )
    await here.page.getByLabel('Votes until').fill(inField(Date.now() + leisure(Date.now() - begunAt)))
    await here.page.getByLabel('Tasks once it is adopted').fill('Buy the paint')
    await here.page.getByRole('button', { name: 'Propose the motion' }).click()
    await here.page.getByRole('heading', { name: 'Paint the barn' }).waitFor()
    expect(await here.page.locator('strong', { hasText: 'Red' }).count()).toBe(1)
    expect(await here.page.locator('.prose img, .prose a[href^="javascript:"]').count()).toBe(0)
    expect(await barriers(here.page)).toEqual([])

    const there = await visit(browser, birch, { path: '/' })
    await there.page.getByRole('link', { name: 'Paint the barn' }).first().click()
    await there.page.getByRole('button', { name: 'Yes', exact: true }).click()
    await there.page.getByRole('button', { name: 'Sign the vote' }).click()
    await here.page.getByRole('button', { name: 'No', exact: true }).click()
    await here.page.getByRole('button', { name: 'Sign the vote' }).click()
    await here.page.getByRole('button', { name: 'Yes', exact: true }).click()
    await here.page.getByRole('button', { name: 'Sign the vote' }).click()
    await here.page.getByText('2 of 2 are in favour').waitFor()
    for (const { page } of [here, there]) await page.getByText('Adopted', { exact: true }).first().waitFor()
    await there.page.getByRole('button', { name: 'Mark as done' }).click()
    await there.page.getByRole('dialog').getByRole('button', { name: 'Mark as done' }).click()
    await here.page.getByText(/done by Birch/).waitFor()
    expect([...here.faults, ...there.faults]).toEqual([])
  })

  test('a resource is booked, granted, seen in the calendar and cancelled', async () => {
    const { browser, alder, birch } = stage
    const van = { key: 'van', kind: 'van', provider: await didOf(alder), quantity: '1', unit: 'van' }
    const terms = { resourceSharing: { resources: [{ ...van, compensation: { model: 'NONE' } }] } }
    await agree([alder, birch], { title: 'Wheels', terms })
    const there = await visit(browser, birch, { path: '/bookings/new' })
    await there.page.getByLabel('Resource').selectOption({ label: 'van of Alder, Wheels' })
    const from = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS
    await there.page.getByLabel('From').fill(inField(from).slice(0, 16))
    await there.page.getByLabel('Until').fill(inField(from + 2 * HOUR_MS).slice(0, 16))
    await there.page.getByLabel('Purpose').fill('Hay')
    await there.page.getByRole('button', { name: 'Request the booking' }).click()
    await there.page.getByRole('dialog').getByRole('button', { name: 'Request the booking' }).click()
    await there.page.getByText('Requested', { exact: true }).first().waitFor()
    expect(await barriers(there.page)).toEqual([])

    const here = await visit(browser, alder, { path: '/' })
    await here.page.getByRole('link', { name: 'booking of the van' }).click()
    await here.page.getByRole('button', { name: 'Grant it' }).click()
    await here.page.getByRole('dialog').getByRole('button', { name: 'Grant it' }).click()
    await there.page.getByText('Granted', { exact: true }).first().waitFor()
    await there.page.getByText('A W3C Verifiable Credential').waitFor()

    await here.page.getByRole('link', { name: 'Bookings', exact: true }).first().click()
    await here.page.getByRole('link', { name: 'Calendar' }).click()
    await here.page.getByRole('cell', { name: /Hay/ }).waitFor()
    expect(await barriers(here.page)).toEqual([])
    await here.page.setViewportSize(PHONE)
    expect(await here.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
    await there.page.getByRole('button', { name: 'Cancel the booking' }).click()
    await there.page.getByRole('dialog').getByRole('button', { name: 'Cancel the booking' }).click()
    await there.page.getByText('Cancelled', { exact: true }).first().waitFor()
    expect([...here.faults, ...there.faults]).toEqual([])
  })

  test('use is recorded by the provider, confirmed by the user, and both see the debt that it became', async () => {
    const { browser, alder, birch } = stage
    const settlementId = await foundClearing([alder, birch])
    const compensation = { model: 'PER_USE', amount: '50', currency: 'EUR', scale: 2, unit: 'km' }
    const car = {
      key: 'car',
      kind: 'car',
      provider: await didOf(alder),
      quantity: '1',
      unit: 'car',
      approval: 'AUTOMATIC',
    }
    const terms = { resourceSharing: { resources: [{ ...car, compensation, settlementId }] } }
    const agreementId = await agree([alder, birch], { title: 'A car', terms })
    const [from, until] = [0, HOUR_MS].map((ms) => new Date(Date.now() + ms).toISOString())
    const { booking } = await tell<{ booking: { id: string } }>(
      birch,
      'requestBooking',
      { agreementId, resource: 'car', from, until, expectedUse: '120' },
      'booking { id }',
    )
    await waitFor(
      'the booking is granted',
      async () => (await ask.find(birch.client, 'booking', booking.id)) === 'GRANTED',
    )
    const here = await visit(browser, alder, { path: `/bookings/${booking.id}` })
    await here.page.getByRole('button', { name: 'Record use' }).click()
    await here.page.getByLabel('Quantity (km)').fill('100.5')
    await here.page.getByRole('button', { name: 'Record it' }).click()
    await here.page.getByText('To be confirmed').waitFor()
    expect(await barriers(here.page)).toEqual([])
    const there = await visit(browser, birch, { path: '/' })
    await there.page.getByRole('link', { name: 'use of the car' }).click()
    await there.page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await there.page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
    for (const { page } of [here, there]) {
      await page.getByRole('link', { name: 'the debt', exact: true }).waitFor()
      expect(await page.getByRole('cell', { name: /50\.25/ }).count()).toBe(1)
    }
    await here.page.getByRole('link', { name: 'Bookings', exact: true }).first().click()
    await here.page.getByRole('link', { name: 'Use', exact: true }).click()
    await here.page.getByRole('cell', { name: '100.5 km' }).waitFor()
    expect(await barriers(here.page)).toEqual([])
    const uses = await exported(here.page)
    expect(uses.name).toBe('use.csv')
    expect(uses.text).toMatch(
      /^\ufeffid,booking,.*\r\nuse_.*,car,Alder,Birch,100\.5,km,.*,50\.25,EUR,obl_[0-9a-f]{64}\r\n$/,
    )
    await here.page.getByRole('link', { name: 'List', exact: true }).click()
    expect((await exported(here.page)).name).toBe('bookings.csv')
    expect([...here.faults, ...there.faults]).toEqual([])
  })

  test('a visitor proves its key at the desk, is recognised, and lapses when its home revokes', async () => {
    const { browser, alder, birch } = stage
    const terms = { mutualRecognition: { attestationTypes: ['MemberInGoodStanding'] } }
    await agree([alder, birch], { title: 'Guests', terms })
    const member = signerNumber(40)
    const input = { subject: member.did, type: 'MemberInGoodStanding', claims: {} }
    const { attestation } = await tell<{ attestation: { id: string; credential: JsonObject } }>(
      birch,
      'issueAttestation',
      input,
      'attestation { id credential }',
    )
    await waitFor('Alder has the attestation', () => ask.attestation(alder.client, attestation.id))
    const here = await visit(browser, alder, { path: '/recognitions/new' })
    await here.page.getByRole('button', { name: 'Make a challenge' }).click()
    const facts = here.page.locator('dl.facts code')
    const asked = {
      challenge: (await facts.nth(0).textContent()) ?? '',
      domain: (await facts.nth(1).textContent()) ?? '',
    }
    const at = Date.now() as Instant
    const presentation = present(member, [attestation.credential], asked, { at })
    await here.page.getByLabel('What the wallet has made').fill(JSON.stringify(presentation))
    await here.page.getByText(/The visitor holds the key/).waitFor()
    expect(await barriers(here.page)).toEqual([])
    await here.page.getByLabel('Under').first().selectOption({ label: 'Guests' })
    await here.page.getByRole('button', { name: 'Recognise the member' }).click()
    await here.page.getByText('Recognised', { exact: true }).first().waitFor()
    expect(await barriers(here.page)).toEqual([])
    await tell(birch, 'revokeAttestation', { attestationId: attestation.id }, 'attestation { id }')
    await here.page.getByText('Lapsed', { exact: true }).first().waitFor()
    expect([...here.faults]).toEqual([])
  })
})
