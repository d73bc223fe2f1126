import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { agree, didOf, tell } from '../federation/support/dealings.ts'
import { barriers, choose, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const ABOUT_BIRCH = 'Member in good standing'

describe.skipIf(findChromium() === null)('attestations in the browser', () => {
  let browser: Browser
  let stage: Stage
  let alder: NodeProcess
  let birch: NodeProcess

  beforeAll(async () => {
    stage = await openStage()
    ;({ browser, alder, birch } = stage)
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  test('a signer issues one, it appears at the other node, is checked there when pasted, and seen to be revoked', async () => {
    const signer = await visit(browser, alder, { path: '/attestations/issue' })
    const reader = await visit(browser, birch, { path: '/attestations' })
    await reader.page.getByText('No attestations about us yet.').waitFor()
    const form = signer.page
    await form.getByRole('button', { name: 'Issue and sign' }).click()
    await form.getByText('Choose a cooperative, or paste the identifier').waitFor()
    await choose(form, 'Cooperative or member', 'Birch')
    await form.getByLabel('Member since').fill('31/05/2019')
    await form.getByText('like 2019, 2019-05 or 2019-05-31.', { exact: false }).first().waitFor()
    await form.getByLabel('Member since').fill('2019-05')
    await form.getByRole('button', { name: 'Issue and sign' }).click()
    const question = form.getByRole('dialog')
    await question.getByText('It names Birch').waitFor()
    await question.getByText('Member since').waitFor()
    await question.getByText('2019-05').waitFor()
    await question.getByRole('button', { name: 'Issue and sign' }).click()
    await form.getByRole('heading', { name: ABOUT_BIRCH }).waitFor()

    const row = reader.page.getByRole('row', { name: ABOUT_BIRCH })
    await row.getByText('Valid', { exact: true }).waitFor()
    await row.getByText('Does not count here').waitFor()
    await tell(birch, 'setTrust', { issuer: await didOf(alder), weight: 0.8 }, 'trustEdge { weight }')
    await row.getByText('Counts 80 %').waitFor()

    await form.getByText('Show the text').click()
    const credential = await form.locator('pre').textContent()
    await reader.page.getByRole('link', { name: 'Check one' }).click()
    await reader.page.getByLabel('Credential', { exact: true }).fill(credential?.slice(0, -2) ?? '')
    await reader.page.getByText('Incomplete').waitFor()
    await reader.page.getByLabel('Credential', { exact: true }).fill(credential ?? '')
    await reader.page.getByRole('button', { name: 'Check it' }).click()
    const answer = reader.page.getByRole('region', { name: 'What the node says' })
    await answer.getByText('Valid.', { exact: true }).waitFor()
    await answer.getByText('Member since').waitFor()
    await answer.getByText('2019-05').waitFor()
    await answer.getByText('Signed by Alder, unchanged.').waitFor()
    await answer.getByText('its issuer has not revoked it').waitFor()

    await form.getByRole('button', { name: 'Revoke' }).click()
    await question.getByText('Every node that holds the attestation shows it as revoked').waitFor()
    await question.getByLabel('Reason').fill('Left in spring')
    await question.getByRole('button', { name: 'Revoke' }).click()
    await form.getByText('Alder revoked it', { exact: false }).waitFor()
    await answer.getByText('No longer valid').waitFor()
    await answer.getByText('“Left in spring”').waitFor()
    await reader.page.getByRole('link', { name: 'About us' }).click()
    await row.getByText('Revoked', { exact: true }).waitFor()
    for (const { faults } of [signer, reader]) expect(faults).toEqual([])
  })

  test('a file that is dropped onto the page is checked, and a changed one is told from the true one', async () => {
    const input = { subject: await didOf(birch), type: 'OrganicFarming', claims: { farm: 'Lower Mill' } }
    const fields = 'attestation { id credential }'
    const made = await tell<{ attestation: { id: string; credential: object } }>(
      alder,
      'issueAttestation',
      input,
      fields,
    )
    await waitFor('Birch has it', () => ask.attestation(birch.client, made.attestation.id))
    const { page } = await visit(browser, birch, { path: '/attestations/check' })
    const drop = async (content: object) => {
      // A text, for these tests are compiled without the types of a browser.
      const file = await page.evaluateHandle(`(() => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([${JSON.stringify(JSON.stringify(content))}], 'credential.json'))
        return transfer
      })()`)
      await page.dispatchEvent('form', 'drop', { dataTransfer: file })
    }
    await drop(made.attestation.credential)
    await page.getByText('Valid.', { exact: true }).waitFor()
    await page.getByText('It says “OrganicFarming” of').waitFor()
    await drop({ ...made.attestation.credential, validUntil: '2099-01-01T00:00:00Z' })
    await page.getByText('do not rely on it').waitFor()
    await page.getByText('The signature does not verify').waitFor()
    await drop({ note: 'a list of groceries' })
    await page.getByRole('alert').getByText('Not a Verifiable Credential').waitFor()
  })

  test('under an agreement on recognition an attestation is for its parties, and its issuer counts', async () => {
    const terms = { mutualRecognition: { attestationTypes: ['OrganicFarming'] } }
    await agree([alder, birch], { title: 'Recognition in the valley', terms })
    const { page } = await visit(browser, birch, { path: `/attestations/issue?subject=${await didOf(alder)}` })
    await page.getByLabel('Type').selectOption({ label: 'A type of our own' })
    await page.getByLabel('Name of the type').fill('OrganicFarming')
    await page.getByLabel('Name', { exact: true }).fill('farm')
    await page.getByLabel('What is stated').fill('Upper Mill')
    await page
      .getByLabel('Who can read it', { exact: true })
      .selectOption({ label: 'Only the parties of “Recognition in the valley”' })
    await page.getByRole('button', { name: 'Issue and sign' }).click()
    await page.getByRole('dialog').getByText('the nodes of the parties of the agreement only').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Issue and sign' }).click()
    const other = await visit(browser, alder)
    await other.page.getByRole('link', { name: 'Attestations' }).click()
    await other.page.getByRole('link', { name: 'OrganicFarming' }).click()
    await other.page.getByText('Upper Mill').first().waitFor()
    await other.page.getByText('Counts half', { exact: true }).waitFor()
    const issuer = other.page.getByRole('region', { name: 'Issuer' })
    await issuer.getByText('this counts half by default').getByRole('link', { name: 'Birch' }).click()
    await other.page.getByRole('button', { name: 'Set our trust' }).click()
    await other.page.getByLabel('Counts at our node').selectOption({ label: 'Fully' })
    await other.page.getByRole('dialog').getByRole('button', { name: 'Set our trust' }).click()
    await other.page.getByRole('dialog').waitFor({ state: 'detached' })
    await other.page.goBack()
    await other.page.getByText('Counts fully', { exact: true }).waitFor()
    await other.page.getByRole('link', { name: 'Recognition in the valley' }).waitFor()
  })

  test('who may not sign reads everything, and is told what it would need', async () => {
    const { secret } = await tell<{ secret: string }>(
      alder,
      'createToken',
      { name: 'desk', role: 'OPERATOR' },
      'secret',
    )
    const { page } = await visit(browser, alder, { path: '/attestations/by-us', token: secret })
    await page.getByRole('link', { name: 'OrganicFarming' }).click()
    const button = page.getByRole('button', { name: 'Revoke' })
    expect(await button.isDisabled()).toBe(true)
    expect(await button.textContent()).toContain('needs the role signer')
    await page.getByRole('link', { name: 'Attestations' }).first().click()
    await page.getByRole('link', { name: 'Issue an attestation' }).click()
    expect(await page.getByRole('button', { name: 'Issue and sign' }).isDisabled()).toBe(true)
    await page.getByText('that needs a token with the role signer').waitFor()
  })

  test('nothing keeps anybody from using the pages of attestations, in light and in dark', async () => {
    const list = '{ attestations(first: 1) { edges { node { id } } } }'
    const { attestations } = await alder.client.request<{
      attestations: { edges: readonly { node: { id: string } }[] }
    }>(list, {})
    const paths = ['', '/by-us', '/all', '/check', '/issue', `/${attestations.edges[0]?.node.id}`, '/att_nowhere']
    const { page } = await visit(browser, alder)
    for (const path of paths) {
      await page.goto(`${alder.client.url}/attestations${path}`)
      await page.waitForLoadState('networkidle')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await barriers(page), path).toEqual([])
      }
    }
  })
})
