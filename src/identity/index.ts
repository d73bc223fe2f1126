/** identity: Ed25519 keys, did:key, tagged hashes, and proofs that any software can verify. */
export * from './did.ts'
export * from './keys.ts'
export * from './proof.ts'
export { refuse as refuseIdentity } from './refusals.ts'
