import { readdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { TestFederation } from '../support/federation.ts'
import { findChromium, launch, SHOWN_MS_MAX } from './support/browser.ts'

describe.skipIf(findChromium() === null)('GraphiQL', () => {
  let browser: Browser
  let federation: TestFederation
  let alder: NodeProcess
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    federation = new TestFederation()
    ;[alder] = await federation.startAll(['Alder'])
    browser = await launch()
    page = await (await browser.newContext()).newPage()
    page.setDefaultTimeout(SHOWN_MS_MAX)
    page.on('pageerror', ({ message }) => faults.push(message))
    await page.goto(`${alder.client.url}/graphql#token=${alder.client.token}`)
  })

  afterAll(async () => {
    await browser?.close()
    await federation[Symbol.asyncDispose]()
  })

  /** Opens a tab by its operation's name, runs it, and gives what the answer says. */
  async function run(name: string, expected: RegExp) {
    await page.getByRole('tab', { name }).click()
    const answer = async () => {
      // For a moment after a change of tabs, GraphiQL still runs the operation of the tab before.
      await page.getByRole('button', { name: 'Execute query' }).click()
      await page.waitForTimeout(200)
      return await shown()
    }
    await expect.poll(answer, { interval: 200 }).toMatch(expected)
  }

  async function shown(): Promise<string> {
    return (await page.getByLabel('Result Window').textContent()) ?? ''
  }

  test('opens with a tab for each step of the tour, signed in, the token gone from the address bar', async () => {
    const tabs = page.getByRole('tab')
    await tabs.first().waitFor()
    const steps = [
      ...['WhoWeAre', 'WhomWeKnow', 'DraftAnAgreement', 'OurAgreements'],
      ...['WhatWeDecide', 'WhatWeShare', 'WhoVisitsUs', 'WhatWeRecord', 'WatchItLive'],
    ]
    expect((await tabs.allTextContents()).map((text) => text.split(' ')[0])).toEqual(steps)
    expect(await tabs.count()).toBe(readdirSync('schema/tour').length)
    expect(page.url()).not.toContain('token')
  })

  test('the tour leads from who we are to a draft', async () => {
    await run('WhoWeAre', /"name": "Alder"/)
    await run('WhomWeKnow', /"totalCount": 1/)
    await run('DraftAnAgreement', /"status": "DRAFT"/)
    await run('OurAgreements', /"title": "Clearing between neighbours"/)
  })

  test('and on to what is done under agreements', async () => {
    await run('WhatWeDecide', /"motions": \{\s*"totalCount": 0/)
    await run('WhatWeShare', /"usages": \{\s*"totalCount": 0/)
    await run('WhoVisitsUs', /"recognitions": \{\s*"totalCount": 0/)
    await run('WhatWeRecord', /"records": \{\s*"totalCount": 0/)
  })

  test('a subscription shows what happens while it is open', async () => {
    await page.getByRole('tab', { name: 'WatchItLive' }).click()
    const party = { did: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', role: 'COUNTERPARTY' }
    const terms = { custom: { name: 'Oven', terms: { hours: 4 } } }
    const execute = page.getByRole('button', { name: 'Execute query' })
    const draftAndLook = async () => {
      // As above, it may have been the tab before.
      if (await execute.isVisible()) await execute.click()
      await ask.createDraft(alder.client, { title: 'Seen live', terms, parties: [party] })
      return await shown()
    }
    await expect.poll(draftAndLook, { interval: 500 }).toMatch(/"__typename": "Agreement"/)
    await page.getByRole('button', { name: 'Stop query' }).click()
    expect(faults).toEqual([])
  })
})
