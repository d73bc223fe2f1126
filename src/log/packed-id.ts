const ID_WITH_HASH = /^([a-z]+_)([0-9a-f]{64})$/
/** A zero byte, which is in no text, and a hash. */
const END_BYTES = 1 + 32

/** An id in few bytes: where it ends with a hash, this in 32 bytes. In the order of the ids of its sort. */
export function packId(id: string): Uint8Array {
  const [, sort, hash] = ID_WITH_HASH.exec(id) ?? []
  return sort === undefined ? Buffer.from(id) : Buffer.from(`${Buffer.from(sort).toString('hex')}00${hash}`, 'hex')
}

export function unpackId(packed: Uint8Array): string {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length)
  const sort = bytes.length - END_BYTES
  return bytes[sort] === 0 ? `${bytes.toString('utf8', 0, sort)}${bytes.toString('hex', sort + 1)}` : bytes.toString()
}
