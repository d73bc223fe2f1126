import { randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { signerOf } from '../../src/identity/index.ts'
import { Hoarder } from '../adversaries/support/hoarder.ts'
import { RECOVERY } from '../registry/cooperatives.ts'
import { Pen } from '../support/pen.ts'
import { barriers, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const PHONE = { width: 360, height: 740 }

describe.skipIf(findChromium() === null)('the coordinator’s agreements in the browser', () => {
  let browser: Browser
  let stage: Stage
  let alder: NodeProcess

  beforeAll(async () => {
    stage = await openStage()
    ;({ browser, alder } = stage)
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  test('a party is found among more cooperatives than a page holds, by keyboard alone', async () => {
    await using crowd = await Hoarder.start()
    await crowd.give(Array.from({ length: 120 }, (_, i) => announcement(`Cooperative ${String(i).padStart(3, '0')}`)))
    await crowd.meet(alder.multiaddr)
    await waitFor('all have announced themselves', async () => (await countAt(alder)) >= 122, { timeoutMs: 60_000 })

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
})

/** The first entry of a cooperative that has no node here. */
function announcement(name: string) {
  const signer = signerOf(randomBytes(32))
  const profile = { name, description: null, region: null, contact: null, graphqlUrl: null }
  const lists = { multiaddrs: [], currencies: [], capabilities: [] }
  const body = { ...profile, ...lists, recoveryKeyHash: RECOVERY }
  return new Pen(signer).write({ kind: 'cooperative.announced', subject: signer.did, body })
}

async function countAt({ client }: NodeProcess): Promise<number> {
  const query = '{ cooperatives(first: 1) { totalCount } }'
  return (await client.request<{ cooperatives: { totalCount: number } }>(query)).cooperatives.totalCount
}
