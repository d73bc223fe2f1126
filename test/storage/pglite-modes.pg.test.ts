import { chmodSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openPglite } from '../../src/storage/index.ts'
import { TestFolder } from '../support/folders.ts'
import { openFreshPglite } from '../support/pglite.ts'

const folder = new TestFolder()
afterAll(() => folder[Symbol.dispose]())

/** What lies in a folder and is open to others than its user, with its mode. */
function openToOthers(path: string): string[] {
  const entries = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
  const modeOf = (entry: string) => lstatSync(entry).mode & 0o777
  return [path, ...entries].filter((entry) => (modeOf(entry) & 0o077) !== 0)
}

test('nobody but its user may read a file of the embedded database, new ones and those that it makes later included', async () => {
  const path = folder.at('new')
  const store = await openPglite(path)
  await store.transact((tx) => tx.putLocal('policy', 'test', { at: 1 }))
  expect(openToOthers(path)).toEqual([])
  await store[Symbol.asyncDispose]()
  expect(openToOthers(path)).toEqual([])
  expect(lstatSync(join(path, 'PG_VERSION')).mode & 0o777).toBe(0o600)
  expect(lstatSync(join(path, 'base')).mode & 0o777).toBe(0o700)
})

test('the files of a database that was open to others are closed to them by the next start', async () => {
  const path = folder.at('old')
  await (await openFreshPglite(path))[Symbol.asyncDispose]()
  chmodSync(join(path, 'PG_VERSION'), 0o666)
  chmodSync(join(path, 'base'), 0o755)
  await (await openPglite(path))[Symbol.asyncDispose]()
  expect(openToOthers(path)).toEqual([])
})
