import { ownExposure } from '../../src/app/clearing/exposure.ts'
import { findObligations } from '../../src/app/clearing/facts.ts'
import {
  asObligation,
  bilateralPositions,
  netPositions,
  type ObligationFacts,
  obligationSums,
  openDebt,
  standingOf,
} from '../../src/clearing/index.ts'
import {
  canonicalText,
  type Did,
  type Hash,
  type Json,
  type JsonObject,
  ok,
  type Result,
} from '../../src/kernel/index.ts'
import { digestOf, readScopeDigest } from '../../src/node/gate/scope-digest.ts'
import type { StoreReader, TotalRow } from '../../src/node/ports/ports.ts'
import type { CommandContext } from '../../src/node/writer/command.ts'
import type { ClearingFederation } from './simulated-federation.ts'
import { exposureOverStates } from './sums-over-states.ts'

/** Where a node's totals, or what is read from them, differ from the sums over all states of the agreement. */
export async function totalsProblems(federation: ClearingFederation, number: number): Promise<string[]> {
  const { node } = federation.member(number)
  const stored = await node.store.read((reader) => storedProblems(reader, federation, node.self))
  if (stored.length > 0) return stored
  const answer = await federation.ask(number, (context) => exposureProblems(context, federation))
  return answer.ok ? (answer.value.problems as string[]) : [answer.refusal.message]
}

/** The same, as far as it is stored. `self`: whose withdrawals may have been noted as seen. */
export async function storedProblems(
  reader: StoreReader,
  { scope, world }: ClearingFederation,
  self: Did,
): Promise<string[]> {
  const problems: string[] = []
  const rows = await reader.subjectsOf(scope, 'obligation')
  const setOffs = await reader.setOffs(scope, null)
  const sums = new Map<string, bigint>()
  const facts: ObligationFacts[] = []
  for (const { id, state, index } of rows) {
    if (state === null) continue
    const fact = { state: asObligation(state), adjustments: setOffs.filter(({ subject }) => subject === id) }
    facts.push(fact)
    const possible = [obligationSums(fact), obligationSums(fact, self)].map((one) => canonicalText(one as Json))
    if (!possible.includes(canonicalText((index?.adds ?? {}) as Json))) problems.push(`${id} adds something else`)
    for (const [name, sum] of Object.entries(index?.adds ?? {})) {
      const key = `${index?.left} ${index?.right} ${index?.currency} ${index?.scale} ${name}`
      sums.set(key, (sums.get(key) ?? 0n) + BigInt(sum))
    }
  }
  const { digest } = await readScopeDigest(reader, scope)
  if (digest !== (await digestOf(reader, scope))) problems.push('the digest that is kept is another')
  const totals = await reader.totalsWhere({ scope })
  const stored = totals.flatMap(({ left, right, currency, scale, sums }) =>
    Object.entries(sums).map(([name, sum]) => `${left} ${right} ${currency} ${scale} ${name} ${sum}`),
  )
  const expected = [...sums].map(([key, sum]) => `${key} ${sum}`)
  if (stored.sort().join() !== expected.sort().join()) problems.push(`the totals are ${stored}, and not ${expected}`)
  return [...problems, ...positionProblems(facts, totals, self, world.members)]
}

/** Positions by totals and by each binding debt. */
function positionProblems(
  facts: readonly ObligationFacts[],
  totals: readonly TotalRow[],
  self: Did,
  members: readonly { readonly node: { readonly self: Did } }[],
): string[] {
  const debts = facts.flatMap((fact) => openDebt(fact) ?? []).filter(({ binding }) => binding)
  const owed = (from: Did | null, to: Did | null) =>
    debts.reduce((sum, debt) => {
      const isMeant = (from ?? debt.from) === debt.from && (to ?? debt.to) === debt.to
      return isMeant ? sum + debt.amount : sum
    }, 0n)
  const known = new Map(netPositions(totals).map((position) => [position.cooperative, position]))
  const problems: string[] = []
  for (const { node } of members) {
    const [receivable, payable] = [owed(null, node.self), owed(node.self, null)]
    const shown = known.get(node.self) ?? { receivable: '0', payable: '0' }
    if (shown.receivable !== String(receivable) || shown.payable !== String(payable))
      problems.push(`the position of ${node.self} is ${receivable} and ${payable}, shown as ${JSON.stringify(shown)}`)
    if (node.self === self) continue
    const currencies = [{ code: 'EUR', scale: 2, creditLimit: '0' }]
    const pair = { agreement: 'agr_x', currencies, self, counterparty: node.self }
    const [towards] = bilateralPositions(totals, pair)
    const expected = [owed(node.self, self), owed(self, node.self)].map(String)
    if (`${towards?.receivable} ${towards?.payable}` !== expected.join(' '))
      problems.push(`the position towards ${node.self} is ${expected}, shown as ${JSON.stringify(towards)}`)
  }
  return problems
}

/** What a guard counts, and what all states come to with what the other side has seen. */
async function exposureProblems(
  context: CommandContext,
  { scope, world }: ClearingFederation,
): Promise<Result<JsonObject>> {
  const { self, tx, hasSeen } = context
  const problems: string[] = []
  const ids = (await tx.subjectsOf(scope, 'obligation')).map(({ id }) => id)
  const facts: ObligationFacts[] = []
  for (const found of (await findObligations(tx, ids)).values()) {
    const { state } = found
    const own = Object.entries(state.withdrawals).flatMap(([entry, { by }]) => (by === self ? [entry as Hash] : []))
    const other = self === state.debtor ? state.creditor : state.debtor
    const seen: boolean[] = []
    for (const entry of own) seen.push(await hasSeen(scope, other, entry))
    facts.push(own.length === 0 ? found : { ...found, withdrawalSeen: seen.every(Boolean) })
  }
  const scales = new Set(facts.map(({ state }) => `${state.currency} ${standingOf(state).body.scale}`))
  for (const { node } of world.members.filter((member) => member.node.self !== self)) {
    for (const money of scales) {
      const [currency = '', scale] = money.split(' ')
      for (const [debtor, creditor] of [[self, node.self] as const, [node.self, self] as const]) {
        const pair = { debtor, creditor, currency, scale: Number(scale) }
        const expected = exposureOverStates(facts, { ...pair, self })
        const counted = await ownExposure(context, scope, pair)
        if (counted !== expected)
          problems.push(`${self} counts ${counted} from ${debtor} to ${creditor}, and not ${expected}`)
      }
    }
  }
  return ok({ problems })
}
