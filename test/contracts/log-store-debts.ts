import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEBTS, type DebtBook, debtBook, type IndexedDebt, readDebts } from '../../src/clearing/index.ts'
import type { Did } from '../../src/kernel/index.ts'
import type { LogStore, SubjectRow } from '../../src/node/index.ts'
import { obligationNamed } from '../clearing/inputs.ts'
import { ALICE, at, BOB, CAROL, scopeOf, subjectRow } from '../support/store-rows.ts'

const OBLIGATIONS = 6
// Their order depends on who compares: bytes, or a language’s letters.
const PARTIES = [ALICE, BOB, CAROL, 'did:key:z6Mkalice' as Did, 'did:key:z6Mk9' as Did]
const MONEY = { currency: 'EUR', scale: 2 }
const OTHER_MONEY = { currency: 'USD', scale: 3 }

const debt: fc.Arbitrary<IndexedDebt> = fc.record({
  currency: fc.constantFrom('EUR', 'USD'),
  scale: fc.constantFrom(2, 3),
  from: fc.constantFrom(...PARTIES),
  to: fc.constantFrom(...PARTIES),
  backward: fc.boolean(),
  amount: fc.bigInt(1n, 10n ** 41n).map(String),
  pending: fc.bigInt(0n, 2n ** 70n).map(String),
  dueMs: fc.option(fc.integer({ min: -(10 ** 12), max: 10 ** 13 }).map(at)),
})
/** What becomes of an obligation: it is open, or settled, or its entries count no more, or it is saved as it was read. */
const turn = fc.oneof(debt, fc.constantFrom('SETTLED' as const, 'UNDONE' as const, 'TOLD' as const))
type Turn = IndexedDebt | 'SETTLED' | 'UNDONE' | 'TOLD'
const transaction = fc.record({
  turns: fc.array(fc.tuple(fc.nat(OBLIGATIONS - 1), turn), { maxLength: 4 }),
  isUndone: fc.boolean(),
})

/** The debts that a store packs are always those of its subjects, whatever befell these. */
export function describeStoredDebts(store: () => LogStore): void {
  test('debts follow their subjects through whatever becomes of these, and have another name whenever they differ', async () => {
    let run = 0
    const law = fc.asyncProperty(fc.array(transaction, { maxLength: 8 }), async (transactions) => {
      const scope = scopeOf(`debts of run ${run++}`)
      const open = new Map<string, IndexedDebt | null>()
      const seen = new Map<string, unknown>()
      for (const { turns, isUndone } of transactions) {
        const last = new Map(turns.map(([i, one]) => [obligationNamed(`${i}`), one]))
        const saved = store().transact(async (tx) => {
          const before = new Map((await tx.subjects(scope, [...last.keys()])).map((row) => [row.id, row]))
          await tx.saveSubjects(
            [...last].flatMap(([id, one]) => (one === 'TOLD' ? (before.get(id) ?? []) : rowOf(scope, id, one))),
          )
          if (isUndone) throw new Error('undone')
        })
        if (isUndone) await expect(saved).rejects.toThrow('undone')
        else await saved
        if (!isUndone)
          for (const [id, one] of last) if (one !== 'TOLD') open.set(id, typeof one === 'string' ? null : one)
        for (const money of [MONEY, OTHER_MONEY, MONEY]) {
          const book = await store().read((reader) => reader.projected(DEBTS, scope, money))
          const wanted = [...open].flatMap(([id, one]) =>
            one?.currency === money.currency && one.scale === money.scale ? [{ id, ...one }] : [],
          )
          const owed = debtsSeen(book)
          expect(owed).toEqual(debtsSeen(debtBook(wanted)))
          const key = `${book.version} ${money.currency}`
          expect(seen.get(key) ?? owed).toEqual(owed)
          seen.set(key, owed)
        }
      }
    })
    await fc.assert(law, { numRuns: 25, seed: 11 })
  })
}

function rowOf(scope: SubjectRow['scope'], id: string, turn: Exclude<Turn, 'TOLD'>): SubjectRow {
  const row = subjectRow({ scope, id })
  if (turn === 'UNDONE') return { ...row, state: null, index: null }
  return {
    ...row,
    index: { phase: 'CONFIRMED', ...row.index, projected: { [DEBTS.name]: turn === 'SETTLED' ? null : turn } },
  }
}

/** What is in a book, however its store numbers the parties. */
export function debtsSeen(book: DebtBook) {
  const { parties, from, to, amount, pending, ...rest } = readDebts({ book })
  const name = (number: number) => parties[number]
  const exact = (amounts: typeof amount) => Array.from(amounts, String)
  return {
    ...rest,
    from: Array.from(from, name),
    to: Array.from(to, name),
    amount: exact(amount),
    pending: exact(pending),
  }
}
