import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Did, decimalOf, decimalText, type Instant } from '../../src/kernel/index.ts'
import { freeOf, isOverbooked, shortageOf, slotsOf } from '../../src/resources/index.ts'
import { cpuMsOf } from '../support/cpu-time.ts'

const user = 'did:key:z6Mk' as Did
const booked = (from: number, until: number, quantity = '1') => ({
  from: from as Instant,
  until: until as Instant,
  quantity,
  user,
})

test('a time is divided where bookings begin and end, what is free included', () => {
  const [early, late] = [booked(5, 20), booked(15, 30, '0.5')]
  expect(slotsOf([early, late], booked(10, 40))).toEqual([
    { from: 10, until: 15, bookings: [early], booked: 1_000_000n },
    { from: 15, until: 20, bookings: [early, late], booked: 1_500_000n },
    { from: 20, until: 30, bookings: [late], booked: 500_000n },
    { from: 30, until: 40, bookings: [], booked: 0n },
  ])
})

test('what ends when another begins does not overlap it', () => {
  expect(shortageOf(booked(10, 20), '1', [booked(0, 10), booked(20, 30)])).toBeNull()
  expect(isOverbooked(booked(10, 20), '1', [booked(10, 20), booked(20, 30)])).toBe(false)
})

test('a shortage says what is booked, by whom, and when enough is free again', () => {
  const van = [booked(11, 12)]
  expect(shortageOf(booked(10, 14), '1', van)).toEqual({ from: 11, until: 12, bookings: van, free: '0', freeFrom: 12 })
  const seats = [booked(0, 30, '20'), booked(12, 40, '15.5')]
  expect(shortageOf(booked(10, 20, '10'), '40', seats)).toMatchObject({ from: 12, free: '4.5', freeFrom: null })
  expect(shortageOf(booked(10, 20, '4.5'), '40', seats)).toBeNull()
  expect(shortageOf(booked(10, 20, '1000000'), null, seats)).toBeNull()
})

test('more than there is leaves nothing free', () => {
  expect(freeOf('1', decimalOf('2.5'))).toBe('0')
  expect(isOverbooked(booked(0, 10), '1', [booked(0, 10), booked(9, 11)])).toBe(true)
  expect(isOverbooked(booked(0, 10), null, [booked(0, 10), booked(9, 11)])).toBe(false)
})

test('granting what no shortage forbids never overbooks, whatever was granted', () => {
  const requests = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 20 }), fc.bigInt(1n, 40_000_000n)),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(requests, (asked) => {
      const granted: ReturnType<typeof booked>[] = []
      for (const [from, length, quantity] of asked) {
        const request = booked(from, from + length, decimalText(quantity))
        if (shortageOf(request, '40', granted) === null) granted.push(request)
        else expect(isOverbooked(request, '40', [...granted, request])).toBe(true)
      }
      for (const each of granted) expect(isOverbooked(each, '40', granted)).toBe(false)
    }),
  )
})

test('the time that a look at many bookings takes is about proportional to their number', () => {
  const count = 20_000
  const most = Array.from({ length: count }, (_, i) => booked(i, count + i, '0.000001'))
  const ms = cpuMsOf(() => {
    expect(isOverbooked(booked(0, 2 * count), '1', most)).toBe(false)
    expect(isOverbooked(booked(0, 2 * count), '0.019999', most)).toBe(true)
    expect(shortageOf(booked(0, 2 * count, '0.000001'), '0.02', most)).toMatchObject({ from: 19_999, until: 20_000 })
  })
  expect(ms).toBeLessThan(5_000)
})
