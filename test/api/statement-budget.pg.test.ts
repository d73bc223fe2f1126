import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { documentHash } from '../../src/agreements/index.ts'
import { PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { alder, firstDocument, proofOf } from '../agreements/agreeing.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

/**
 * How many statements a mutation may cost, with all that the node does because of it: the numbers of today. Whoever needs
 * more has to say why; whoever needs fewer lowers them.
 */
const BUDGET = { ofOne: 2, ofEachIn32: 1.1, ofEachRowIn1000: 0.05 }
const GROUP = 32
const ROWS = 1_000

const RECORD =
  'mutation($input: RecordObligationInput!) { recordObligation(input: $input) { obligation { id status } } }'
const RECORD_MANY =
  'mutation($input: RecordObligationsInput!) { recordObligations(input: $input) { obligations { id } } }'

let api: RunningApi
let agreementId: Scope
beforeAll(async () => {
  api = await RunningApi.start({ DATABASE_URL: '' })
  agreementId = await concludeClearing()
  // The first of its kind fills caches.
  await record(1)
})
afterAll(() => api[Symbol.asyncDispose]())

test('one obligation is recorded within its budget of statements', async () => {
  const counts: number[] = []
  // Once in ten seconds the upkeep of the database asks something too.
  for (let run = 0; run < 3; run++) counts.push(await statementsOf(() => record(1)))
  expect(Math.min(...counts)).toBeLessThanOrEqual(BUDGET.ofOne)
})

test('obligations that are recorded at once share statements', async () => {
  await using socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  // How many share a commit depends on when they arrive: over one socket they come together, but for a busy machine.
  const recordAll = () =>
    Promise.all(
      Array.from({ length: GROUP }, () => socket.operate(RECORD, { input: { agreementId, ...debt() } }).data()),
    )
  await expect.poll(async () => (await statementsOf(recordAll)) / GROUP).toBeLessThanOrEqual(BUDGET.ofEachIn32)
})

test('the rows of a batch share statements', async () => {
  const obligations = Array.from({ length: ROWS }, debt)
  const work = () => answered(RECORD_MANY, { agreementId, obligations })
  expect((await statementsOf(work)) / ROWS).toBeLessThanOrEqual(BUDGET.ofEachRowIn1000)
})

test('a list is counted only for a client that asks how long it is', async () => {
  await record(2)
  const countsOf = async (fields: string) => {
    const asked = await messagesOf(() => api.ask(`{ obligations(first: 1) { ${fields} } }`))
    return asked.filter((message) => Buffer.from(message).includes('count(*)')).length
  }
  expect(await countsOf('totalCount')).toBe(1)
  expect(await countsOf('pageInfo { hasNextPage } edges { node { id } }')).toBe(0)
})

/** Counts what the database is asked meanwhile, and by everything that follows, down to one transaction's begin. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  return (await messagesOf(work)).reduce((sum, message) => sum + executionsIn(message), 0)
}

async function messagesOf(work: () => Promise<unknown>): Promise<Uint8Array[]> {
  await api.running.node.idle()
  const spy = vi.spyOn(PGlite.prototype, 'execProtocolRaw')
  await work()
  await api.running.node.idle()
  const messages = spy.mock.calls.map(([message]) => message)
  spy.mockRestore()
  return messages
}

/** The messages of PostgreSQL's protocol that have a statement executed: Execute and Query. */
function executionsIn(message: Uint8Array): number {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  let count = 0
  for (let at = 0; at < message.byteLength; at += 1 + view.getUint32(at + 1)) {
    if ('EQ'.includes(String.fromCharCode(view.getUint8(at)))) count++
  }
  return count
}

let references = 0

function debt() {
  references += 1
  return { debtor: api.did, creditor: alder.did, amount: '1', currency: 'EUR', reference: `invoice ${references}` }
}

async function record(count: number): Promise<void> {
  const debts = Array.from({ length: count }, debt)
  await Promise.all(debts.map((one) => answered(RECORD, { agreementId, ...one })))
}

async function answered(query: string, input: object): Promise<void> {
  expect((await api.ask(query, { input })).errors).toEqual([])
}

/** Alder, whose log is written here, proposes a clearing arrangement, and the node's operator signs it. */
async function concludeClearing(): Promise<Scope> {
  const { node } = api.running
  const announced = { name: 'Alder', description: null, region: null, contact: null, graphqlUrl: null }
  const lists = { multiaddrs: [], currencies: [], capabilities: [], recoveryKeyHash: null }
  const alderBegins = new EntryWriter(alder).write({
    ...{ kind: 'cooperative.announced', subject: alder.did, body: { ...announced, ...lists } },
  })
  await receive(alderBegins)
  const own = await node.store.read((reader) => reader.entriesOf(PUBLIC_SCOPE, [api.did]))
  const weBegin = own.find(({ entry }) => entry.seq === 1)
  const document = firstDocument({
    parties: [
      { did: alder.did, role: 'PROPOSER', firstEntry: alderBegins.hash },
      { did: node.self, role: 'COUNTERPARTY', firstEntry: weBegin?.hash ?? alderBegins.hash },
    ],
  })
  const scope = document.agreementId
  const writer = new EntryWriter(alder, scope)
  const proposal = { document: document as never, proof: proofOf(document, alder) }
  await receive(writer.write({ kind: 'agreement.proposed', subject: scope, body: proposal }))
  const hash = documentHash(document)
  await answered('mutation($input: SignAgreementInput!) { signAgreement(input: $input) { agreement { id } } }', {
    ...{ agreementId: scope, documentHash: hash },
  })
  const entries = await node.store.read((reader) => reader.entriesOf(scope, [scope]))
  const signatures = entries.filter(({ entry }) => entry.kind === 'agreement.signed').map((entry) => entry.hash)
  const activation = { documentHash: hash, signatures }
  await receive(
    writer.write({ kind: 'agreement.activated', subject: scope, after: signatures, body: activation, at: Date.now() }),
  )
  return scope
}

async function receive(sealed: SealedEntry): Promise<void> {
  expect(await api.running.node.receive([sealed], new Map(), null)).toMatchObject({ admitted: 1 })
}
