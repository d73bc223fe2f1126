import type { Random } from '../support/random.ts'

/** What an input is made of: it decides how it is altered. */
export type Form = 'bytes' | 'json' | 'lines' | 'text'

/** Inputs are no longer than this: what is longer is refused by its length, which is tried apart. */
export const INPUT_BYTES_MAX = 1024 * 1024
const ALTERATIONS_MAX = 4
const DEPTHS = [8, 63, 64, 65, 1_000, 50_000]

/** Texts that a careless hand takes for something else. */
const TRAPS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e',
  'e\u0301',
  '\u00e9',
  'ﬁ',
  'İ',
  'ß',
  '\u2028',
  '__proto__',
  'constructor',
  'toString',
  'null',
  '-0',
  '0x10',
  '1e400',
  '1e-7',
  '00',
  '9007199254740993',
  '9223372036854775808',
  '-9223372036854775809',
  '99999999999999999999999999999999999999999',
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  'P99999999999999999999Y',
  'did:key:z6Mk',
  'did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH',
  '/ip4/999.999.999.999/tcp/1',
  '/p2p/Qm',
  '"',
  '\\',
  '\r\n',
  ';',
  ',',
  '=cmd()',
  '😀'.repeat(40),
  'a'.repeat(300),
  'x'.repeat(70_000),
  '9'.repeat(70_000),
]
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  1e21,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 63,
  253402300800000,
]
/** Heads of CBOR items, varints and UTF-8 that promise more than comes, or come in pieces that nobody may write. */
const LIES = [
  '9bffffffffffffffff',
  '9affffffff',
  '5b7fffffffffffffff',
  '5a7fffffff',
  'bbffffffffffffffff',
  'ffffffff0f',
  'ffffff7f',
  '8000',
  'c0af',
  'eda080',
  'f4908080',
  'fb7ff8000000000000',
  'f97e00',
  '5f',
  '9f',
  'ff',
  'd9d9f7',
  'c249010000000000000000',
]

/** One input made of known ones: altered one to four times, or plain random. */
export function alter(random: Random, form: Form, known: readonly Uint8Array[]): Uint8Array {
  if (known.length === 0 || random.chance(0.03)) return noise(random, random.below(200))
  let input = random.pick(known)
  const way = random.chance(0.8) ? WAYS[form] : alterBytes
  for (let left = 1 + random.below(ALTERATIONS_MAX); left > 0 && input.length < INPUT_BYTES_MAX; left--) {
    input = way(random, input, known)
  }
  return input.subarray(0, INPUT_BYTES_MAX)
}

type Alter = (random: Random, input: Uint8Array, known: readonly Uint8Array[]) => Uint8Array

const WAYS: Record<Form, Alter> = { bytes: alterBytes, text: alterBytes, json: alterJson, lines: alterLine }

/** Alters one line of several, each of which is JSON. */
function alterLine(random: Random, input: Uint8Array, known: readonly Uint8Array[]): Uint8Array {
  const lines = Buffer.from(input).toString().split('\n')
  const at = random.below(lines.length)
  const others = Buffer.from(random.pick(known)).toString().split('\n')
  const altered = alterJson(random, Buffer.from(lines[at] ?? ''), [Buffer.from(random.pick(others))])
  return Buffer.from(lines.with(at, Buffer.from(altered).toString()).join('\n'))
}

function alterBytes(random: Random, input: Uint8Array, known: readonly Uint8Array[]): Uint8Array {
  const at = random.below(input.length + 1)
  const end = at + random.below(Math.min(64, input.length - at + 1))
  const [before, part, after] = [input.subarray(0, at), input.subarray(at, end), input.subarray(end)]
  const ways: (() => readonly Uint8Array[])[] = [
    () => [before, flipped(random, input.subarray(at, at + 1)), input.subarray(at + 1)],
    () => [before, noise(random, 1 + random.below(8)), after],
    () => [before, after],
    () => [before, part, part, part, after],
    () => [before],
    () => [before, random.pick(known).subarray(random.below(input.length + 1))],
    () => [before, Buffer.from(random.pick(LIES), 'hex'), after],
    () => [before, Buffer.from(random.pick(TRAPS)), after],
    () => [before, Buffer.from(String(random.pick(NUMBERS))), after],
    () => [before, new Uint8Array(random.pick(DEPTHS)).fill(random.pick([0x81, 0x5b, 0x7b, 0x28])), after],
  ]
  return Buffer.concat(random.pick(ways)())
}

function flipped(random: Random, byte: Uint8Array): Uint8Array {
  return byte.map((value) => value ^ (1 << random.below(8)))
}

function noise(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256))
}

/** Alters one place of a JSON value, whatever it is; where the input is none, its bytes. */
function alterJson(random: Random, input: Uint8Array, known: readonly Uint8Array[]): Uint8Array {
  const value = parse(input)
  if (value === undefined) return alterBytes(random, input, known)
  const places: Place[] = []
  placesIn({ '': value }, places)
  const place = random.pick(places)
  const other = parse(random.pick(known))
  const holder = place.holder as Record<string, unknown>
  const { key } = place
  // So many of what is no longer than the input make nothing that is too long for a text.
  const copies = Math.min(300, Math.ceil(INPUT_BYTES_MAX / (input.length + 1)))
  const own = holder[key]
  const ways: (() => readonly [string, unknown])[] = [
    () => [key, odd(random)],
    () => [key, odd(random)],
    () => [key, undefined],
    () => [key, other],
    () => [key, [own]],
    () => [key, { [random.pick(TRAPS)]: own }],
    () => [random.pick(TRAPS), odd(random)],
    () => [key, Array.from({ length: 1 + random.below(copies) }, () => own)],
    () => [random.pick(places).key, own],
  ]
  const [name, altered] = random.pick(ways)()
  const property = { value: altered, enumerable: true, configurable: true, writable: true }
  if (!Array.isArray(holder) || name !== 'length') Object.defineProperty(holder, name, property)
  const text = JSON.stringify(places[0]?.holder[''] ?? null)
  return Buffer.from(random.chance(0.1) ? twice(random, text) : random.chance(0.05) ? deep(random, text) : text)
}

interface Place {
  readonly holder: Record<string, unknown>
  readonly key: string
}

function placesIn(value: object, places: Place[]): void {
  for (const [key, inner] of Object.entries(value)) {
    places.push({ holder: value as Record<string, unknown>, key })
    if (typeof inner === 'object' && inner !== null) placesIn(inner, places)
  }
}

function odd(random: Random): unknown {
  return random.pick([
    () => null,
    () => true,
    () => random.pick(NUMBERS),
    () => random.pick(TRAPS),
    () => random.pick(TRAPS),
    () => [],
    () => ({}),
    () => ['ADMIN'],
    () => ({ toString: 'ADMIN', valueOf: 1, length: -1 }),
    () => ({ length: { toString: 1, valueOf: 1 } }),
    () => Array.from({ length: random.below(3_000) }, () => 0),
  ])()
}

/** A key of an object given twice: readers must not differ on which one counts. */
function twice(random: Random, text: string): string {
  const key = /"(?:[^"\\]|\\.)*":/g
  const keys = text.match(key)
  return keys === null ? text : text.replace('{', `{${random.pick(keys)}${JSON.stringify(odd(random))},`)
}

function deep(random: Random, text: string): string {
  const depth = random.pick(DEPTHS)
  return text.replace(/:/, `:${'['.repeat(depth)}`).replace(/[,}]/, (end) => `${']'.repeat(depth)}${end}`)
}

function parse(input: Uint8Array): unknown {
  try {
    const text = Buffer.from(input).toString()
    // What nests by the thousand is altered as bytes.
    return /[[{]{200}/.test(text) ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}
