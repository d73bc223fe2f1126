import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPublicKey } from '@libp2p/peer-id'
import type { Libp2p } from 'libp2p'
import { checkDid, didOf, publicKeyOf } from '../../identity/index.ts'
import type { Did } from '../../kernel/index.ts'

export type PeerId = Libp2p['peerId']

/** The cooperative of a peer id: both encode its Ed25519 key. Null for any other kind of key. */
export function didOfPeer(peerId: PeerId): Did | null {
  if (peerId.type !== 'Ed25519' || peerId.publicKey === undefined) return null
  const did = checkDid(didOf(peerId.publicKey.raw))
  return did.ok ? did.value : null
}

/** The peer id of a cooperative. */
export function peerIdOf(did: Did): PeerId {
  const publicKey = publicKeyOf(did)
  if (!publicKey.ok) throw new TypeError(publicKey.refusal.message)
  return peerIdFromPublicKey(publicKeyFromRaw(publicKey.value))
}
