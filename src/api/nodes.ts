import { checkDid } from '../identity/index.ts'
import type { Did } from '../kernel/index.ts'
import { readAgreements, readAmendments } from './agreements/agreement-views.ts'
import { readAttestations } from './attestations/attestation-views.ts'
import { readBookings } from './bookings/booking-views.ts'
import { readComments } from './comments/comment-views.ts'
import { readCooperatives } from './cooperatives/cooperative-views.ts'
import { findPeer, PEER_PREFIX } from './cooperatives/peers.ts'
import { type NodeLoaders } from './execution/views.ts'
import { readMotions } from './motions/motion-views.ts'
import { readObligations, readPayments, readRounds } from './obligations/clearing-views.ts'
import { readRecognitions } from './recognitions/recognition-views.ts'
import { readRecords } from './records/record-views.ts'
import { readUsages } from './usages/usage-views.ts'

/** Everything that has an id of its own in the API. */
export const NODES: NodeLoaders = {
  Agreement: { idPrefix: 'agr_', load: readAgreements },
  Amendment: { idPrefix: 'amd_', load: readAmendments },
  Obligation: { idPrefix: 'obl_', load: readObligations },
  Payment: { idPrefix: 'pay_', load: readPayments },
  NettingRound: { idPrefix: 'rnd_', load: readRounds },
  Attestation: { idPrefix: 'att_', load: readAttestations },
  Booking: { idPrefix: 'bkg_', load: readBookings },
  Comment: { idPrefix: 'cmt_', load: readComments },
  Motion: { idPrefix: 'mot_', load: readMotions },
  Recognition: { idPrefix: 'rcg_', load: readRecognitions },
  AgreementRecord: { idPrefix: 'rec_', load: readRecords },
  Usage: { idPrefix: 'use_', load: readUsages },
  Cooperative: {
    idPrefix: 'did:',
    isId: (text) => checkDid(text).ok,
    load: (views, dids) => readCooperatives(views, dids as readonly Did[]),
  },
  Peer: {
    idPrefix: PEER_PREFIX,
    load: async (views, ids) =>
      new Map(
        ids.flatMap((id) => {
          const peer = findPeer(views, id)
          return peer === null ? [] : [[id, peer] as const]
        }),
      ),
  },
}
