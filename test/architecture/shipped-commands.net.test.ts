import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { freePort, NodeProcess, type NodeProcessOptions } from '../../src/cli/demo/processes.ts'
import { type Ended, rochdale } from '../support/command-line.ts'
import { TestFolder } from '../support/folders.ts'
import { PostgresServer, SERVER_PROGRAMS } from '../support/postgres-server.ts'
import { filesOfPackage, install } from '../support/shipped.ts'

/** As a terminal: then the log is written for people. */
const TERMINAL = '--import data:text/javascript,process.stdout.isTTY=true'
/** Packages whose files a browser gets: Node.js loads none of them. */
const FOR_BROWSERS = ['graphiql', 'react', 'react-dom']

test.skipIf(SERVER_PROGRAMS === null)(
  'every command and every package works with nothing but the files of the package',
  { timeout: 900_000 },
  async () => {
    using folder = install(filesOfPackage())
    using loaded = new TestFolder()
    await using server = await PostgresServer.create()
    const main = folder.at('dist/main.js')
    const coverage = { NODE_V8_COVERAGE: loaded.path }
    const settings = { ...coverage, ROCHDALE_DATA_DIR: folder.at('data'), ROCHDALE_MDNS: 'false' }
    const tried = new Set<string>()
    const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => {
      tried.add(args[0] ?? '')
      const ended = await rochdale(args, { ...settings, ...env }, folder.path, main)
      expect(ended.code, `${args.join(' ')}: ${ended.out}${ended.err}`).toBe(0)
      return ended
    }

    writeFileSync(folder.at('debts.csv'), 'debtor,creditor,amount,currency\nA,B,100,EUR\nB,C,80,EUR\nC,A,60,EUR\n')
    expect((await run(['net', 'debts.csv'])).out).toContain('180.00')
    expect((await run(['init', '--name', 'Shipped'])).out).toMatch(/^did:key:z6Mk/)

    const [p2p, ws] = [await freePort(), await freePort()]
    const node = await NodeProcess.start({
      ...{ name: 'Shipped', dataDir: folder.at('data'), main, p2pPort: p2p },
      env: {
        ...coverage,
        NODE_OPTIONS: TERMINAL,
        ROCHDALE_P2P_LISTEN: `/ip4/127.0.0.1/tcp/${p2p},/ip4/127.0.0.1/tcp/${ws}/ws`,
        ROCHDALE_MDNS: 'true',
      },
    })
    tried.add('start')
    const running = { ROCHDALE_HTTP_PORT: String(node.httpPort) }
    expect(node.output.join(''), 'the log of a terminal').toMatch(/INFO.*: running/)
    const page = await (await fetch(`${node.client.url}/graphql`, { headers: { accept: 'text/html' } })).text()
    for (const name of FOR_BROWSERS) expect(page).toContain(`/graphiql/${name}.js`)
    expect((await run(['peers'], running)).out).toBeTypeOf('string')
    expect((await run(['token', 'list'], running)).out).toMatch(/^ID +NAME/)
    expect((await run(['doctor'], running)).out).toBeTypeOf('string')
    await run(['export', 'public', '--out', 'public.jsonl'], running)
    for (const what of ['bookings', 'use', 'records']) await run(['csv', what], running)
    expect((await run(['verify', 'public.jsonl'])).out).toBeTypeOf('string')
    await run(['backup', 'shipped.backup'], running)
    expect(await node.stop()).toBe(0)
    await run(['rebuild'])
    await run(['move-database', '--to', 'env'], { DATABASE_URL: server.url })
    await onServer(node.options, server.url, run)
    await run(['restore', 'shipped.backup', '--force'])
    // Its nodes are the same program: what they load is known by now.
    expect((await run(['demo', '--exit'], { NODE_V8_COVERAGE: '' })).out).toContain('everything settled')

    const { out } = await rochdale(['--help'], {}, folder.path, main)
    const commands = [...out.matchAll(/^ {2}([a-z][a-z-]+)/gm)].map(([, name]) => name)
    expect([...tried].sort()).toEqual(commands.filter((name) => name !== 'help').sort())
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object }
    const ran = [...packagesLoaded(loaded.path), ...packagesBuiltIn(folder.at('dist/licences.txt')), ...FOR_BROWSERS]
    expect(Object.keys(dependencies).filter((name) => !ran.includes(name))).toEqual([])
    for (const name of FOR_BROWSERS) expect(existsSync(folder.at(`node_modules/${name}`))).toBe(true)
  },
)

/** The same program and key with the database on a server: started, asked, backed up, restored. */
async function onServer(
  options: NodeProcessOptions,
  url: string,
  run: (args: readonly string[], env: Readonly<Record<string, string>>) => Promise<Ended>,
): Promise<void> {
  const env = { ...options.env, DATABASE_URL: url }
  const node = await NodeProcess.start({ ...options, env })
  const { self } = await node.client.request<{ self: object }>('{ self { database cooperative { name } } }')
  expect(self).toEqual({ database: 'SERVER', cooperative: { name: 'Shipped' } })
  const running = { DATABASE_URL: url, ROCHDALE_HTTP_PORT: String(node.httpPort) }
  expect((await run(['doctor'], running)).out).toMatch(/^ *ok +database/m)
  await run(['backup', 'server.backup'], running)
  expect(await node.stop()).toBe(0)
  await run(['restore', 'server.backup', '--force'], { DATABASE_URL: url })
}

/** The packages of which Node.js has run a file, by what it says of the code that it has covered. */
function packagesLoaded(folder: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const file of readdirSync(folder)) {
    const text = readFileSync(`${folder}/${file}`, 'utf8')
    for (const [, name = ''] of text.matchAll(/"url":"file:[^"]*?\/node_modules\/((?:@[^"/]+\/)?[^"/]+)\//g))
      names.add(name)
  }
  return names
}

/** The packages of which code is in the program's own files, by the licences beside them. */
function packagesBuiltIn(licences: string): string[] {
  return [...readFileSync(licences, 'utf8').matchAll(/^# (\S+) \S+: /gm)].map(([, name = '']) => name)
}
