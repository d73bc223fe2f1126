import type { Vector } from './make.ts'

/** Bytes that are what they should be (RFC 8785, and only what entries may hold), and bytes that are not. */
export function canonicalVectors(): Record<string, readonly Vector[]> {
  return {
    'canonical/bytes.valid.jsonl': VALID.map(([name, text]) => ({ name, bytes: base64(text) })),
    'canonical/bytes.invalid.jsonl': INVALID.map(([name, bytes, code]) => ({ name, bytes: base64(bytes), code })),
  }
}

type Code = 'kernel.not-utf8' | 'kernel.not-json' | 'kernel.not-canonical'

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

const VALID: readonly (readonly [name: string, text: string])[] = [
  ['an empty object', '{}'],
  ['an empty list', '[]'],
  ['a text alone', '"x"'],
  ['null alone', 'null'],
  ['the largest safe integer', '9007199254740991'],
  ['the smallest safe integer', '-9007199254740991'],
  ['zero', '0'],
  ['keys in order', '{"a":1,"b":2}'],
  ['keys in the order of UTF-16 units: a surrogate pair stands before U+FB33', '{"\u{1f600}":1,"\ufb33":2}'],
  ['keys that look like numbers, ordered as texts', '{"1":1,"10":2,"9":3}'],
  ['the key of the prototype is a key like any other', '{"__proto__":1}'],
  ['a key named toJSON', '{"toJSON":1}'],
  ['an empty key', '{"":0}'],
  ['short escapes', '"\\b\\t\\n\\f\\r\\"\\\\"'],
  ['a control character without a short escape, in lower-case hexadecimal', '"\\u001f"'],
  ['U+007F is written as itself', '"\u007f"'],
  ['U+2028 and U+2029 are written as themselves', '"\u2028\u2029"'],
  ['a slash is not escaped', '"/"'],
  ['composed and decomposed letters are different texts', '{"e\u0301":1,"\u00e9":2}'],
  ['a byte order mark inside a text', '"\ufeff"'],
  ['noncharacters are characters', '"\uffff"'],
  ['64 levels', deep(65)],
]

const INVALID: readonly (readonly [name: string, bytes: string | Uint8Array, code: Code])[] = [
  ['nothing', '', 'kernel.not-json'],
  ['a key twice', '{"a":1,"a":2}', 'kernel.not-canonical'],
  ['a key twice with the same value', '{"a":1,"a":1}', 'kernel.not-canonical'],
  ['a key twice, once escaped', '{"a":1,"\\u0061":1}', 'kernel.not-canonical'],
  ['a key twice, deep inside', '{"a":[{"b":1,"b":2}]}', 'kernel.not-canonical'],
  ['the key of the prototype twice', '{"__proto__":1,"__proto__":2}', 'kernel.not-canonical'],
  ['U+0000 in a text', '"a\\u0000b"', 'kernel.not-canonical'],
  ['U+0000 in a key', '{"a\\u0000":1}', 'kernel.not-canonical'],
  ['U+0000 as it is', '"a\u0000b"', 'kernel.not-json'],
  ['a high surrogate alone', '"\\ud83d"', 'kernel.not-canonical'],
  ['a low surrogate alone', '"\\ude00"', 'kernel.not-canonical'],
  ['surrogates the wrong way round', '"\\ude00\\ud83d"', 'kernel.not-canonical'],
  ['a lone surrogate in a key', '{"\\ud83d":1}', 'kernel.not-canonical'],
  ['a surrogate pair as two escapes', '"\\ud83d\\ude00"', 'kernel.not-canonical'],
  ['an integer just beyond the safe ones', '9007199254740992', 'kernel.not-canonical'],
  ['an integer that a double cannot hold', '9007199254740993', 'kernel.not-canonical'],
  ['an integer just below the safe ones', '-9007199254740992', 'kernel.not-canonical'],
  ['an integer beyond every double', `1${'0'.repeat(400)}`, 'kernel.not-canonical'],
  ['a fraction', '0.5', 'kernel.not-canonical'],
  ['a whole number with a fraction', '1.0', 'kernel.not-canonical'],
  ['a whole number with an exponent', '1e2', 'kernel.not-canonical'],
  ['minus zero', '-0', 'kernel.not-canonical'],
  ['minus zero with a fraction', '-0.0', 'kernel.not-canonical'],
  ['a leading zero', '01', 'kernel.not-json'],
  ['a leading plus', '+1', 'kernel.not-json'],
  ['NaN', 'NaN', 'kernel.not-json'],
  ['a byte order mark in front', '\ufeff{}', 'kernel.not-json'],
  ['a space in front', ' {}', 'kernel.not-canonical'],
  ['a line end behind', '{}\n', 'kernel.not-canonical'],
  ['a space inside', '{"a": 1}', 'kernel.not-canonical'],
  ['a second value behind', '{}{}', 'kernel.not-json'],
  ['a comma behind the last member', '{"a":1,}', 'kernel.not-json'],
  ['a comment', '{}/**/', 'kernel.not-json'],
  ['a key without quotes', '{a:1}', 'kernel.not-json'],
  ['keys out of order', '{"b":2,"a":1}', 'kernel.not-canonical'],
  ['keys in the order of code points instead of UTF-16 units', '{"\ufb33":2,"\u{1f600}":1}', 'kernel.not-canonical'],
  ['keys ordered as numbers', '{"1":1,"9":3,"10":2}', 'kernel.not-canonical'],
  ['an escape that is not needed', '"\\u0061"', 'kernel.not-canonical'],
  ['an escaped slash', '"\\/"', 'kernel.not-canonical'],
  ['upper-case hexadecimal in an escape', '"\\u001F"', 'kernel.not-canonical'],
  ['a long escape where there is a short one', '"\\u000a"', 'kernel.not-canonical'],
  ['a line end inside a text as it is', '"a\nb"', 'kernel.not-json'],
  ['deeper than 64 levels', deep(66), 'kernel.not-canonical'],
  ['deep enough to exhaust a stack', deep(20_000), 'kernel.not-canonical'],
  ['a byte that UTF-8 does not have', Uint8Array.of(0x22, 0xff, 0x22), 'kernel.not-utf8'],
  ['an overlong slash', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22), 'kernel.not-utf8'],
  ['an overlong U+0000', Uint8Array.of(0x22, 0xc0, 0x80, 0x22), 'kernel.not-utf8'],
  ['a surrogate encoded as UTF-8', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), 'kernel.not-utf8'],
  ['a code point beyond U+10FFFF', Uint8Array.of(0x22, 0xf4, 0x90, 0x80, 0x80, 0x22), 'kernel.not-utf8'],
  ['a character cut short', Uint8Array.of(0x22, 0xe2, 0x82, 0x22), 'kernel.not-utf8'],
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00), 'kernel.not-utf8'],
]

function base64(bytes: string | Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
