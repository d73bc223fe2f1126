import { expect, test } from 'vitest'
import { documentHash } from '../../src/agreements/index.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { createProtocol, type Protocol } from '../../src/node/protocol.ts'
import { alder, birch } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS, NOON } from '../resources/sharing.ts'
import { HandClock, openTestNode, signerNumber } from '../support/node.ts'

const COUNT = 100
const ofTwo = { ...document, parties: document.parties.slice(0, 2) }

/** The same protocol, which counts how often an entry is judged or added to a state. */
function counting(protocol: Protocol): { readonly protocol: Protocol; readonly steps: () => number } {
  let steps = 0
  const counted = <Args extends unknown[], Answer>(run: (...args: Args) => Answer) => {
    return (...args: Args): Answer => {
      steps++
      return run(...args)
    }
  }
  const aggregates = protocol.aggregates.map((aggregate) => ({
    ...aggregate,
    kinds: aggregate.kinds.map((kind) => ({ ...kind, check: counted(kind.check), evolve: counted(kind.evolve) })),
  }))
  return { protocol: createProtocol(aggregates), steps: () => steps }
}

test('a request costs what its author has newly seen of the agreement, whatever it leaves out', async () => {
  const words = Bookings.begin(ofTwo)
  const away = words.split()
  const said = Array.from({ length: COUNT }, () => {
    const suspended = words.suspend(alder, ofTwo)
    return [suspended, words.resume(alder, suspended)]
  }).flat()
  // Each request shows one entry more of the agreement, and never the last one.
  const asked = { resource: 'van-1', from: NOON, until: NOON + HOUR_MS, quantity: '1' }
  const open = { expectedUse: null, beneficiary: null, purpose: null }
  const inForce = { documentHash: documentHash(ofTwo), decision: words.decision?.hash ?? '' }
  const requests = said.slice(0, -1).map(({ hash }, i) => {
    const body = { ...inForce, ...asked, ...open, nonce: `r${i}` }
    return away.desk.write(birch, 'booking.requested', body, { after: [hash] })
  })
  const { protocol, steps } = counting(PROTOCOL)
  const clock = new HandClock()
  clock.now = Math.max(words.desk.now, away.desk.now) as Instant
  await using node = await openTestNode({ signer: signerNumber(9), protocol, keyIsNew: false, clock })
  const before = words.desk.seen
  await node.receive(before, new Map(), null)
  const start = steps()
  await node.receive(requests, new Map(), null)
  expect(await node.store.read((reader) => reader.entryCount(document.agreementId))).toBe(
    before.length + requests.length,
  )
  expect(await node.store.read((reader) => reader.subjectsOf(document.agreementId, 'booking'))).toHaveLength(
    requests.length,
  )
  expect(steps() - start).toBeLessThan(10 * requests.length)
})
