import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { encodeEntry, sealEntry } from '../../src/log/index.ts'
import { RunningApi } from '../api/running-node.ts'
import { GraphqlSocket } from '../api/socket.ts'
import { ingest } from '../support/ingest.ts'
import { signerNumber } from '../support/node.ts'
import { agree, agreeAndDisagree, amend, part } from './examples/agreements.ts'
import { share } from './examples/bookings.ts'
import { net, owe, pay, settle, vanish } from './examples/clearing.ts'
import { FOLDER, hasStatus, type Nodes, run, seen, show } from './examples/examples.ts'
import { decide } from './examples/motions.ts'
import { record } from './examples/records.ts'
import { charge } from './examples/usages.ts'
import { visit } from './examples/visitors.ts'

test('every example runs, in one story of three nodes', async () => {
  await using alder = await start('Alder')
  const bootstrap = { ROCHDALE_BOOTSTRAP: alder.running.network.listenAddresses().join(',') }
  await using birch = await start('Birch', bootstrap)
  await using cedar = await start('Cedar', bootstrap)
  const nodes = { alder, birch, cedar }
  const start_ = (await show(alder, 'query-head-cursor')) as string

  await meet(nodes)
  await agreeAndDisagree(nodes)
  const clearing = await agree(nodes, 'Clearing among us', CLEARING, [birch.did, cedar.did])
  await amend(nodes, clearing)
  await settle(nodes, clearing)
  await owe(nodes, clearing)
  const round = await net(nodes, clearing)
  await pay(nodes, clearing)
  const lending = await share(nodes, clearing)
  await record(nodes)
  await charge(nodes, lending)
  const recognition = await attest(nodes)
  const council = await decide(nodes)
  await visit(nodes, recognition)
  await administer(alder)
  await listen(birch, start_, { clearing, council, lending })
  await part(nodes, recognition)
  await vanish(nodes, clearing)
  expect(round).toEqual(expect.any(String))
  expect([...run].sort()).toEqual(readdirSync(FOLDER).sort())
})

const CLEARING = { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '1000000' }] } }

async function start(name: string, env: Record<string, string> = {}): Promise<RunningApi> {
  return await RunningApi.start({
    ROCHDALE_NAME: name,
    ROCHDALE_CHECK_SECONDS: '1',
    ROCHDALE_AUTO_CONFIRM: 'never',
    ROCHDALE_AUTO_ACCEPT_NETTING: 'false',
    ...env,
  })
}

async function meet({ alder, birch, cedar }: Nodes): Promise<void> {
  for (const node of [alder, birch, cedar]) {
    await seen(node, 'query-cooperatives', {}, ({ totalCount }) => totalCount === 3)
    await seen(node, 'query-cooperatives', { filter: { standing: ['MEMBER'] } }, ({ totalCount }) => totalCount === 2)
  }
  const profile = { region: 'Leipzig', capabilities: ['bread'], currencies: [{ code: 'EUR', scale: 2 }] }
  const { cooperative } = await show(alder, 'mutation-update-profile', { input: profile })
  expect(cooperative).toMatchObject({ name: 'Alder', region: 'Leipzig', capabilities: ['bread'] })
  await seen(birch, 'query-cooperative', { did: alder.did }, ({ region }) => region === 'Leipzig')
  await seen(
    birch,
    'query-cooperatives',
    { filter: { search: 'leip', capability: 'bread', currency: 'EUR' } },
    ({ edges }) => edges.length === 1,
  )
  const byDid = { filter: { search: cedar.did, standing: ['MEMBER'] } }
  expect((await show(birch, 'query-cooperatives', byDid)).edges).toHaveLength(1)
  expect((await show(cedar, 'query-cooperatives', byDid)).edges, 'its own is no member but itself').toHaveLength(0)
  await show(alder, 'mutation-vouch-for-cooperative', { input: { did: birch.did, statement: 'Ten years' } })
  await seen(cedar, 'query-cooperative', { did: birch.did }, ({ vouchedBy }) => vouchedBy[0]?.did === alder.did)
  const voucher = await show(cedar, 'query-cooperative', { did: alder.did })
  expect(voucher.vouchesGiven).toEqual([{ about: { did: birch.did, name: 'Birch' } }])
  expect((await show(cedar, 'query-cooperative', { did: birch.did })).vouches[0]).toMatchObject({
    by: { did: alder.did },
    statement: 'Ten years',
  })
  await show(alder, 'mutation-withdraw-vouch', { input: { did: birch.did } })
  const [multiaddr] = birch.running.network.listenAddresses()
  const { peer } = await show(cedar, 'mutation-connect-peer', { input: { multiaddr } })
  expect(peer).toMatchObject({ connected: true, cooperative: { did: birch.did } })
  await seen(alder, 'query-peers', {}, (peers) => peers.filter(isConnected).length === 2)
  expect(await show(alder, 'query-node', { id: `peer_${birch.did}` })).toMatchObject({ __typename: 'Peer' })
  const self = await seen(alder, 'query-self', {}, ({ connectedPeers }) => connectedPeers === 2)
  expect(self).toMatchObject({ did: alder.did, role: 'ADMIN' })
}

const isConnected = ({ connected }: { readonly connected: boolean }) => connected

async function attest(nodes: Nodes): Promise<string> {
  const { alder, birch, cedar } = nodes
  const terms = { mutualRecognition: { attestationTypes: ['MemberInGoodStanding'] } }
  const recognition = await agree(nodes, 'Recognition', terms, [birch.did])
  const input = { subject: cedar.did, type: 'MemberInGoodStanding', claims: { since: '2019-05-01' } }
  const { attestation } = await show(birch, 'mutation-issue-attestation', { input })
  await seen(alder, 'query-attestation', { id: attestation.id }, hasStatus('VALID'))
  const assessment = await show(alder, 'query-trust', { subject: cedar.did, type: 'MemberInGoodStanding' })
  expect(assessment.parts[0]).toMatchObject({ recognisedUnder: [{ id: recognition }], issuerWeight: 0.5 })
  await show(alder, 'mutation-set-trust', { input: { issuer: birch.did, weight: 0.8, note: 'Thorough' } })
  expect(await show(alder, 'query-trust-edges')).toMatchObject([{ issuer: { did: birch.did }, weight: 0.8 }])
  expect((await show(alder, 'query-trust', { subject: cedar.did })).score).toBe(0.8)
  await show(birch, 'mutation-revoke-attestation', { input: { attestationId: attestation.id, reason: 'Left' } })
  await seen(alder, 'query-attestation', { id: attestation.id }, hasStatus('REVOKED'))
  const { credential } = await show(alder, 'query-attestation', { id: attestation.id })
  const checked = await show(cedar, 'query-check-credential', { credential: JSON.stringify(credential) })
  expect(checked).toMatchObject({ issuerCooperative: { did: birch.did }, problem: null })
  const filter = { subject: cedar.did, includeRevoked: true }
  expect((await show(alder, 'query-attestations', { filter })).totalCount).toBe(1)
  expect((await show(alder, 'query-attestations', { filter: { subject: cedar.did } })).totalCount).toBe(0)
  return recognition
}

async function administer(alder: RunningApi): Promise<void> {
  const { policies } = await show(alder, 'mutation-update-policies', { input: { minVouches: 2 } })
  expect(policies).toMatchObject({ minVouches: 2, autoConfirm: 'NEVER' })
  const forker = fork(alder)
  await ingest(alder.running.node, forker.entries)
  expect((await show(alder, 'query-cooperative', { did: forker.did })).standing).toBe('FORKED')
  const lifted = await show(alder, 'mutation-lift-fork-ban', { input: { did: forker.did, explanation: 'Settled' } })
  expect(lifted.cooperative.standing).not.toBe('FORKED')
  const blocked = await show(alder, 'mutation-block-cooperative', { input: { did: forker.did, reason: 'Once more' } })
  expect(blocked.cooperative.standing).toBe('DENIED')
  expect((await show(alder, 'query-cooperative', { did: forker.did })).block.reason).toBe('Once more')
  await show(alder, 'mutation-unblock-cooperative', { input: { did: forker.did } })
  await show(alder, 'mutation-resume-signing', { input: { explanation: 'All is there' } })
  const { token } = await show(alder, 'mutation-create-token', { input: { name: 'desk', role: 'VIEWER' } })
  await show(alder, 'mutation-revoke-token', { input: { tokenId: token.id } })
  expect(await show(alder, 'query-tokens')).toMatchObject([{ name: 'admin.token', role: 'ADMIN' }])
  expect((await show(alder, 'query-changes', { first: 100, subjects: ['POLICY'] })).edges.length).toBeGreaterThan(0)
}

/** Two different entries of one author at one place of its log. */
function fork(node: RunningApi) {
  const signer = signerNumber(9)
  const entries = ['One face', 'Another face'].map((name) => {
    const unsigned = encodeEntry({
      v: 1,
      author: signer.did,
      scope: 'public' as never,
      seq: 1,
      prev: null,
      at: node.running.node.clock(),
      kind: 'cooperative.announced',
      subject: signer.did,
      after: [],
      body: {
        name,
        description: null,
        region: null,
        contact: null,
        graphqlUrl: null,
        multiaddrs: [],
        currencies: [],
        capabilities: [],
        recoveryKeyHash: null,
      },
    })
    if (!unsigned.ok) throw new Error(unsigned.refusal.message)
    return sealEntry(unsigned.value, signer)
  })
  return { did: signer.did, entries }
}

type Heard = Readonly<Record<'clearing' | 'council' | 'lending', string>>

/** Each subscription tells something of what has happened since the beginning. */
async function listen(api: RunningApi, after: string, ids: Heard): Promise<void> {
  const start = (await api.ask('{ changes(first: 1) { edges { cursor } } }')).data.changes.edges[0].cursor
  await using socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  const variables: Readonly<Record<string, object>> = {
    'subscription-changes': { subjects: ['AGREEMENT'] },
    'subscription-cooperative-changed': {},
    'subscription-agreement-changed': { id: ids.clearing },
    'subscription-obligation-changed': { agreementId: ids.clearing },
    'subscription-netting-round-changed': { agreementId: ids.clearing },
    'subscription-attestation-changed': {},
    'subscription-booking-changed': { agreementId: ids.lending },
    'subscription-usage-changed': { agreementId: ids.lending },
    'subscription-comment-added': { agreementId: ids.clearing },
    'subscription-motion-changed': { agreementId: ids.council },
    'subscription-record-changed': {},
    'subscription-peer-changed': {},
    'subscription-recognition-changed': {},
  }
  for (const [name, given] of Object.entries(variables)) {
    run.add(`${name}.graphql`)
    const operation = socket.operate(readFileSync(`${FOLDER}/${name}.graphql`, 'utf8'), { ...given, after: start })
    const [change] = Object.values(await operation.data()) as { cursor: string }[]
    expect(change?.cursor, name).toEqual(expect.any(String))
    operation.stop()
  }
  expect(after).not.toBe(start)
}
