import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Hash, Scope } from '../../src/kernel/index.ts'
import { DamagedHeadFileError, openHeadFile } from '../../src/storage/index.ts'
import { TestFolder } from '../support/folders.ts'
import { hashOf, scopeOf } from '../support/store-rows.ts'

const PUBLIC = 'public' as Scope
const heads = (...list: (readonly [Scope, number])[]) =>
  new Map(list.map(([scope, seq]) => [scope, { seq, hash: hashOf(`${scope} ${seq}`) as Hash }] as const))

test('the last head of each scope is there after the file is opened again', async () => {
  using folder = new TestFolder()
  const path = folder.at('deep/heads')
  const other = scopeOf('other')
  {
    await using file = await openHeadFile(path)
    expect(await file.load()).toEqual(new Map())
    await file.save(heads([PUBLIC, 1], [other, 1]))
    await Promise.all([file.save(heads([PUBLIC, 2])), file.save(heads([PUBLIC, 3]))])
    expect(await file.load()).toEqual(heads([PUBLIC, 3], [other, 1]))
  }
  await using file = await openHeadFile(path)
  expect(await file.load()).toEqual(heads([PUBLIC, 3], [other, 1]))
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a line that a power cut has torn was never acknowledged: it is dropped, and the file goes on', async () => {
  using folder = new TestFolder()
  const path = folder.at('heads')
  {
    await using file = await openHeadFile(path)
    await file.save(heads([PUBLIC, 1]))
  }
  appendFileSync(path, '{"scope":"public","seq":2,"ha')
  {
    await using file = await openHeadFile(path)
    expect(await file.load()).toEqual(heads([PUBLIC, 1]))
    await file.save(heads([PUBLIC, 2]))
  }
  await using file = await openHeadFile(path)
  expect(await file.load()).toEqual(heads([PUBLIC, 2]))
})

test('a damaged line is said, with its place', async () => {
  using folder = new TestFolder()
  const path = folder.at('heads')
  writeFileSync(path, '{"scope":"public","seq":1,"hash":"a"}\n\u0000\u0000\n')
  await expect(openHeadFile(path)).rejects.toThrow(DamagedHeadFileError)
  await expect(openHeadFile(path)).rejects.toThrow(`${path}:2 is damaged`)
})

test('the file does not grow with the number of signatures', { timeout: 60_000 }, async () => {
  using folder = new TestFolder()
  const path = folder.at('heads')
  await using file = await openHeadFile(path)
  const many = new Map(
    Array.from({ length: 4_000 }, (_, i) => [scopeOf(`${i}`), { seq: 1, hash: hashOf('h') }] as const),
  )
  for (let i = 0; i < 3; i++) await file.save(many)
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4_001)
  expect((await file.load()).size).toBe(4_000)
})

test('where nothing says what was signed, it is not there before something is: its absence is what tells', async () => {
  using folder = new TestFolder()
  const path = folder.at('heads')
  {
    await using file = await openHeadFile(path, { create: false })
    expect(await file.load()).toEqual(new Map())
    expect(existsSync(path)).toBe(false)
  }
  await using file = await openHeadFile(path, { create: false })
  await file.save(heads([PUBLIC, 1]))
  expect(await file.load()).toEqual(heads([PUBLIC, 1]))
  expect(existsSync(path)).toBe(true)
})

test('a head is moved on and never back, unless all heads are said anew', async () => {
  using folder = new TestFolder()
  const path = folder.at('heads')
  const other = scopeOf('other')
  {
    await using file = await openHeadFile(path)
    await file.save(heads([PUBLIC, 5], [other, 1]))
    await file.save(heads([PUBLIC, 4], [other, 2]))
    expect(await file.load()).toEqual(heads([PUBLIC, 5], [other, 2]))
  }
  {
    await using file = await openHeadFile(path)
    expect(await file.load()).toEqual(heads([PUBLIC, 5], [other, 2]))
    await file.replace(heads([PUBLIC, 3]))
  }
  await using file = await openHeadFile(path)
  expect(await file.load()).toEqual(heads([PUBLIC, 3]))
})
