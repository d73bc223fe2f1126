import { expect, test } from 'vitest'
import { isVisible, printable, printableJson, printableLines } from '../../src/kernel/index.ts'

const ESC = '\u001b'

test.each([
  ['a sequence that clears the screen', `Alder${ESC}[2J`, 'Alder\\u{1b}[2J'],
  ['a line of its own', 'Alder\nok  signed', 'Alder\\u{a}ok  signed'],
  ['a return to the line’s beginning', 'FAILS\rok', 'FAILS\\u{d}ok'],
  ['a C1 control', 'a\u009b2Jb', 'a\\u{9b}2Jb'],
  ['line and paragraph separators', 'a\u2028b\u2029c\u0085d', 'a\\u{2028}b\\u{2029}c\\u{85}d'],
  ['what turns the direction', 'a\u202eb\u2066c\u200fd\u061ce', 'a\\u{202e}b\\u{2066}c\\u{200f}d\\u{61c}e'],
  ['backspace, tab and delete', 'a\bb\tc\u007f', 'a\\u{8}b\\u{9}c\\u{7f}'],
  ['half a character', 'a\ud800b', 'a\\u{d800}b'],
  ['nothing of the kind', 'Großbäckerei 麦 عدل 😀 “x”', 'Großbäckerei 麦 عدل 😀 “x”'],
])('a terminal may show a text with %s', (_name, text, shown) => {
  expect(printable(text)).toBe(shown)
})

test('of a text of several lines the lines stay', () => {
  expect(printableLines(`one\n${ESC}two\r\n`)).toBe('one\n\\u{1b}two\\u{d}\n')
})

test('JSON for a terminal is JSON for the same value', () => {
  const value = { 'name\u009b': [`${ESC}[2J`, 'a\nb', '\u202e', '😀'], deep: { text: '\u2028' } }
  const text = printableJson(value)
  expect(JSON.parse(text)).toEqual(value)
  expect(text.replaceAll('\n', '')).toBe(printable(text.replaceAll('\n', '')))
})

test.each(['A', '7', '!', '☂', ' 麦 ', '\u202eA'])('%j shows something', (text) => {
  expect(isVisible(text)).toBe(true)
})

test.each([
  ...['', ' ', '\u00a0\u2003\t\n', '\u001b\u0007', '\u202e\u200f\u200b\ufeff', '\u0301'],
  ...['\u3164', '\u115f\u1160\uffa0', '\u2800', '\ufe0f\u{e0041}', '\ue000'],
])('%j shows nothing', (text) => {
  expect(isVisible(text)).toBe(false)
})

test('what shows nothing is a list of its own, which holds all that Unicode calls blank, control, ignorable or private', () => {
  // Prepended marks of numbers and verses: format characters with a form.
  const withForm = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u
  const blank = /[\p{Cc}\p{Cf}\p{Co}\p{Z}\p{DI}]/u
  const missing: string[] = []
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code)
    if (blank.test(character) && !withForm.test(character) && isVisible(character)) missing.push(code.toString(16))
  }
  expect(missing).toEqual([])
})
