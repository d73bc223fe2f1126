import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agree } from '../federation/support/dealings.ts'
import { barriers, choose, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const PHONE = { width: 360, height: 740 }

describe.skipIf(findChromium() === null)('records of custom agreements', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage({ env: { TZ: 'UTC' } })
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  test('a type is agreed on in the form, a record of it is added in the form that it makes, and confirmed', async () => {
    const { browser, alder, birch } = stage
    const here = await visit(browser, alder, { path: '/agreements/new' })
    await here.page.getByLabel('Type', { exact: true }).selectOption('CUSTOM')
    await here.page.getByLabel('Title').fill('Food hub')
    await here.page.getByRole('button', { name: 'Add a party' }).click()
    await choose(here.page, 'Cooperative', 'Birch')
    await here.page.getByLabel('Kind of agreement').fill('Food hub')
    await here.page.getByRole('button', { name: 'Insert an example' }).click()
    const schema = here.page.getByLabel('What it holds')
    const example = await schema.inputValue()
    await schema.fill(example.replace('timestamp', 'moment'))
    await here.page.getByText(/^A type is one of .* at "\/properties\/delivered"\.$/).waitFor()
    await schema.fill(example)
    expect(await barriers(here.page)).toEqual([])
    await here.page.getByRole('button', { name: 'Save as a draft' }).click()
    await here.page.getByText('Confirmed by one other signing party').waitFor()
    await here.page.getByRole('button', { name: 'Propose and sign' }).click()
    await here.page.getByRole('dialog').getByRole('button', { name: 'Propose and sign' }).click()

    const there = await visit(browser, birch, { path: '/agreements' })
    await there.page.getByRole('link', { name: 'Food hub' }).first().click()
    await there.page.getByRole('button', { name: 'Sign', exact: true }).click()
    await there.page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click()
    for (const { page } of [here, there]) await page.getByText('Active', { exact: true }).first().waitFor()

    await there.page.getByRole('link', { name: 'Records', exact: true }).click()
    await there.page.getByText('There are no records yet.').waitFor()
    await here.page.getByRole('link', { name: 'Records', exact: true }).click()
    await here.page.getByRole('link', { name: 'Add a record' }).first().click()
    await here.page.getByLabel('Delivered at').fill('2026-11-30T06:30')
    await here.page.getByLabel('Cooled on the way').selectOption({ label: 'Yes' })
    await here.page.getByRole('button', { name: 'Add to Goods' }).click()
    await here.page.getByLabel('What', { exact: true }).fill('Leeks')
    await here.page.getByLabel('Weight in grams').fill('many')
    await here.page.getByText('Write a whole number from 0 to 4294967295.').waitFor()
    await here.page.getByLabel('Quality').selectOption('first')
    await here.page.getByLabel('Reference').fill('D-17')
    await here.page.getByRole('button', { name: 'Add the record' }).click()
    await here.page.getByText('Some fields are missing or invalid').waitFor()
    expect(await barriers(here.page)).toEqual([])
    await here.page.setViewportSize(PHONE)
    expect(await here.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)
    await here.page.getByLabel('Weight in grams').fill('12000')
    await here.page.getByRole('button', { name: 'Add the record' }).click()
    await here.page.getByRole('heading', { name: 'delivery D-17' }).waitFor()
    await here.page.getByText('Awaiting an answer from Birch.').waitFor()
    expect(await here.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width)

    await there.page.getByRole('link', { name: 'delivery D-17' }).click()
    await there.page.getByText('30 Nov 2026, 06:30').waitFor()
    await there.page.getByText('Leeks').waitFor()
    expect(await barriers(there.page)).toEqual([])
    await there.page.getByRole('button', { name: 'Confirm it' }).click()
    await there.page.getByRole('dialog').getByRole('button', { name: 'Confirm it' }).click()
    for (const { page } of [here, there]) await page.getByText('Confirmed', { exact: true }).first().waitFor()
    expect(await there.page.getByRole('button', { name: 'Dispute it' }).count()).toBe(0)

    await there.page.getByRole('link', { name: 'Records', exact: true }).first().click()
    const [file] = await Promise.all([
      there.page.waitForEvent('download'),
      there.page.getByRole('button', { name: 'Export CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('records.csv')
    await there.page.getByLabel('Type', { exact: true }).selectOption('delivery')
    await there.page.getByLabel('Status').selectOption({ label: 'Disputed' })
    await there.page.getByText('No record matches.').waitFor()
    expect([...here.faults, ...there.faults]).toEqual([])
  })

  test('a resource is made bookable in the form, at a price that is charged in a clearing arrangement', async () => {
    const { browser, alder, birch } = stage
    const terms = { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '500000' }] } }
    await agree([alder, birch], { title: 'Our clearing', terms })
    const { page, faults } = await visit(browser, alder, { path: '/agreements/new' })
    await page.getByLabel('Type', { exact: true }).selectOption('RESOURCE_SHARING')
    await page.getByLabel('Title').fill('Vans')
    await page.getByRole('button', { name: 'Add a party' }).click()
    await choose(page, 'Cooperative', 'Birch')
    await page.getByLabel('Can be booked').check()
    await page.getByLabel('What', { exact: true }).fill('Delivery van')
    expect(await page.getByLabel('Booked as').inputValue()).toBe('delivery-van')
    await page.getByLabel('Price').selectOption('PER_USE')
    await page.getByLabel('Amount').fill('0.40')
    await page.getByLabel('Currency').fill('EUR')
    await page.getByLabel('Per', { exact: true }).fill('km')
    await page.getByLabel('Charged under').selectOption({ label: 'Our clearing' })
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: 'Save as a draft' }).click()
    await page.getByText('which the provider answers').waitFor()
    await page.getByRole('link', { name: 'Our clearing' }).waitFor()
    expect(faults).toEqual([])
  })
})
