import 'reflect-metadata'
import {
  DirectiveLocation,
  GraphQLDirective,
  type GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLNonNull,
  GraphQLSchema,
} from 'graphql'
import { buildSchemaSync, type NonEmptyArray, type PubSub } from 'type-graphql'
import { AgreementMutations } from '../agreements/agreement.mutations.ts'
import * as agreementPayloads from '../agreements/agreement.payload.ts'
import * as agreementResolvers from '../agreements/agreement.resolver.ts'
import { AttestationMutations } from '../attestations/attestation.mutations.ts'
import * as attestationPayloads from '../attestations/attestation.payload.ts'
import * as attestationResolvers from '../attestations/attestation.resolver.ts'
import * as credentialResolvers from '../attestations/credential.resolver.ts'
import { BookingMutations } from '../bookings/booking.mutations.ts'
import * as bookingResolvers from '../bookings/booking.resolver.ts'
import * as changes from '../changes.ts'
import * as commentResolvers from '../comments/comment.resolver.ts'
import * as cooperativePayloads from '../cooperatives/cooperative.payload.ts'
import * as cooperativeResolvers from '../cooperatives/cooperative.resolver.ts'
import {
  ANSWER_BYTES_MAX,
  ANSWER_MS_MAX,
  BYTES_PER_COST,
  COST_MAX,
  DEPTH_MAX,
  LIST_LENGTH,
  NETTING_COST,
  SCOPE_COST,
} from '../execution/limits.ts'
import * as entryResolvers from '../log/entry.resolver.ts'
import * as motionResolvers from '../motions/motion.resolver.ts'
import * as nettingAnswersResolvers from '../netting/explanations.resolver.ts'
import { NettingMutations } from '../netting/netting.mutations.ts'
import * as nettingPayloads from '../netting/netting.payload.ts'
import * as nettingResolvers from '../netting/netting.resolver.ts'
import { ObligationMutations } from '../obligations/obligation.mutations.ts'
import * as obligationPayloads from '../obligations/obligation.payload.ts'
import * as obligationResolvers from '../obligations/obligation.resolver.ts'
import * as recognitionResolvers from '../recognitions/recognition.resolver.ts'
import * as recordResolvers from '../records/record.resolver.ts'
import * as selfPayloads from '../settings/self.payload.ts'
import * as selfResolvers from '../settings/self.resolver.ts'
import { UsageMutations } from '../usages/usage.mutations.ts'
import * as usageResolvers from '../usages/usage.resolver.ts'
import { countAnswers, guardRootFields } from './guard.ts'
import { errorCodeType, refusalCodeType } from './refusal-codes.ts'

/** Every subscription has a source of its own; type-graphql wants a pubSub nevertheless. */
const NO_PUB_SUB: PubSub = {
  publish: () => {},
  subscribe: () => {
    throw new Error('subscriptions read the change feed')
  },
}

const ROOT_DESCRIPTIONS = {
  Query: `What can be read. Lists: 50 by default, at most 100, newest first. One query operation reads one database snapshot. Operations nest at most ${DEPTH_MAX} fields deep and cost at most ${COST_MAX}: one for each value that the answer could hold, where a list without a page size counts as ${LIST_LENGTH}, ${NETTING_COST} for a netting’s result or an answer of a round, ${SCOPE_COST} for a calendar, the use of a booking, positions, totals, what the next round would net of an obligation, a digest, an assessment of trust, a check of a credential or presentation, or a list of recognitions, and one more for each ${BYTES_PER_COST} bytes of an entry or a piece of an attachment, at their largest. Introspection counts as everything else. An answer takes at most ${ANSWER_MS_MAX / 1_000} s and ${ANSWER_BYTES_MAX / (1024 * 1024)} MiB.`,
  Mutation:
    'What can be done. Payloads are nullable, so that one refused field does not erase what another field of the same operation has committed.',
  Subscription:
    'What can be listened to. Without after: live from now. With it: everything since, then live, each change once, never coalesced; the object is its state at delivery.',
} as const

const RESOLVERS = [
  ...[selfResolvers, cooperativeResolvers, agreementResolvers, obligationResolvers, nettingResolvers].flatMap(
    classesOf,
  ),
  ...[
    nettingAnswersResolvers,
    attestationResolvers,
    credentialResolvers,
    bookingResolvers,
    usageResolvers,
    commentResolvers,
    motionResolvers,
    recognitionResolvers,
    recordResolvers,
    changes,
    entryResolvers,
    cooperativePayloads,
    agreementPayloads,
    obligationPayloads,
    nettingPayloads,
    attestationPayloads,
    selfPayloads,
  ].flatMap(classesOf),
  ...changes.TYPED_CHANGE_RESOLVERS,
  AgreementMutations,
  ObligationMutations,
  NettingMutations,
  AttestationMutations,
  BookingMutations,
  UsageMutations,
]

/** The whole API. Built once: it knows no node, which comes with each operation's context. */
export const schema: GraphQLSchema = finishSchema(
  buildSchemaSync({
    resolvers: RESOLVERS as NonEmptyArray<NewableFunction>,
    validate: false,
    // A test does, of the finished one.
    skipCheck: true,
    pubSub: NO_PUB_SUB,
  }),
)

/** What type-graphql leaves out: one-of inputs, described roots, the role of each root field, the enums of errors. */
function finishSchema(built: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(built.getTypeMap())) {
    if (type instanceof GraphQLInputObjectType && type.extensions.isOneOf === true) type.isOneOf = true
  }
  for (const type of [built.getQueryType(), built.getMutationType(), built.getSubscriptionType()]) {
    if (type) type.description = ROOT_DESCRIPTIONS[type.name as keyof typeof ROOT_DESCRIPTIONS]
  }
  guardRootFields(built)
  countAnswers(built)
  const config = built.toConfig()
  const auth = new GraphQLDirective({
    name: 'auth',
    description: 'What the caller’s token must carry: viewer ⊂ operator ⊂ signer ⊂ admin. Shown on every root field.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      requires: {
        type: new GraphQLNonNull(built.getType('Role') as GraphQLEnumType),
        description: 'The least role that will do.',
      },
    },
  })
  return new GraphQLSchema({
    ...config,
    types: [...config.types, errorCodeType, refusalCodeType],
    directives: [...config.directives, auth],
  })
}

function classesOf(module: object): unknown[] {
  return Object.values(module).filter((value) => typeof value === 'function')
}
