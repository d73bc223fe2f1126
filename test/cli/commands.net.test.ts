import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import {
  cursorOf,
  didOf,
  foundClearing,
  owe,
  refusalOf,
  stateOf,
  tell,
  untilEqual,
} from '../federation/support/dealings.ts'
import { rochdale } from '../support/command-line.ts'
import { TestFederation } from '../support/federation.ts'
import { TestFolder } from '../support/folders.ts'

let federation: TestFederation
let nodes: readonly NodeProcess[]
let alder: NodeProcess
let birch: NodeProcess
beforeAll(async () => {
  federation = new TestFederation()
  ;[alder, birch] = await federation.startAll(['Alder', 'Birch'])
  nodes = [alder, birch]
  // The folder was made for the test, around a database that was copied; a node would have made it so.
  chmodSync(alder.options.dataDir, 0o700)
})
afterAll(() => federation[Symbol.asyncDispose]())

/** What the settings of a node's own environment would be. */
const settingsOf = ({ options: { dataDir, env }, httpPort, p2pPort }: NodeProcess) => ({
  ROCHDALE_DATA_DIR: dataDir,
  ROCHDALE_HTTP_PORT: String(httpPort),
  ROCHDALE_P2P_LISTEN: `/ip4/127.0.0.1/tcp/${p2pPort}`,
  DATABASE_URL: env?.DATABASE_URL ?? '',
})

// biome-ignore lint/suspicious/noExplicitAny: each command answers an object of its own; the expectations hold its shape.
async function json(node: NodeProcess, ...args: readonly string[]): Promise<any> {
  const { code, out, err } = await rochdale([...args, '--json'], settingsOf(node))
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out)
}

test('a token is made, shown once, listed and revoked', async () => {
  const made = await json(alder, 'token', 'create', '--name', 'till', '--role', 'viewer', '--expires', '30d')
  expect(made).toMatchObject({ name: 'till', role: 'VIEWER', secret: expect.stringMatching(/^tok_/) })
  const days = (Date.parse(made.expiresAt) - Date.now()) / 86_400_000
  expect([days > 29.9, days <= 30]).toEqual([true, true])

  const listed = await rochdale(['token', 'list'], settingsOf(alder))
  expect(listed.out).toMatch(/^ID +NAME +ROLE +MADE +ENDS +LAST USED\n/)
  expect(listed.out).toMatch(new RegExp(`${made.id} +till +viewer +\\d{4}-.* UTC +\\d{4}-.* UTC +-\n`))
  expect(listed.out).not.toContain(made.secret)

  // A viewer may look at peers, and at no tokens.
  const url = `http://127.0.0.1:${alder.httpPort}`
  expect((await rochdale(['peers', '--url', url, '--token', made.secret])).code).toBe(0)
  const refused = await rochdale(['token', 'list', '--url', url, '--token', made.secret])
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^FORBIDDEN: .*ADMIN/) })

  await json(alder, 'token', 'revoke', made.id)
  expect((await json(alder, 'token', 'list')).map(({ id }: { id: string }) => id)).not.toContain(made.id)
  const ended = await rochdale(['peers', '--url', url, '--token', made.secret])
  expect(ended.err).toMatch(/does not know this token/)
  const again = await rochdale(['token', 'revoke', 'tok_nothing'], settingsOf(alder))
  expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/settings\.token-not-found/) })
})

test('what is called wrongly ends with 2, what cannot be done with 1 and one sentence', async () => {
  const nobody = { ...settingsOf(alder), ROCHDALE_HTTP_PORT: '1' }
  const [role, expiry, silent, strange] = await Promise.all([
    rochdale(['token', 'create', '--name', 'x', '--role', 'king'], settingsOf(alder)),
    rochdale(['token', 'create', '--name', 'x', '--role', 'viewer', '--expires', 'soon'], settingsOf(alder)),
    rochdale(['peers'], nobody),
    rochdale(['peers'], { ROCHDALE_DATA_DIR: '/nowhere', ROCHDALE_HTTP_PORT: '1' }),
  ])
  expect([role.code, expiry.code, silent.code, strange.code]).toEqual([2, 2, 1, 1])
  expect(expiry.err).toMatch(/Write 12h, 30d/)
  expect(silent.err).toBe('no node answers at http://127.0.0.1:1: is it running? Start it with: rochdale start\n')
  expect(strange.err).toMatch(/^there is no \/nowhere\/admin\.token: a node makes it when it starts/)
})

test('peers are listed, and connected', async () => {
  const did = await didOf(birch)
  await expect
    .poll(async () => await json(alder, 'peers'), { interval: 500 })
    .toMatchObject([{ connected: true, inSync: true, behindEntries: 0, cooperative: { did, name: 'Birch' } }])
  const { out } = await rochdale(['peers'], settingsOf(alder))
  expect(out).toMatch(/^NAME +DID +CONNECTED +IN SYNC +BEHIND +LAST SYNC +ADDRESS +RULES\n/)
  expect(out).toMatch(new RegExp(`\nBirch +did:key:z6Mk\\w{3}…${did.slice(-6)} +yes +yes +0 `))
  expect(await json(alder, 'peers', 'connect', birch.multiaddr)).toMatchObject({ cooperative: { did } })
  const wrong = await rochdale(['peers', 'connect', 'birch.example.org'], settingsOf(alder))
  expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/^BAD_USER_INPUT: /) })
})

test('an export is checked without a node, and whoever changes anything in it is found out', async () => {
  using folder = new TestFolder()
  const agreementId = await foundClearing(nodes)
  await owe({ agreementId, debtor: alder, creditor: birch, amount: '10000' })
  await owe({ agreementId, debtor: birch, creditor: alder, amount: '6000' })
  await tell(alder, 'proposeNetting', { agreementId, currency: 'EUR' }, 'nettingRound { id }')
  await expect
    .poll(async () => await positionOf(alder, agreementId), { interval: 250 })
    .toEqual({ receivable: '0', payable: '4000' })
  const { digest, entryCount } = await untilEqual(nodes, agreementId)

  const file = folder.at('books.jsonl')
  expect(await json(alder, 'export', agreementId, '--out', file)).toEqual({
    file,
    scope: agreementId,
    digest,
    entryCount,
  })
  const sound = await rochdale(['verify', file])
  expect(sound).toMatchObject({ code: 0, err: '' })
  expect(sound.out).toMatch(new RegExp(`ok +${entryCount} entries by 2 authors: every signature`))
  expect(sound.out).toMatch(/ok +1 attachment: /)
  expect(sound.out).toMatch(
    new RegExp(`ok +version 1, "Clearing" .* signed by ${await didOf(alder)}, ${await didOf(birch)}`),
  )
  expect(sound.out).toMatch(new RegExp(`ok +state digest ${digest}`))
  expect(sound.out).toMatch(/everything that was checked holds\n$/)
  const existing = await rochdale(['export', agreementId, '--out', file], settingsOf(alder))
  expect(existing.err).toMatch(/it is there already; name another file with --out/)

  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const findingsOf = async (changed: readonly string[]) => {
    writeFileSync(folder.at('changed.jsonl'), `${changed.join('\n')}\n`)
    const { code, out } = await rochdale(['verify', folder.at('changed.jsonl'), '--json'])
    const { holds, findings } = JSON.parse(out)
    return { code, holds, failing: findings.filter(({ outcome }: { outcome: string }) => outcome === 'fails') }
  }
  const place = lines.findIndex((line) => line.startsWith('{"entry"'))
  const forged = (line: string) =>
    line.replace(/"signature":"(.)/, (_, first) => `"signature":"${first === 'A' ? 'B' : 'A'}`)
  const tampered = await findingsOf(lines.map((line, i) => (i === place ? forged(line) : line)))
  expect(tampered).toMatchObject({ code: 1, holds: false })
  expect(tampered.failing[0].text).toMatch(/^entry 1 \([0-9a-f]{64}\): .*signature/)
  expect((await findingsOf(lines.filter((line) => !line.startsWith('{"attachment"')))).holds).toBe(false)
  expect((await findingsOf(lines.slice(0, -1))).failing).toEqual([
    { outcome: 'fails', text: 'the file ends before the state digest: it was cut off' },
  ])
  const document = lines.findIndex((line) => line.startsWith('{"document"'))
  const retitled = await findingsOf(
    lines.map((line, i) => (i === document ? line.replace('"Clearing"', '"Giving"') : line)),
  )
  expect(retitled.failing).toMatchObject([{ text: expect.stringMatching(/beside the log does not belong to it/) }])

  // The document alone is a secured document of the W3C's kind.
  const alone = JSON.parse(lines[document] ?? '').document.document
  writeFileSync(folder.at('document.json'), JSON.stringify(alone))
  const checked = await rochdale(['verify', folder.at('document.json')])
  expect(checked.code).toBe(0)
  expect(checked.out).toMatch(/version 1 of the agreement "Clearing"/)
  writeFileSync(folder.at('document.json'), JSON.stringify({ ...alone, title: 'Giving' }))
  expect((await rochdale(['verify', folder.at('document.json')])).code).toBe(1)
})

test('a credential is checked by its proof and its dates', async () => {
  using folder = new TestFolder()
  const input = { subject: await didOf(birch), type: 'PaymentReliability', claims: { late: 0 } }
  const fields = 'attestation { credential }'
  const { attestation } = await tell<{ attestation: { credential: object } }>(alder, 'issueAttestation', input, fields)
  const file = folder.at('credential.json')
  writeFileSync(file, JSON.stringify(attestation.credential))
  const sound = await rochdale(['verify', file])
  expect(sound.code).toBe(0)
  expect(sound.out).toMatch(new RegExp(`ok +signed by ${await didOf(alder)}`))
  writeFileSync(file, JSON.stringify({ ...attestation.credential, validUntil: '2099-01-01T00:00:00Z' }))
  expect((await rochdale(['verify', file])).code).toBe(1)
  expect((await rochdale(['verify', file, '--at', '2026-02-30'])).code).toBe(2)
  writeFileSync(file, JSON.stringify({ ...attestation.credential, proof: { type: 'Ed25519Signature2020' } }))
  expect(await rochdale(['verify', file])).toMatchObject({
    code: 2,
    out: expect.stringMatching(/Ed25519Signature2020/),
  })
  writeFileSync(file, 'no JSON')
  expect(await rochdale(['verify', file])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/neither an export nor JSON/),
  })
  const missing = await rochdale(['verify', folder.at('nothing')])
  expect(missing).toMatchObject({ code: 2, err: expect.stringMatching(/nothing cannot be read: ENOENT/) })
})

test('a node that runs has nothing for the doctor to mend, and cannot be rebuilt', async () => {
  const checks = await json(alder, 'doctor')
  expect(checks.filter(({ outcome }: { outcome: string }) => outcome === 'problem')).toEqual([])
  const named = Object.fromEntries(checks.map(({ name, text }: { name: string; text: string }) => [name, text]))
  expect(named).toMatchObject({
    node: `runs at http://127.0.0.1:${alder.httpPort}`,
    'admin.token': 'opens the API',
    peers: expect.stringMatching(/^1 connected/),
  })
  // Another folder at the same port is not this node's.
  using folder = new TestFolder()
  const other = await rochdale(['doctor'], { ...settingsOf(alder), ROCHDALE_DATA_DIR: folder.path })
  expect(other.code).toBe(1)
  expect(other.out).toMatch(/PROBLEM +node +a node runs at .*, but not with this data folder/)
  const refused = await rochdale(['rebuild'], settingsOf(alder))
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/in use by process \d+: stop that node/),
  })
})

test('a stopped node is rebuilt from its log, and goes on as before for all but old cursors', async () => {
  const before = await stateOf(alder, 'public')
  const cursor = await cursorOf(alder)
  await alder.stop()
  const stopped = await rochdale(['doctor'], settingsOf(alder))
  expect(stopped).toMatchObject({ code: 0, out: expect.stringMatching(/ok +node +does not run: rochdale start\n/) })
  expect(stopped.out).toMatch(/ok +database +PostgreSQL .*, up to date\n/)
  const { code, out } = await rochdale(['rebuild', '--json'], settingsOf(alder))
  expect(code).toBe(0)
  expect(JSON.parse(out).digests).toMatchObject({ public: before.digest })
  alder = await federation.restart(alder)
  expect((await stateOf(alder, 'public')).digest).toBe(before.digest)
  const query = 'query ($after: String) { changes(after: $after) { edges { cursor } } }'
  expect(await refusalOf(alder.client.request(query, { after: cursor }))).toMatchObject({ code: 'OUTDATED_CURSOR' })
})

async function positionOf(node: NodeProcess, agreementId: string) {
  const query =
    'query ($id: ID!) { netPositions(agreementId: $id, currency: "EUR") { receivable payable cooperative { did } } }'
  type Position = { receivable: string; payable: string; cooperative: { did: string } }
  const { netPositions } = await node.client.request<{ netPositions: Position[] }>(query, { id: agreementId })
  const did = await didOf(node)
  const own = netPositions.find(({ cooperative }) => cooperative.did === did)
  return own === undefined ? null : { receivable: own.receivable, payable: own.payable }
}
