import { expect, test } from 'vitest'
import { activeAfter } from '../../src/dashboard/logic/picker.ts'

const at = (active: number, count = 3, open = true) => ({ open, active, count })

test('the arrow keys open the list and go round it', () => {
  expect(activeAfter('ArrowDown', at(0, 3, false))).toEqual({ open: true, active: 0 })
  expect(activeAfter('ArrowDown', at(0))).toEqual({ open: true, active: 1 })
  expect(activeAfter('ArrowDown', at(2))).toEqual({ open: true, active: 0 })
  expect(activeAfter('ArrowUp', at(0))).toEqual({ open: true, active: 2 })
  expect(activeAfter('ArrowUp', at(0, 0))).toEqual({ open: true, active: 0 })
})

test('Enter and Escape close an open list; with a closed one they are the browser’s, as all other keys', () => {
  for (const key of ['Enter', 'Escape']) {
    expect(activeAfter(key, at(1))).toEqual({ open: false, active: 1 })
    expect(activeAfter(key, at(1, 3, false))).toBe(null)
  }
  expect(activeAfter('a', at(1))).toBe(null)
  expect(activeAfter('Tab', at(1))).toBe(null)
})
