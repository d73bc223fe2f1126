import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foundClearing, owe } from '../federation/support/dealings.ts'
import { barriers, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

describe.skipIf(findChromium() === null)('comments', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage({ env: { ROCHDALE_AUTO_ACCEPT_NETTING: 'false' } })
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  test('a party comments on a debt, the other sees it live under the agreement, and answers', async () => {
    const { browser, alder, birch } = stage
    const agreementId = await foundClearing([alder, birch])
    const obligationId = await owe({ debtor: alder, creditor: birch, agreementId, amount: '6000', reference: 'sacks' })
    const here = await visit(browser, birch, { path: `/agreements/${agreementId}` })
    const there = await visit(browser, alder, { path: `/clearing/debts/${obligationId}` })
    const send = there.page.getByRole('button', { name: 'Send', exact: true })
    expect(await send.isDisabled()).toBe(true)
    await there.page.getByLabel('Add a comment').fill('The second sack was wet.\n<b>Really</b>')
    await send.click()
    await there.page.getByRole('listitem').filter({ hasText: 'The second sack was wet.' }).waitFor()
    await expect.poll(() => there.page.getByLabel('Add a comment').inputValue()).toBe('')

    const comments = here.page.getByRole('region', { name: 'Comments' })
    const heard = comments.getByRole('listitem').filter({ hasText: 'The second sack was wet.' })
    await heard.waitFor()
    expect(await heard.textContent()).toContain('<b>Really</b>')
    await comments.getByLabel('Add a comment').fill('We send another one.')
    await comments.getByRole('button', { name: 'Send', exact: true }).click()
    await comments.getByRole('listitem').filter({ hasText: 'We send another one.' }).waitFor()
    expect(await barriers(here.page)).toEqual([])
    await heard.getByRole('link', { name: /^the debt/ }).click()
    await here.page.waitForURL(`**/clearing/debts/${obligationId}`)
    expect([...here.faults, ...there.faults]).toEqual([])
  })
})
