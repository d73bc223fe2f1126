import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { FolderInUseError, openPglite } from '../../src/storage/index.ts'
import { TestFolder } from '../support/folders.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { newChange } from '../support/store-rows.ts'

const LOOP = new URL('../support/commit-loop.ts', import.meta.url).pathname
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** Starts a process that commits in a loop; `acknowledged` grows with what it has been told is durable. */
function startLoop(folder: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', LOOP, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const acknowledged: number[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => acknowledged.push(Number(line)))
  const reaches = async (number: number) => {
    while ((acknowledged.at(-1) ?? 0) < number) await once(lines, 'line')
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await once(lines, 'close')
  }
  return { pid: child.pid, acknowledged, reaches, kill }
}

test('kill -9 in a loop of commits loses nothing that was acknowledged, and holds no lock', async () => {
  using folder = new TestFolder()
  const path = folder.at('store')
  await (await openFreshPglite(path))[Symbol.asyncDispose]()
  let last = 0
  for (const more of [150, 40, 333]) {
    const loop = startLoop(path)
    await loop.reaches(last + more)
    await loop.kill()
    const acknowledged = loop.acknowledged.at(-1) ?? 0
    await using store = await openPglite(path)
    const { head, numbers, local } = await store.read(async (reader) => ({
      head: await reader.headChange(),
      numbers: (await reader.changesAfter(0, 100_000)).map(({ number }) => number),
      local: await reader.local('cursor', 'last'),
    }))
    expect(head).toBeGreaterThanOrEqual(acknowledged)
    expect(numbers).toEqual(Array.from({ length: head }, (_, i) => i + 1))
    expect(local).toEqual({ number: head })
    last = head
  }
})

test('a second process is refused the folder, and told who has it', async () => {
  using folder = new TestFolder()
  const path = folder.at('store')
  await (await openFreshPglite(path))[Symbol.asyncDispose]()
  const loop = startLoop(path)
  await loop.reaches(1)
  await expect(openPglite(path)).rejects.toThrow(FolderInUseError)
  await expect(openPglite(path)).rejects.toThrow(`${path} is in use by process ${loop.pid}`)
  await loop.kill()
  await using store = await openPglite(path)
  await expect(openPglite(path)).rejects.toThrow(`in use by process ${process.pid}`)
  expect(await store.read((reader) => reader.headChange())).toBeGreaterThan(0)
})

test('a first start that was cut short leaves nothing in the way', async () => {
  using folder = new TestFolder()
  const path = folder.at('store')
  fs.mkdirSync(`${path}.new`)
  fs.writeFileSync(`${path}.new/PG_VERSION`, 'half of a database')
  fs.mkdirSync(path)
  await using store = await openPglite(path)
  expect(await store.read((reader) => reader.headChange())).toBe(0)
  expect(fs.existsSync(`${path}.new`)).toBe(false)
})

test('a commit waits for the disk', async () => {
  using folder = new TestFolder()
  await using store = await openFreshPglite(folder.at('store'))
  const original = fs.fdatasyncSync
  let syncs = 0
  fs.fdatasyncSync = (fd) => {
    syncs++
    original(fd)
  }
  syncBuiltinESMExports()
  try {
    for (let i = 1; i <= 10; i++) {
      await store.transact((tx) => tx.appendChanges([newChange()]))
      expect(syncs).toBeGreaterThanOrEqual(i)
    }
  } finally {
    fs.fdatasyncSync = original
    syncBuiltinESMExports()
  }
})
