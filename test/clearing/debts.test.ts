import { expect, test } from 'vitest'
import { type DebtRow, debtBook, idAt, obligationsOf, readDebts, readInput } from '../../src/clearing/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { obligationNamed } from './inputs.ts'
import { alder, birch, cedar } from './ledger.ts'

const debt = (name: string, changes: Partial<DebtRow> = {}): DebtRow => ({
  id: obligationNamed(name),
  from: alder.did,
  to: birch.did,
  backward: false,
  amount: '5',
  pending: '0',
  dueMs: null,
  ...changes,
})
const ALL = { participants: null, reserved: new Set<string>() }

test.each([2, 500, 501, 3000])(
  '%i debts are read by ascending ids, in whatever order a database gives them',
  (count) => {
    const rows = Array.from({ length: count }, (_, i) => debt(`${i}`))
    const books = [debtBook(rows.slice(0, count / 3)), debtBook(rows.slice(count / 3))]
    const [one, other] = books.map(({ pages }) => pages)
    const { parties } = debtBook(rows)
    const { ids } = readDebts({ book: { version: '', parties, pages: [...(other ?? []), ...(one ?? [])] } })
    expect(rows.map((_, row) => idAt(ids, row))).toEqual(rows.map(({ id }) => id).sort())
  },
)

test.each([0, 1000])('ids that begin with the same bytes are in order, beside %i others', (count) => {
  const others = Array.from({ length: count }, (_, i) => obligationNamed(`${i}`))
  const ids = [...['ff', '01', '7f'].map((end) => `obl_${'ab'.repeat(31)}${end}`), ...others]
  const [book, instead] = [ids.slice(0, 2), ids.slice(2)].map((some) => debtBook(some.map((id) => debt('', { id }))))
  if (book === undefined || instead === undefined) throw new Error('there are two books')
  const read = readDebts({ book, outdated: [], instead })
  expect(ids.map((_, row) => idAt(read.ids, row))).toEqual(ids.toSorted())
})

test.each([1n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 64n + 1n, 2n ** 100n, 3n * 10n ** 40n])(
  'an amount of %s is read as it was written',
  (amount) => {
    const rows = [debt('one', { amount: String(amount + 1n), pending: '1', dueMs: 7 as Instant }), debt('other')]
    const input = readInput({ debts: { book: debtBook(rows) }, ...ALL })
    const names = { debtor: alder.did, creditor: birch.did }
    expect(obligationsOf(input)).toEqual(
      [
        { id: obligationNamed('one'), ...names, amount, dueMs: 7 },
        { id: obligationNamed('other'), ...names, amount: 5n, dueMs: null },
      ].sort((one, other) => (one.id < other.id ? -1 : 1)),
    )
  },
)

test('obligations that were something else at the cutoff are what they were then', () => {
  const book = debtBook([debt('kept'), debt('changed'), debt('new')])
  const instead = debtBook([
    debt('changed', { from: cedar.did, amount: '9', backward: true }),
    debt('settled since', { from: cedar.did, to: alder.did }),
  ])
  const outdated = [obligationNamed('changed'), obligationNamed('new'), `rnd_${'0'.repeat(64)}`]
  const input = readInput({ debts: { book, outdated, instead }, ...ALL })
  expect(input.names).toEqual([alder.did, birch.did, cedar.did].sort())
  const owed = obligationsOf(input).map(({ id, debtor, amount }, row) => [id, [debtor, amount, input.backward[row]]])
  expect(Object.fromEntries(owed)).toEqual({
    [obligationNamed('kept')]: [alder.did, 5n, 0],
    [obligationNamed('changed')]: [cedar.did, 9n, 1],
    [obligationNamed('settled since')]: [cedar.did, 5n, 0],
  })
})

test('what is reserved is not netted, nor what somebody outside owes', () => {
  const book = debtBook([debt('kept'), debt('held'), debt('outside', { to: cedar.did })])
  const reserved = new Set([obligationNamed('held'), obligationNamed('of another agreement')])
  const input = readInput({ debts: { book }, participants: [alder.did, birch.did], reserved })
  expect(obligationsOf(input).map(({ id }) => id)).toEqual([obligationNamed('kept')])
  expect(input.names).toEqual([alder.did, birch.did].sort())
})

test('an id of another form is said to be none', () => {
  expect(() => debtBook([debt('', { id: 'obl_7' })])).toThrow(/^obl_7 is no obligation/)
})
