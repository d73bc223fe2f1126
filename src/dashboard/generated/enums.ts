/** Which cooperatives this node admits. Blocked ones are never admitted. */
export type Admission =
  /** Cooperatives on the allow-list. */
  | 'ALLOW_LIST'
  /** No new cooperatives. */
  | 'CLOSED'
  /** Every cooperative that has published a profile. */
  | 'OPEN'
  /** Cooperatives for which enough known members vouch. */
  | 'VOUCHED';

/** Where an agreement stands, at the time of reading. */
export type AgreementStatus =
  /** Every signing party has signed the current version. */
  | 'ACTIVE'
  /** Local to this node: editable, in no log, not binding. */
  | 'DRAFT'
  /** The proposer has signed; others have still to sign. */
  | 'PROPOSED'
  /** A party has suspended it and has not lifted that yet. */
  | 'SUSPENDED'
  /** It has ended; the termination says why. */
  | 'TERMINATED';

/** What an agreement is about; its terms have a type of their own. */
export type AgreementType =
  /** The parties record what they owe each other and net it. */
  | 'CLEARING_ARRANGEMENT'
  /** Anything else, with terms as free JSON. */
  | 'CUSTOM'
  /** The parties decide together, by weighted vote. */
  | 'JOINT_GOVERNANCE'
  /** The parties recognise attestations that the others issue. */
  | 'MUTUAL_RECOGNITION'
  /** The parties share machines, rooms, people or goods. */
  | 'RESOURCE_SHARING';

/** Where an amendment stands. */
export type AmendmentStatus =
  /** A party declined it. */
  | 'DECLINED'
  /** It is part of the agreement. */
  | 'EFFECTIVE'
  /** Signatures are still missing. */
  | 'PROPOSED'
  /** Another amendment of the same version took effect first, or the agreement ended. */
  | 'SUPERSEDED'
  /** Its proposer withdrew it. */
  | 'WITHDRAWN';

/** Where an attestation stands, at the time of reading. */
export type AttestationStatus =
  /** Its validity has ended. */
  | 'EXPIRED'
  /** Its proof does not verify. */
  | 'INVALID_PROOF'
  /** Its validity has not begun. */
  | 'NOT_YET_VALID'
  /** Its issuer has revoked it. */
  | 'REVOKED'
  /** Its proof holds, but its issuer’s status list could not be read: it may have been revoked. */
  | 'UNCHECKED'
  /** Its suite, its issuer’s DID method or its form cannot be checked here. */
  | 'UNSUPPORTED'
  /** Signed by its issuer, in force and not revoked. */
  | 'VALID';

/** Which debts this node, as creditor, confirms automatically. */
export type AutoConfirm =
  /** Nothing: an operator confirms. */
  | 'NEVER'
  /** What its debtor recorded, within the credit limit. */
  | 'WITHIN_LIMIT';

/** Whether the books of two parties agree. */
export type BookVerdict =
  /** Both nodes hold the same entries, so their books are the same. */
  | 'AGREE'
  /** One holds entries that the other lacks; exchanges go on until they are equal. */
  | 'DIFFER'
  /** Not compared: the nodes were not connected yet, or entries have come since they compared. */
  | 'UNKNOWN';

/** Who answers a request of a shared resource. */
export type BookingApproval =
  /** The provider’s node: it grants what is free, and declines the rest. */
  | 'AUTOMATIC'
  /** The provider’s people. */
  | 'BY_PROVIDER';

/** Where a booking stands, at the time of reading. */
export type BookingStatus =
  /** Its user has taken the request back, or cancelled what was granted. */
  | 'CANCELLED'
  /** Its provider has declined it. */
  | 'DECLINED'
  /** It was granted, and its time is over. */
  | 'ENDED'
  /** Its provider has granted it. */
  | 'GRANTED'
  /** It was not answered before its end. */
  | 'LAPSED'
  /** Its provider has not answered. */
  | 'REQUESTED'
  /** Its provider has revoked the grant. */
  | 'REVOKED';

/** Where a change came from. */
export type ChangeOrigin =
  /** It followed from terms and time. */
  | 'CLOCK'
  /** It came from a peer. */
  | 'GOSSIP'
  /** It was written here. */
  | 'LOCAL';

/** What the use of a shared resource costs. */
export type CompensationModel =
  /** An amount per period. */
  | 'FIXED'
  /** Nothing. */
  | 'NONE'
  /** An amount per unit. */
  | 'PER_USE'
  /** The same in return. */
  | 'RECIPROCAL';

/** Where a node keeps everything but its key. */
export type DatabaseKind =
  /** In a PostgreSQL inside the process, in its data folder. */
  | 'EMBEDDED'
  /** On a PostgreSQL server, by DATABASE_URL. */
  | 'SERVER';

/** The values of `extensions.code`. Closed: a client can switch over it. Refusals name the rule that said no, e.g. agreements.unknown-counterparty. */
export type ErrorCode =
  /** A value is malformed, or breaks a rule that its own content decides. */
  | 'BAD_USER_INPUT'
  /** It does not fit the state that the thing is in. */
  | 'CONFLICT'
  /** The client took no message for too long: subscribe again with the last cursor that arrived. */
  | 'CONSUMER_TOO_SLOW'
  /** The token’s role, or the cooperative’s part in the matter, does not allow it. */
  | 'FORBIDDEN'
  /** The cursor lies beyond the newest change. */
  | 'FUTURE_CURSOR'
  /** The document is not GraphQL. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document does not fit this schema. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** The idempotency key was used before, with another input. */
  | 'IDEMPOTENCY_MISMATCH'
  /** A fault of the node; its log says more. */
  | 'INTERNAL_SERVER_ERROR'
  /** What it names is not here, or not here yet. */
  | 'NOT_FOUND'
  /** The operation nests deeper than 12, costs more than 250000, or its answer takes too long or grows too large; see the description of Query. */
  | 'OPERATION_TOO_COMPLEX'
  /** The cursor belongs to a history that this node no longer has: read everything again. */
  | 'OUTDATED_CURSOR'
  /** The body is larger than 16 MiB. */
  | 'PAYLOAD_TOO_LARGE'
  /** Too much at once from one client. */
  | 'RATE_LIMITED'
  /** No valid token. */
  | 'UNAUTHENTICATED'
  /** The node cannot do it now: it is stopping, may not sign yet, or its database is away. */
  | 'UNAVAILABLE';

/** What an adopted motion asks of each party. */
export type FollowUpKind =
  /** To sign an amendment of the agreement. */
  | 'SIGN_AMENDMENT'
  /** Anything else. */
  | 'TASK'
  /** To vouch for a cooperative. */
  | 'VOUCH';

/** Where a motion stands. */
export type MotionStatus =
  /** A closing counts, by which enough votes were cast and enough of them in favour. */
  | 'ADOPTED'
  /** Votes are cast, or, past its closing time, a closing is still to be confirmed. */
  | 'OPEN'
  /** A closing counts, by which too few votes were cast, or too few of them in favour. */
  | 'REJECTED'
  /** Its proposer withdrew it before it closed. */
  | 'WITHDRAWN';

/** Which pairs may pay each other in a plan. */
export type NettingCounterparties =
  /** Between any two participants: the least money, or the fewest payments, but often to strangers. */
  | 'ANY'
  /** Only between two that deal with each other already: one owes the other in this netting, or both are signing parties of another agreement in operation that this node knows. */
  | 'EXISTING';

/** What netting aims at. */
export type NettingObjective =
  /** Make as few payments as possible; new pairs may pay each other. */
  | 'FEWEST_TRANSFERS'
  /** Move as little money as possible; new pairs may pay each other. */
  | 'LEAST_VALUE'
  /** Set off as much as possible along existing obligations: no cooperative gets a new debtor or creditor. */
  | 'SET_OFF';

/** Why this much of an obligation was set off. */
export type NettingReason =
  /** It was not netted: it did not bind at the round’s cutoff, because it was disputed. */
  | 'DISPUTED'
  /** Nothing was owed on it. */
  | 'NOTHING_OWED'
  /** It was not netted: debtor and creditor had not both signed it at the round’s cutoff. */
  | 'NOT_BINDING'
  /** It was not netted: its debtor or its creditor did not take part in the round. */
  | 'NOT_PARTICIPATING'
  /** It was not netted: it had not been recorded at the round’s cutoff. */
  | 'NOT_RECORDED'
  /** Nothing: no chain of debts leads from the creditor back to the debtor, so there is no circle to close. */
  | 'NO_CIRCLE'
  /** Nothing: neither a circle of debts nor the credit that may be drawn reaches it. */
  | 'NO_CREDIT'
  /** Nothing: there are circles, but each of them would take at least as much from other debts as it brings. The two levels prove it. */
  | 'NO_GAIN'
  /** Nothing: what could be set off from this debtor to this creditor went to their older debts. */
  | 'OLDER_FIRST'
  /** It was not netted: it is in another currency than the round. */
  | 'OTHER_CURRENCY'
  /** A part was set off. Taking more of it would have taken at least as much away from other debts. */
  | 'PART'
  /** It was not netted: all of it was recorded as paid, and the payment was still waiting for its confirmation. */
  | 'PAYMENT_PENDING'
  /** It was not netted: another round held it, for which its debtor or creditor had accepted. */
  | 'RESERVED'
  /** All of it was set off: circles of debts ran through the whole amount. */
  | 'WHOLE';

/** Where a netting round stands. */
export type NettingRoundStatus =
  /** The proposer gave it up; nothing is set off. */
  | 'ABANDONED'
  /** Every cycle is set off. */
  | 'COMMITTED'
  /** The deadline has passed without a decision; one that arrives later still counts. */
  | 'EXPIRED'
  /** The cycles whose every participant accepted are set off; the others were dropped. */
  | 'PARTLY_COMMITTED'
  /** Participants have still to answer. */
  | 'PROPOSED';

/** Stages of a netting, in this order. */
export type NettingStage =
  /** The proof is checked, and the answers are made. */
  | 'CHECKING'
  /** The result is there. */
  | 'DONE'
  /** The set-off is taken apart into circles. */
  | 'FINDING_CYCLES'
  /** The obligations are read. */
  | 'READING'
  /** The largest set-off is looked for. */
  | 'SETTING_OFF';

/** In which order obligations are listed. */
export type ObligationOrder =
  /** What is due first; what has no due date last. */
  | 'DUE_FIRST'
  /** The largest amount first, whatever its currency. */
  | 'LARGEST_FIRST'
  /** Newest first. */
  | 'NEWEST_FIRST'
  /** Oldest first. */
  | 'OLDEST_FIRST';

/** What became of an obligation in a netting round. */
export type ObligationOutcome =
  /** All that the round proposed to take of it was set off. */
  | 'COMMITTED'
  /** All of its circles were dropped, because in each of them a participant had not accepted. */
  | 'DROPPED'
  /** It was not among what the round netted: the reason says why. */
  | 'LEFT_OUT'
  /** It was netted, and nothing of it was taken: the reason says why. */
  | 'NOT_SET_OFF'
  /** The round would take something of it, and is not decided. */
  | 'OPEN'
  /** Some of its circles were set off; others were dropped, because a participant had not accepted. */
  | 'PARTLY_COMMITTED';

/** Where an obligation stands. */
export type ObligationStatus =
  /** Debtor and creditor have signed the same: it binds. */
  | 'CONFIRMED'
  /** A side disputes it and no outcome is agreed yet. */
  | 'DISPUTED'
  /** The creditor forgave what remained. */
  | 'FORGIVEN'
  /** One side has signed it; the other has not answered. */
  | 'RECORDED'
  /** Nothing remains: set off, paid, or both. Where overpaid is above zero, the creditor owes that much back. */
  | 'SETTLED'
  /** Both sides agreed that it was never owed. */
  | 'VOID'
  /** The side that recorded it took it back before the other had signed it. */
  | 'WITHDRAWN';

/** What a party is to an agreement. */
export type PartyRole =
  /** Signs. */
  | 'COUNTERPARTY'
  /** Signs, and stands in for another party. */
  | 'GUARANTOR'
  /** Makes the proposal and signs; exactly one. */
  | 'PROPOSER'
  /** Reads and does not sign. */
  | 'WITNESS';

/** Where a payment stands. */
export type PaymentStatus =
  /** Its payee says that it arrived: it counts. */
  | 'CONFIRMED'
  /** Its payer says that it was paid. */
  | 'RECORDED'
  /** Its payee says that no such payment came. */
  | 'REJECTED'
  /** Its payer took it back before it was confirmed. */
  | 'WITHDRAWN';

/** Where a recognition stands, at the time of reading. */
export type RecognitionStatus =
  /** The host recognises the member. */
  | 'ACTIVE'
  /** Its own date has come. */
  | 'EXPIRED'
  /** The attestation was revoked or has expired, or the agreement has ended. */
  | 'LAPSED'
  /** The host took it back. */
  | 'WITHDRAWN';

/** Whose consent a record needs beside its author’s. */
export type RecordConsent =
  /** That of all signing parties. */
  | 'ALL'
  /** None: it is confirmed by being added. */
  | 'NONE'
  /** One other signing party’s. */
  | 'ONE';

/** Where a record stands. */
export type RecordStatus =
  /** All consent that its type asks for is there, for good. */
  | 'CONFIRMED'
  /** A signing party says that it is wrong. */
  | 'DISPUTED'
  /** Added; the consent that its type asks for is not there yet. */
  | 'RECORDED'
  /** Its author took it back before it was confirmed. */
  | 'WITHDRAWN';

/** The rules that can say no. `extensions.refusal` carries the name that stands in the description of a value; new ones may come with any version. */
export type RefusalCode =
  /** `agreements.already-said`: answered with the code CONFLICT. */
  | 'AGREEMENTS_ALREADY_SAID'
  /** `agreements.bad-breach`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_BAD_BREACH'
  /** `agreements.bad-comment`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_BAD_COMMENT'
  /** `agreements.bad-dates`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_BAD_DATES'
  /** `agreements.bad-document`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_BAD_DOCUMENT'
  /** `agreements.bad-parties`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_BAD_PARTIES'
  /** `agreements.bad-proof`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_BAD_PROOF'
  /** `agreements.bad-reason`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_BAD_REASON'
  /** `agreements.bad-terms`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_BAD_TERMS'
  /** `agreements.leaving`: answered with the code CONFLICT. */
  | 'AGREEMENTS_LEAVING'
  /** `agreements.missing-field`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_MISSING_FIELD'
  /** `agreements.nothing-to-consent`: answered with the code CONFLICT. */
  | 'AGREEMENTS_NOTHING_TO_CONSENT'
  /** `agreements.not-a-draft`: answered with the code CONFLICT. */
  | 'AGREEMENTS_NOT_A_DRAFT'
  /** `agreements.not-a-party`: answered with the code FORBIDDEN. */
  | 'AGREEMENTS_NOT_A_PARTY'
  /** `agreements.not-found`: answered with the code NOT_FOUND. */
  | 'AGREEMENTS_NOT_FOUND'
  /** `agreements.not-in-force`: answered with the code CONFLICT. */
  | 'AGREEMENTS_NOT_IN_FORCE'
  /** `agreements.not-operational`: answered with the code CONFLICT. */
  | 'AGREEMENTS_NOT_OPERATIONAL'
  /** `agreements.not-the-proposer`: answered with the code FORBIDDEN. */
  | 'AGREEMENTS_NOT_THE_PROPOSER'
  /** `agreements.not-yours`: answered with the code FORBIDDEN. */
  | 'AGREEMENTS_NOT_YOURS'
  /** `agreements.open-amendment`: answered with the code CONFLICT. */
  | 'AGREEMENTS_OPEN_AMENDMENT'
  /** `agreements.other-beginning`: answered with the code CONFLICT. */
  | 'AGREEMENTS_OTHER_BEGINNING'
  /** `agreements.other-document`: answered with the code CONFLICT. */
  | 'AGREEMENTS_OTHER_DOCUMENT'
  /** `agreements.other-type`: answered with the code CONFLICT. */
  | 'AGREEMENTS_OTHER_TYPE'
  /** `agreements.past-deadline`: answered with the code CONFLICT. */
  | 'AGREEMENTS_PAST_DEADLINE'
  /** `agreements.rejoins`: answered with the code CONFLICT. */
  | 'AGREEMENTS_REJOINS'
  /** `agreements.unknown-counterparty`: answered with the code NOT_FOUND. */
  | 'AGREEMENTS_UNKNOWN_COUNTERPARTY'
  /** `agreements.unknown-document`: answered with the code NOT_FOUND. */
  | 'AGREEMENTS_UNKNOWN_DOCUMENT'
  /** `agreements.unknown-entry`: answered with the code NOT_FOUND. */
  | 'AGREEMENTS_UNKNOWN_ENTRY'
  /** `agreements.unsigned`: answered with the code CONFLICT. */
  | 'AGREEMENTS_UNSIGNED'
  /** `agreements.wrong-id`: answered with the code BAD_USER_INPUT. */
  | 'AGREEMENTS_WRONG_ID'
  /** `agreements.wrong-state`: answered with the code CONFLICT. */
  | 'AGREEMENTS_WRONG_STATE'
  /** `attestations.agreement-not-found`: answered with the code NOT_FOUND. */
  | 'ATTESTATIONS_AGREEMENT_NOT_FOUND'
  /** `attestations.agreement-not-operational`: answered with the code CONFLICT. */
  | 'ATTESTATIONS_AGREEMENT_NOT_OPERATIONAL'
  /** `attestations.already-issued`: answered with the code CONFLICT. */
  | 'ATTESTATIONS_ALREADY_ISSUED'
  /** `attestations.already-recognised`: answered with the code CONFLICT. */
  | 'ATTESTATIONS_ALREADY_RECOGNISED'
  /** `attestations.already-revoked`: answered with the code CONFLICT. */
  | 'ATTESTATIONS_ALREADY_REVOKED'
  /** `attestations.already-withdrawn`: answered with the code CONFLICT. */
  | 'ATTESTATIONS_ALREADY_WITHDRAWN'
  /** `attestations.bad-challenge`: answered with the code CONFLICT. */
  | 'ATTESTATIONS_BAD_CHALLENGE'
  /** `attestations.bad-claims`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_CLAIMS'
  /** `attestations.bad-credential`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_CREDENTIAL'
  /** `attestations.bad-evidence`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_EVIDENCE'
  /** `attestations.bad-presentation`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_PRESENTATION'
  /** `attestations.bad-proof`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_PROOF'
  /** `attestations.bad-status-list`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_STATUS_LIST'
  /** `attestations.bad-subject`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_SUBJECT'
  /** `attestations.bad-type`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_TYPE'
  /** `attestations.bad-validity`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_VALIDITY'
  /** `attestations.bad-weight`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_BAD_WEIGHT'
  /** `attestations.document-misplaced`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_DOCUMENT_MISPLACED'
  /** `attestations.not-a-party`: answered with the code FORBIDDEN. */
  | 'ATTESTATIONS_NOT_A_PARTY'
  /** `attestations.not-found`: answered with the code NOT_FOUND. */
  | 'ATTESTATIONS_NOT_FOUND'
  /** `attestations.not-recognised`: answered with the code FORBIDDEN. */
  | 'ATTESTATIONS_NOT_RECOGNISED'
  /** `attestations.not-the-host`: answered with the code FORBIDDEN. */
  | 'ATTESTATIONS_NOT_THE_HOST'
  /** `attestations.not-the-issuer`: answered with the code FORBIDDEN. */
  | 'ATTESTATIONS_NOT_THE_ISSUER'
  /** `attestations.not-valid`: answered with the code CONFLICT. */
  | 'ATTESTATIONS_NOT_VALID'
  /** `attestations.recognition-not-found`: answered with the code NOT_FOUND. */
  | 'ATTESTATIONS_RECOGNITION_NOT_FOUND'
  /** `attestations.too-many-challenges`: answered with the code CONFLICT. */
  | 'ATTESTATIONS_TOO_MANY_CHALLENGES'
  /** `attestations.wrong-id`: answered with the code BAD_USER_INPUT. */
  | 'ATTESTATIONS_WRONG_ID'
  /** `clearing.already-answered`: answered with the code CONFLICT. */
  | 'CLEARING_ALREADY_ANSWERED'
  /** `clearing.already-confirmed`: answered with the code CONFLICT. */
  | 'CLEARING_ALREADY_CONFIRMED'
  /** `clearing.already-decided`: answered with the code CONFLICT. */
  | 'CLEARING_ALREADY_DECIDED'
  /** `clearing.already-disputed`: answered with the code CONFLICT. */
  | 'CLEARING_ALREADY_DISPUTED'
  /** `clearing.already-forgiven`: answered with the code CONFLICT. */
  | 'CLEARING_ALREADY_FORGIVEN'
  /** `clearing.already-resolved`: answered with the code CONFLICT. */
  | 'CLEARING_ALREADY_RESOLVED'
  /** `clearing.already-signed`: answered with the code CONFLICT. */
  | 'CLEARING_ALREADY_SIGNED'
  /** `clearing.bad-credit`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_BAD_CREDIT'
  /** `clearing.bad-deadline`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_BAD_DEADLINE'
  /** `clearing.bad-input`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_BAD_INPUT'
  /** `clearing.bad-result`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_BAD_RESULT'
  /** `clearing.bad-rows`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_BAD_ROWS'
  /** `clearing.before-deadline`: answered with the code CONFLICT. */
  | 'CLEARING_BEFORE_DEADLINE'
  /** `clearing.cannot-net`: answered with the code CONFLICT. */
  | 'CLEARING_CANNOT_NET'
  /** `clearing.cannot-settle`: answered with the code CONFLICT. */
  | 'CLEARING_CANNOT_SETTLE'
  /** `clearing.cutoff-lacks`: answered with the code CONFLICT. */
  | 'CLEARING_CUTOFF_LACKS'
  /** `clearing.document-not-in-force`: answered with the code CONFLICT. */
  | 'CLEARING_DOCUMENT_NOT_IN_FORCE'
  /** `clearing.expired-before`: answered with the code CONFLICT. */
  | 'CLEARING_EXPIRED_BEFORE'
  /** `clearing.forked-round`: answered with the code CONFLICT. */
  | 'CLEARING_FORKED_ROUND'
  /** `clearing.gave-up`: answered with the code CONFLICT. */
  | 'CLEARING_GAVE_UP'
  /** `clearing.gives-way`: answered with the code CONFLICT. */
  | 'CLEARING_GIVES_WAY'
  /** `clearing.inert-cycle`: answered with the code CONFLICT. */
  | 'CLEARING_INERT_CYCLE'
  /** `clearing.leaving`: answered with the code CONFLICT. */
  | 'CLEARING_LEAVING'
  /** `clearing.left-out`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_LEFT_OUT'
  /** `clearing.long-round`: answered with the code CONFLICT. */
  | 'CLEARING_LONG_ROUND'
  /** `clearing.more-than-owed`: answered with the code CONFLICT. */
  | 'CLEARING_MORE_THAN_OWED'
  /** `clearing.nothing-owed`: answered with the code CONFLICT. */
  | 'CLEARING_NOTHING_OWED'
  /** `clearing.nothing-to-net`: answered with the code CONFLICT. */
  | 'CLEARING_NOTHING_TO_NET'
  /** `clearing.nothing-to-withdraw`: answered with the code CONFLICT. */
  | 'CLEARING_NOTHING_TO_WITHDRAW'
  /** `clearing.not-accepted`: answered with the code CONFLICT. */
  | 'CLEARING_NOT_ACCEPTED'
  /** `clearing.not-a-clearing-arrangement`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_NOT_A_CLEARING_ARRANGEMENT'
  /** `clearing.not-a-participant`: answered with the code FORBIDDEN. */
  | 'CLEARING_NOT_A_PARTICIPANT'
  /** `clearing.not-a-party`: answered with the code FORBIDDEN. */
  | 'CLEARING_NOT_A_PARTY'
  /** `clearing.not-binding`: answered with the code CONFLICT. */
  | 'CLEARING_NOT_BINDING'
  /** `clearing.not-covered`: answered with the code CONFLICT. */
  | 'CLEARING_NOT_COVERED'
  /** `clearing.not-netted`: answered with the code NOT_FOUND. */
  | 'CLEARING_NOT_NETTED'
  /** `clearing.not-operational`: answered with the code CONFLICT. */
  | 'CLEARING_NOT_OPERATIONAL'
  /** `clearing.not-the-proposer`: answered with the code FORBIDDEN. */
  | 'CLEARING_NOT_THE_PROPOSER'
  /** `clearing.no-dispute`: answered with the code CONFLICT. */
  | 'CLEARING_NO_DISPUTE'
  /** `clearing.no-matching-outcome`: answered with the code CONFLICT. */
  | 'CLEARING_NO_MATCHING_OUTCOME'
  /** `clearing.other-agreement`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_OTHER_AGREEMENT'
  /** `clearing.over-limit`: answered with the code CONFLICT. */
  | 'CLEARING_OVER_LIMIT'
  /** `clearing.own-dispute`: answered with the code CONFLICT. */
  | 'CLEARING_OWN_DISPUTE'
  /** `clearing.past-deadline`: answered with the code CONFLICT. */
  | 'CLEARING_PAST_DEADLINE'
  /** `clearing.proposer-outside`: answered with the code CONFLICT. */
  | 'CLEARING_PROPOSER_OUTSIDE'
  /** `clearing.reference-taken`: answered with the code CONFLICT. */
  | 'CLEARING_REFERENCE_TAKEN'
  /** `clearing.reserved`: answered with the code CONFLICT. */
  | 'CLEARING_RESERVED'
  /** `clearing.round-exists`: answered with the code CONFLICT. */
  | 'CLEARING_ROUND_EXISTS'
  /** `clearing.round-open`: answered with the code CONFLICT. */
  | 'CLEARING_ROUND_OPEN'
  /** `clearing.self-obligation`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_SELF_OBLIGATION'
  /** `clearing.signers-only`: answered with the code FORBIDDEN. */
  | 'CLEARING_SIGNERS_ONLY'
  /** `clearing.unknown-acceptance`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_UNKNOWN_ACCEPTANCE'
  /** `clearing.unknown-agreement`: answered with the code NOT_FOUND. */
  | 'CLEARING_UNKNOWN_AGREEMENT'
  /** `clearing.unknown-body`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_UNKNOWN_BODY'
  /** `clearing.unknown-currency`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_UNKNOWN_CURRENCY'
  /** `clearing.unknown-document`: answered with the code NOT_FOUND. */
  | 'CLEARING_UNKNOWN_DOCUMENT'
  /** `clearing.unknown-obligation`: answered with the code NOT_FOUND. */
  | 'CLEARING_UNKNOWN_OBLIGATION'
  /** `clearing.unknown-payment`: answered with the code NOT_FOUND. */
  | 'CLEARING_UNKNOWN_PAYMENT'
  /** `clearing.unknown-proposal`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_UNKNOWN_PROPOSAL'
  /** `clearing.unknown-round`: answered with the code NOT_FOUND. */
  | 'CLEARING_UNKNOWN_ROUND'
  /** `clearing.withdrawn`: answered with the code CONFLICT. */
  | 'CLEARING_WITHDRAWN'
  /** `clearing.wrong-inputs`: answered with the code CONFLICT. */
  | 'CLEARING_WRONG_INPUTS'
  /** `clearing.wrong-result`: answered with the code CONFLICT. */
  | 'CLEARING_WRONG_RESULT'
  /** `clearing.zero-amount`: answered with the code BAD_USER_INPUT. */
  | 'CLEARING_ZERO_AMOUNT'
  /** `governance.already-said`: answered with the code CONFLICT. */
  | 'GOVERNANCE_ALREADY_SAID'
  /** `governance.bad-closing`: answered with the code BAD_USER_INPUT. */
  | 'GOVERNANCE_BAD_CLOSING'
  /** `governance.bad-motion`: answered with the code BAD_USER_INPUT. */
  | 'GOVERNANCE_BAD_MOTION'
  /** `governance.bad-period`: answered with the code BAD_USER_INPUT. */
  | 'GOVERNANCE_BAD_PERIOD'
  /** `governance.closed`: answered with the code CONFLICT. */
  | 'GOVERNANCE_CLOSED'
  /** `governance.done-elsewhere`: answered with the code CONFLICT. */
  | 'GOVERNANCE_DONE_ELSEWHERE'
  /** `governance.not-adopted`: answered with the code CONFLICT. */
  | 'GOVERNANCE_NOT_ADOPTED'
  /** `governance.not-a-party`: answered with the code FORBIDDEN. */
  | 'GOVERNANCE_NOT_A_PARTY'
  /** `governance.not-the-proposer`: answered with the code FORBIDDEN. */
  | 'GOVERNANCE_NOT_THE_PROPOSER'
  /** `governance.still-open`: answered with the code CONFLICT. */
  | 'GOVERNANCE_STILL_OPEN'
  /** `governance.too-many-closings`: answered with the code CONFLICT. */
  | 'GOVERNANCE_TOO_MANY_CLOSINGS'
  /** `governance.too-many-votes`: answered with the code CONFLICT. */
  | 'GOVERNANCE_TOO_MANY_VOTES'
  /** `governance.unknown-closing`: answered with the code NOT_FOUND. */
  | 'GOVERNANCE_UNKNOWN_CLOSING'
  /** `governance.unknown-follow-up`: answered with the code NOT_FOUND. */
  | 'GOVERNANCE_UNKNOWN_FOLLOW_UP'
  /** `governance.unknown-motion`: answered with the code NOT_FOUND. */
  | 'GOVERNANCE_UNKNOWN_MOTION'
  /** `governance.which-closing`: answered with the code CONFLICT. */
  | 'GOVERNANCE_WHICH_CLOSING'
  /** `governance.withdrawn`: answered with the code CONFLICT. */
  | 'GOVERNANCE_WITHDRAWN'
  /** `identity.bad-did`: answered with the code BAD_USER_INPUT. */
  | 'IDENTITY_BAD_DID'
  /** `identity.bad-key`: answered with the code BAD_USER_INPUT. */
  | 'IDENTITY_BAD_KEY'
  /** `identity.bad-proof`: answered with the code BAD_USER_INPUT. */
  | 'IDENTITY_BAD_PROOF'
  /** `identity.bad-signature`: answered with the code BAD_USER_INPUT. */
  | 'IDENTITY_BAD_SIGNATURE'
  /** `kernel.bad-amount`: answered with the code BAD_USER_INPUT. */
  | 'KERNEL_BAD_AMOUNT'
  /** `kernel.bad-decimal`: answered with the code BAD_USER_INPUT. */
  | 'KERNEL_BAD_DECIMAL'
  /** `kernel.bad-duration`: answered with the code BAD_USER_INPUT. */
  | 'KERNEL_BAD_DURATION'
  /** `kernel.bad-shape`: answered with the code BAD_USER_INPUT. */
  | 'KERNEL_BAD_SHAPE'
  /** `kernel.not-canonical`: answered with the code BAD_USER_INPUT. */
  | 'KERNEL_NOT_CANONICAL'
  /** `kernel.not-json`: answered with the code BAD_USER_INPUT. */
  | 'KERNEL_NOT_JSON'
  /** `kernel.not-utf8`: answered with the code BAD_USER_INPUT. */
  | 'KERNEL_NOT_UTF8'
  /** `lists.bad-cursor`: answered with the code BAD_USER_INPUT. */
  | 'LISTS_BAD_CURSOR'
  /** `lists.bad-page-size`: answered with the code BAD_USER_INPUT. */
  | 'LISTS_BAD_PAGE_SIZE'
  /** `log.ahead-of-clock`: answered with the code NOT_FOUND. */
  | 'LOG_AHEAD_OF_CLOCK'
  /** `log.author-removed`: answered with the code FORBIDDEN. */
  | 'LOG_AUTHOR_REMOVED'
  /** `log.bad-body`: answered with the code BAD_USER_INPUT. */
  | 'LOG_BAD_BODY'
  /** `log.bad-chain`: answered with the code BAD_USER_INPUT. */
  | 'LOG_BAD_CHAIN'
  /** `log.bad-shape`: answered with the code BAD_USER_INPUT. */
  | 'LOG_BAD_SHAPE'
  /** `log.before-answered`: answered with the code BAD_USER_INPUT. */
  | 'LOG_BEFORE_ANSWERED'
  /** `log.foreign-reference`: answered with the code BAD_USER_INPUT. */
  | 'LOG_FOREIGN_REFERENCE'
  /** `log.missing`: answered with the code NOT_FOUND. */
  | 'LOG_MISSING'
  /** `log.not-a-party`: answered with the code BAD_USER_INPUT. */
  | 'LOG_NOT_A_PARTY'
  /** `log.too-large`: answered with the code BAD_USER_INPUT. */
  | 'LOG_TOO_LARGE'
  /** `log.unknown-kind`: answered with the code NOT_FOUND. */
  | 'LOG_UNKNOWN_KIND'
  /** `log.wrong-scope`: answered with the code BAD_USER_INPUT. */
  | 'LOG_WRONG_SCOPE'
  /** `log.wrong-subject`: answered with the code BAD_USER_INPUT. */
  | 'LOG_WRONG_SUBJECT'
  /** `node.attachment-quota`: answered with the code FORBIDDEN. */
  | 'NODE_ATTACHMENT_QUOTA'
  /** `node.attachment-too-large`: answered with the code BAD_USER_INPUT. */
  | 'NODE_ATTACHMENT_TOO_LARGE'
  /** `node.clock-ahead`: answered with the code UNAVAILABLE. */
  | 'NODE_CLOCK_AHEAD'
  /** `node.clock-behind`: answered with the code UNAVAILABLE. */
  | 'NODE_CLOCK_BEHIND'
  /** `node.forker`: answered with the code CONFLICT. */
  | 'NODE_FORKER'
  /** `node.fork-not-named`: answered with the code NOT_FOUND. */
  | 'NODE_FORK_NOT_NAMED'
  /** `node.idempotency-mismatch`: answered with the code IDEMPOTENCY_MISMATCH. */
  | 'NODE_IDEMPOTENCY_MISMATCH'
  /** `node.signed-ahead`: answered with the code UNAVAILABLE. */
  | 'NODE_SIGNED_AHEAD'
  /** `node.signing-stopped`: answered with the code UNAVAILABLE. */
  | 'NODE_SIGNING_STOPPED'
  /** `registry.bad-text`: answered with the code BAD_USER_INPUT. */
  | 'REGISTRY_BAD_TEXT'
  /** `registry.denied`: answered with the code FORBIDDEN. */
  | 'REGISTRY_DENIED'
  /** `registry.name-required`: answered with the code BAD_USER_INPUT. */
  | 'REGISTRY_NAME_REQUIRED'
  /** `registry.not-announced`: answered with the code NOT_FOUND. */
  | 'REGISTRY_NOT_ANNOUNCED'
  /** `registry.no-fork`: answered with the code CONFLICT. */
  | 'REGISTRY_NO_FORK'
  /** `registry.no-vouch`: answered with the code CONFLICT. */
  | 'REGISTRY_NO_VOUCH'
  /** `registry.own-cooperative`: answered with the code BAD_USER_INPUT. */
  | 'REGISTRY_OWN_COOPERATIVE'
  /** `registry.recovery-key-misplaced`: answered with the code BAD_USER_INPUT. */
  | 'REGISTRY_RECOVERY_KEY_MISPLACED'
  /** `registry.self-vouch`: answered with the code BAD_USER_INPUT. */
  | 'REGISTRY_SELF_VOUCH'
  /** `resources.already-answered`: answered with the code CONFLICT. */
  | 'RESOURCES_ALREADY_ANSWERED'
  /** `resources.already-cancelled`: answered with the code CONFLICT. */
  | 'RESOURCES_ALREADY_CANCELLED'
  /** `resources.already-disputed`: answered with the code CONFLICT. */
  | 'RESOURCES_ALREADY_DISPUTED'
  /** `resources.already-requested`: answered with the code CONFLICT. */
  | 'RESOURCES_ALREADY_REQUESTED'
  /** `resources.already-resolved`: answered with the code CONFLICT. */
  | 'RESOURCES_ALREADY_RESOLVED'
  /** `resources.already-revoked`: answered with the code CONFLICT. */
  | 'RESOURCES_ALREADY_REVOKED'
  /** `resources.already-signed`: answered with the code CONFLICT. */
  | 'RESOURCES_ALREADY_SIGNED'
  /** `resources.bad-charge`: answered with the code BAD_USER_INPUT. */
  | 'RESOURCES_BAD_CHARGE'
  /** `resources.bad-grant`: answered with the code BAD_USER_INPUT. */
  | 'RESOURCES_BAD_GRANT'
  /** `resources.bad-request`: answered with the code BAD_USER_INPUT. */
  | 'RESOURCES_BAD_REQUEST'
  /** `resources.bad-use`: answered with the code BAD_USER_INPUT. */
  | 'RESOURCES_BAD_USE'
  /** `resources.beyond-window`: answered with the code BAD_USER_INPUT. */
  | 'RESOURCES_BEYOND_WINDOW'
  /** `resources.cannot-charge`: answered with the code CONFLICT. */
  | 'RESOURCES_CANNOT_CHARGE'
  /** `resources.grant-not-named`: answered with the code CONFLICT. */
  | 'RESOURCES_GRANT_NOT_NAMED'
  /** `resources.not-a-side`: answered with the code FORBIDDEN. */
  | 'RESOURCES_NOT_A_SIDE'
  /** `resources.not-begun`: answered with the code CONFLICT. */
  | 'RESOURCES_NOT_BEGUN'
  /** `resources.not-found`: answered with the code NOT_FOUND. */
  | 'RESOURCES_NOT_FOUND'
  /** `resources.not-free`: answered with the code CONFLICT. */
  | 'RESOURCES_NOT_FREE'
  /** `resources.not-granted`: answered with the code CONFLICT. */
  | 'RESOURCES_NOT_GRANTED'
  /** `resources.not-the-provider`: answered with the code FORBIDDEN. */
  | 'RESOURCES_NOT_THE_PROVIDER'
  /** `resources.not-the-user`: answered with the code FORBIDDEN. */
  | 'RESOURCES_NOT_THE_USER'
  /** `resources.no-dispute`: answered with the code CONFLICT. */
  | 'RESOURCES_NO_DISPUTE'
  /** `resources.no-matching-outcome`: answered with the code CONFLICT. */
  | 'RESOURCES_NO_MATCHING_OUTCOME'
  /** `resources.over`: answered with the code CONFLICT. */
  | 'RESOURCES_OVER'
  /** `resources.reference-taken`: answered with the code CONFLICT. */
  | 'RESOURCES_REFERENCE_TAKEN'
  /** `resources.signers-only`: answered with the code FORBIDDEN. */
  | 'RESOURCES_SIGNERS_ONLY'
  /** `resources.too-many`: answered with the code CONFLICT. */
  | 'RESOURCES_TOO_MANY'
  /** `resources.unknown-booking`: answered with the code NOT_FOUND. */
  | 'RESOURCES_UNKNOWN_BOOKING'
  /** `resources.unknown-resource`: answered with the code NOT_FOUND. */
  | 'RESOURCES_UNKNOWN_RESOURCE'
  /** `resources.unknown-use`: answered with the code NOT_FOUND. */
  | 'RESOURCES_UNKNOWN_USE'
  /** `settings.bad-duration`: answered with the code BAD_USER_INPUT. */
  | 'SETTINGS_BAD_DURATION'
  /** `settings.bad-min-vouches`: answered with the code BAD_USER_INPUT. */
  | 'SETTINGS_BAD_MIN_VOUCHES'
  /** `settings.bad-token-name`: answered with the code BAD_USER_INPUT. */
  | 'SETTINGS_BAD_TOKEN_NAME'
  /** `settings.expiry-past`: answered with the code BAD_USER_INPUT. */
  | 'SETTINGS_EXPIRY_PAST'
  /** `settings.token-not-found`: answered with the code NOT_FOUND. */
  | 'SETTINGS_TOKEN_NOT_FOUND'
  /** `settings.too-many-allowed`: answered with the code BAD_USER_INPUT. */
  | 'SETTINGS_TOO_MANY_ALLOWED';

/** What a token may do; each role includes the ones before it. */
export type Role =
  /** Also sets policies, makes tokens, blocks cooperatives, lifts bans and lets the node sign again. */
  | 'ADMIN'
  /** Also drafts, records, disputes, announces, vouches and connects peers. */
  | 'OPERATOR'
  /** Also does what binds: proposes, signs, confirms, forgives, terminates, accepts rounds, attests. */
  | 'SIGNER'
  /** Reads and subscribes. */
  | 'VIEWER';

/** What keeps a node from signing. */
export type SigningStopCause =
  /** Its clock is ahead of that of most connected partners. */
  | 'CLOCK_AHEAD'
  /** Its clock is behind that of most connected partners, and behind what it signed last. */
  | 'CLOCK_BEHIND'
  /** It is not sure that it has everything that it signed. */
  | 'LOG_IN_DOUBT'
  /** What it signed last is dated ahead of the time: its clock once ran ahead. */
  | 'SIGNED_AHEAD';

/** How this node sees a cooperative. */
export type Standing =
  /** Blocked by an operator of this node. */
  | 'DENIED'
  /** It signed two different entries as one number of its log; no new dealings until an operator lifts that. */
  | 'FORKED'
  /** Admitted by this node’s policy. */
  | 'MEMBER'
  /** This node’s own cooperative. */
  | 'SELF'
  /** Admitted, but not seen for a while. */
  | 'STALE'
  /** Known or mentioned, and not admitted by the policy. */
  | 'UNADMITTED';

/** What a change is about. */
export type SubjectKind =
  /** An agreement, or a draft of one. */
  | 'AGREEMENT'
  /** A proposed change of an agreement. */
  | 'AMENDMENT'
  /** An attestation. */
  | 'ATTESTATION'
  /** A booking of a shared resource. */
  | 'BOOKING'
  /** A comment under an agreement. */
  | 'COMMENT'
  /** A cooperative: its profile, its vouches, whether it is blocked. */
  | 'COOPERATIVE'
  /** A motion under an agreement, its votes, its closing and its follow-ups. */
  | 'MOTION'
  /** A netting round. */
  | 'NETTING_ROUND'
  /** An obligation, its dispute, its payments and set-offs. */
  | 'OBLIGATION'
  /** A peer of this node. */
  | 'PEER'
  /** The settings of this node: its policies, its tokens, whether it signs. */
  | 'POLICY'
  /** A recognition of a visiting member. */
  | 'RECOGNITION'
  /** A record under an agreement. */
  | 'RECORD'
  /** The weight that this node gives to an issuer. */
  | 'TRUST_EDGE'
  /** A use of what was booked, its dispute and its charge. */
  | 'USAGE';

/** Why an agreement ended: the earliest effective cause. */
export type TerminationCause =
  /** One party named another one and the clause that it broke. */
  | 'BREACH'
  /** A party declined to sign the proposal. */
  | 'DECLINED'
  /** Its expiry date came and it was not renewed. */
  | 'EXPIRY'
  /** Every signing party consented. */
  | 'MUTUAL_CONSENT'
  /** The proposer withdrew the proposal. */
  | 'PROPOSAL_WITHDRAWN'
  /** Not all parties had signed by the deadline. */
  | 'SIGNING_DEADLINE'
  /** One party gave notice and the notice has run. */
  | 'WITHDRAWAL';

/** Where the use of a booking stands. */
export type UsageStatus =
  /** Provider and user have signed it, or an outcome of its dispute. */
  | 'CONFIRMED'
  /** The other side says that it is wrong. */
  | 'DISPUTED'
  /** One side has recorded it, the other has not confirmed it. */
  | 'RECORDED'
  /** Both sides have signed that nothing was used. */
  | 'VOID';

/** A vote on a motion. */
export type VoteChoice =
  /** Neither; it counts towards the quorum. */
  | 'ABSTAIN'
  /** Against. */
  | 'NO'
  /** In favour. */
  | 'YES';

/** Which of two nodes runs older rules. */
export type WhoMustUpgrade =
  /** The other one. */
  | 'THE_PEER'
  /** The one that answers: its operator installs a newer version. */
  | 'THIS_NODE';
