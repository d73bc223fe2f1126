import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { resolve } from 'node:path'
import { parse } from 'dotenv'
import { expect, test } from 'vitest'
import { SETTINGS } from '../../src/config/index.ts'
import { rochdale } from '../support/command-line.ts'
import { TestFolder } from '../support/folders.ts'
import { copyMigratedDatabase } from '../support/pglite.ts'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('init makes a folder with a key that only its owner reads, and a .env file that explains every setting', async () => {
  using folder = new TestFolder()
  const name = `Alder's "best" bakery #1`
  const { code, out, err } = await rochdale(['init', '--name', name, '--http-port', '4555'], {}, folder.path)
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^did:key:z6Mk\w{44}\n/)
  expect(modeOf(folder.at('.rochdale'))).toBe('700')
  expect(readdirSync(folder.at('.rochdale')).sort()).toEqual(['heads.jsonl', 'key.json'])
  for (const file of ['.rochdale/key.json', '.env']) expect(modeOf(folder.at(file))).toBe('600')
  const text = readFileSync(folder.at('.env'), 'utf8')
  expect(parse(text)).toEqual({ ROCHDALE_NAME: name, ROCHDALE_HTTP_PORT: '4555' })
  for (const setting of SETTINGS) expect(text).toContain(setting.name)
  // Not on a terminal: the key file keeps the recovery key until somebody has seen it.
  const { recoveryKey } = JSON.parse(readFileSync(folder.at('.rochdale/key.json'), 'utf8')) as { recoveryKey: string }
  expect(out).not.toContain(recoveryKey)
})

test('what the environment gives to init, .env holds: a start without it is the same cooperative', async () => {
  using folder = new TestFolder()
  const given = {
    ROCHDALE_DATA_DIR: folder.at('data'),
    ROCHDALE_NAME: 'Alder',
    ROCHDALE_HTTP_PORT: '0',
    ROCHDALE_P2P_LISTEN: '/ip4/127.0.0.1/tcp/0',
    ROCHDALE_MDNS: 'false',
  }
  const made = JSON.parse((await rochdale(['init', '--name', 'Birch', '--json'], given, folder.path)).out)
  expect(parse(readFileSync(folder.at('.env'), 'utf8'))).toEqual({ ...given, ROCHDALE_NAME: 'Birch' })
  await copyMigratedDatabase(folder.at('data/database'))
  expect(await didOfStart(folder.path)).toBe(made.did)
  expect(existsSync(folder.at('.rochdale'))).toBe(false)
})

test('init refuses a setting that the .env file beside it does not hold, for the next start would not know it', async () => {
  using folder = new TestFolder()
  writeFileSync(folder.at('.env'), 'ROCHDALE_NAME=Alder\n')
  const env = { ROCHDALE_DATA_DIR: folder.at('data'), ROCHDALE_NAME: 'Alder' }
  const refused = await rochdale(['init'], env, folder.path)
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(/\.env is there already: set ROCHDALE_DATA_DIR in it/)
  expect(existsSync(folder.at('data'))).toBe(false)
})

test('init leaves alone what is there', async () => {
  using folder = new TestFolder()
  const env = { ROCHDALE_DATA_DIR: folder.at('data') }
  expect((await rochdale(['init', '--json'], env, folder.path)).code).toBe(0)
  const key = readFileSync(folder.at('data/key.json'), 'utf8')
  const again = await rochdale(['init'], env, folder.path)
  expect(again).toMatchObject({ code: 1, out: '' })
  expect(again.err).toMatch(/is a node's data folder already, with a key: nothing was changed\n$/)
  expect(readFileSync(folder.at('data/key.json'), 'utf8')).toBe(key)
  const named = await rochdale(['init', '--name', 'x', '--data-dir', folder.at('other')], {}, folder.path)
  expect(named.err).toMatch(/\.env is there already: set ROCHDALE_NAME, ROCHDALE_DATA_DIR in it/)
  expect(existsSync(folder.at('other'))).toBe(false)
  writeFileSync(folder.at('file'), '')
  rmSync(folder.at('.env'))
  const full = await rochdale(['init'], { ROCHDALE_DATA_DIR: folder.path }, folder.path)
  expect(full.err).toMatch(/is not empty .* and holds no key: choose a folder/)
  expect((await rochdale(['init', '--http-port', 'x'], env)).err).toMatch(/ROCHDALE_HTTP_PORT is a whole number/)
})

test('the doctor names everything that is wrong at once, with what mends it', async () => {
  using folder = new TestFolder()
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  expect((await rochdale(['init'], {}, folder.path)).code).toBe(0)
  chmodSync(folder.at('.rochdale/key.json'), 0o644)
  writeFileSync(folder.at('.rochdale/heads.jsonl'), 'no JSON\n')
  const env = {
    DATABASE_URL: 'postgres://ada:secret@127.0.0.1:1/books',
    ROCHDALE_HTTP_PORT: '0',
    ROCHDALE_P2P_LISTEN: `/ip4/127.0.0.1/tcp/${port}`,
    ROCHDALE_FOO: '1',
  }
  const { code, out } = await rochdale(['doctor'], env, folder.path)
  taken.close()
  expect(code).toBe(1)
  expect(out).toMatch(/warning +settings +none is called ROCHDALE_FOO/)
  expect(out).toMatch(/ok +public url +none: credentials carry no credentialStatus/)
  expect(out).toMatch(/PROBLEM +key +.*\(0644\): chmod 0600 /)
  expect(out).toMatch(/PROBLEM +signed heads +.*heads\.jsonl:1 is damaged: restore the file/)
  expect(out).toMatch(/PROBLEM +database +.*books cannot be used: no server listens there/)
  expect(out).toMatch(new RegExp(`PROBLEM +peer port +another program listens on 127.0.0.1 ${port}`))
  expect(out).toMatch(/\n4 problems\n$/)
  expect(out).not.toContain('secret')
  const wrong = await rochdale(['doctor', '--json'], { ROCHDALE_HTTP_PORT: 'x', ROCHDALE_MDNS: 'y' }, folder.path)
  const named = JSON.parse(wrong.out).filter(({ name }: { name: string }) => name === 'settings')
  expect(named).toHaveLength(2)
})

/** Whose node starts in a folder with nothing in its environment; it is stopped at once. */
async function didOfStart(folder: string): Promise<string | undefined> {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [resolve('dist/main.js'), 'start'], { cwd: folder, env: { PATH } })
  let out = ''
  for await (const part of child.stdout) {
    out += part
    if (out.includes('"msg":"running"')) child.kill('SIGTERM')
  }
  return /"did":"([^"]+)"/.exec(out)?.[1]
}
