import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FolderInUseError, FolderLock } from '../../src/storage/folder-lock.ts'
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

test('a living process keeps its lock, until it is killed', async () => {
  using folder = new TestFolder()
  const path = folder.at('store')
  const script = `const { FolderLock } = await import(${JSON.stringify(new URL('../../src/storage/folder-lock.ts', import.meta.url).href)})
    await FolderLock.acquire(${JSON.stringify(path)}); process.stdout.write('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await once(child.stdout, 'data')
    await expect(FolderLock.acquire(path)).rejects.toThrow(`${path} is in use by process ${child.pid}`)
  } finally {
    child.kill('SIGKILL')
  }
  await once(child, 'exit')
  ;(await FolderLock.acquire(path))[Symbol.dispose]()
  expect(existsSync(`${path}.lock`)).toBe(false)
})
