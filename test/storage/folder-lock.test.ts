import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FolderInUseError, FolderLock } from '../../src/storage/folder/folder-lock.ts'
import { TestFolder } from '../support/folders.ts'

const DEAD_PID = 2 ** 22 + 1

function holderIn(folder: string): { pid: number; startedAt: string | null; token: string } {
  return JSON.parse(readFileSync(`${folder}.lock`, 'utf8')) as ReturnType<typeof holderIn>
}

test('a folder is locked once, and free again when its holder lets go', async () => {
  using folder = new TestFolder()
  const path = folder.at('store')
  const lock = await FolderLock.acquire(path)
  expect(holderIn(path).pid).toBe(process.pid)
  await expect(FolderLock.acquire(path)).rejects.toThrow(FolderInUseError)
  lock[Symbol.dispose]()
  expect(readdirSync(folder.path)).toEqual([])
  ;(await FolderLock.acquire(path))[Symbol.dispose]()
})

test.each([
  ['a process that has died', { pid: DEAD_PID, startedAt: '1', token: 't' }],
  ['a process whose number another one has now', { pid: process.ppid, startedAt: 'long ago', token: 't' }],
  ['this process before its machine was started again', { pid: process.pid, startedAt: null, token: 't' }],
])('%s holds nothing', async (_, holder) => {
  using folder = new TestFolder()
  const path = folder.at('store')
  writeFileSync(`${path}.lock`, JSON.stringify(holder))
  using lock = await FolderLock.acquire(path)
  expect(lock).toBeInstanceOf(FolderLock)
  expect(holderIn(path).pid).toBe(process.pid)
  expect(readdirSync(folder.path)).toEqual(['store.lock'])
})

test.each(['', '{', 'null', '{"pid":"1"}'])(
  'a lock file that a power cut has left as %j holds nothing',
  async (text) => {
    using folder = new TestFolder()
    const path = folder.at('store')
    writeFileSync(`${path}.lock`, text)
    using _lock = await FolderLock.acquire(path)
    expect(holderIn(path).pid).toBe(process.pid)
  },
)
