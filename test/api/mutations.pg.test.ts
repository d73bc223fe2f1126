import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerNumber } from '../support/node.ts'
import { RunningApi } from './running-node.ts'

const CREATE = `mutation($input: CreateDraftInput!) {
  createDraft(input: $input) { agreement { id title status parties { cooperative { did } role } } }
}`
const RENAME = `mutation($input: UpdateDraftInput!) { updateDraft(input: $input) { agreement { id title description } } }`
const neighbour = signerNumber(3).did

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

test('a repeated mutation answers the same object, as it is now', async () => {
  const input = { ...draft('Repeated'), idempotencyKey: 'repeated' }
  const first = await api.ask(CREATE, { input })
  const { id } = first.data.createDraft.agreement
  await api.ask(RENAME, { input: { agreementId: id, title: 'Renamed since' } })
  const second = await api.ask(CREATE, { input })
  expect(second.data.createDraft.agreement).toMatchObject({ id, title: 'Renamed since' })
  expect(await countOf('Repeated')).toBe(0)
  expect(await countOf('Renamed since')).toBe(1)
})

test('a repeated mutation whose object is gone says so', async () => {
  const input = { ...draft('Gone'), idempotencyKey: 'gone' }
  const { id } = (await api.ask(CREATE, { input })).data.createDraft.agreement
  await api.ask(`mutation { discardDraft(input: { agreementId: "${id}" }) { discardedAgreementId } }`)
  const { data, errors } = await api.ask(CREATE, { input })
  expect(data).toEqual({ createDraft: null })
  expect(errors[0]?.extensions.code).toBe('NOT_FOUND')
  expect(errors[0]?.message).toContain(id)
})

test('the same key with another input is a mismatch, whatever the order of the fields', async () => {
  const input = { ...draft('Keyed'), idempotencyKey: 'keyed' }
  const first = await api.ask(CREATE, { input })
  const reordered = Object.fromEntries(Object.entries(input).reverse())
  const again = await api.ask(CREATE, { input: reordered })
  expect(again.data.createDraft.agreement.id).toBe(first.data.createDraft.agreement.id)
  const other = await api.ask(CREATE, { input: { ...input, title: 'Another' } })
  expect(other.errors[0]?.extensions).toEqual({
    code: 'IDEMPOTENCY_MISMATCH',
    refusal: 'node.idempotency-mismatch',
  })
})

test('a key belongs to one caller and one mutation', async () => {
  const input = { ...draft('Shared'), idempotencyKey: 'shared' }
  const mine = await api.ask(CREATE, { input })
  const theirs = await api.ask(CREATE, { input }, await api.token('OPERATOR'))
  expect(theirs.data.createDraft.agreement.id).not.toBe(mine.data.createDraft.agreement.id)
  const vouch = `mutation($did: DID!, $key: String) {
    vouchForCooperative(input: { did: $did, idempotencyKey: $key }) { cooperative { did } }
  }`
  expect((await api.ask(vouch, { did: neighbour, key: 'shared' })).data.vouchForCooperative.cooperative.did).toBe(
    neighbour,
  )
})

test('what arrives many times at once happens once', async () => {
  const input = { ...draft('At once'), idempotencyKey: 'at-once' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => api.ask(CREATE, { input })))
  const ids = answers.map(({ data }) => data.createDraft.agreement.id)
  expect(new Set(ids).size).toBe(1)
  expect(await countOf('At once')).toBe(1)
})

test('a refusal is not kept: the same key works when the reason is gone', async () => {
  const revoke = 'mutation($id: ID!) { revokeToken(input: { tokenId: $id, idempotencyKey: "later" }) { token { id } } }'
  expect((await api.ask(revoke, { id: 'tok_unknown' })).code).toBe('NOT_FOUND')
  const { id } = await api.createToken('VIEWER')
  expect((await api.ask(revoke, { id })).data.revokeToken.token.id).toBe(id)
})

test('a repeated createToken shows the same secret, though the node keeps none', async () => {
  const create = `mutation { createToken(input: { name: "twice", role: VIEWER, idempotencyKey: "twice" }) {
    secret token { id }
  } }`
  const [first, second] = [await api.ask(create), await api.ask(create)]
  expect(second.data).toEqual(first.data)
  expect((await api.ask('{ self { role } }', {}, first.data.createToken.secret)).data.self.role).toBe('VIEWER')
})

test('absent leaves as it is, null clears', async () => {
  const input = { ...draft('Partial'), description: 'As it was' }
  const { id } = (await api.ask(CREATE, { input })).data.createDraft.agreement
  const renamed = await api.ask(RENAME, { input: { agreementId: id, title: 'Partly new' } })
  expect(renamed.data.updateDraft.agreement).toMatchObject({ title: 'Partly new', description: 'As it was' })
  const cleared = await api.ask(RENAME, { input: { agreementId: id, description: null } })
  expect(cleared.data.updateDraft.agreement).toMatchObject({ title: 'Partly new', description: null })
})

test('of a one-of input exactly one field is given', async () => {
  const custom = { custom: { name: 'x', terms: {} } }
  const recognition = { mutualRecognition: { attestationTypes: ['MemberInGoodStanding'] } }
  for (const terms of [{}, { ...custom, ...recognition }, { custom: null }]) {
    expect((await api.ask(CREATE, { input: { ...draft('One of'), terms } })).code).toBe('BAD_USER_INPUT')
  }
})

test('an unknown counterparty is refused by the rule’s own name, and nothing is signed', async () => {
  const { id } = (await api.ask(CREATE, { input: draft('To a stranger') })).data.createDraft.agreement
  const before = await api.ask('{ stateDigest(scope: "public") { entryCount } headCursor }')
  const refused = await api.ask(`mutation { proposeAgreement(input: { agreementId: "${id}" }) { agreement { id } } }`)
  expect(refused.errors[0]?.extensions).toEqual({ code: 'NOT_FOUND', refusal: 'agreements.unknown-counterparty' })
  const after = await api.ask('{ stateDigest(scope: "public") { entryCount } headCursor }')
  expect(after.data).toEqual(before.data)
})

test('a query sees one snapshot, and its headCursor is of that snapshot', async () => {
  const writing = Promise.all(Array.from({ length: 20 }, (_, i) => api.ask(CREATE, { input: draft(`Busy ${i}`) })))
  const COUNT =
    '{ headCursor one: agreements { totalCount } changes(subjects: [AGREEMENT]) { pageInfo { hasNextPage } } two: agreements { totalCount } again: headCursor }'
  for (let i = 0; i < 10; i++) {
    const { data } = await api.ask(COUNT)
    expect(data.two).toEqual(data.one)
    expect(data.again).toBe(data.headCursor)
  }
  await writing
})

test('policies are set, shown, and set back', async () => {
  const set = `mutation($input: UpdatePoliciesInput!) {
    updatePolicies(input: $input) { policies { autoConfirm admission minVouches allowed denied } }
  }`
  const changed = await api.ask(set, { input: { admission: 'ALLOW_LIST', allowed: [neighbour], autoConfirm: 'NEVER' } })
  expect(changed.data.updatePolicies.policies).toMatchObject({
    admission: 'ALLOW_LIST',
    allowed: [neighbour],
    autoConfirm: 'NEVER',
    denied: [],
  })
  const back = await api.ask(set, { input: { admission: null, allowed: null, autoConfirm: null } })
  expect(back.data.updatePolicies.policies).toMatchObject({
    admission: 'OPEN',
    allowed: [],
    autoConfirm: 'WITHIN_LIMIT',
  })
})

test('a query reads the policies of its own snapshot, not those that the node has last taken up', async () => {
  const { store } = api.running.node
  const shown = async () => (await api.ask('{ self { policies { minVouches } } }')).data.self.policies.minVouches
  const before = await shown()
  await store.transact((tx) => tx.putLocal('policy', 'policies', { minVouches: before + 1 }))
  expect(await shown()).toBe(before + 1)
  await store.transact((tx) => tx.putLocal('policy', 'policies', { minVouches: before }))
  expect(await shown()).toBe(before)
})

test('the lists turn their pages forwards and backwards over everything, once', async () => {
  const ids = (from: { edges: { node: { id: string } }[] }) => from.edges.map(({ node }) => node.id)
  const page = async (args: string) =>
    (
      await api.ask(
        `{ agreements(${args}) { totalCount edges { node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      )
    ).data.agreements
  const all = await page('first: 100')
  expect(all.edges).toHaveLength(all.totalCount)
  const forwards: string[] = []
  for (let after: string | null = null; ; ) {
    const next = await page(`first: 7${after === null ? '' : `, after: "${after}"`}`)
    forwards.push(...ids(next))
    if (!next.pageInfo.hasNextPage) break
    after = next.pageInfo.endCursor
  }
  expect(forwards).toEqual(ids(all))
  const backwards: string[] = []
  for (let before: string | null = null; ; ) {
    const next = await page(`last: 7${before === null ? '' : `, before: "${before}"`}`)
    backwards.unshift(...ids(next))
    if (!next.pageInfo.hasPreviousPage) break
    before = next.pageInfo.startCursor
  }
  expect(backwards).toEqual(ids(all))
})

function draft(title: string) {
  return {
    title,
    terms: { custom: { name: 'Tool sharing', terms: { rate: '0.05', tools: ['oven'] } } },
    parties: [{ did: neighbour, role: 'COUNTERPARTY' }],
  }
}

async function countOf(title: string): Promise<number> {
  const { data } = await api.ask('{ agreements(first: 100) { edges { node { title } } } }')
  return data.agreements.edges.filter(({ node }: { node: { title: string } }) => node.title === title).length
}
