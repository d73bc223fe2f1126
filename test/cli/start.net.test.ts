import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { SETTINGS } from '../../src/config/index.ts'
import { rochdale } from '../support/command-line.ts'
import { TestFolder } from '../support/folders.ts'
import { copyMigratedDatabase } from '../support/pglite.ts'

test('the command line explains itself', async () => {
  const [all, start, nothing, unknown, surplus] = await Promise.all([
    rochdale(['--help']),
    rochdale(['start', '--help']),
    rochdale([]),
    rochdale(['strat']),
    rochdale(['start', 'now']),
  ])
  expect([all.code, start.code]).toEqual([0, 0])
  expect(all.out).toMatch(/start.*run a node/)
  for (const { name } of SETTINGS) expect(start.out).toContain(name)
  expect([nothing.code, unknown.code, surplus.code]).toEqual([2, 2, 2])
  expect(all.out).toMatch(/Exit codes: 0 done; 1 .*; 2 /)
  expect(nothing.err).toMatch(/Usage: rochdale/)
  expect(unknown.err).toMatch(/unknown command 'strat'\n\(Did you mean start\?\)/)
  expect(surplus.err).toMatch(/too many arguments for 'start'/)
})

test('settings come from a .env file too, an empty variable hides none of them, and a port that is taken is told in one line', async () => {
  using folder = new TestFolder()
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  await copyMigratedDatabase(folder.at('data/database'))
  writeFileSync(
    folder.at('.env'),
    `ROCHDALE_DATA_DIR=${folder.at('data')}\nROCHDALE_HTTP_PORT=${port}\nROCHDALE_MDNS=false\n`,
  )
  const env = { ROCHDALE_HTTP_PORT: '', ROCHDALE_P2P_LISTEN: '/ip4/127.0.0.1/tcp/0', ROCHDALE_PORT: '1' }
  const { code, out, err } = await rochdale(['start'], env, folder.path)
  taken.close()
  expect(err).toBe(
    `HTTP cannot listen on 127.0.0.1:${port}: another program does; stop it, or set ROCHDALE_HTTP_PORT to another port\n`,
  )
  expect(code).toBe(1)
  expect(out).toContain('no setting is called ROCHDALE_PORT')
})

test('a fault that nobody has foreseen stops the node in order, with one line in its log and exit code 1', async () => {
  using folder = new TestFolder()
  await copyMigratedDatabase(folder.at('data/database'))
  const broken = folder.at('broken.mjs')
  // A process that waits until its timers have run out says so after its last word.
  writeFileSync(
    broken,
    `process.on('beforeExit', () => console.log('it has waited'))
     setTimeout(() => Promise.reject(new Error('a loose end')), 3_000)`,
  )
  const env = {
    NODE_OPTIONS: `--import ${pathToFileURL(broken)}`,
    ROCHDALE_DATA_DIR: folder.at('data'),
    ROCHDALE_HTTP_PORT: '0',
    ROCHDALE_P2P_LISTEN: '/ip4/127.0.0.1/tcp/0',
    ROCHDALE_MDNS: 'false',
  }
  const { code, out, err } = await rochdale(['start'], env)
  expect([code, err]).toEqual([1, ''])
  const lines = out.trim().split('\n')
  expect(lines.filter((line) => line.includes('a loose end'))).toHaveLength(1)
  expect(lines.at(-1)).toContain('"msg":"stopped"')
  expect(existsSync(folder.at('data/node.lock'))).toBe(false)
})
