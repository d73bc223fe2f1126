import { describe, expect, test } from 'vitest'
import { agreementAggregate } from '../../src/agreements/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import {
  alder,
  beginning,
  birch,
  cedar,
  DAY_MS,
  dogwood,
  elm,
  firstDocument,
  roles,
  START,
  type Words,
} from './agreeing.ts'

const parties = roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'GUARANTOR'], [dogwood, 'WITNESS'])
const document = firstDocument({ parties })

function concluded(agreed = document): Words {
  const words = beginning(agreed)
  words.conclude(agreed, [alder, birch, cedar])
  return words
}

describe('suspension', () => {
  test('by any signing party suspends; only that party lifts it', () => {
    const words = concluded()
    const suspension = words.suspend(cedar, document)
    expect(words.view()).toMatchObject({ status: 'SUSPENDED', operational: false })
    expect(words.view().suspensions).toMatchObject([
      { id: suspension.hash, by: cedar.did, reason: 'a flood', liftedAt: null },
    ])
    expect(words.refusal(words.resume(alder, suspension))).toBe('agreements.not-yours')
    const resumed = words.resume(cedar, suspension)
    expect(words.view()).toMatchObject({ status: 'ACTIVE', operational: true })
    expect(words.view().suspensions).toMatchObject([{ liftedAt: resumed.entry.at }])
    expect(words.refusal(words.resume(cedar, suspension))).toBe('agreements.wrong-state')
  })

  test('stands while one of several stands', () => {
    const words = concluded()
    const [first, second] = [words.suspend(alder, document), words.suspend(birch, document)]
    words.resume(alder, first)
    expect(words.view().status).toBe('SUSPENDED')
    expect(words.refusal(words.resume(alder, first))).toBe('agreements.already-said')
    words.resume(birch, second)
    expect(words.view().status).toBe('ACTIVE')
  })

  test('is said once by each until it is lifted, and by no witness', () => {
    const words = concluded()
    words.suspend(alder, document)
    expect(words.refusal(words.suspend(alder, document))).toBe('agreements.already-said')
    expect(words.refusal(words.suspend(dogwood, document))).toBe('agreements.not-a-party')
  })
})

describe('mutual consent', () => {
  test('ends the agreement when every signing party has consented, not before', () => {
    const words = concluded()
    words.consent(birch, document)
    expect(words.view().status).toBe('ACTIVE')
    expect(words.view().termination).toMatchObject({
      cause: 'MUTUAL_CONSENT',
      by: birch.did,
      effectiveAt: null,
      consentedBy: [birch.did],
      awaiting: [alder.did, cedar.did],
    })
    words.consent(alder, document)
    expect(words.refusal(words.consent(alder, document))).toBe('agreements.already-said')
    expect(words.view().status).toBe('ACTIVE')
    const last = words.consent(cedar, document)
    expect(words.view()).toMatchObject({ status: 'TERMINATED', operational: false })
    expect(words.view().termination).toMatchObject({
      cause: 'MUTUAL_CONSENT',
      effectiveAt: last.entry.at,
      consentedBy: [birch.did, alder.did, cedar.did],
      awaiting: [],
    })
  })

  test('needs no witness and takes none', () => {
    const words = concluded()
    expect(words.refusal(words.consent(dogwood, document))).toBe('agreements.not-a-party')
  })

  test('can be reached while the agreement is suspended', () => {
    const words = concluded()
    words.suspend(alder, document)
    for (const signer of [alder, birch, cedar]) words.consent(signer, document)
    expect(words.view().status).toBe('TERMINATED')
  })
})

describe('breach', () => {
  test('ends the agreement at once, naming who broke which clause', () => {
    const words = concluded()
    const breach = words.breach(alder, birch, document)
    expect(words.view().status).toBe('TERMINATED')
    expect(words.view().termination).toMatchObject({
      cause: 'BREACH',
      by: alder.did,
      party: birch.did,
      clause: '§3',
      explanation: 'no cider came',
      effectiveAt: breach.entry.at,
    })
    expect(words.refusal(words.breach(birch, alder, document))).toBe('agreements.wrong-state')
  })

  test('is that of another signing party', () => {
    const words = concluded()
    expect(words.refusal(words.breach(alder, alder, document))).toBe('agreements.bad-breach')
    expect(words.refusal(words.breach(alder, dogwood, document))).toBe('agreements.bad-breach')
  })
})

describe('withdrawal', () => {
  test('runs from the instant by which more than half of the other signing parties have acknowledged it (I9)', () => {
    const words = concluded()
    const notice = words.notify(alder, document, START + DAY_MS)
    expect(words.view().status).toBe('ACTIVE')
    words.acknowledge(cedar, notice, START + 5 * DAY_MS)
    expect(words.view().termination?.effectiveAt, 'one of two is not more than half').toBe(START + 65 * DAY_MS)
    expect(words.view().termination?.notice).toMatchObject({ acknowledgedBy: [cedar.did], runsFrom: null })
    words.acknowledge(birch, notice, START + 6 * DAY_MS)
    const end = START + 36 * DAY_MS
    expect(words.view().termination).toMatchObject({ cause: 'WITHDRAWAL', by: alder.did, effectiveAt: end })
    expect(words.view().termination?.notice).toEqual({
      acknowledgedBy: [cedar.did, birch.did],
      runsFrom: START + 6 * DAY_MS,
      endsAt: end,
    })
    expect(words.view(end - 1).status).toBe('ACTIVE')
    expect(words.view(end).status).toBe('TERMINATED')
  })

  test('runs from 30 days after its own instant while nobody acknowledges it; what comes later still moves its end', () => {
    const words = concluded()
    const notice = words.notify(alder, document, START + DAY_MS)
    const end = START + (1 + 30 + 30) * DAY_MS
    expect(words.view(end).status).toBe('TERMINATED')
    expect(words.refusal(words.acknowledge(birch, notice, end + DAY_MS))).toBeNull()
    expect(words.view(end + DAY_MS).status).toBe('ACTIVE')
    expect(words.view().termination?.effectiveAt).toBe(end + 61 * DAY_MS)
    words.acknowledge(cedar, notice, end + DAY_MS)
    expect(words.view().termination?.effectiveAt).toBe(end + 31 * DAY_MS)
    words.desk.history.expectSameInAnyOrder()
  })

  test('that is dated long ago has not run at once: its receipt by the others counts', () => {
    const words = concluded()
    const backdated = words.notify(alder, document, START)
    const now = START + 200 * DAY_MS
    for (const other of [birch, cedar]) words.acknowledge(other, backdated, now)
    expect(words.view(now).status).toBe('ACTIVE')
    expect(words.view().termination?.effectiveAt).toBe(now + 30 * DAY_MS)
  })

  test('that is dated long ago has not run at once where one party that colludes is silent, or backdates its receipt too', () => {
    const now = START + 200 * DAY_MS
    const silent = concluded()
    silent.acknowledge(birch, silent.notify(alder, document, START), now)
    expect(silent.view(now).status).toBe('ACTIVE')
    expect(silent.view().termination?.effectiveAt).toBe(now + 60 * DAY_MS)

    const five = firstDocument({
      parties: [...parties.slice(0, 3), ...roles([dogwood, 'GUARANTOR'], [elm, 'GUARANTOR'])],
    })
    const words = beginning(five)
    words.conclude(five, [alder, birch, cedar, dogwood, elm])
    const notice = words.notify(alder, five, START)
    words.acknowledge(birch, notice, START)
    words.acknowledge(cedar, notice, now)
    expect(words.view(now).termination?.effectiveAt, 'two of four have received it').toBe(now + 60 * DAY_MS)
  })

  test('is not hastened by an acknowledgement that claims to be older than the notice', () => {
    const words = concluded()
    const notice = words.notify(alder, document, START + 10 * DAY_MS)
    for (const other of [birch, cedar]) words.acknowledge(other, notice, START + DAY_MS)
    expect(words.view(START).termination?.effectiveAt).toBe(START + 40 * DAY_MS)
  })

  test('is acknowledged once by each other signing party, by nobody else', () => {
    const words = concluded()
    const notice = words.notify(alder, document)
    expect(words.refusal(words.acknowledge(alder, notice))).toBe('agreements.not-a-party')
    expect(words.refusal(words.acknowledge(dogwood, notice))).toBe('agreements.not-a-party')
    expect(words.refusal(words.acknowledge(birch, notice))).toBeNull()
    expect(words.refusal(words.acknowledge(birch, notice))).toBe('agreements.already-said')
    expect(words.refusal(words.notify(alder, document))).toBe('agreements.already-said')
    expect(words.refusal(words.notify(birch, document))).toBeNull()
  })

  test('without notice days ends when enough have acknowledged', () => {
    const immediate = firstDocument({ noticeDays: 0 })
    const words = beginning(immediate)
    words.conclude(immediate, [alder, birch])
    const notice = words.notify(alder, immediate)
    expect(words.view().status).toBe('ACTIVE')
    words.acknowledge(birch, notice)
    expect(words.view().status).toBe('TERMINATED')
  })
})

describe('expiry', () => {
  const expiring = firstDocument({ parties, expiryDate: (START + 10 * DAY_MS) as Instant })

  test('ends the agreement at its date', () => {
    const words = concluded(expiring)
    expect(words.view(START + 10 * DAY_MS - 1)).toMatchObject({
      status: 'ACTIVE',
      operational: true,
      termination: null,
    })
    expect(words.view(START + 10 * DAY_MS)).toMatchObject({ status: 'TERMINATED', operational: false })
    expect(words.view(START + 10 * DAY_MS).termination).toMatchObject({ cause: 'EXPIRY', by: null })
  })

  test('moves with each renewal until none is left', () => {
    const autoRenewal = { period: 'P10D', maxRenewals: 2 }
    const words = concluded(firstDocument({ parties, expiryDate: (START + 10 * DAY_MS) as Instant, autoRenewal }))
    const at = (days: number) => words.view(START + days * DAY_MS)
    expect(at(9)).toMatchObject({ status: 'ACTIVE', expiryDate: START + 10 * DAY_MS, autoRenewal: { renewed: 0 } })
    expect(at(10)).toMatchObject({ status: 'ACTIVE', expiryDate: START + 20 * DAY_MS, autoRenewal: { renewed: 1 } })
    expect(at(29)).toMatchObject({ status: 'ACTIVE', expiryDate: START + 30 * DAY_MS, autoRenewal: { renewed: 2 } })
    expect(at(30)).toMatchObject({ status: 'TERMINATED', termination: { cause: 'EXPIRY' } })
  })

  test('is what an entry of a later instant finds (I6)', () => {
    const words = concluded(expiring)
    expect(words.refusal(words.suspend(alder, expiring, START + 10 * DAY_MS))).toBe('agreements.wrong-state')
  })

  test('does not come before activation', () => {
    const words = beginning(expiring)
    words.propose(alder, expiring)
    expect(words.view(START + 20 * DAY_MS).status).toBe('PROPOSED')
  })
})

describe('an agreement', () => {
  test('is operational only from its effective date on', () => {
    const later = firstDocument({ parties, effectiveDate: (START + DAY_MS) as Instant })
    const words = concluded(later)
    expect(words.view(START + DAY_MS - 1)).toMatchObject({ status: 'ACTIVE', operational: false })
    expect(words.view(START + DAY_MS)).toMatchObject({ status: 'ACTIVE', operational: true })
  })

  test('that ended in several ways shows the earliest', () => {
    const words = concluded()
    const notice = words.notify(cedar, document, START + DAY_MS)
    words.acknowledge(birch, notice, START + DAY_MS)
    const [left, right] = [words.split(), words.split()]
    left.breach(alder, birch, document, START + 20 * DAY_MS)
    right.breach(birch, alder, document, START + 10 * DAY_MS)
    expect(words.view(START + 25 * DAY_MS).termination).toMatchObject({ cause: 'BREACH', by: birch.did })
    expect(words.view(START + 40 * DAY_MS).termination).toMatchObject({ cause: 'BREACH', by: birch.did })
    words.desk.history.expectSameInAnyOrder()
  })

  test('wakes its readers when time alone changes it', () => {
    const agreed = firstDocument({
      parties,
      signBefore: (START + DAY_MS) as Instant,
      effectiveDate: (START + 2 * DAY_MS) as Instant,
      expiryDate: (START + 10 * DAY_MS) as Instant,
      autoRenewal: { period: 'P10D', maxRenewals: 1 },
    })
    const words = beginning(agreed)
    const wake = (days: number) => {
      const found = agreementAggregate.wake?.(words.state(), (START + days * DAY_MS) as Instant) ?? null
      return found === null ? null : [found.kind, (found.at - START) / DAY_MS]
    }
    words.propose(alder, agreed)
    expect(wake(0)).toEqual(['agreement.signing-deadline', 1])
    expect(wake(1)).toBeNull()
    words.activate(alder, agreed, [words.sign(birch, agreed), words.sign(cedar, agreed)])
    expect(wake(0)).toEqual(['agreement.effective', 2])
    expect(wake(2)).toEqual(['agreement.renewed', 10])
    expect(wake(10)).toEqual(['agreement.expired', 20])
    expect(wake(20)).toBeNull()
    const notice = words.notify(alder, agreed, START + 2 * DAY_MS)
    expect(wake(10)).toEqual(['agreement.expired', 20])
    words.acknowledge(birch, notice, START + 2 * DAY_MS)
    expect(wake(10)).toEqual(['agreement.expired', 20])
    words.breach(birch, alder, agreed)
    expect(wake(0)).toBeNull()
  })
})
