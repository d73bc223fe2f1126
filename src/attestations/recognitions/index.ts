import type { Aggregate } from '../../log/index.ts'
import { asRecognition, type Recognition, recognitionWake } from './recognition.ts'
import { recognitionGranted } from './recognition-granted.ts'
import { recognitionWithdrawn } from './recognition-withdrawn.ts'

export * from './recognition.ts'

/**
 * One subject for each recognition. Its left side is the home, its right side the host, so that those based on an
 * attestation are found by its issuer and its id, which is a tag like the member's DID.
 */
export const recognitionAggregate: Aggregate<Recognition, 'RECOGNITION'> = {
  name: 'recognition',
  scope: 'agreement',
  kinds: [recognitionGranted, recognitionWithdrawn],
  idPrefix: 'rcg_',
  subjectKind: 'RECOGNITION',
  stateVersion: 1,
  readState: asRecognition,
  wake: recognitionWake,
  index: ({ host, granted: { home, member, attestationType, attestation, role, until, at }, withdrawn }) => ({
    phase: withdrawn === null ? 'ACTIVE' : 'WITHDRAWN',
    type: attestationType,
    parties: [host, home],
    left: home,
    right: host,
    fromMs: at,
    untilMs: until,
    tags: [attestation, member],
    text: role === null ? member : `${member}\n${role}`,
  }),
}
