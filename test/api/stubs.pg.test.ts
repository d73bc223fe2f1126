import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NodeClient } from '../../src/cli/client.ts'
import { collectExport } from '../../src/cli/export/collect.ts'
import { lineText, readExport } from '../../src/cli/export/export-file.ts'
import { checkExport } from '../../src/cli/verify/export-check.ts'
import { describeVerification, verdictOf } from '../../src/cli/verify/finding.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { signerNumber } from '../support/node.ts'
import { RunningApi } from './running-node.ts'

const cedar = signerNumber(3)
let api: RunningApi

beforeAll(async () => {
  api = await RunningApi.start()
  const writer = new EntryWriter(cedar)
  const vouch = { kind: 'cooperative.vouched', subject: api.did, body: { did: api.did, statement: null } }
  const log = [writer.write(vouch), writer.write({ kind: 'song.sung', subject: 'song', body: { song: 'la' } })]
  log.push(writer.write({ ...vouch, kind: 'vouch.withdrawn', body: { did: api.did } }))
  const delivery = { from: cedar.did, partners: new Set<never>(), circle: new Set<never>() }
  const { admitted } = await api.running.node.receive(log, new Map(), delivery)
  expect(admitted).toBe(3)
})

afterAll(() => api?.[Symbol.asyncDispose]())

test('a stub is listed with its place in the log and without bytes', async () => {
  const listed = '{ logEntries(scope: "public") { edges { node { author seq kind refusal bytes stub signature } } } }'
  const { data, errors } = await api.ask(listed)
  expect(errors).toEqual([])
  const nodes = data.logEntries.edges.map(({ node }: { node: Record<string, unknown> }) => node)
  const log = nodes.filter(({ author }: { author: string }) => author === cedar.did)
  expect(
    log.map(({ seq, kind, refusal, bytes, stub }: Record<string, unknown>) => [
      seq,
      kind,
      refusal,
      bytes !== '' && stub === false,
    ]),
  ).toEqual([
    [1, 'cooperative.vouched', null, true],
    [2, 'song.sung', 'log.unknown-kind', false],
    [3, 'vouch.withdrawn', null, true],
  ])
})

test('an export says which entries are stubs, and what could not be checked because of them', async () => {
  const client = new NodeClient(api.url, api.running.adminToken)
  const path = join(api.folder, 'public.jsonl')
  let text = ''
  for await (const line of collectExport(client, 'public', new Date())) text += lineText(line)
  await writeFile(path, text)
  const file = await readExport(path)
  if (file === null) throw new Error('an export is one')
  expect(file.stubs).toEqual([{ hash: expect.any(String), author: cedar.did, seq: 2 }])
  const verification = await checkExport(file, Date.now() as Instant)
  expect(verdictOf(verification)).toBe('holds')
  expect(describeVerification('', verification)).toContain(
    `1 entry by 1 author of which ${api.did} keeps no body: these were not checked, nor 1 entry behind them`,
  )
})
