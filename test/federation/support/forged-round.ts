import { findArrangement } from '../../../src/app/clearing/facts.ts'
import { computeRound, DEBTS, readInput } from '../../../src/clearing/index.ts'
import { idOf } from '../../../src/identity/index.ts'
import { canonicalBytes, type Did, type JsonObject, ok, type Result, type Scope } from '../../../src/kernel/index.ts'
import type { CommandContext } from '../../../src/node/writer/command.ts'
import { CURRENCY } from './dealings.ts'

/** The honest result for everybody's debts, with one more circle in it that runs through somebody who has not signed. */
export async function proposeWithOutsider(
  context: CommandContext,
  scope: Scope,
  outsider: Did,
): Promise<Result<{ readonly roundId: string }>> {
  const arrangement = await findArrangement(context.tx, scope, context.now)
  if (!arrangement.ok) return arrangement
  const book = await context.tx.projected(DEBTS, scope, { currency: CURRENCY, scale: 2 })
  const computed = computeRound(readInput({ debts: { book }, participants: null, reserved: new Set() }), CURRENCY)
  if (!computed.ok) return computed
  const honest = JSON.parse(Buffer.from(computed.value.bytes).toString()) as HonestResult
  const bytes = withCircleThrough(outsider, honest)
  const { totals } = computed.value
  const resultHash = await context.attach(scope, bytes)
  const written = await context.write({
    kind: 'netting.proposed',
    scope,
    body: {
      nonce: context.nonce(),
      documentHash: arrangement.value.view.documentHash,
      currency: CURRENCY,
      asOf: context.now,
      deadline: context.now + 600_000,
      heads: (await context.tx.logTips([scope])).map(({ hash }) => hash).sort(),
      participants: null,
      algorithm: computed.value.algorithm,
      inputHash: computed.value.inputHash,
      resultHash,
      totals: {
        ...totals,
        participantCount: 4,
        cycleCount: 2,
        setOffTotal: String(BigInt(totals.setOffTotal) + 3000n),
      },
    },
  })
  return written.ok ? ok({ roundId: written.value.entry.subject }) : written
}

interface HonestResult extends JsonObject {
  readonly setOffTotal: string
  readonly parties: string[]
  readonly levels: number[]
  readonly obligations: [id: string, from: number, to: number, backward: number, amount: string][]
  readonly cycles: [amount: string, obligations: number[]][]
}

/** Adds a circle of 10: from the first listed debt's debtor to its creditor, to the outsider, and back. */
function withCircleThrough(outsider: string, honest: HonestResult): Uint8Array {
  const parties = [...honest.parties, outsider].sort()
  const place = (i: number) => parties.indexOf(honest.parties[i] ?? outsider)
  const listed = honest.obligations.map(([id, from, to, ...rest]) => [id, place(from), place(to), ...rest] as const)
  const [first] = listed
  if (first === undefined) throw new Error('the honest result lists debts')
  const [id, from, to] = first
  const claims = ['in', 'out'].map((claim) => idOf('obl', [claim, outsider])) as [string, string]
  const obligations = [
    ...listed,
    [claims[0], to, parties.indexOf(outsider), 0, '1000'] as const,
    [claims[1], parties.indexOf(outsider), from, 0, '1000'] as const,
  ].sort(([one], [other]) => (one < other ? -1 : 1))
  const index = (wanted: string) => obligations.findIndex(([candidate]) => candidate === wanted)
  const cycles = honest.cycles.map(([amount, members]) => [
    amount,
    members.map((i) => index(honest.obligations[i]?.[0] ?? '')),
  ])
  return canonicalBytes({
    ...honest,
    setOffTotal: String(BigInt(honest.setOffTotal) + 3000n),
    parties,
    levels: parties.map(() => 0),
    obligations: obligations.map((row) => [...row]),
    cycles: [...cycles, ['1000', [index(id), index(claims[0]), index(claims[1])]]],
  } as unknown as JsonObject)
}
