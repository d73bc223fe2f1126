import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import * as ask from '../../src/cli/demo/operations.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { TestFederation } from '../support/federation.ts'
import { CURRENCY, foundClearing, owe, untilEqual } from './support/dealings.ts'

const TRIES = Number(process.env.ROCHDALE_TEST_TRIES ?? 3)

let federation: TestFederation
let nodes: readonly NodeProcess[]
let agreementId: string

beforeAll(async () => {
  federation = new TestFederation()
  nodes = await federation.startAll(['Alder', 'Birch', 'Cedar'])
  agreementId = await foundClearing(nodes)
})

afterAll(() => federation?.[Symbol.asyncDispose]())

test('three nodes propose a round at the same moment again and again, and each time exactly one is committed', async () => {
  for (let turn = 1; turn <= TRIES; turn++) {
    await Promise.all(
      nodes.map((debtor, i) => {
        const creditor = nodes[(i + 1) % nodes.length] as NodeProcess
        return owe({ agreementId, debtor, creditor, amount: '1000', reference: `round ${turn}` })
      }),
    )
    await untilEqual(nodes, agreementId)
    const proposed = await Promise.allSettled(
      nodes.map(({ client }) => ask.proposeNetting(client, { agreementId, currency: CURRENCY })),
    )
    const ids = proposed.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []))
    expect(ids.length).toBeGreaterThan(0)
    await Promise.all(nodes.map((node) => untilDecided(node, ids)))
    await untilEqual(nodes, agreementId)
  }
})

/** Of these rounds a node knows all, one is committed and the others are given up. */
async function untilDecided({ client, options }: NodeProcess, ids: readonly string[]): Promise<void> {
  const expected = ['COMMITTED', ...ids.slice(1).map(() => 'ABANDONED')].sort()
  let seen: unknown[] = []
  await waitFor(`${options.name} knows one committed round`, async () => {
    seen = (await Promise.all(ids.map((id) => ask.nettingRound(client, id)))).map((round) => round?.status ?? 'UNKNOWN')
    return String([...seen].sort()) === String(expected)
  }).catch((error: unknown) => {
    throw new Error(`${ids.length} rounds ended as ${seen}`, { cause: error })
  })
}
