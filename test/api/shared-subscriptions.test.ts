import 'reflect-metadata'
import fc from 'fast-check'
import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ChangeSource } from '../../src/api/changes/changes.ts'
import { cursorVariable } from '../../src/api/changes/cursor-variable.ts'
import { subscribeTo } from '../../src/api/changes/subscriptions.ts'
import type { ApiContext } from '../../src/api/execution/context.ts'
import { changeCursor } from '../../src/api/graphql/cursor.ts'
import { schema } from '../../src/api/graphql/schema.ts'
import type { Change } from '../../src/node/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { scopeOf } from '../support/store-rows.ts'
import { type Asked, Following, Subscriber, settle } from './following.ts'

const SCOPE = scopeOf('shared')
const EVERY = 'subscription($after: String) { changes(after: $after) { cursor kind } }'
/** Operations, and which changes they tell. */
const OPERATIONS = [
  { query: EVERY, variables: {}, tells: () => true },
  {
    query: 'subscription($after: String, $of: [SubjectKind!]) { changes(after: $after, subjects: $of) { cursor } }',
    variables: { of: ['AGREEMENT'] },
    tells: ({ subjectKind }: Change) => subjectKind === 'AGREEMENT',
  },
  {
    query: 'subscription($after: String, $of: String) { changes(after: $after, scope: $of) { kind cursor } }',
    variables: { of: SCOPE },
    tells: ({ scope }: Change) => scope === SCOPE,
  },
] as const

type Step =
  | { readonly do: 'commit'; readonly changes: readonly (readonly [isAgreement: boolean, inScope: boolean])[] }
  | { readonly do: 'subscribe'; readonly operation: number; readonly back: number | null; readonly token: number }
  | { readonly do: 'stop' | 'pause' | 'resume' | 'reconnect'; readonly who: number }
  | { readonly do: 'settle' }

const who = fc.nat(1_000)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      changes: fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('subscribe' as const),
      operation: fc.nat(OPERATIONS.length - 1),
      back: fc.option(fc.nat(12)),
      token: fc.nat(2),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('stop', 'pause', 'resume', 'reconnect'), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
)

/** One that listens, over as many subscriptions as it takes, each from the last cursor that arrived. */
interface Client {
  readonly asked: (after: string | null) => Asked
  readonly tells: (change: Change) => boolean
  readonly start: number
  readonly had: string[]
  subscriber: Subscriber
  isOver: boolean
}

test('whoever subscribes, stops, stalls and resumes in whatever order is told what one who listens alone is told', async () => {
  const run = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
    const following = await Following.start()
    const { store } = following
    const clients: Client[] = []
    const head = () => store.read((reader) => reader.headChange())
    for (const step of steps) {
      if (step.do === 'commit') {
        await following.commit(
          ...step.changes.map(([isAgreement, inScope], i) => ({
            ...{ kind: `test.${i}`, subjectKind: isAgreement ? 'AGREEMENT' : 'OBLIGATION' },
            scope: inScope ? SCOPE : null,
          })),
        )
      } else if (step.do === 'settle') {
        await settle()
      } else if (step.do === 'subscribe') {
        clients.push(await subscribe(step, following, await head()))
      } else {
        const client = clients[step.who % Math.max(1, clients.length)]
        if (client === undefined || client.isOver) continue
        if (step.do === 'stop') await stop(client)
        else if (step.do === 'reconnect') await reconnect(client, following)
        else client.subscriber.read(step.do === 'resume')
      }
    }
    for (const { subscriber, isOver } of clients) if (!isOver) subscriber.read(true)
    const all = await store.read((reader) => reader.changesAfter(0, 10_000))
    for (const client of clients) {
      const due = all.filter((change) => change.number > client.start && client.tells(change))
      const told = () =>
        [...client.had, ...(client.isOver ? [] : client.subscriber.taken)].map((text) => JSON.parse(text))
      if (!client.isOver) await expect.poll(() => told().length, { interval: 1 }).toBeGreaterThanOrEqual(due.length)
      const payloads = told().map(({ payload }) => payload)
      const expected = due.map(({ number, kind }) => ({ cursor: changeCursor(store.epoch, number), kind }))
      expect(payloads.map(({ data }, i) => ({ kind: expected[i]?.kind, ...data.changes }))).toEqual(
        client.isOver ? expected.slice(0, payloads.length) : expected,
      )
    }
    for (const client of clients) if (!client.isOver) await stop(client)
    expect([following.shared.size, following.faults]).toEqual([0, []])
  })
  await fc.assert(run, { numRuns: shortOrLong(75, 3_000) })
})

async function subscribe(
  { operation, back, token }: Step & { readonly do: 'subscribe' },
  following: Following,
  head: number,
): Promise<Client> {
  const { query, variables, tells } = OPERATIONS[operation] ?? OPERATIONS[0]
  const start = back === null ? head : Math.max(0, head - back)
  const asked = (after: string | null) => ({ schema, query, variables: { ...variables, after }, principal: `${token}` })
  const after = back === null ? null : changeCursor(following.store.epoch, start)
  const subscriber = new Subscriber(following, asked(after))
  // It listens from now on: what is committed later is news.
  if (back === null) await settle()
  return { asked, tells, start, had: [], subscriber, isOver: false }
}

async function stop(client: Client): Promise<void> {
  await client.subscriber.stop()
  client.had.push(...client.subscriber.taken)
  client.isOver = true
}

async function reconnect(client: Client, following: Following): Promise<void> {
  await stop(client)
  client.isOver = false
  const last = client.had.at(-1)
  const after = last === undefined ? changeCursor(following.store.epoch, client.start) : cursorIn(last)
  client.subscriber = new Subscriber(following, client.asked(after))
}

function cursorIn(message: string): string {
  return JSON.parse(message).payload.data.changes.cursor
}

test('one execution of a change serves all who ask the same, whatever their cursors and tokens', async () => {
  const following = await Following.start()
  await following.commit({}, {}, {})
  const after = changeCursor(following.store.epoch, 3)
  const subscribers = [null, after, null, after].map(
    (cursor, i) => new Subscriber(following, { schema, query: EVERY, variables: { after: cursor }, principal: `${i}` }),
  )
  await settle()
  await following.commit({ kind: 'test.one' }, { kind: 'test.two' })
  await settle()
  expect(following.executions).toBe(2)
  expect(subscribers[0]?.taken).toHaveLength(2)
  for (const { taken } of subscribers) expect(taken).toEqual(subscribers[0]?.taken)
})

test('changes that come together are answered and sent together, each in its own message', async () => {
  // How many are answered together depends on how long that takes: here no time at all.
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const following = await Following.start()
  const [every, failing] = ['{ role }', '{ failing }'].map(
    (fields) => new Subscriber(following, { schema: strict, query: `subscription ${fields}` }),
  ) as [Subscriber, Subscriber]
  await settle()
  const kinds = Array.from({ length: 40 }, (_, i) => (i === 30 ? 'test.bad' : `test.${i}`))
  await following.commit(...kinds.map((kind) => ({ kind })))
  await expect.poll(() => [every.taken.length, failing.taken.length]).toEqual([40, 40])
  expect(every.pushes).toBeLessThanOrEqual(10)
  expect(payloadsOf(failing).map(({ data }) => data.failing)).toEqual(
    kinds.map((kind) => (kind === 'test.bad' ? null : kind)),
  )
  expect(payloadsOf(failing).flatMap(({ errors = [] }, i) => errors.map(() => i))).toEqual([30])
})

test('a client that takes nothing costs the others nothing, and is told to resume from its last cursor', async () => {
  const following = await Following.start()
  const [slow, quick] = [1, 2].map(() => new Subscriber(following, { schema, query: EVERY })) as [
    Subscriber,
    Subscriber,
  ]
  await settle()
  slow.read(false)
  for (let i = 0; i < 10; i++) await following.commit({ kind: `test.${i}` })
  await settle()
  expect(quick.taken).toHaveLength(10)
  expect(following.executions).toBe(10)
  slow.stall()
  await settle()
  expect(slow.isClosed).toBe(true)
  slow.read(true)
  expect(slow.taken.slice(0, -1)).toEqual(quick.taken.slice(0, slow.taken.length - 1))
  expect(JSON.parse(slow.taken.at(-1) ?? '')).toMatchObject({ type: 'error', payload: expect.stringMatching('cursor') })
  const after = cursorIn(slow.taken.at(-2) ?? '')
  const resumed = new Subscriber(following, { schema, query: EVERY, variables: { after } })
  await settle()
  expect([...slow.taken.slice(0, -1), ...resumed.taken]).toEqual(quick.taken)
})

let executed = 0

/** A schema whose answers depend on the caller's role, and fail for some changes. */
const strict = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { nothing: { type: GraphQLString } } }),
  subscription: new GraphQLObjectType<ChangeSource, ApiContext>({
    name: 'Subscription',
    fields: {
      role: {
        type: GraphQLString,
        args: { after: { type: GraphQLString } },
        subscribe: (_root, args, context) => subscribeTo(() => ({}))({ args, context }),
        resolve: (_change, _args, { caller }) => {
          executed++
          return caller?.role
        },
      },
      failing: {
        type: GraphQLString,
        subscribe: (_root, args, context) => subscribeTo(() => ({}))({ args, context }),
        resolve: ({ kind }: ChangeSource) => {
          if (kind === 'test.bad') throw new Error('this one fails')
          return kind
        },
      },
      refusing: {
        type: GraphQLString,
        subscribe: (_root, args, context) =>
          subscribeTo(() => ({
            matches: ({ kind }) => {
              if (kind === 'test.bad') throw new Error('this cannot be said')
              return true
            },
          }))({ args, context }),
        resolve: ({ kind }: ChangeSource) => kind,
      },
    },
  }),
})

const payloadsOf = ({ taken }: Subscriber) => taken.map((text) => JSON.parse(text).payload)

test('callers of different roles share no execution', async () => {
  const following = await Following.start()
  const asked = { schema: strict, query: 'subscription { role }' }
  const roles = ['VIEWER', 'ADMIN', 'VIEWER'] as const
  const subscribers = roles.map((role) => new Subscriber(following, { ...asked, role }))
  await settle()
  await following.commit({})
  await settle()
  expect(subscribers.map(payloadsOf)).toEqual(roles.map((role) => [{ data: { role } }]))
  expect(following.executions).toBe(2)
})

test('a crowd that resumes from one cursor costs two executions of each change', async () => {
  const following = await Following.start()
  await following.commit({}, {}, {})
  const variables = { after: changeCursor(following.store.epoch, 0) }
  executed = 0
  const query = 'subscription($after: String) { role(after: $after) }'
  const crowd = Array.from({ length: 200 }, () => new Subscriber(following, { schema: strict, query, variables }))
  await expect.poll(() => crowd.every(({ taken }) => taken.length === 3)).toBe(true)
  expect(executed).toBeLessThanOrEqual(6)
  await following.commit({})
  await expect.poll(() => crowd.every(({ taken }) => taken.length === 4)).toBe(true)
  expect(executed).toBeLessThanOrEqual(7)
})

test('an error of one operation reaches its own listeners, and those alone', async () => {
  const following = await Following.start()
  const listen = (query: string) => new Subscriber(following, { schema: strict, query })
  const [failing, refusing, other] = [
    'subscription { failing }',
    'subscription { refusing }',
    'subscription { role }',
  ].map((query) => [listen(query), listen(query)])
  await settle()
  await following.commit({ kind: 'test.one' }, { kind: 'test.bad' }, { kind: 'test.two' })
  await settle()
  for (const subscriber of failing ?? [])
    expect(payloadsOf(subscriber)).toMatchObject([
      { data: { failing: 'test.one' } },
      { data: { failing: null }, errors: [{ message: 'this one fails' }] },
      { data: { failing: 'test.two' } },
    ])
  for (const subscriber of refusing ?? [])
    expect(payloadsOf(subscriber)).toEqual([{ data: { refusing: 'test.one' } }, 'Error: this cannot be said'])
  for (const subscriber of other ?? []) expect(payloadsOf(subscriber)).toHaveLength(3)
})

test('only a variable that says where to begin, and nothing else, makes no difference between operations', () => {
  const found = (query: string) => cursorVariable(parse(query), null)
  expect(found('subscription($a: String!) { changes(after: $a) { cursor } }')).toBe('a')
  expect(found('subscription($a: String) { changes(scope: $a) { cursor } }')).toBe(null)
  expect(found('subscription($a: String) { changes(after: $a, scope: $a) { cursor } }')).toBe(null)
  expect(found('subscription { changes(after: "x") { cursor } }')).toBe(null)
  expect(
    found('subscription($a: String) { changes(after: $a) { ...F } } fragment F on Change { author { x(after: $a) } }'),
  ).toBe(null)
})
