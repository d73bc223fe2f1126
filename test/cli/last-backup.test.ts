import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Inspection } from '../../src/cli/doctor/check.ts'
import { checkBackups } from '../../src/cli/doctor/folder-checks.ts'
import type { Settings } from '../../src/config/index.ts'
import { findLastBackup, noteBackup } from '../../src/storage/index.ts'
import { TestFolder } from '../support/folders.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

test.each([
  [0, 'ok', /^the last one is of the last 24 hours: .*alder\.backup$/],
  [23 * HOUR_MS, 'ok', /of the last 24 hours/],
  [25 * HOUR_MS, 'ok', /^the last one is 1 day old: .*alder\.backup$/],
  [5.5 * DAY_MS, 'ok', /is 5 days old/],
  [7.9 * DAY_MS, 'ok', /is 7 days old: .*alder\.backup$/],
  [8.1 * DAY_MS, 'warning', /is 8 days old: .*alder\.backup; make another$/],
  [400 * DAY_MS, 'warning', /is 400 days old: .*; make another$/],
  [-2 * HOUR_MS, 'warning', /is dated after this machine’s clock: .*alder\.backup; make another$/],
])('the doctor tells how old a backup is that was made %d ms ago', async (ageMs, outcome, text) => {
  using folder = new TestFolder()
  writeFileSync(folder.at('key.json'), '{}')
  const inspection = { lastBackup: () => findLastBackup(folder.path) } as Inspection
  const check = () => checkBackups({ dataDir: folder.path } as Settings, inspection)
  expect(await check()).toMatchObject([{ outcome: 'warning', text: expect.stringContaining('none has been made') }])
  const file = folder.at('alder.backup')
  await noteBackup(folder.path, { file, at: Date.now() - ageMs })
  expect(await check()).toMatchObject([{ outcome: 'warning', text: expect.stringContaining('no longer') }])
  writeFileSync(file, '')
  expect(await check()).toMatchObject([{ outcome, text: expect.stringMatching(text) }])
})
