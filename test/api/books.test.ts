import { expect, test } from 'vitest'
import { viewBooks } from '../../src/api/agreements/books.ts'
import type { Hash, Instant } from '../../src/kernel/index.ts'

const ours = 'a'.repeat(64) as Hash
const newer = 'b'.repeat(64) as Hash
const [monday, tuesday] = [1_000 as Instant, 2_000 as Instant]

test('books agree or differ since the first comparison that said so, as long as nothing came since the last', () => {
  const compared = { heads: ours, equal: true, differsIn: null, since: monday, at: tuesday }
  expect(viewBooks(compared, ours)).toEqual({
    ...{ verdict: 'AGREE', since: monday, comparedAt: tuesday, differsIn: null },
  })
  const differing = viewBooks({ ...compared, equal: false, differsIn: 'obl_1' }, ours)
  expect(differing).toMatchObject({ verdict: 'DIFFER', since: monday, differsIn: 'obl_1' })
})

test('nothing is said of books that were never compared, or that have gone on since', () => {
  expect(viewBooks(null, ours)).toEqual({ verdict: 'UNKNOWN', since: null, comparedAt: null, differsIn: null })
  const compared = { heads: ours, equal: true, differsIn: null, since: monday, at: tuesday }
  expect(viewBooks(compared, newer)).toEqual({ verdict: 'UNKNOWN', since: null, comparedAt: tuesday, differsIn: null })
})
