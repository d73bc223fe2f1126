import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeCursor } from '../../src/api/graphql/cursor.ts'
import { signerNumber } from '../support/node.ts'
import { RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

const CHANGES = `subscription($after: String, $subjects: [SubjectKind!], $scope: String) {
  changes(after: $after, subjects: $subjects, scope: $scope) { cursor kind subjectKind subject { id } }
}`
const AGREEMENTS =
  'subscription($id: ID, $after: String) { agreementChanged(id: $id, after: $after) { cursor kind agreement { id title } } }'
const neighbour = signerNumber(3).did
const stranger = signerNumber(4).did
const MEMBER = 'type: "MemberInGoodStanding", claims: { since: "2019-05-01" }'

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

test('without a cursor it tells what happens from now on', async () => {
  await createDraft('Before')
  await using socket = await open()
  const operation = socket.operate(CHANGES)
  await settled(socket)
  const id = await createDraft('After')
  expect((await operation.data()).changes).toMatchObject({ kind: 'draft.created', subject: { id } })
  expect(await operation.isQuiet(100)).toBe(true)
})

test('query, then subscribe with its headCursor: nothing is told twice, nothing is missed', async () => {
  const writing = writeDrafts('Race', 30)
  const { data } = await api.ask('{ headCursor agreements(first: 100) { edges { node { id title } } } }')
  const seen = data.agreements.edges.map(({ node }: { node: { id: string } }) => node.id) as string[]
  await using socket = await open()
  const operation = socket.operate(CHANGES, { after: data.headCursor, subjects: ['AGREEMENT'] })
  const written = await writing
  const told: string[] = []
  const missing = written.filter((id) => !seen.includes(id))
  while (told.length < missing.length) told.push((await operation.data()).changes.subject.id)
  expect(told.toSorted()).toEqual(missing.toSorted())
  expect(await operation.isQuiet(100)).toBe(true)
})

test('wherever it is cut and resumed, the whole is the same as the feed', async () => {
  const writing = writeDrafts('Cut', 60)
  const told: string[] = []
  let after: string | null = (await api.ask('{ changes(first: 1) { pageInfo { endCursor } } }')).data.changes.pageInfo
    .endCursor
  const start = after
  for (let rounds = 0; rounds < 12; rounds++) {
    await using socket = await open()
    const operation = socket.operate(CHANGES, { after })
    for (let i = 0; i < 5; i++) {
      const { cursor } = (await operation.data()).changes
      told.push(cursor)
      after = cursor
    }
    operation.stop()
  }
  await writing
  const feed: string[] = []
  for (let next: string | null = start; feed.length < told.length; ) {
    const { edges, pageInfo } = (
      await api.ask(
        'query($after: String) { changes(after: $after, first: 100) { edges { cursor } pageInfo { endCursor } } }',
        { after: next },
      )
    ).data.changes
    feed.push(...edges.map(({ cursor }: { cursor: string }) => cursor))
    next = pageInfo.endCursor
  }
  expect(told).toEqual(feed.slice(0, told.length))
})

test('two changes of one thing are two messages, each with the state at delivery', async () => {
  const { data } = await api.ask('{ headCursor }')
  const id = await createDraft('First title')
  await api.ask('mutation($input: UpdateDraftInput!) { updateDraft(input: $input) { agreement { id } } }', {
    input: { agreementId: id, title: 'Second title' },
  })
  await using socket = await open()
  const operation = socket.operate(AGREEMENTS, { id, after: data.headCursor })
  expect([(await operation.data()).agreementChanged, (await operation.data()).agreementChanged]).toEqual([
    { cursor: expect.any(String), kind: 'draft.created', agreement: { id, title: 'Second title' } },
    { cursor: expect.any(String), kind: 'draft.updated', agreement: { id, title: 'Second title' } },
  ])
})

test('a typed subscription tells only what it was asked about', async () => {
  const { data } = await api.ask('{ headCursor }')
  const [one, other] = [await createDraft('One'), await createDraft('Other')]
  await api.ask(`mutation { discardDraft(input: { agreementId: "${other}" }) { discardedAgreementId } }`)
  await api.ask(
    `mutation { vouchForCooperative(input: { did: "${neighbour}", statement: "again" }) { cooperative { did } } }`,
  )
  await using socket = await open()
  const all = socket.operate(AGREEMENTS, { after: data.headCursor })
  expect((await all.data()).agreementChanged.agreement.id).toBe(one)
  // What is gone has no state to show; `changes` tells of it.
  expect(await all.isQuiet(100)).toBe(true)
  const cooperatives = socket.operate(
    'subscription($after: String) { cooperativeChanged(after: $after) { kind cooperative { did } } }',
    { after: data.headCursor },
  )
  expect((await cooperatives.data()).cooperativeChanged).toEqual({
    kind: 'cooperative.vouched',
    cooperative: { did: neighbour },
  })
  const feed = socket.operate(CHANGES, { after: data.headCursor, subjects: ['AGREEMENT'] })
  const kinds = [await feed.data(), await feed.data(), await feed.data()].map(({ changes }) => changes.kind)
  expect(kinds).toEqual(['draft.created', 'draft.created', 'draft.discarded'])
})

test('the argument of a typed subscription narrows it to one thing', async () => {
  const { data } = await api.ask('{ headCursor }')
  const [, draft] = [await createDraft('Not this'), await createDraft('This')]
  await api.ask(`mutation {
    a: vouchForCooperative(input: { did: "${neighbour}" }) { cooperative { did } }
    b: vouchForCooperative(input: { did: "${stranger}" }) { cooperative { did } }
    c: issueAttestation(input: { subject: "${neighbour}", ${MEMBER} }) { attestation { id } }
    d: issueAttestation(input: { subject: "${stranger}", ${MEMBER} }) { attestation { id } }
  }`)
  await using socket = await open()
  const told = async (field: string) => {
    const operation = socket.operate(`subscription($after: String) { change: ${field} }`, { after: data.headCursor })
    const { change } = await operation.data()
    expect(await operation.isQuiet(100)).toBe(true)
    return change
  }
  expect(await told(`agreementChanged(id: "${draft}", after: $after) { agreement { id } }`)).toEqual({
    agreement: { id: draft },
  })
  expect(await told(`cooperativeChanged(did: "${stranger}", after: $after) { cooperative { did } }`)).toEqual({
    cooperative: { did: stranger },
  })
  expect(await told(`attestationChanged(subject: "${stranger}", after: $after) { attestation { subject } }`)).toEqual({
    attestation: { subject: stranger },
  })
})

test('settings of this node are changes too', async () => {
  await using socket = await open()
  const operation = socket.operate(CHANGES, { subjects: ['POLICY', 'TRUST_EDGE', 'COOPERATIVE'] })
  await settled(socket)
  await api.ask(`mutation {
    updatePolicies(input: { minVouches: 2 }) { policies { minVouches } }
    setTrust(input: { issuer: "${neighbour}", weight: 0.5 }) { trustEdge { weight } }
    blockCooperative(input: { did: "${neighbour}" }) { cooperative { standing } }
    unblockCooperative(input: { did: "${neighbour}" }) { cooperative { standing } }
    updateProfile(input: { region: "Halle" }) { cooperative { region } }
  }`)
  const kinds: string[] = []
  for (let i = 0; i < 5; i++) kinds.push((await operation.data()).changes.subjectKind)
  expect(kinds).toEqual(['POLICY', 'TRUST_EDGE', 'COOPERATIVE', 'COOPERATIVE', 'COOPERATIVE'])
})

test('a cursor of another history, or beyond the newest change, is answered with an error message', async () => {
  await using socket = await open()
  const { epoch } = api.running.node.store
  expect(await socket.operate(CHANGES, { after: changeCursor('another', 1) }).errorCode()).toBe('OUTDATED_CURSOR')
  expect(await socket.operate(CHANGES, { after: changeCursor(epoch, 1_000_000) }).errorCode()).toBe('FUTURE_CURSOR')
  expect(await socket.operate(CHANGES, { after: 'x' }).errorCode()).toBe('BAD_USER_INPUT')
  expect(await socket.operate('subscription { nothing }').errorCode()).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(await socket.operate('subscription {').errorCode()).toBe('GRAPHQL_PARSE_FAILED')
  expect(await socket.operate(CHANGES, { subjects: ['NOTHING'] }).errorCode()).toBe('BAD_USER_INPUT')
})

test('queries and mutations work over the socket as well', async () => {
  await using socket = await open()
  const { data } = await api.ask('{ headCursor }')
  const id = (
    await socket
      .operate('mutation($input: CreateDraftInput!) { createDraft(input: $input) { agreement { id } } }', {
        input: draft('By socket'),
      })
      .data()
  ).createDraft.agreement.id
  expect((await socket.operate(`{ agreement(id: "${id}") { title } headCursor }`).data()).agreement.title).toBe(
    'By socket',
  )
  const refused = await socket
    .operate(`mutation { signAgreement(input: { agreementId: "agr_x" }) { agreement { id } } }`)
    .next()
  expect(refused.payload.data).toEqual({ signAgreement: null })
  expect(refused.payload.errors[0].extensions).toMatchObject({ code: 'NOT_FOUND' })
  expect(data.headCursor).toEqual(expect.any(String))
})

test('without a token the socket opens, and every operation is refused', async () => {
  await using socket = await GraphqlSocket.open(api.url, null)
  expect(await socket.operate(CHANGES).errorCode()).toBe('UNAUTHENTICATED')
  expect(await socket.operate('{ headCursor }').errorCode()).toBe('UNAUTHENTICATED')
})

test('a token that ends closes its socket with 4403, and opens no other', async () => {
  const { id, secret } = await api.createToken('VIEWER')
  const socket = await GraphqlSocket.open(api.url, secret)
  socket.operate(CHANGES)
  await settled(socket)
  await api.ask(`mutation { revokeToken(input: { tokenId: "${id}" }) { token { id } } }`)
  expect(await socket.closed).toBe(4403)
  expect(await (await GraphqlSocket.open(api.url, secret)).closed).toBe(4403)
  const ending = await api.createToken('VIEWER', new Date(Date.now() + 3_000).toISOString())
  expect(await (await GraphqlSocket.open(api.url, ending.secret)).closed).toBe(4403)
})

test('a page of another origin opens no socket', async () => {
  const opening = GraphqlSocket.open(api.url, api.running.adminToken, { origin: 'https://evil.example.com' })
  await expect(opening).rejects.toThrow(/403/)
})

test('a client that reads nothing is told so, holds up nobody, and can resume', async () => {
  await using slow = await open()
  await using quick = await open()
  const { data } = await api.ask('{ headCursor }')
  const id = await createDraft('Long', 'x'.repeat(40_000))
  // A large document for each change, so that the buffers between the two are full soon.
  const query =
    'subscription($after: String) { changes(after: $after) { cursor subject { ... on Agreement { document a: document b: document c: document } } } }'
  const stalled = slow.operate(query, { after: data.headCursor })
  const reading = quick.operate('subscription($after: String) { changes(after: $after) { cursor } }', {
    after: data.headCursor,
  })
  await stalled.data()
  slow.socket.pause()
  const cursors = [(await reading.data()).changes.cursor]
  for (let i = 0; i < 150; i++) {
    await api.ask('mutation($input: UpdateDraftInput!) { updateDraft(input: $input) { agreement { id } } }', {
      input: { agreementId: id, title: `Long ${i}` },
    })
    cursors.push((await reading.data()).changes.cursor)
  }
  await new Promise((resolve) => setTimeout(resolve, 11_000))
  slow.socket.resume()
  let last = ''
  let code: string | undefined
  while (code === undefined) {
    const message = await stalled.next()
    if (message.type === 'error') code = message.payload[0].extensions.code
    else last = message.payload.data.changes.cursor
  }
  expect(code).toBe('CONSUMER_TOO_SLOW')
  const resumed = quick.operate('subscription($after: String) { changes(after: $after) { cursor } }', { after: last })
  expect((await resumed.data()).changes.cursor).toBe(cursors[cursors.indexOf(last) + 1])
})

async function open(): Promise<GraphqlSocket> {
  return await GraphqlSocket.open(api.url, api.running.adminToken)
}

/** Whatever was sent before over this socket has been taken up when this is answered. */
async function settled(socket: GraphqlSocket): Promise<void> {
  await socket.operate('{ headCursor }').data()
}

async function createDraft(title: string, additionalTerms?: string): Promise<string> {
  const made = await api.ask(
    'mutation($input: CreateDraftInput!) { createDraft(input: $input) { agreement { id } } }',
    {
      input: { ...draft(title), additionalTerms },
    },
  )
  return made.data.createDraft.agreement.id
}

async function writeDrafts(title: string, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i++) ids.push(await createDraft(`${title} ${i}`))
  return ids
}

function draft(title: string) {
  return {
    title,
    terms: { custom: { name: 'Tool sharing', terms: {} } },
    parties: [{ did: neighbour, role: 'COUNTERPARTY' }],
  }
}
