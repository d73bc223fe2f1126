import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { didOf, tell } from '../federation/support/dealings.ts'
import { barriers, choose, findChromium, openContext, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

describe.skipIf(findChromium() === null)('settings in the browser', () => {
  let browser: Browser
  let stage: Stage
  let alder: NodeProcess
  let birch: NodeProcess

  beforeAll(async () => {
    stage = await openStage()
    ;({ browser, alder, birch } = stage)
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  test('a profile that is changed is seen in the frame, at another desk, and at the other node', async () => {
    const { page, faults } = await visit(browser, alder, { path: '/settings' })
    const desk = await visit(browser, alder, { path: '/agreements' })
    const other = await visit(browser, birch, { path: '/settings/peers' })
    await page.getByLabel('Name', { exact: true }).fill('')
    await page.getByText('Enter the name of the cooperative').waitFor()
    expect(await page.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true)
    await page.getByLabel('Name', { exact: true }).fill('Alder Bakery')
    await page.getByLabel('Region').fill('Lancashire')
    await page.getByRole('button', { name: 'Add a currency' }).click()
    await page.getByLabel('Currency', { exact: true }).fill('eur')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published: the other nodes receive it').waitFor()
    for (const { banner } of [page, desk.page].map((one) => ({ banner: one.getByRole('banner') }))) {
      await banner.getByText('Alder Bakery').waitFor()
    }
    await expect.poll(() => page.title()).toContain('Alder Bakery')
    await other.page.getByRole('row', { name: 'Alder Bakery' }).waitFor()
    await page.reload()
    await expect.poll(() => page.getByLabel('Region').inputValue()).toBe('Lancashire')
    await expect.poll(() => page.getByLabel('Currency', { exact: true }).inputValue()).toBe('EUR')
    expect(faults).toEqual([])
  })

  test('a token is made with a role and an end, shown once, signs in, and ends what it opened when it is revoked', async () => {
    const { page, faults } = await visit(browser, alder, { path: '/settings/tokens' })
    await page.getByRole('row', { name: 'admin.token (this page)' }).waitFor()
    await page.getByRole('button', { name: 'Create the token' }).click()
    await page.getByText('Name its user').waitFor()
    await page.getByLabel('Name').fill('Ines, at the till')
    await page.getByLabel('Role').selectOption({ label: 'Operator' })
    await page.getByLabel('Expires').selectOption({ label: '30 days' })
    await page.getByRole('button', { name: 'Create the token' }).click()
    const once = page.getByRole('region', { name: 'The new token' })
    const secret = (await once.locator('code').textContent()) ?? ''
    const row = page.getByRole('row', { name: 'Ines, at the till' })
    await row.getByText('operator').waitFor()
    await once.getByRole('button', { name: 'Done' }).click()
    await once.waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(secret)

    const guest = await visit(browser, alder, { path: '/settings/policies', token: secret })
    await guest.page.getByText('Changing them needs the role admin.').waitFor()
    expect(await guest.page.getByLabel('New agreements and debts with').isDisabled()).toBe(true)
    await guest.page.getByRole('link', { name: 'Tokens' }).click()
    await guest.page.getByText('Listing and creating tokens needs the role admin.').waitFor()

    await row.getByRole('button', { name: 'Revoke' }).click()
    const question = page.getByRole('dialog')
    await question.getByText('Its users are signed out at once').waitFor()
    await question.getByRole('button', { name: 'Revoke' }).click()
    await guest.page.getByText('The node does not accept this token').waitFor()
    await row.waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  })

  test('a new tab is signed in, GraphiQL too; who signs out is signed out of every tab', async () => {
    const { page, faults } = await visit(browser, alder)
    const tab = await page.context().newPage()
    await tab.goto(`${alder.client.url}/settings/tokens`)
    await tab.getByRole('row', { name: 'admin.token (this page)' }).waitFor()
    const graphiql = await page.context().newPage()
    graphiql.on('dialog', (dialog) => dialog.dismiss())
    await graphiql.goto(`${alder.client.url}/graphql`)
    await graphiql.getByRole('tab', { name: 'WhoWeAre' }).waitFor()
    await expect
      .poll(
        async () => {
          await graphiql.getByRole('button', { name: 'Execute query' }).click()
          return await graphiql.getByLabel('Result Window').textContent()
        },
        { interval: 1_000 },
      )
      .toMatch(/"role": "ADMIN"|"did"/)
    await page.getByRole('button', { name: 'Sign out' }).click()
    for (const one of [page, tab]) await one.getByRole('heading', { name: 'Sign in to your Rochdale node' }).waitFor()
    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain('tok_')
    const other = await (await openContext(browser)).newPage()
    await other.goto(alder.client.url)
    await other.getByRole('heading', { name: 'Sign in to your Rochdale node' }).waitFor()
    expect(faults).toEqual([])
  })

  test('a token that is made elsewhere is in the list without a reload', async () => {
    const { page } = await visit(browser, alder, { path: '/settings/tokens' })
    await page.getByRole('row', { name: 'admin.token' }).waitFor()
    await tell(alder, 'createToken', { name: 'by the command line', role: 'VIEWER' }, 'token { id }')
    await page.getByRole('row', { name: 'by the command line' }).waitFor()
  })

  test('a policy is changed after it was said what will be, and everybody who looks sees it', async () => {
    const { page, faults } = await visit(browser, alder, { path: '/settings/policies' })
    const desk = await visit(browser, alder, { path: '/settings/policies' })
    await page.getByLabel('Accept netting rounds automatically').selectOption('false')
    await page.getByLabel('New agreements and debts with').selectOption('ALLOW_LIST')
    await page.getByRole('button', { name: 'Change the policies' }).click()
    const question = page.getByRole('dialog')
    await question.getByRole('listitem').nth(1).waitFor()
    expect(await question.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('accepted by hand'),
      'New agreements and debts with: cooperatives on our allow-list.',
    ])
    await question.getByRole('button', { name: 'Change the policies' }).click()
    await question.waitFor({ state: 'detached' })
    await desk.page.getByText('Empty: no new cooperatives').waitFor()

    await choose(page, 'Cooperative', 'Birch')
    await page.getByRole('button', { name: 'Add to the list' }).click()
    await page.getByRole('button', { name: 'Change the policies' }).click()
    await question.getByText('On the allow-list: 1.').waitFor()
    await question.getByRole('button', { name: 'Change the policies' }).click()
    await question.waitFor({ state: 'detached' })
    await desk.page.getByRole('button', { name: 'Remove Birch' }).waitFor()
    const query = '{ self { policies { autoAcceptNetting admission allowed } } }'
    const { self } = await alder.client.request<{ self: object }>(query, {})
    expect(self).toEqual({
      policies: { autoAcceptNetting: false, admission: 'ALLOW_LIST', allowed: [await didOf(birch)] },
    })
    await page.getByRole('button', { name: 'Reset to defaults' }).click()
    await question.getByRole('button', { name: 'Reset to defaults' }).click()
    await desk.page.getByRole('button', { name: 'Remove Birch' }).waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  })

  test('a peer is dialled, a cooperative is blocked and unblocked, each with what it means', async () => {
    const { page, faults } = await visit(browser, alder, { path: '/settings/peers' })
    await page.getByRole('row', { name: 'Birch' }).getByText('In sync').waitFor()
    await page.getByLabel('Address of the node').fill('birch.example.org')
    await page.getByText('An address looks like').waitFor()
    await page.getByLabel('Address of the node').fill('/ip4/127.0.0.1/tcp/1')
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByRole('alert').getByText('No node answered at /ip4/127.0.0.1/tcp/1').waitFor()
    await page.getByLabel('Address of the node').fill(birch.multiaddr)
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByText('Connected to Birch.').waitFor()
    expect(await page.getByLabel('Address of the node').getAttribute('aria-invalid')).toBe('false')

    await choose(page, 'Cooperative', 'Birch')
    await page.getByRole('button', { name: 'Block', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'Block Birch?' })
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    const focused = page.locator('button:focus')
    // The keyboard is back at what opened the question.
    await expect.poll(() => focused.allTextContents()).toEqual(['Block'])
    await page.keyboard.press('Enter')
    await question.getByRole('button', { name: 'Block' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Blocked' }).getByText('Birch').waitFor()
    await page.getByRole('row', { name: 'Birch' }).getByText('Not connected').waitFor()
    await page.getByRole('button', { name: 'Unblock' }).click()
    await page.getByRole('dialog', { name: 'Unblock Birch?' }).getByRole('button', { name: 'Unblock' }).click()
    await page.getByText('No blocked cooperatives.').waitFor()
    expect(faults).toEqual([])
  })

  test('a node that does not know what it has signed says so on its pages, and signs again on an admin’s word', async () => {
    await alder.kill()
    rmSync(join(alder.options.dataDir, 'heads.jsonl'))
    birch.signal('SIGSTOP')
    alder = await stage.federation.restart(alder)
    const { page } = await visit(browser, alder, { path: '/settings' })
    const warning = page.getByRole('alert')
    await warning.getByText('This node does not sign at present.').waitFor()
    await warning.getByRole('button', { name: 'Resume signing' }).click()
    const question = page.getByRole('dialog')
    await question.getByText('the node signs conflicting records').waitFor()
    expect(await question.getByRole('button', { name: 'Resume signing' }).isDisabled()).toBe(true)
    await question.getByLabel('Reason').fill('The file alone was lost, the database is whole')
    await question.getByRole('button', { name: 'Resume signing' }).click()
    await warning.waitFor({ state: 'detached' })
    await page.getByLabel('Name', { exact: true }).fill('Alder & Sons')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published: the other nodes receive it').waitFor()
    birch.signal('SIGCONT')
  })

  test.each(['', '/policies', '/tokens', '/peers', '/node'])(
    'nothing keeps anybody from using the settings%s, in light and in dark',
    async (path) => {
      const { page } = await visit(browser, alder, { path: `/settings${path}` })
      await page.waitForLoadState('networkidle')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await barriers(page)).toEqual([])
      }
    },
  )
})
