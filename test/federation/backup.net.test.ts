import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { rochdale } from '../support/command-line.ts'
import { TestFederation } from '../support/federation.ts'
import { TestFolder } from '../support/folders.ts'
import {
  CURRENCY,
  cursorOf,
  didOf,
  foundClearing,
  lengthOfLog,
  obligationCount,
  recordMany,
  refusalOf,
  stateOf,
  tell,
  untilEqual,
} from './support/dealings.ts'

const STORY = { timeout: 600_000 }
const PATIENCE = { timeoutMs: 120_000 }

let federation: TestFederation
let alder: NodeProcess
let birch: NodeProcess
let agreementId: string
let backups: TestFolder

beforeAll(async () => {
  backups = new TestFolder()
  federation = new TestFederation()
  const env = { ROCHDALE_AUTO_CONFIRM: 'never' }
  ;[alder, birch] = await federation.startAll(['Alder', 'Birch'], { env })
  agreementId = await foundClearing([alder, birch])
})
afterAll(async () => {
  await federation[Symbol.asyncDispose]()
  backups[Symbol.dispose]()
})

test(
  'a backup of a running node that is restored over it signs nothing until what came after it is back from a peer',
  STORY,
  async () => {
    await recordMany(alder, 20, { agreementId, debtor: alder, creditor: birch, amount: '100' })
    const file = backups.at('alder.backup')
    const made = await rochdale(['backup', file], settingsOf(alder))
    expect(made).toMatchObject({ code: 0 })
    expect(made.err).toMatch(/rows written and read again: \d/)
    expect(made.out).toMatch(/holds \d+ entries and all else, without the key/)
    const headFile = join(alder.options.dataDir, 'heads.jsonl')
    cpSync(headFile, backups.at('heads.jsonl'))
    expect((await rochdale(['backup', file], settingsOf(alder))).err).toMatch(/is there already: .*--force/)
    expect((await rochdale(['doctor'], settingsOf(alder))).out).toMatch(
      /ok +backup +the last one is of the last 24 hours: /,
    )
    const cursor = await cursorOf(alder)
    await recordMany(alder, 30, { agreementId, debtor: alder, creditor: birch, amount: '100' })
    const whole = await untilEqual([alder, birch], agreementId, PATIENCE)

    expect((await rochdale(['restore', file, '--force'], settingsOf(alder))).err).toMatch(
      /is in use by process \d+: stop/,
    )
    await alder.kill()
    birch.signal('SIGSTOP')
    const restored = await rochdale(['restore', file, '--force'], settingsOf(alder))
    expect(restored).toMatchObject({ code: 0 })
    expect(restored.out).toMatch(/\d+ entries and all else are as they were at .*\nThe node signs nothing until/)
    // A head file that is as old as the backup hides nothing.
    cpSync(backups.at('heads.jsonl'), headFile)
    alder = await federation.restart(alder)
    expect(await obligationCount(alder, agreementId)).toBe(20)
    expect((await refusalOf(recordOne('again'))).refusal).toBe('node.signing-stopped')
    const changes = alder.client.request('query ($c: String) { changes(after: $c) { edges { cursor } } }', {
      c: cursor,
    })
    expect((await refusalOf(changes)).code).toBe('OUTDATED_CURSOR')

    birch.signal('SIGCONT')
    await waitFor('Alder signs again', () => recordOne('once more').then(() => true), PATIENCE)
    const { heads } = await untilEqual([alder, birch], agreementId, PATIENCE)
    expect(heads).toHaveLength(whole.heads.length)
    expect(await obligationCount(birch, agreementId)).toBe(51)
  },
)

test(
  'a backup with the key brings a lost data folder back, on the other kind of database or the same',
  STORY,
  async () => {
    const file = backups.at('with-key.backup')
    const did = await didOf(alder)
    expect((await rochdale(['backup', file, '--with-key'], settingsOf(alder))).out).toMatch(/with the key: guard it/)
    const state = await untilEqual([alder, birch], agreementId, PATIENCE)
    await alder.kill()
    using fresh = new TestFolder()
    const env = { ROCHDALE_DATA_DIR: fresh.at('data'), ROCHDALE_MDNS: 'false' }
    expect((await rochdale(['restore', backups.at('alder.backup')], env)).err).toMatch(
      /there is no key in .*, and none in the backup/,
    )
    expect((await rochdale(['restore', file], env)).code).toBe(0)
    const { env: given, ...options } = alder.options
    const { DATABASE_URL: _, ...others } = given ?? {}
    await using again = await federation.start('Alder', {
      ...options,
      dataDir: fresh.at('data'),
      env: { ...others, DATABASE_URL: '' },
      bootstrap: [birch.multiaddr],
    })
    expect(await didOf(again)).toBe(did)
    await waitFor('it signs', () => recordOne('from another folder', again).then(() => true), PATIENCE)
    expect((await untilEqual([again, birch], agreementId, PATIENCE)).heads).toHaveLength(state.heads.length)
    await again.stop()
  },
)

// Only an embedded database lies in the data folder.
test.skipIf(Boolean(process.env.DATABASE_URL))(
  'a data folder that was copied while its node wrote is known for what it is, and signs nothing',
  STORY,
  async () => {
    await using cedar = await federation.start('Cedar', { bootstrap: [], env: { ROCHDALE_AUTO_CONFIRM: 'never' } })
    let writing = true
    const write = async () => {
      for (let i = 0; writing; i++) await tell(cedar, 'updateProfile', { region: `region ${i}` }, 'cooperative { did }')
    }
    const written = write()
    using torn = new TestFolder()
    // As `cp -r` does it: file by file in the order of their names, the database before the head file.
    cpSync(join(cedar.options.dataDir, 'database'), torn.at('database'), { recursive: true })
    const length = await lengthOf(cedar)
    await waitFor('more was written', async () => (await lengthOf(cedar)) > length + 5)
    for (const file of ['heads.jsonl', 'key.json']) cpSync(join(cedar.options.dataDir, file), torn.at(file))
    writing = false
    await written
    await cedar.stop()
    const starting = federation.start('Torn', { dataDir: torn.path, bootstrap: [] })
    const told = await starting.then(signingStopOf, (error: Error) => error.message)
    expect(told).toMatch(/copy that was taken while the node ran|was copied while a node ran/)
  },
)

function settingsOf({ options, httpPort }: NodeProcess): Record<string, string> {
  const { DATABASE_URL = '' } = options.env ?? {}
  return {
    ROCHDALE_DATA_DIR: options.dataDir,
    ROCHDALE_HTTP_PORT: String(httpPort),
    DATABASE_URL,
    ROCHDALE_MDNS: 'false',
  }
}

async function recordOne(reference: string, node = alder): Promise<void> {
  const [debtor, creditor] = [await didOf(node), await didOf(birch)]
  const input = {
    agreementId,
    debtor,
    creditor,
    amount: '100',
    currency: CURRENCY,
    reference,
    idempotencyKey: reference,
  }
  await tell(node, 'recordObligation', input, 'obligation { id }')
}

async function lengthOf(node: NodeProcess): Promise<number> {
  return lengthOfLog(await stateOf(node, PUBLIC_SCOPE), await didOf(node))
}

async function signingStopOf(node: NodeProcess): Promise<string | undefined> {
  const { self } = await node.client.request<{ self: { signingStop: { reason: string } | null } }>(
    '{ self { signingStop { reason } } }',
  )
  return self.signingStop?.reason
}
