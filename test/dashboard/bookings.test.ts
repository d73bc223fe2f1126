import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCells } from '../../src/imports/csv.ts'
import { writeBookings, writeUses } from '../../src/imports/index.ts'
import { restore } from '../../src/imports/neutral.ts'
import { anyCell } from '../support/any-character.ts'

const ALDER = { did: 'did:key:z6MkAlder', name: 'Alder' }
const BIRCH = { did: 'did:key:z6MkBirch', name: 'Birch' }
const AT = '2026-12-01T09:00:00.000Z'

/** The rows of a file, each by the titles of its columns. */
function readBack(text: string): readonly Readonly<Record<string, string>>[] {
  const rows: (readonly string[])[] = []
  expect(text.startsWith('\ufeff')).toBe(true)
  expect(readCells({ text: text.slice(1), separator: ',', line: 1 }, (cells) => rows.push(cells))).toBeNull()
  const [titles = [], ...others] = rows
  return others.map((cells) => Object.fromEntries(titles.map((title, i) => [title, restore(cells[i] ?? '')])))
}

const booking = {
  id: 'bkg_1',
  agreement: { title: 'Wheels' },
  resource: { key: 'van', unit: 'van' },
  provider: ALDER,
  user: BIRCH,
  beneficiary: null,
  from: AT,
  until: AT,
  quantity: '1',
  expectedUse: '120.000001',
  purpose: null as string | null,
  status: 'GRANTED',
  requestedAt: AT,
  answeredAt: null,
  reason: null as string | null,
}

const use = {
  id: 'use_1',
  quantity: '100.5',
  from: null,
  until: AT,
  reference: null as string | null,
  status: 'CONFIRMED',
  recordedAt: AT,
  recordedBy: ALDER,
  charge: { amount: '9223372036854775807', currency: 'EUR', scale: 2, obligation: { id: 'obl_1' } },
  booking: {
    id: 'bkg_1',
    agreement: { title: 'Wheels' },
    provider: ALDER,
    user: BIRCH,
    resource: { key: 'van', unit: 'van', compensation: { unit: 'km' } },
  },
}

describe('bookings as a file', () => {
  test('have a row each, with quantities to the last place', () => {
    expect(readBack(writeBookings([booking]))).toEqual([
      {
        ...{ id: 'bkg_1', agreement: 'Wheels', resource: 'van', provider: 'Alder', user: 'Birch', beneficiary: '' },
        ...{ from: AT, until: AT, quantity: '1', unit: 'van', expectedUse: '120.000001', purpose: '' },
        ...{ status: 'GRANTED', requestedAt: AT, answeredAt: '', reason: '' },
      },
    ])
  })

  test('name a cooperative by its identifier where its name is another’s, too', () => {
    const [row] = readBack(writeBookings([{ ...booking, user: { ...BIRCH, name: 'alder' }, provider: ALDER }]))
    expect(row).toMatchObject({ provider: 'Alder', user: 'alder' })
    const [same] = readBack(writeBookings([{ ...booking, user: { ...BIRCH, name: 'Alder' } }]))
    expect(same).toMatchObject({ provider: ALDER.did, user: BIRCH.did })
  })

  test('are read back exactly, whatever is written in them', () => {
    fc.assert(
      fc.property(anyCell, anyCell, (purpose, reason) => {
        expect(readBack(writeBookings([{ ...booking, purpose, reason }]))).toMatchObject([{ purpose, reason }])
      }),
    )
  })
})

describe('use as a file', () => {
  test('has what it costs to the last minor unit, and the debt that it became', () => {
    const none = { ...use, id: 'use_2', charge: null }
    const yen = { ...use, id: 'use_3', charge: { amount: '7', currency: 'JPY', scale: 0, obligation: null } }
    expect(readBack(writeUses([use, none, yen]))).toMatchObject([
      {
        ...{ id: 'use_1', booking: 'bkg_1', agreement: 'Wheels', resource: 'van', provider: 'Alder', user: 'Birch' },
        ...{ quantity: '100.5', unit: 'km', from: '', until: AT, reference: '', status: 'CONFIRMED' },
        ...{ recordedBy: 'Alder', recordedAt: AT, charge: '92233720368547758.07', currency: 'EUR', debt: 'obl_1' },
      },
      { id: 'use_2', charge: '', currency: '', debt: '' },
      { id: 'use_3', charge: '7', currency: 'JPY', debt: '' },
    ])
  })

  test('is read back exactly, whatever its reference', () => {
    fc.assert(
      fc.property(anyCell, (reference) => {
        expect(readBack(writeUses([{ ...use, reference }]))).toMatchObject([{ reference }])
      }),
    )
  })
})
