import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { failureText, greeting } from '../../src/cli/index.ts'
import { readSettings } from '../../src/config/index.ts'
import { type RunningNode, startNode } from '../../src/start.ts'
import { initFolder } from '../../src/upkeep.ts'
import { TestFolder } from '../support/folders.ts'
import { copyMigratedDatabase } from '../support/pglite.ts'
import { TEST_DATABASE_URL } from '../support/postgres.ts'

const NOWHERE = 'postgres://ada:secret@127.0.0.1:1/books'

test('a first start that fails loses nothing: the next one shows the recovery key, and signs', async () => {
  using folder = new TestFolder()
  expect(await failureOf(folder, { DATABASE_URL: NOWHERE })).toBe(
    'DATABASE_URL: postgres://127.0.0.1:1/books cannot be used: no server listens there',
  )
  await copyMigratedDatabase(folder.at('database'))
  const key = await startOnce(folder)
  expect(key).toMatch(/^[\w-]{43}$/)
  // Nobody had seen it: that start was on no terminal.
  expect(await startOnce(folder, (running) => running.forgetRecoveryKey())).toBe(key)
  expect(await startOnce(folder)).toBeNull()
  expect(readFileSync(folder.at('key.json'), 'utf8')).not.toContain(key)
})

test('a key without its head file signs nothing in an empty store, however often it is started', async () => {
  using folder = new TestFolder()
  await copyMigratedDatabase(folder.at('database'))
  await startOnce(folder)
  rmSync(folder.at('heads.jsonl'))
  rmSync(folder.at('database'), { recursive: true })
  await copyMigratedDatabase(folder.at('database'))
  for (let i = 0; i < 2; i++) {
    await using running = await startNode(settingsOf(folder), '0.0.0-test', pino({ level: 'silent' }))
    expect(running.node.permit.check().ok).toBe(false)
  }
})

test('what only whoever starts the node can put right is said in one sentence', async () => {
  using folder = new TestFolder()
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  writeFileSync(folder.at('file'), '')
  expect(await failureOf(folder, { ROCHDALE_DATA_DIR: folder.at('file') })).toBe(
    `${folder.at('file')}: this is no folder; ROCHDALE_DATA_DIR names a folder that this user may write`,
  )
  expect(await failureOf(folder, { ROCHDALE_DATA_DIR: folder.at('file/data') })).toMatch(
    /a part of this path is no folder/,
  )
  await copyMigratedDatabase(folder.at('database'))
  expect(failureText(Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' }))).toBe(
    'the data folder: the disk is full; ROCHDALE_DATA_DIR names a folder that this user may write',
  )
  expect(await failureOf(folder, { ROCHDALE_P2P_LISTEN: `/ip4/127.0.0.1/tcp/${port}` })).toMatch(
    new RegExp(
      `^peers cannot be listened for on /ip4/127.0.0.1/tcp/${port} \\(.*EADDRINUSE.*\\): stop .* ROCHDALE_P2P_LISTEN`,
    ),
  )
  expect(await failureOf(folder, { ROCHDALE_HTTP_PORT: String(port) })).toMatch(
    /^HTTP cannot listen on .*ROCHDALE_HTTP_PORT/,
  )
  taken.close()
  for (const [i, text] of ['', 'null', '{"v":1,"seed":"AAAA"}'].entries()) {
    mkdirSync(folder.at(`damaged-${i}`))
    writeFileSync(folder.at(`damaged-${i}/key.json`), text)
    expect(await failureOf(folder, { ROCHDALE_DATA_DIR: folder.at(`damaged-${i}`) })).toMatch(
      /key\.json is damaged: restore it/,
    )
  }
})

test('a database knows whose it is: another key is told so, and where the key is lost none is made', async () => {
  using folder = new TestFolder()
  using other = new TestFolder()
  await copyMigratedDatabase(folder.at('database'))
  let did = ''
  await startOnce(folder, async ({ node }) => {
    did = node.self
  })
  await initFolder(settingsOf(other))
  cpSync(folder.at('database'), other.at('database'), { recursive: true })
  const owned = new RegExp(`^this database belongs to ${did}, and the key in ${other.path} is did:key:z\\w+'s: set `)
  expect(await failureOf(other, {})).toMatch(owned)
  rmSync(folder.at('key.json'))
  const lost = new RegExp(
    `^this database belongs to ${did}, whose key is not in ${folder.path}: restore key.json there`,
  )
  expect(await failureOf(folder, {})).toMatch(lost)
  expect(existsSync(folder.at('key.json'))).toBe(false)
})

const DAMAGES: Record<string, (folder: string) => void> = {
  'a control file cut short': (folder) => truncateSync(join(folder, 'global/pg_control'), 100),
  'a control file of zeros': (folder) => writeFileSync(join(folder, 'global/pg_control'), Buffer.alloc(8192)),
  'no control file': (folder) => rmSync(join(folder, 'global/pg_control')),
  'another version': (folder) => writeFileSync(join(folder, 'PG_VERSION'), '12\n'),
  'no version': (folder) => rmSync(join(folder, 'PG_VERSION')),
  'no write-ahead log': (folder) => rmSync(join(folder, 'pg_wal'), { recursive: true }),
  'no tables': (folder) => rmSync(join(folder, 'base'), { recursive: true }),
  'tables of zeros': (folder) => {
    for (const database of readdirSync(join(folder, 'base')))
      for (const file of readdirSync(join(folder, 'base', database)))
        writeFileSync(join(folder, 'base', database, file), Buffer.alloc(8192))
  },
}

test.each(Object.entries(DAMAGES))('a database folder with %s is told in one sentence', async (_name, damage) => {
  using folder = new TestFolder()
  await copyMigratedDatabase(folder.at('database'))
  damage(folder.at('database'))
  expect(await failureOf(folder, {})).toMatch(
    /database holds no database that can be opened: .* Restore it from a backup/,
  )
})

test.skipIf(TEST_DATABASE_URL === null)(
  'a server that does not let this node in is named without the password',
  async () => {
    using folder = new TestFolder()
    const wrong = new URL(TEST_DATABASE_URL ?? '')
    wrong.pathname = '/no_such_database'
    const text = await failureOf(folder, { DATABASE_URL: wrong.href })
    expect(text).toMatch(/no_such_database cannot be used: there is no such database/)
    if (wrong.password !== '') expect(text).not.toContain(wrong.password)
  },
)

test('what nobody foresaw is told with its stack', () => {
  expect(failureText(new TypeError('surprise'))).toMatch(/surprise\n\s+at /)
  expect(failureText('text')).toBe('text')
})

test('a terminal is shown the recovery key while there is one, and the link signed in', () => {
  const node = { url: 'http://127.0.0.1:4000', hasDashboard: true, adminToken: 'tok_x', recoveryKey: 'words' }
  expect(greeting(node)).toMatch(/http:\/\/127\.0\.0\.1:4000\/#token=tok_x\n(.*\n)*.*offline: words\n/)
  expect(greeting({ ...node, hasDashboard: false })).toContain('http://127.0.0.1:4000/graphql#token=tok_x\n')
  expect(greeting({ ...node, recoveryKey: null })).not.toMatch(/ecovery/)
})

function settingsOf(folder: TestFolder, env: Readonly<Record<string, string>> = {}) {
  return readSettings({
    ROCHDALE_DATA_DIR: folder.path,
    ROCHDALE_HTTP_PORT: '0',
    ROCHDALE_P2P_LISTEN: '/ip4/127.0.0.1/tcp/0',
    ROCHDALE_MDNS: 'false',
    ...env,
  })
}

/** Starts a node that may sign, and stops it; answers the recovery key that it would show. */
async function startOnce(folder: TestFolder, then?: (running: RunningNode) => Promise<void>): Promise<string | null> {
  await using running = await startNode(settingsOf(folder), '0.0.0-test', pino({ level: 'silent' }))
  expect(running.node.permit.check().ok).toBe(true)
  await then?.(running)
  return running.recoveryKey
}

/** What the command line would say; always one line, without a stack. */
async function failureOf(folder: TestFolder, env: Readonly<Record<string, string>>): Promise<string> {
  try {
    await (await startNode(settingsOf(folder, env), '0.0.0-test', pino({ level: 'silent' })))[Symbol.asyncDispose]()
  } catch (error) {
    const text = failureText(error)
    expect(text).not.toMatch(/\n|secret/)
    return text
  }
  throw new Error('it started')
}
