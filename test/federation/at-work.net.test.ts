import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import { playAtWork } from '../../src/cli/demo/at-work.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { rochdale } from '../support/command-line.ts'
import { TestFederation } from '../support/federation.ts'
import { foundClearing } from './support/dealings.ts'

test('three processes decide a motion, share a van whose ride is netted, host a guest and confirm a delivery', async () => {
  await using federation = new TestFederation()
  const [alder, birch, cedar] = await federation.startAll(['Alder', 'Birch', 'Cedar'], {
    env: { ROCHDALE_CHECK_SECONDS: '2' },
  })
  const settlementId = await foundClearing([alder, birch, cedar])
  const cast = {
    alder: { name: 'Alder', client: alder.client },
    birch: { name: 'Birch', client: birch.client },
    cedar: { name: 'Cedar', client: cedar.client },
  }
  expect(await playAtWork(cast, settlementId, () => {})).toEqual({
    motion: 'ADOPTED',
    charged: '5000',
    setOffTotal: '6000',
    recognition: 'ACTIVE',
    record: 'CONFIRMED',
  })
  for (const step of ['5-what-we-decide', '6-what-we-share', '7-who-visits-us', '8-what-we-record']) {
    const query = readFileSync(`schema/tour/${step}.graphql`, 'utf8')
    await waitFor(`Birch has heard ${step}`, async () =>
      Object.values(await birch.client.request<Lists>(query)).every(({ totalCount }) => totalCount > 0),
    )
  }
  const { bookings } = await birch.client.request<Booked>('{ bookings { edges { node { agreement { id } } } } }')
  const path = `${birch.client.url}/calendars/${bookings.edges[0]?.node.agreement.id}/van.ics`
  const password = Buffer.from(`anyone:${birch.client.token}`).toString('base64')
  for (const authorization of [`Bearer ${birch.client.token}`, `Basic ${password}`]) {
    const answer = await fetch(path, { headers: { authorization } })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    const feed = await answer.text()
    expect(feed.match(/BEGIN:VEVENT/g)).toHaveLength(1)
    expect(feed).toContain('SUMMARY:Birch: hay\r\n')
  }
  const agreementId = bookings.edges[0]?.node.agreement.id ?? ''
  const [booked] = await written(birch, 'bookings', '--agreement', agreementId)
  expect(booked).toMatchObject({ resource: 'van', user: 'Birch', purpose: 'hay' })
  expect(await written(birch, 'use')).toEqual([
    expect.objectContaining({
      booking: booked?.id,
      status: 'CONFIRMED',
      charge: '50.00',
      debt: expect.stringMatching(/^obl_/),
    }),
  ])
  expect(await written(birch, 'records')).toEqual([expect.objectContaining({ type: 'delivery', status: 'CONFIRMED' })])
  expect(await written(birch, 'records', '--agreement', agreementId)).toEqual([])
  const again = await rochdale(['csv', 'use', ...addressOf(birch)], {}, filesOf(birch))
  expect([again.code, again.err]).toEqual([
    1,
    expect.stringContaining('use.csv cannot be written: it is there already'),
  ])
})

/** The rows of a file that the command writes, each by the titles of its columns. */
async function written(node: NodeProcess, what: string, ...args: readonly string[]) {
  const out = join(filesOf(node), `${what}.csv`)
  rmSync(out, { force: true })
  const ended = await rochdale(['csv', what, ...args, ...addressOf(node)], {}, filesOf(node))
  expect(ended).toMatchObject({ code: 0, err: '' })
  return parse(readFileSync(out), { bom: true, columns: true }) as Readonly<Record<string, string>>[]
}

const filesOf = ({ options }: NodeProcess) => options.dataDir
const addressOf = ({ client }: NodeProcess) => ['--url', client.url, '--token', client.token]

type Lists = Readonly<Record<string, { readonly totalCount: number }>>

interface Booked {
  readonly bookings: { readonly edges: readonly { readonly node: { readonly agreement: { readonly id: string } } }[] }
}
