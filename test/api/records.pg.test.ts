import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordId } from '../../src/records/index.ts'
import { amendmentOf } from '../agreements/agreeing.ts'
import { alder, birch, cedar, RECORD_TYPES, Recording, recordDocument } from '../records/recording.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { RunningApi } from './running-node.ts'

const MANY = 10_000
const PAGE = 100
const BATCH = 500
const RECORDS = `query ($filter: RecordFilter, $first: Int, $after: String) { records(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { id reference type status payload author { did } } }
} }`

interface Page {
  readonly totalCount: number
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly edges: readonly {
    readonly node: { readonly id: string; readonly reference: string; readonly status: string }
  }[]
}

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

async function list(filter: object, after: string | null = null): Promise<Page> {
  const { data, errors } = await api.ask(RECORDS, { filter, first: PAGE, after })
  expect(errors).toEqual([])
  return data.records
}

test('ten thousand records come in, are listed page by page, and found by type, author, status and reference', {
  timeout: 600_000,
}, async () => {
  const document = recordDocument()
  const agreementId = document.agreementId
  const { said, decision } = Recording.open(document)
  const other = amendmentOf(document, birch, {
    terms: { name: 'An orchard', terms: {}, recordTypes: RECORD_TYPES.slice(1) },
  } as never)
  said.adopt(other, [alder, birch, cedar])
  const before = said.desk.history.sealed
  // Alder and cedar write beside the amendment that removes the type, which comes first: each goes on where it had not
  // heard of it.
  const writers = [alder, cedar].map((signer) => {
    const own = before.filter(({ entry }) => entry.author === signer.did)
    return new EntryWriter(signer, agreementId, own.at(-1) ?? null)
  })
  const records = Array.from({ length: MANY }, (_, i) => {
    const writer = writers[i % writers.length] ?? new EntryWriter(alder, agreementId)
    const body = said.body(decision, { type: 'visit', reference: `V-${i}`, nonce: String(i) })
    const subject = recordId(agreementId, writer.signer.did, body)
    return writer.write({ kind: 'record.added', subject, body: body as never, after: i < 2 ? [decision.hash] : [] })
  })
  const sealed = [...before, ...records]
  let started = performance.now()
  for (let i = 0; i < sealed.length; i += BATCH) {
    const { outcomes } = await api.running.node.receive(sealed.slice(i, i + BATCH), new Map(), null)
    expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toEqual([])
  }
  const received = performance.now() - started
  started = performance.now()
  const seen = new Set<string>()
  let page = await list({ agreementId })
  for (; ; page = await list({ agreementId }, page.pageInfo.endCursor)) {
    for (const { node } of page.edges) seen.add(node.id)
    if (!page.pageInfo.hasNextPage) break
  }
  const listed = performance.now() - started
  console.info(`${sealed.length} entries received in ${Math.round(received)} ms, listed in ${Math.round(listed)} ms`)
  expect(seen.size).toBe(MANY)
  expect((await list({ agreementId, author: cedar.did })).totalCount).toBe(MANY / 2)
  expect((await list({ agreementId, status: ['CONFIRMED'] })).totalCount).toBe(0)
  expect((await list({ type: 'visit', status: ['RECORDED'] })).totalCount).toBe(MANY)
  expect((await list({ type: 'note' })).totalCount).toBe(0)
  expect((await list({ agreementId, reference: 'V-42' })).edges.map(({ node }) => node.reference)).toEqual(['V-42'])
})
