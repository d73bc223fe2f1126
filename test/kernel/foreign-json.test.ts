import { describe, expect, test } from 'vitest'
import { decodeForeignJson } from '../../src/kernel/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('JSON from elsewhere', () => {
  test.each([
    ['{"a":1.5,"b":[{"a":1},{"a":2}]," a":null}', { a: 1.5, b: [{ a: 1 }, { a: 2 }], ' a': null }],
    ['\ufeff {"say":"\\"a\\":1","a":2}\r\n', { say: '"a":1', a: 2 }],
    ['"\\ud83c\\udf3e"', '🌾'],
    ['-0', -0],
    [`${'['.repeat(64)}${']'.repeat(64)}`, expect.anything()],
  ])('is read as it stands: %s', (text, value) => {
    expect(decodeForeignJson(text)).toEqual({ ok: true, value })
    expect(decodeForeignJson(bytes(text))).toEqual({ ok: true, value })
  })

  test.each([
    ['a key twice', '{"a":1,"b":2,"a":1}', '"a" twice'],
    ['a key twice, once with a blank behind it', '{"a" :1,"a":1}', '"a" twice'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":1}', '"a" twice'],
    ['a key twice, deep within', '[{"b":{"a":1,"c":[],"a":1}}]', '"a" twice'],
    ['the key of the prototype', '{"__proto__":{"a":1}}', '__proto__'],
    ['half a character', '{"a":"\\ud800"}', 'lone surrogate'],
    ['half a character in a key', '{"\\udc00":1}', 'lone surrogate'],
    ['a number without end', '{"a":1e400}', 'too large'],
    ['more nested than anybody means', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'nested deeper'],
    ['something else', '{"a":1', 'not JSON'],
    ['a second mark of the byte order', '\ufeff\ufeff{}', 'not JSON'],
  ])('with %s is refused', (_what, text, message) => {
    const decoded = decodeForeignJson(text)
    expect(decoded.ok ? null : decoded.refusal.message).toContain(message)
  })

  test('is UTF-8', () => {
    const decoded = decodeForeignJson(Buffer.from('"M\xfcller"', 'latin1'))
    expect(decoded.ok ? null : decoded.refusal.code).toBe('kernel.not-utf8')
  })

  test('may hold a text of megabytes', () => {
    const value = { list: 'u'.repeat(8_000_000), escaped: '\n'.repeat(1_000_000) }
    expect(decodeForeignJson(JSON.stringify(value))).toEqual({ ok: true, value })
  })
})
