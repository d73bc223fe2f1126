import { expect, test } from 'vitest'
import { requestBooking } from '../../src/app/resources/commands.ts'
import { bookingReactions } from '../../src/app/resources/reactions.ts'
import { type Instant, type Json, ok, type Scope } from '../../src/kernel/index.ts'
import type { StoreTransaction } from '../../src/node/index.ts'
import { asBooking } from '../../src/resources/index.ts'
import { Lending } from './charging.ts'
import { HOUR_MS } from './sharing.ts'

const BOOKINGS = 10_000

test('a change of an agreement reads the requests that wait, whatever was booked before', async () => {
  await using lending = await Lending.found()
  const { federation, agreementId } = lending
  const scope = agreementId as Scope
  const { node } = federation.member(0)
  const granted = await lending.book()
  const from = (federation.now + HOUR_MS) as Instant
  const asked = { agreementId, resource: 'press', from, until: (from + HOUR_MS) as Instant, expectedUse: '1' }
  await federation.do(1, requestBooking(asked, { maySignFor: true }))
  await federation.settle()
  const [row] = await node.store.read((reader) => reader.subjects(scope, [granted]))
  if (row === undefined) throw new Error('a granted booking')
  const past = Array.from({ length: BOOKINGS }, (_, i) => {
    const id = `bkg_${String(i).padStart(64, '0')}`
    return { ...row, id, state: { ...asBooking(row.state), id } as unknown as Json }
  })
  await node.store.transact((tx) => tx.saveSubjects(past))
  let read = 0
  await federation.do(0, async (context) => {
    const [agreement] = await context.tx.scopeSubjects([scope])
    if (agreement === undefined) throw new Error('an agreement')
    const tx = new Proxy(context.tx, {
      get: (of, name: keyof StoreTransaction) => {
        if (name !== 'subjectsOf') return of[name]
        return async (...asked: Parameters<StoreTransaction['subjectsOf']>) => {
          const rows = await of.subjectsOf(...asked)
          read += rows.length
          return rows
        }
      },
    })
    await bookingReactions(null).agreement({ ...context, tx }, agreement)
    return ok({})
  })
  expect(read).toBeLessThan(10)
})
