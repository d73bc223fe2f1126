import { describe, expect, test } from 'vitest'
import {
  AGREEMENT_EVENTS,
  AGREEMENT_STATUSES,
  type AgreementEvent,
  type AgreementStatus,
  agreementAggregate,
  TRANSITIONS,
} from '../../src/agreements/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import {
  alder,
  amendmentOf,
  beginning,
  birch,
  cedar,
  DAY_MS,
  firstDocument,
  roles,
  START,
  type Words,
} from './agreeing.ts'

/** SPEC.md, "What may happen when", written again: where an event leads from each status. */
const EXPECTED: Record<AgreementStatus, Record<AgreementEvent, string>> = {
  DRAFT: {
    'agreement.proposed': 'PROPOSED',
    'agreement.signed': '',
    'agreement.declined': '',
    'proposal.withdrawn': '',
    'agreement.activated': '',
    'agreement.suspended': '',
    'agreement.resumed': '',
    'amendment.proposed': '',
    'amendment.signed': '',
    'amendment.declined': '',
    'amendment.withdrawn': '',
    'amendment.effected': '',
    'termination.consented': '',
    'termination.breached': '',
    'termination.notified': '',
    'termination.acknowledged': '',
    'agreement.effective': '',
    'agreement.renewed': '',
    'agreement.expired': '',
    'agreement.notice-ended': '',
  },
  PROPOSED: {
    'agreement.proposed': '',
    'agreement.signed': 'PROPOSED',
    'agreement.declined': 'TERMINATED',
    'proposal.withdrawn': 'TERMINATED',
    'agreement.activated': 'ACTIVE',
    'agreement.suspended': '',
    'agreement.resumed': '',
    'amendment.proposed': '',
    'amendment.signed': '',
    'amendment.declined': '',
    'amendment.withdrawn': '',
    'amendment.effected': '',
    'termination.consented': '',
    'termination.breached': '',
    'termination.notified': '',
    'termination.acknowledged': '',
    'agreement.effective': '',
    'agreement.renewed': '',
    'agreement.expired': '',
    'agreement.notice-ended': '',
  },
  ACTIVE: {
    'agreement.proposed': '',
    'agreement.signed': '',
    'agreement.declined': '',
    'proposal.withdrawn': '',
    'agreement.activated': '',
    'agreement.suspended': 'SUSPENDED',
    'agreement.resumed': '',
    'amendment.proposed': 'ACTIVE',
    'amendment.signed': 'ACTIVE',
    'amendment.declined': 'ACTIVE',
    'amendment.withdrawn': 'ACTIVE',
    'amendment.effected': 'ACTIVE',
    'termination.consented': 'ACTIVE TERMINATED',
    'termination.breached': 'TERMINATED',
    'termination.notified': 'ACTIVE',
    'termination.acknowledged': 'ACTIVE TERMINATED',
    'agreement.effective': 'ACTIVE',
    'agreement.renewed': 'ACTIVE',
    'agreement.expired': 'TERMINATED',
    'agreement.notice-ended': 'TERMINATED',
  },
  SUSPENDED: {
    'agreement.proposed': '',
    'agreement.signed': '',
    'agreement.declined': '',
    'proposal.withdrawn': '',
    'agreement.activated': '',
    'agreement.suspended': 'SUSPENDED',
    'agreement.resumed': 'ACTIVE SUSPENDED',
    'amendment.proposed': 'SUSPENDED',
    'amendment.signed': 'SUSPENDED',
    'amendment.declined': 'SUSPENDED',
    'amendment.withdrawn': 'SUSPENDED',
    'amendment.effected': 'SUSPENDED ACTIVE',
    'termination.consented': 'SUSPENDED TERMINATED',
    'termination.breached': 'TERMINATED',
    'termination.notified': 'SUSPENDED',
    'termination.acknowledged': 'SUSPENDED TERMINATED',
    'agreement.effective': 'SUSPENDED',
    'agreement.renewed': 'SUSPENDED',
    'agreement.expired': 'TERMINATED',
    'agreement.notice-ended': 'TERMINATED',
  },
  TERMINATED: {
    'agreement.proposed': '',
    'agreement.signed': '',
    'agreement.declined': '',
    'proposal.withdrawn': '',
    'agreement.activated': '',
    'agreement.suspended': '',
    'agreement.resumed': '',
    'amendment.proposed': '',
    'amendment.signed': '',
    'amendment.declined': '',
    'amendment.withdrawn': '',
    'amendment.effected': '',
    'termination.consented': '',
    'termination.breached': '',
    'termination.notified': '',
    'termination.acknowledged': 'ACTIVE SUSPENDED TERMINATED',
    'agreement.effective': '',
    'agreement.renewed': '',
    'agreement.expired': '',
    'agreement.notice-ended': '',
  },
}

const document = firstDocument({
  parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'GUARANTOR']),
  effectiveDate: (START + 5 * DAY_MS) as Instant,
  expiryDate: (START + 100 * DAY_MS) as Instant,
  autoRenewal: { period: 'P100D', maxRenewals: 1 },
  noticeDays: 0,
})
const amendment = amendmentOf(document, birch, { title: 'Amended' })
const other = amendmentOf(document, alder, { title: 'Otherwise' })

/** An agreement in a status, with everything said before that any event could refer to. */
interface Scene {
  readonly words: Words
  readonly signed: readonly SealedEntry[]
  readonly amended: readonly SealedEntry[]
  readonly suspension: SealedEntry | null
  readonly notice: SealedEntry | null
}

const SCENES: Record<Exclude<AgreementStatus, 'DRAFT'>, () => Scene> = {
  PROPOSED: () => {
    const words = beginning(document)
    words.propose(alder, document)
    return { words, signed: [words.sign(birch, document)], amended: [], suspension: null, notice: null }
  },
  ACTIVE: () => active(),
  SUSPENDED: () => {
    const scene = active()
    return { ...scene, suspension: scene.words.suspend(alder, document) }
  },
  TERMINATED: () => {
    const scene = active()
    const suspension = scene.words.suspend(alder, document)
    scene.words.breach(birch, alder, document)
    return { ...scene, suspension }
  },
}

function active(): Scene {
  const words = beginning(document)
  words.conclude(document, [alder, birch, cedar])
  words.amend(birch, amendment)
  const amended = [words.sign(alder, amendment), words.sign(cedar, amendment)]
  return { words, signed: [], amended, suspension: null, notice: words.notify(cedar, document) }
}

/** Each entry as whoever may would say it in a scene, in all the ways that lead to different statuses. */
const ENTRIES: Partial<Record<AgreementEvent, readonly ((scene: Scene) => SealedEntry)[]>> = {
  'agreement.proposed': [({ words }) => words.propose(alder, document)],
  'agreement.signed': [({ words }) => words.sign(cedar, document)],
  'agreement.declined': [({ words }) => words.decline(cedar, document)],
  'proposal.withdrawn': [({ words }) => words.withdraw(alder, document)],
  'agreement.activated': [
    ({ words, signed }) => words.activate(alder, document, [...signed, words.sign(cedar, document)]),
  ],
  'agreement.suspended': [({ words }) => words.suspend(birch, document)],
  'agreement.resumed': [
    ({ words, suspension }) => words.resume(alder, suspension ?? NOBODYS_ENTRY),
    ({ words, suspension }) => {
      words.suspend(birch, document)
      return words.resume(alder, suspension ?? NOBODYS_ENTRY)
    },
  ],
  'amendment.proposed': [
    ({ words }) => {
      words.withdraw(birch, amendment)
      return words.amend(alder, other)
    },
  ],
  'amendment.signed': [
    ({ words }) => {
      words.withdraw(birch, amendment)
      words.amend(alder, other)
      return words.sign(birch, other)
    },
  ],
  'amendment.declined': [
    ({ words }) => {
      words.withdraw(birch, amendment)
      words.amend(alder, other)
      return words.decline(birch, other)
    },
  ],
  'amendment.withdrawn': [({ words }) => words.withdraw(birch, amendment)],
  'amendment.effected': [
    ({ words, amended }) => words.effect(birch, amendment, amended),
    ({ words }) => {
      words.withdraw(birch, amendment)
      const leaving = amendmentOf(document, birch, { parties: roles([birch, 'PROPOSER'], [cedar, 'GUARANTOR']) })
      return words.adopt(leaving, [alder, birch, cedar])
    },
  ],
  'termination.consented': [
    ({ words }) => words.consent(alder, document),
    ({ words }) => {
      words.consent(alder, document)
      words.consent(birch, document)
      return words.consent(cedar, document)
    },
  ],
  'termination.breached': [({ words }) => words.breach(alder, birch, document)],
  'termination.notified': [({ words }) => words.notify(alder, document)],
  'termination.acknowledged': [
    ({ words, notice }) => words.acknowledge(alder, notice ?? NOBODYS_ENTRY),
    ({ words, notice }) => {
      words.acknowledge(alder, notice ?? NOBODYS_ENTRY)
      return words.acknowledge(birch, notice ?? NOBODYS_ENTRY)
    },
  ],
}

const NOBODYS_ENTRY = (() => {
  const words = beginning(document)
  return words.propose(alder, document)
})()

describe('what may happen when', () => {
  test('is the table of SPEC.md', () => {
    const table = Object.fromEntries(
      AGREEMENT_STATUSES.map((status) => [
        status,
        Object.fromEntries(AGREEMENT_EVENTS.map((event) => [event, TRANSITIONS[status][event].join(' ')])),
      ]),
    )
    expect(table).toEqual(EXPECTED)
  })

  const cells = (Object.keys(SCENES) as (keyof typeof SCENES)[])
    .flatMap((status) =>
      Object.entries(ENTRIES).map(([event, ways]) => ({ status, event: event as AgreementEvent, ways })),
    )
    .filter(({ status, event }) => status !== 'TERMINATED' || event !== 'termination.acknowledged')

  test('TERMINATED, termination.acknowledged: of a notice that has run it moves the end', () => {
    const reached = [false, true].flatMap((suspended) => {
      const slower = firstDocument({ parties: document.parties, noticeDays: 5 })
      const words = beginning(slower)
      words.conclude(slower, [alder, birch, cedar])
      if (suspended) words.suspend(birch, slower)
      const notice = words.notify(alder, slower)
      const ran = START + 60 * DAY_MS
      expect(words.view(ran).status).toBe('TERMINATED')
      return [birch, cedar].map((other) => {
        expect(words.refusal(words.acknowledge(other, notice, ran))).toBeNull()
        return words.view(ran).status
      })
    })
    expect(reached).toEqual(['ACTIVE', 'ACTIVE', 'SUSPENDED', 'SUSPENDED'])
  })

  test.each(cells)('$status, $event', ({ status, event, ways }) => {
    const expected = EXPECTED[status][event].split(' ').filter((next) => next !== '')
    const reached = new Set<string>()
    for (const way of ways) {
      const scene = SCENES[status]()
      expect(scene.words.view().status).toBe(status)
      const entry = way(scene)
      const counts = scene.words.refusal(entry) === null
      expect(counts, `${scene.words.refusal(entry)}`).toBe(expected.length > 0)
      if (counts) reached.add(scene.words.view().status)
    }
    expect([...reached].sort()).toEqual(expected.sort())
  })

  test('a draft becomes a proposal when it is proposed', () => {
    const words = beginning(document)
    words.propose(alder, document)
    expect(words.view().status).toBe(EXPECTED.DRAFT['agreement.proposed'])
  })

  const clocked = ['agreement.effective', 'agreement.renewed', 'agreement.expired', 'agreement.notice-ended'] as const
  const clockCells = (Object.keys(SCENES) as (keyof typeof SCENES)[]).flatMap((status) =>
    clocked.map((event) => ({ status, event })),
  )

  test.each(clockCells)('$status, $event, by time alone', ({ status, event }) => {
    const { words } = SCENES[status]()
    if (event === 'agreement.renewed' || event === 'agreement.expired') dropNotice(words, status)
    const wakes = [0, 5, 6, 100, 200].flatMap((days) => {
      const after = (START + days * DAY_MS - 1) as Instant
      return agreementAggregate.wake?.(words.state(), after) ?? []
    })
    const wake = wakes.find(({ kind }) => kind === event)
    const expected = EXPECTED[status][event]
    if (expected === '') expect(wake).toBeUndefined()
    else expect(words.view(wake?.at).status).toBe(expected)
  })
})

/** Cedar's notice would end the agreement before it expires; once cedar is no longer a party it lapses. */
function dropNotice(words: Words, status: AgreementStatus): void {
  if (status !== 'ACTIVE' && status !== 'SUSPENDED') return
  words.withdraw(birch, amendment)
  const leaving = amendmentOf(document, birch, { parties: roles([birch, 'PROPOSER'], [alder, 'COUNTERPARTY']) })
  words.adopt(leaving, [alder, birch, cedar])
}
