import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunningApi } from './running-node.ts'

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

const feed = (resource: string, authorization: string | null, agreementId = `agr_${'0'.repeat(64)}`) =>
  fetch(`${api.url}/calendars/${agreementId}/${resource}.ics`, {
    headers: authorization === null ? {} : { authorization },
  })

test('a calendar is refused without a token, and where there is none', async () => {
  const authorization = `Bearer ${api.running.adminToken}`
  for (const wrong of [null, 'Basic', `Basic ${Buffer.from('anyone:wrong').toString('base64')}`]) {
    const answer = await feed('van-1', wrong)
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic /)])
  }
  expect((await feed('van-1', authorization)).status).toBe(404)
  expect((await feed('van-1', authorization, 'public')).status).toBe(404)
})
