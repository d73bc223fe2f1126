import { PeerViolationError } from '../../../src/gossip/errors.ts'
import { syncMessages } from '../../../src/gossip/sync/wire.ts'
import type { Did, Hash, Scope } from '../../../src/kernel/index.ts'
import type { Parcel } from '../../../src/node/ports/sync-port.ts'
import { Member, signerNumber } from './member.ts'

type Two = readonly [Member, Member]

export async function two(parties: ReadonlyMap<Scope, readonly Did[]> = new Map()): Promise<Two> {
  return [
    await Member.open({ signer: signerNumber(0), parties }),
    await Member.open({ signer: signerNumber(1), parties }),
  ]
}

export function bytesOf(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 17 + (i >> 8)) & 0xff)
}

/** A letter of one member with an attachment; answers the attachment's hash. */
export async function send(member: Member, scope: Scope, attachment: Uint8Array): Promise<Hash> {
  return await member.perform(async (context) => {
    const hash = await context.attach(scope, attachment)
    const written = await context.write({
      kind: 'letter.sent',
      scope,
      body: { text: 'see there', attachments: [hash] },
    })
    if (!written.ok) throw new Error(written.refusal.message)
    return hash
  })
}

export async function attachmentAt(member: Member, hash: Hash): Promise<Uint8Array | undefined> {
  return (await member.store.read((reader) => reader.attachments([hash]))).get(hash)
}

export async function* parcels(...list: readonly Parcel[]): AsyncIterable<Parcel> {
  yield* list
}

export function typesOf(messages: readonly Uint8Array[]): string[] {
  return messages.map((bytes) => {
    const message = syncMessages.decode(bytes)
    return message.ok ? message.value.type : message.refusal.code
  })
}

/** The refusal for which an exchange held its peer to account. */
export function violationOf(end: PromiseSettledResult<unknown>): string | null {
  return end.status === 'rejected' && end.reason instanceof PeerViolationError ? end.reason.refusal.code : null
}
