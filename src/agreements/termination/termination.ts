import { type Did, INSTANT_MAX, type Instant } from '../../kernel/index.ts'
import { type Agreement, type Fact, factsAbout, type Listed, listFacts, type NoticeFact } from '../agreement.ts'
import { finalExpiry, signingParties } from '../document/document.ts'
import { currentVersion, decisionOf, isStillParty, stageOf, type Version } from '../versions/versions.ts'

const TERMINATION_CAUSES = [
  'DECLINED',
  'PROPOSAL_WITHDRAWN',
  'SIGNING_DEADLINE',
  'MUTUAL_CONSENT',
  'EXPIRY',
  'BREACH',
  'WITHDRAWAL',
] as const
export type TerminationCause = (typeof TERMINATION_CAUSES)[number]

/** A way in which an agreement ends or has ended. */
export interface Ending {
  readonly cause: TerminationCause
  readonly by: Did | null
  readonly explanation: string | null
  /** For a breach: the party that broke the clause. */
  readonly party: Did | null
  readonly clause: string | null
  readonly effectiveAt: Instant
  /** The notice that ends it; null for every other cause. */
  readonly notice: NoticeCourse | null
  /** True if an entry ended it, which no later claim of a time undoes; false if time does, at `effectiveAt`. */
  readonly isDecided: boolean
}

/** The progress of a notice of withdrawal: when it ends the agreement, and whether that is certain yet. */
export interface NoticeCourse {
  /** The other signing parties whose nodes have acknowledged it, first acknowledgement first. */
  readonly acknowledgedBy: readonly Did[]
  /** By when more than half of the other signing parties had acknowledged it; null while fewer have. */
  readonly runsFrom: Instant | null
  /** `noticeDays` after `runsFrom`; while that is null, 30 days later than if it ran from what has been acknowledged. */
  readonly endsAt: Instant
}

const DAY_MS = 24 * 60 * 60 * 1000
/** A notice with too few acknowledgements runs from this long after the second one, the only one, or its own `at`. */
const UNACKNOWLEDGED_MS = 30 * DAY_MS

/** Cache of endings by state and versions, both immutable: a status, a view and an index need them. */
const endingsByState = new WeakMap<
  Agreement,
  { readonly versions: readonly Version[]; readonly endings: readonly Ending[] }
>()

/** Every way in which an agreement ends, earliest first, including future ones. */
export function endingsOf(state: Agreement, versions: readonly Version[]): readonly Ending[] {
  const known = endingsByState.get(state)
  if (known?.versions === versions) return known.endings
  const endings = findEndings(state, versions)
  endingsByState.set(state, { versions, endings })
  return endings
}

function findEndings(state: Agreement, versions: readonly Version[]): readonly Ending[] {
  const current = currentVersion(versions)
  if (current === null) return []
  const endings =
    decisionOf(state, current.hash) === null
      ? endingsOfProposal(state, current)
      : [
          ...mutualConsent(state, current),
          ...breaches(state, versions),
          ...expiry(current),
          ...withdrawals(state, versions),
        ]
  return endings.sort((a, b) => a.effectiveAt - b.effectiveAt || causeRank(a) - causeRank(b))
}

/** The earliest ending that has taken effect. */
export function endedBy(endings: readonly Ending[], now: Instant): Ending | null {
  return endings.find(({ isDecided, effectiveAt }) => isDecided || effectiveAt <= now) ?? null
}

/** Which signing parties of the current version have consented to end it. */
export function consentsTo(
  state: Agreement,
  { hash, document }: Version,
): readonly (Fact & { explanation: string | null })[] {
  const signers = new Set(signingParties(document))
  const consents = factsAbout(state.consents, hash).filter(({ by }) => signers.has(by))
  return consents.filter(({ by }, i) => consents.findIndex((other) => other.by === by) === i)
}

/** Notices of withdrawal that still run, with the progress of each. */
export function runningNotices(state: Agreement, versions: readonly Version[]) {
  return listFacts(state.notices)
    .filter(({ document, by }) => isStillParty(versions, document, by))
    .map((notice) => ({ ...notice, ...courseOf(state, versions, notice) }))
}

/**
 * I9: a notice runs from the instant by which more than half of the other signing parties had acknowledged it, so that no
 * single party, not even its author, can choose that date. While fewer have, from 30 days after the second
 * acknowledgement, which the author and one accomplice cannot date; after the only one; or, without any, after its own
 * `at`.
 */
function courseOf(state: Agreement, versions: readonly Version[], notice: Listed<NoticeFact>): NoticeCourse {
  const document = currentVersion(versions)?.document
  const others = document === undefined ? [] : signingParties(document).filter((did) => did !== notice.by)
  const earliest = new Map<Did, number>()
  for (const { notice: hash, by, at } of listFacts(state.acknowledgements)) {
    if (hash === notice.hash && others.includes(by) && !earliest.has(by)) earliest.set(by, Math.max(at, notice.at))
  }
  const acknowledged = [...earliest].sort(([, a], [, b]) => a - b)
  const instants = acknowledged.map(([, at]) => at)
  const received = instants[1] ?? instants[0] ?? notice.at
  const runsFrom = instants[Math.floor(others.length / 2)] ?? null
  const days = state.documents[notice.document]?.noticeDays ?? 0
  return {
    acknowledgedBy: acknowledged.map(([did]) => did),
    runsFrom: runsFrom as Instant | null,
    endsAt: Math.min((runsFrom ?? received + UNACKNOWLEDGED_MS) + days * DAY_MS, INSTANT_MAX) as Instant,
  }
}

function endingsOfProposal(state: Agreement, { hash, document }: Version): Ending[] {
  const stage = stageOf(state, hash)
  if (stage === 'OPEN' || stage === 'DECIDED') return []
  const isLate = (at: Instant) => document.signBefore !== null && at >= document.signBefore
  return [
    ...factsAbout(state.declined, hash).map((fact) => decided('DECLINED', fact, { explanation: fact.reason })),
    ...factsAbout(state.withdrawn, hash).map((fact) =>
      decided(isLate(fact.at) ? 'SIGNING_DEADLINE' : 'PROPOSAL_WITHDRAWN', fact, { explanation: fact.reason }),
    ),
  ]
}

function mutualConsent(state: Agreement, current: Version): Ending[] {
  const consents = consentsTo(state, current)
  const last = consents.at(-1)
  if (last === undefined || consents.length < signingParties(current.document).length) return []
  const explanation = consents.find((consent) => consent.explanation !== null)?.explanation ?? null
  return [{ ...decided('MUTUAL_CONSENT', last, { explanation }), by: null }]
}

function breaches(state: Agreement, versions: readonly Version[]): Ending[] {
  return listFacts(state.breaches)
    .filter(({ document, by }) => isStillParty(versions, document, by))
    .map((breach) => decided('BREACH', breach, breach))
}

function expiry({ document }: Version): Ending[] {
  const effectiveAt = finalExpiry(document)
  if (effectiveAt === null) return []
  const silent = { by: null, explanation: null, party: null, clause: null, notice: null }
  return [{ cause: 'EXPIRY', ...silent, effectiveAt, isDecided: false }]
}

function withdrawals(state: Agreement, versions: readonly Version[]): Ending[] {
  return runningNotices(state, versions).map(({ by, explanation, acknowledgedBy, runsFrom, endsAt }) => ({
    cause: 'WITHDRAWAL',
    by,
    explanation,
    party: null,
    clause: null,
    effectiveAt: endsAt,
    notice: { acknowledgedBy, runsFrom, endsAt },
    isDecided: false,
  }))
}

function decided(
  cause: TerminationCause,
  { by, at }: Fact,
  said: { readonly explanation: string | null; readonly party?: Did; readonly clause?: string },
): Ending {
  const { explanation, party = null, clause = null } = said
  return { cause, by, explanation, party, clause, effectiveAt: at, notice: null, isDecided: true }
}

function causeRank({ cause }: Ending): number {
  return TERMINATION_CAUSES.indexOf(cause)
}
