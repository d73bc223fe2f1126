import { describe, expect, test } from 'vitest'
import { COMMIT_GRACE_MS, type ComputedRound, netPositions } from '../../src/clearing/index.ts'
import { sha256 } from '../../src/identity/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { expectSameEverywhere } from '../node/delivery.ts'
import { altered, type ResultJson } from './altered.ts'
import { alder, birch, cedar, didsOf, dogwood, Ledger, MINUTE_MS, workedExample } from './ledger.ts'

describe('the worked example', () => {
  test('180 of 240 is set off, and everybody’s net position stays', () => {
    const { ledger, debts } = workedExample()
    const before = netPositions(ledger.totals())
    const proposal = ledger.proposeRound(alder)
    const acceptances = [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)]
    ledger.commit(alder, proposal, acceptances)
    expect(ledger.viewRound(proposal)).toMatchObject({
      status: 'COMMITTED',
      committedCycleCount: 1,
      droppedCycleCount: 0,
      committedTotal: '180',
      awaiting: [],
    })
    expect([debts.ab, debts.bc, debts.ca].map((debt) => ledger.view(debt).remaining)).toEqual(['40', '20', '0'])
    expect(ledger.view(debts.ca)).toMatchObject({
      status: 'SETTLED',
      setOffs: [{ round: proposal.entry.subject, amount: '60', backward: false }],
    })
    const nets = (positions: typeof before) => positions.map(({ cooperative, net }) => [cooperative, net])
    expect(Object.fromEntries(nets(before))).toEqual({ [alder.did]: '-40', [birch.did]: '20', [cedar.did]: '20' })
    expect(nets(netPositions(ledger.totals()))).toEqual(nets(before))
    ledger.desk.history.expectSameInAnyOrder()
  })
})

test('a log with results of older algorithms comes to the same digest for ever: the fold reads them and nets nothing', () => {
  const { ledger } = workedExample()
  for (const algorithm of ['rochdale-set-off/1', 'rochdale-set-off/2']) {
    const computed = ledger.compute()
    const older = altered({ ...computed, algorithm }, (result) => {
      result.algorithm = algorithm
    })
    const proposal = ledger.proposeRound(alder, older, { nonce: algorithm })
    ledger.commit(alder, proposal, [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)])
    expect(ledger.viewRound(proposal)).toMatchObject({ status: 'COMMITTED', algorithm, committedTotal: '180' })
    ledger.bind({ debtor: cedar, creditor: alder, amount: 60, reference: `after ${algorithm}` })
    ledger.bind({ debtor: alder, creditor: birch, amount: 60, reference: `after ${algorithm}` })
    ledger.bind({ debtor: birch, creditor: cedar, amount: 60, reference: `after ${algorithm}` })
  }
  expect(sha256(Buffer.from(ledger.desk.history.digest()))).toMatchInlineSnapshot(
    `"8f0bc510b650e3f0bd61406b4a6e91412e77339683225bfb8b7c53069d946106"`,
  )
  ledger.desk.history.expectSameInAnyOrder()
})

describe('R1, R2: proposing and answering', () => {
  test('a round is open until somebody decides; whoever owes or is owed in it is awaited', () => {
    const { ledger } = workedExample()
    const proposal = ledger.proposeRound(alder)
    expect(ledger.viewRound(proposal)).toMatchObject({
      status: 'PROPOSED',
      proposer: alder.did,
      awaiting: didsOf(birch, cedar),
      acceptances: [{ cooperative: alder.did }],
      committedTotal: '0',
    })
    ledger.accept(birch, proposal)
    ledger.reject(cedar, proposal)
    expect(ledger.viewRound(proposal)).toMatchObject({
      awaiting: [],
      acceptances: [{ cooperative: alder.did }, { cooperative: birch.did }],
      rejections: [{ cooperative: cedar.did, reason: 'not now' }],
    })
    expect(ledger.viewRound(proposal, ledger.desk.now + 60 * MINUTE_MS).status).toBe('EXPIRED')
  })

  test('a first answer counts, the proposer’s is its proposal, and outsiders have none', () => {
    const { ledger } = workedExample()
    const proposal = ledger.proposeRound(alder)
    ledger.reject(birch, proposal)
    expect(ledger.refusal(ledger.accept(birch, proposal))).toBe('clearing.already-answered')
    expect(ledger.refusal(ledger.accept(alder, proposal))).toBe('clearing.already-answered')
    expect(ledger.refusal(ledger.accept(dogwood, proposal))).toBe('clearing.not-a-participant')
  })

  test('an answer counts only for the proposal and the result that it names', () => {
    const { ledger } = workedExample()
    const proposal = ledger.proposeRound(alder)
    const about = { roundId: proposal.entry.subject, proposal: proposal.hash, resultHash: 'f'.repeat(64) }
    expect(ledger.refusal(ledger.say(birch, 'netting.accepted', about))).toBe('clearing.unknown-proposal')
  })

  test('times, totals and the attachment are what the proposal says of them', () => {
    const { ledger } = workedExample()
    const { now } = ledger.desk
    const computed = ledger.compute()
    const refused = (nonce: string, with_: ComputedRound, changes = {}) =>
      ledger.refusal(ledger.proposeRound(alder, with_, { nonce, ...changes }))
    expect(refused('a', computed, { asOf: now + 99 * MINUTE_MS })).toBe('clearing.bad-deadline')
    expect(refused('b', computed, { deadline: now })).toBe('clearing.bad-deadline')
    expect(refused('c', computed, { deadline: now + 31 * 24 * 60 * MINUTE_MS })).toBe('clearing.bad-deadline')
    expect(refused('d', { ...computed, totals: { ...computed.totals, cycleCount: 2 } })).toBe('clearing.bad-result')
    expect(
      refused(
        'e',
        altered(computed, (result) => (result.setOffTotal = '240')),
      ),
    ).toBe('clearing.bad-result')
    expect(
      refused(
        'f',
        altered(computed, (result) => (result.note = 'hello')),
      ),
    ).toBe('clearing.bad-result')
    expect(refused('g', computed, { currency: 'GBP' })).toBe('clearing.unknown-currency')
    expect(refused('h', computed, { participants: didsOf(alder, dogwood) })).toBe('clearing.not-a-party')
    expect(refused('i', computed)).toBe(null)
  })

  test('a proposal with a taken nonce does not count', () => {
    const { ledger } = workedExample()
    ledger.proposeRound(alder)
    expect(ledger.refusal(ledger.proposeRound(alder))).toBe('clearing.round-exists')
  })
})

describe('R3: cycles that do not hold', () => {
  test('a claim that nobody confirmed by the cutoff makes its cycle inert', () => {
    const { ledger, debts } = workedExample()
    const unbound = { debtor: cedar, creditor: alder, amount: 1000, reference: 'never confirmed' }
    ledger.record(alder, unbound)
    const computed = altered(ledger.compute(), (result) => {
      result.obligations = result.obligations
        .map((row) =>
          row[0] === ledger.idOf(debts.ca) ? ([ledger.idOf(unbound), ...row.slice(1)] as typeof row) : row,
        )
        .sort((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1))
      const index = new Map(result.obligations.map(([id], i) => [id, i]))
      const ids = [debts.ab, debts.bc, unbound].map((debt) => index.get(ledger.idOf(debt)) ?? -1)
      result.cycles = [['60', ids]]
    })
    const proposal = ledger.proposeRound(alder, computed)
    expect(ledger.refusal(proposal)).toBe(null)
    expect(ledger.round(proposal).proposals[proposal.hash]).toMatchObject({ inert: [[0, 0]], parties: [] })
    expect(ledger.refusal(ledger.accept(birch, proposal))).toBe('clearing.not-a-participant')
    ledger.commit(alder, proposal, [])
    expect(ledger.setOffs()).toEqual([])
    expect(ledger.viewRound(proposal)).toMatchObject({ status: 'ABANDONED', committedCycleCount: 0 })
  })

  test('a confirmation after the cutoff does not help', () => {
    const { ledger, debts } = workedExample()
    const elsewhere = ledger.split()
    const late = { debtor: cedar, creditor: birch, amount: 10, reference: 'late' }
    elsewhere.bind(late)
    const proposal = ledger.proposeRound(alder, elsewhere.compute())
    ledger.hear(elsewhere)
    const { inert, parties, totals } = ledger.round(proposal).proposals[proposal.hash] ?? {}
    expect(totals?.cycleCount).toBe(2)
    expect(inert).toHaveLength(1)
    expect(parties).toEqual(didsOf(alder, birch, cedar))
    ledger.commit(alder, proposal, [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)])
    expect(ledger.view(late).remaining).toBe('10')
    expect(ledger.view(debts.ca).remaining).toBe('0')
    expect(ledger.viewRound(proposal)).toMatchObject({ status: 'PARTLY_COMMITTED', droppedCycleCount: 1 })
  })

  test('a cutoff holds everything that its proposer had seen, and everything that its heads follow', () => {
    const { ledger } = workedExample()
    const [, ...all] = ledger.desk.heads()
    expect(ledger.refusal(ledger.proposeRound(alder, ledger.compute(), { heads: all }))).toBe('clearing.left-out')
    const { ledger: other, debts } = workedExample()
    const before = other.desk.heads()
    other.pay(alder, debts.ab, 10)
    const proposal = other.proposeRound(alder, other.compute(), { heads: before })
    expect(other.refusal(proposal)).toBe('clearing.left-out')
    other.desk.history.expectSameInAnyOrder()
  })

  test('a cutoff may leave out the log of who had forked it in what the proposer had seen, and no other', async () => {
    const { ledger, debts } = workedExample()
    const elsewhere = ledger.split()
    const one = ledger.pay(cedar, debts.ca, 10)
    const propose = (nonce: string, ...after: SealedEntry[]) => {
      const own = ledger.desk.seen.filter(({ entry }) => entry.author === cedar.did).map(({ hash }) => hash)
      const heads = ledger.desk.heads().filter((hash) => !own.includes(hash))
      const named = { after: after.map(({ hash }) => hash) }
      return ledger.refusal(ledger.proposeRound(alder, ledger.compute(), { heads, nonce }, named))
    }
    expect(propose('one', one)).toBe('clearing.left-out')
    const other = elsewhere.pay(cedar, debts.ca, 20)
    ledger.hear(elsewhere)
    expect(propose('two')).toBe('clearing.left-out')
    expect(propose('three', other)).toBe(null)
    ledger.desk.history.expectSameInAnyOrder()
    await expectSameEverywhere(ledger.desk.history, [1, 2, 3])
  })

  test('an open chain, a stranger’s claim, a wrong direction and an obligation twice are inert', () => {
    const change: ((result: ResultJson) => void)[] = [
      (result) => {
        const [[amount, members]] = result.cycles as [[string, number[]]]
        result.cycles = [[amount, members.slice(0, 2)]]
        result.setOffTotal = '120'
      },
      (result) => {
        result.obligations = result.obligations.map(([id, from, to, , amount]) => [id, to, from, 0, amount])
      },
      (result) => {
        result.obligations = result.obligations.map(([id, from, to, , amount]) => [id, from, to, 1, amount])
      },
      (result) => {
        const [[amount, members]] = result.cycles as [[string, number[]]]
        result.cycles = [[amount, [...members, ...members]]]
        result.setOffTotal = '360'
      },
    ]
    for (const [i, alter] of change.entries()) {
      const { ledger } = workedExample()
      const computed = altered(ledger.compute(), alter)
      const setOffTotal = ['120', '180', '180', '360'][i] ?? ''
      const proposal = ledger.proposeRound(alder, { ...computed, totals: { ...computed.totals, setOffTotal } })
      expect(ledger.refusal(proposal)).toBe(null)
      expect(ledger.round(proposal).proposals[proposal.hash]).toMatchObject({ inert: [[0, 0]], parties: [] })
    }
  })
})

describe('R4: what a commit makes count', () => {
  function twoCycles() {
    const ledger = Ledger.open()
    const debts = {
      ab: { debtor: alder, creditor: birch, amount: 50 },
      ba: { debtor: birch, creditor: alder, amount: 50 },
      bc: { debtor: birch, creditor: cedar, amount: 30 },
      cb: { debtor: cedar, creditor: birch, amount: 30 },
    }
    for (const debt of Object.values(debts)) ledger.bind(debt)
    return { ledger, debts }
  }

  test('exactly the cycles of those who stayed silent are dropped', () => {
    const { ledger, debts } = twoCycles()
    const proposal = ledger.proposeRound(alder)
    ledger.commit(alder, proposal, [ledger.accept(birch, proposal)])
    expect(ledger.viewRound(proposal)).toMatchObject({
      status: 'PARTLY_COMMITTED',
      committedCycleCount: 1,
      droppedCycleCount: 1,
      committedTotal: '100',
    })
    const remaining = Object.values(debts).map((debt) => ledger.view(debt).remaining)
    expect(remaining).toEqual(['0', '0', '30', '30'])
  })

  test('a commit cannot rest on a rejection, on an acceptance of something else, or on one that it has not seen', () => {
    const { ledger } = twoCycles()
    const proposal = ledger.proposeRound(alder)
    const no = ledger.reject(birch, proposal)
    const there = ledger.split()
    const yes = there.accept(cedar, proposal)
    expect(ledger.refusal(ledger.commit(alder, proposal, [no]))).toBe('clearing.unknown-acceptance')
    expect(ledger.refusal(ledger.commit(alder, proposal, [yes]))).toBe('clearing.unknown-acceptance')
    expect(ledger.refusal(ledger.commit(alder, proposal, [proposal]))).toBe('clearing.unknown-acceptance')
    expect(ledger.setOffs()).toEqual([])
  })

  test('a commit names every acceptance that came before it, so that no cycle is dropped by choice', () => {
    const { ledger } = twoCycles()
    const proposal = ledger.proposeRound(alder)
    const [birchs, cedars] = [ledger.accept(birch, proposal), ledger.accept(cedar, proposal)]
    expect(ledger.refusal(ledger.commit(alder, proposal, [birchs]))).toBe('clearing.left-out')
    expect(ledger.refusal(ledger.commit(alder, proposal, []))).toBe('clearing.left-out')
    expect(ledger.setOffs()).toEqual([])
    expect(ledger.refusal(ledger.commit(alder, proposal, [birchs, cedars]))).toBeNull()
    expect(ledger.viewRound(proposal)).toMatchObject({ status: 'COMMITTED' })
  })

  test('only the proposer decides, and its first decision stands', () => {
    const { ledger } = twoCycles()
    const proposal = ledger.proposeRound(alder)
    const yes = ledger.accept(birch, proposal)
    expect(ledger.refusal(ledger.commit(birch, proposal, [yes]))).toBe('clearing.not-the-proposer')
    expect(ledger.refusal(ledger.abandon(alder, proposal))).toBe(null)
    expect(ledger.refusal(ledger.commit(alder, proposal, [yes]))).toBe('clearing.already-decided')
    expect(ledger.viewRound(proposal)).toMatchObject({ status: 'ABANDONED', droppedCycleCount: 2 })
  })

  test('a decision dated later than the grace after the deadline does not count', () => {
    const { ledger } = twoCycles()
    const proposal = ledger.proposeRound(alder)
    const yes = ledger.accept(birch, proposal)
    const { deadline } = ledger.viewRound(proposal)
    const there = ledger.split()
    const late = there.commit(alder, proposal, [yes], { at: deadline + COMMIT_GRACE_MS + 1 })
    expect(there.refusal(late)).toBe('clearing.past-deadline')
    const { ledger: other } = twoCycles()
    const again = other.proposeRound(alder)
    const just = other.commit(alder, again, [other.accept(birch, again)], {
      at: other.viewRound(again).deadline + COMMIT_GRACE_MS,
    })
    expect(other.refusal(just)).toBe(null)
  })

  test('a proposer who forks its log cannot take a commit back, and two commits count as one set', () => {
    const { ledger: here, debts } = twoCycles()
    const proposal = here.proposeRound(alder)
    const yes = [here.accept(birch, proposal), here.accept(cedar, proposal)]
    const [first] = yes as [SealedEntry]
    const there = here.split()
    const elsewhere = here.split()
    here.commit(alder, proposal, [first])
    there.abandon(alder, proposal)
    elsewhere.commit(alder, proposal, yes)
    here.hear(there)
    here.hear(elsewhere)
    expect(here.viewRound(proposal)).toMatchObject({
      status: 'COMMITTED',
      committedCycleCount: 2,
      committedTotal: '160',
    })
    expect(Object.values(debts).map((debt) => here.view(debt).remaining)).toEqual(['0', '0', '0', '0'])
    expect(here.setOffs()).toHaveLength(4)
    here.desk.history.expectSameInAnyOrder()
  })

  test('an acceptance binds also whoever rejected the same round on another branch of its log', () => {
    const { ledger: here } = twoCycles()
    const proposal = here.proposeRound(alder)
    const there = here.split()
    const yes = here.accept(birch, proposal)
    there.reject(birch, proposal)
    here.hear(there)
    here.commit(alder, proposal, [yes])
    expect(here.viewRound(proposal)).toMatchObject({
      status: 'PARTLY_COMMITTED',
      rejections: [],
      committedTotal: '100',
    })
    here.desk.history.expectSameInAnyOrder()
  })
})

describe('R6: late words', () => {
  test('a payment that crosses a commit is owed back', () => {
    const { ledger: here, debts } = workedExample()
    const proposal = here.proposeRound(alder)
    const yes = [here.accept(birch, proposal), here.accept(cedar, proposal)]
    const there = here.split()
    here.commit(alder, proposal, yes)
    there.confirmPayment(alder, debts.ca, there.pay(cedar, debts.ca, 60))
    here.hear(there)
    expect(here.view(debts.ca)).toMatchObject({ status: 'SETTLED', remaining: '0', overpaid: '60' })
    here.desk.history.expectSameInAnyOrder()
  })

  test('what is overpaid is netted as a debt of its creditor', () => {
    const ledger = Ledger.open()
    const paid = { debtor: alder, creditor: birch, amount: 100 }
    const open = { debtor: alder, creditor: birch, amount: 25, reference: 'invoice 2' }
    ledger.bind(paid)
    ledger.bind(open)
    ledger.confirmPayment(birch, paid, ledger.pay(alder, paid, 140))
    const computed = ledger.compute()
    expect(computed.totals).toMatchObject({ grossTotal: '65', setOffTotal: '50', cycleCount: 1 })
    const proposal = ledger.proposeRound(alder, computed)
    ledger.commit(alder, proposal, [ledger.accept(birch, proposal)])
    expect(ledger.view(open)).toMatchObject({ status: 'SETTLED', remaining: '0' })
    expect(ledger.view(paid)).toMatchObject({
      remaining: '0',
      overpaid: '15',
      setOffs: [{ amount: '25', backward: true }],
    })
  })
})
