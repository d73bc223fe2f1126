import { describe, expect, test } from 'vitest'
import { decodeEntry, verifyEntry } from '../../src/log/index.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { signerNumber } from '../support/node.ts'

const writer = () => new EntryWriter(signerNumber(1))
const words = { kind: 'test.said', subject: 'sub_1', body: { text: 'yes' } }

describe('an entry that is read again', () => {
  test('says the same and is not read a second time', () => {
    const { bytes, signature } = writer().write(words)
    const [one, other] = [decodeEntry(bytes, signature), decodeEntry(Uint8Array.from(bytes), signature)]
    if (!one.ok || !other.ok) throw new Error('it is an entry')
    expect(other.value).toEqual(one.value)
    expect(other.value.entry).toBe(one.value.entry)
  })

  test('is verified by the signature that has come with it, not by one that came before', () => {
    const { bytes, signature } = writer().write(words)
    const forged = Uint8Array.from(signature, (byte, i) => (i === 0 ? byte ^ 1 : byte))
    const [sound, unsound] = [decodeEntry(bytes, signature), decodeEntry(bytes, forged)]
    if (!sound.ok || !unsound.ok) throw new Error('both are entries')
    expect(verifyEntry(sound.value).ok).toBe(true)
    expect(verifyEntry(unsound.value).ok).toBe(false)
  })

  test('is refused again where it was refused', () => {
    const { bytes, signature } = writer().write(words)
    const altered = Uint8Array.from([...bytes, 0x20])
    const codes = [1, 2].map(() => {
      const read = decodeEntry(altered, signature)
      return read.ok ? 'read' : read.refusal.code
    })
    expect(codes).toEqual(['kernel.not-canonical', 'kernel.not-canonical'])
  })

  test('reads alike though more came between than is remembered', () => {
    const author = writer()
    const long = Array.from({ length: 20 }, (_, i) =>
      author.write({ ...words, body: { text: String(i % 10).repeat(250_000) } }),
    )
    const first = long[0]
    if (first === undefined) throw new Error('there are twenty')
    expect(long.every(({ bytes, signature }) => decodeEntry(bytes, signature).ok)).toBe(true)
    const again = decodeEntry(first.bytes, first.signature)
    if (!again.ok) throw new Error('it is an entry')
    expect(again.value.hash).toBe(first.hash)
    expect(again.value.entry).toEqual(first.entry)
  })
})
