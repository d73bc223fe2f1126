import { expect, test } from 'vitest'
import {
  createToken,
  findToken,
  findTokenByText,
  listTokens,
  revokeToken,
  TOKEN_USE_RESOLUTION_MS,
  tokenText,
  touchToken,
  updatePolicies,
} from '../../src/app/settings/commands.ts'
import type { Instant, JsonObject, Result } from '../../src/kernel/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import type { MemoryStore } from '../support/memory-store.ts'
import { HandClock, OPEN_POLICIES, openTestNode, perform, START, signerNumber } from '../support/node.ts'

type Node = FederationNode<MemoryStore>
type Run = (context: CommandContext) => Promise<Result<JsonObject>>

const signer = signerNumber(1)
const HOUR_MS = 60 * 60 * 1000

async function execute(
  node: Node,
  mutation: string,
  input: JsonObject,
  run: Run,
  idempotencyKey: string | null = null,
) {
  return await node.execute({ principal: 'test', mutation, idempotencyKey, input, run })
}

async function refusalOf(node: Node, run: Run): Promise<string | null> {
  const answer = await execute(node, 'test', {}, run)
  return answer.ok ? null : answer.refusal.code
}

async function newToken(node: Node, input: Parameters<typeof createToken>[0]) {
  const { tokenId } = await perform(node, createToken(input))
  return { id: String(tokenId), text: tokenText(signer, String(tokenId)) }
}

async function authenticated(node: Node, text: string, now: number = START) {
  return await node.store.read((reader) => findTokenByText(reader, text, now as Instant))
}

test('a token proves its id, name and role', async () => {
  await using node = await openTestNode({ signer })
  const token = await newToken(node, { name: 'till', role: 'OPERATOR' })
  expect(await authenticated(node, token.text)).toEqual({
    id: token.id,
    name: 'till',
    role: 'OPERATOR',
    createdAt: START,
    expiresAt: null,
    lastUsedAt: null,
  })
})

test('the store holds no secret, only what tells whether one is right', async () => {
  await using node = await openTestNode({ signer })
  const token = await newToken(node, { name: 'till', role: 'ADMIN' })
  const rows = await node.store.read(async (reader) => [
    ...(await reader.locals('token')).values(),
    ...(await reader.locals('idempotency')).values(),
  ])
  const [, secret] = token.text.split('.')
  expect(Buffer.from(secret ?? '', 'base64url')).toHaveLength(32)
  expect(JSON.stringify(rows)).not.toContain(secret)
})

test('a repeated creation with the same key answers the same token, text included', async () => {
  await using node = await openTestNode({ signer })
  const input = { name: 'till', role: 'VIEWER' } as const
  const [one, other] = [
    await execute(node, 'createToken', input, createToken(input), 'key'),
    await execute(node, 'createToken', input, createToken(input), 'key'),
  ]
  expect(one).toEqual(other)
  expect(await node.store.read(listTokens)).toHaveLength(1)
})

test.each([
  ['nothing', () => ''],
  ['an id without a secret', ({ id }: { id: string }) => id],
  ['an id with an empty secret', ({ id }: { id: string }) => `${id}.`],
  ['a changed secret', ({ text }: { text: string }) => text.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'))],
  ['something behind the secret', ({ text }: { text: string }) => `${text}=`],
  ['an unknown id', ({ text }: { text: string }) => text.replace('tok_', 'tok_0')],
  ['an id that no database could look up', ({ text }: { text: string }) => `\u0000${text}`],
])('no token: %s', async (_name, spoil) => {
  await using node = await openTestNode({ signer })
  const token = await newToken(node, { name: 'till', role: 'ADMIN' })
  expect(await authenticated(node, spoil(token))).toBeNull()
})

test('the key of another node makes other secrets for the same id', async () => {
  await using node = await openTestNode({ signer })
  const token = await newToken(node, { name: 'till', role: 'ADMIN' })
  expect(await authenticated(node, tokenText(signerNumber(2), token.id))).toBeNull()
})

test('a token ends when it expires', async () => {
  await using node = await openTestNode({ signer })
  const token = await newToken(node, { name: 'guest', role: 'VIEWER', expiresAt: (START + HOUR_MS) as Instant })
  expect(await authenticated(node, token.text, START + HOUR_MS - 1)).not.toBeNull()
  expect(await authenticated(node, token.text, START + HOUR_MS)).toBeNull()
})

test('a revoked token proves nothing and is listed no more, but its payload can still be resolved', async () => {
  await using node = await openTestNode({ signer })
  const token = await newToken(node, { name: 'till', role: 'ADMIN' })
  await perform(node, revokeToken({ tokenId: token.id }))
  await perform(node, revokeToken({ tokenId: token.id }))
  expect(await authenticated(node, token.text)).toBeNull()
  expect(await node.store.read(listTokens)).toEqual([])
  expect(await node.store.read((reader) => findToken(reader, token.id))).toMatchObject({ name: 'till' })
})

test('tokens are listed in the order of their making', async () => {
  const clock = new HandClock()
  await using node = await openTestNode({ signer, clock })
  for (const name of ['one', 'two', 'three']) {
    clock.advance(1)
    await newToken(node, { name, role: 'VIEWER' })
  }
  expect((await node.store.read(listTokens)).map(({ name }) => name)).toEqual(['one', 'two', 'three'])
})

test('the last use of a token is noted, but not at every request', async () => {
  await using node = await openTestNode({ signer })
  const { id } = await newToken(node, { name: 'till', role: 'VIEWER' })
  const use = async (at: number) => {
    await node.store.transact((tx) => touchToken(tx, id, at as Instant))
    return (await node.store.read((reader) => findToken(reader, id)))?.lastUsedAt
  }
  expect(await use(START)).toBe(START)
  expect(await use(START + TOKEN_USE_RESOLUTION_MS - 1)).toBe(START)
  expect(await use(START + TOKEN_USE_RESOLUTION_MS)).toBe(START + TOKEN_USE_RESOLUTION_MS)
})

test.each([
  ['without a name', createToken({ name: '', role: 'VIEWER' }), 'settings.bad-token-name'],
  ['with a name that is too long', createToken({ name: 'n'.repeat(201), role: 'VIEWER' }), 'settings.bad-token-name'],
  ['that has expired', createToken({ name: 'n', role: 'VIEWER', expiresAt: START }), 'settings.expiry-past'],
])('no token is made %s', async (_name, run, code) => {
  await using node = await openTestNode({ signer })
  expect(await refusalOf(node, run)).toBe(code)
})

test.each(['tok_0', 'something', '\u0000'])('a token that is not there cannot be revoked: %j', async (tokenId) => {
  await using node = await openTestNode({ signer })
  expect(await refusalOf(node, revokeToken({ tokenId }))).toBe('settings.token-not-found')
})

async function setPolicies(node: Node, input: Parameters<typeof updatePolicies>[0]) {
  return await execute(node, 'updatePolicies', {}, updatePolicies(input))
}

test('policies set by mutation win over the environment, one by one, until they are set to null', async () => {
  await using node = await openTestNode({ signer })
  await setPolicies(node, { admission: 'VOUCHED', minVouches: 2 })
  await setPolicies(node, { autoConfirm: 'NEVER', autoAcceptNetting: false })
  expect(node.policies).toEqual({
    ...OPEN_POLICIES,
    admission: 'VOUCHED',
    minVouches: 2,
    autoConfirm: 'NEVER',
    autoAcceptNetting: false,
  })
  await setPolicies(node, { admission: null, minVouches: null, autoConfirm: null, autoAcceptNetting: null })
  expect(node.policies).toEqual(OPEN_POLICIES)
})

test('the allow-list holds each cooperative once', async () => {
  await using node = await openTestNode({ signer })
  const [birch, cedar] = [signerNumber(2).did, signerNumber(3).did]
  await setPolicies(node, { allowed: [cedar, birch, cedar] })
  expect(node.policies.allowed).toEqual([birch, cedar].sort())
})

test.each([
  ['no vouches at all', { minVouches: 0 }, 'settings.bad-min-vouches'],
  ['half a vouch', { minVouches: 1.5 }, 'settings.bad-min-vouches'],
  ['more vouches than there will be', { minVouches: 1_001 }, 'settings.bad-min-vouches'],
  ['somebody who has no DID', { allowed: ['birch'] }, 'identity.bad-did'],
])('policies do not ask for %s', async (_name, input, code) => {
  await using node = await openTestNode({ signer })
  expect(await refusalOf(node, updatePolicies(input))).toBe(code)
  expect(node.policies).toEqual(OPEN_POLICIES)
})
