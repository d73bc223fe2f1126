import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { agree } from '../federation/support/dealings.ts'
import { barriers, findChromium, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const CLEARING = { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '50000000' }] } }
const IMPORT = '/clearing/debts/import'

describe.skipIf(findChromium() === null)('importing and exporting in the browser', () => {
  let browser: Browser
  let stage: Stage
  let alder: NodeProcess

  beforeAll(async () => {
    stage = await openStage()
    ;({ browser, alder } = stage)
    await agree([alder, stage.birch], { title: 'Trade', terms: CLEARING })
  })

  afterAll(() => stage?.[Symbol.asyncDispose]())

  async function choose(page: Page, content: string | Buffer, name = 'debts.csv') {
    const buffer = typeof content === 'string' ? Buffer.from(content) : content
    await page.getByLabel('The file').setInputFiles({ name, mimeType: 'text/csv', buffer })
  }

  test('a file is shown before it is recorded, with its errors, and the good rows can be recorded', async () => {
    const { page, faults } = await visit(browser, alder, {
      path: IMPORT,
      locale: 'de-DE',
      timezoneId: 'America/New_York',
    })
    await choose(
      page,
      'sep=;\r\ndebtor;creditor;amount;currency;reference;dueDate;note\r\n' +
        'Alder;Birch;1234.56;eur;inv-17;2027-01-31;"two\r\nlines"\r\n' +
        'birch;Alder;100;EUR;INV-17 ;;\r\n' +
        'Birch;Alder;-20.00;EUR;credit;;\r\n' +
        'Alder;Birch;12,50;EUR;;;\r\n',
    )
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByText('CSV separated by semicolons, UTF-8').waitFor()
    await preview.getByText('note', { exact: true }).waitFor()
    const errors = preview.getByRole('region', { name: 'Errors' })
    expect(await errors.getByRole('row').nth(1).textContent()).toMatch(/^6amount'-20\.00' is negative: a credit note/)
    expect(await errors.getByRole('row').nth(2).textContent()).toMatch(/^7amount'12,50' is not an amount; use 12\.50/)
    await preview.getByText('2 rows have errors; nothing was recorded.').waitFor()
    expect(await barriers(page)).toEqual([])
    await preview.getByRole('button', { name: 'Read credit notes as debts of the other side' }).click()
    await preview.getByText('1 row has an error; nothing was recorded.').waitFor()
    const sums = preview.getByRole('region', { name: 'Sums by currency' }).getByRole('row').nth(1)
    expect(await sums.textContent()).toMatch(/^EUR31\.254,56 EUR100,00 EUR1\.354,56 EUR$/)
    expect(await preview.getByRole('region', { name: 'Debts as read' }).textContent()).toContain('31.01.2027')
    await preview.getByRole('button', { name: 'Record the 3 good ones' }).click()
    await page.getByRole('link', { name: '1.234,56 EUR', exact: true }).waitFor()
    await page.getByRole('link', { name: '20,00 EUR', exact: true }).waitFor()
    await page.getByText('31.01.2027', { exact: true }).waitFor()
    expect(faults).toEqual([])
  })

  test('what was exported is all there already, whatever language the screen speaks, and net reads it', async () => {
    const exporting = await visit(browser, alder, {
      path: '/clearing',
      locale: 'de-DE',
      timezoneId: 'America/New_York',
    })
    const downloading = exporting.page.waitForEvent('download')
    await exporting.page.getByRole('button', { name: 'Export CSV' }).click()
    const path = await (await downloading).path()
    const text = readFileSync(path, 'utf8')
    expect(text).toContain('Alder,Birch,1234.56,EUR,inv-17,2027-01-31,1234.56,')
    for (const [locale, timezoneId] of [
      ['en-GB', 'UTC'],
      ['id-ID', 'Pacific/Kiritimati'],
    ] as const) {
      const { page, faults } = await visit(browser, alder, { path: IMPORT, locale, timezoneId })
      await choose(page, text)
      await page.getByText('All 3 were already there.').waitFor()
      expect(await page.getByRole('button', { name: /^Record/ }).count()).toBe(0)
      await choose(page, `${text}Dogwood,Birch,1.00,EUR,x,,,,\r\n`)
      await page.getByText('1 row has an error; nothing was recorded.').waitFor()
      await page.getByText('3 debts are already there and left out.').waitFor()
      await choose(page, text.replace('inv-17', 'Inv-17\u200b'))
      await page
        .getByText(/'Inv-17\\u200b' looks like 'inv-17', which is recorded: 1234\.56 EUR, due 2027-01-31/)
        .waitFor()
      await page.getByRole('button', { name: 'Record 1 debt' }).waitFor()
      expect(faults).toEqual([])
    }
    const { stdout, status } = spawnSync(process.execPath, ['dist/main.js', 'net', path], { encoding: 'utf8' })
    expect(status).toBe(0)
    expect(stdout).toMatch(/EUR: 3 obligations between 2 cooperatives[\s\S]* gross +1,354\.56\n/)
  })

  test('what cannot be read is refused whole, by line', async () => {
    const { page } = await visit(browser, alder, { path: IMPORT })
    await choose(page, Buffer.from('debtor,creditor,amount,currency\nAlder,M\xfcller,1,EUR\n', 'latin1'))
    await page.getByText('Line 2 is not UTF-8: save it as UTF-8').waitFor()
    await page.getByText('The file cannot be read; nothing was recorded.').waitFor()
    await choose(page, 'debtor,creditor,amount,currency,Due Date\nAlder,Birch,1,EUR,2027-01-31\n')
    await page.getByText("Line 1 has a column 'Due Date': did you mean dueDate?").waitFor()
    expect(await page.getByRole('button', { name: /^Record/ }).count()).toBe(0)
    await choose(page, '{"debtor":"Alder","creditor":"Birch","amount":"1","currency":"EUR"}', 'debts.jsonl')
    await page.getByText('JSON lines, UTF-8').waitFor()
    await page.getByRole('button', { name: 'Record 1 debt' }).waitFor()
  })
})
