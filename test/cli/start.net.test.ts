import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { SETTINGS } from '../../src/cli/index.ts'
import { TestFolder } from '../support/folders.ts'
import { copyEmptyDatabase } from '../support/pglite.ts'

const main = resolve('dist/main.js')

test('the command line explains itself', async () => {
  const [all, start, nothing, unknown, surplus] = await Promise.all([
    run(['--help']),
    run(['start', '--help']),
    run([]),
    run(['strat']),
    run(['start', 'now']),
  ])
  expect([all.code, start.code]).toEqual([0, 0])
  expect(all.out).toMatch(/start.*run a node/)
  for (const { name } of SETTINGS) expect(start.out).toContain(name)
  expect([nothing.code, unknown.code, surplus.code]).toEqual([1, 1, 1])
  expect(nothing.err).toMatch(/Usage: rochdale/)
  expect(unknown.err).toMatch(/unknown command 'strat'\n\(Did you mean start\?\)/)
  expect(surplus.err).toMatch(/too many arguments for 'start'/)
})

test('settings come from a .env file too, an empty variable hides none of them, and a port that is taken is told in one line', async () => {
  using folder = new TestFolder()
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  await copyEmptyDatabase(folder.at('data/database'))
  writeFileSync(
    folder.at('.env'),
    `ROCHDALE_DATA_DIR=${folder.at('data')}\nROCHDALE_HTTP_PORT=${port}\nROCHDALE_MDNS=false\n`,
  )
  const env = { ROCHDALE_HTTP_PORT: '', ROCHDALE_P2P_LISTEN: '/ip4/127.0.0.1/tcp/0', ROCHDALE_PORT: '1' }
  const { code, out, err } = await run(['start'], env, folder.path)
  taken.close()
  expect(err).toBe(
    `HTTP cannot listen on 127.0.0.1:${port}: another program does; stop it, or set ROCHDALE_HTTP_PORT to another port\n`,
  )
  expect(code).toBe(1)
  expect(out).toContain('no setting is called ROCHDALE_PORT')
})

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = tmpdir()) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part))
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text.err += part))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...text }
}
