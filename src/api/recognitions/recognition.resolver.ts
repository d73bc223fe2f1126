import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { AgreementView } from '../../agreements/index.ts'
import { attestationInputs, challengeCommands, recognitionCommands } from '../../app/index.ts'
import type { AttestationView, RecognitionView } from '../../attestations/index.ts'
import type { JsonObject } from '../../kernel/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement } from '../agreements/agreement.type.ts'
import { Attestation } from '../attestations/attestation.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { SCOPE_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { Input } from '../graphql/mutation.input.ts'
import { JsonObjectScalar } from '../graphql/scalars.ts'
import { checkPresented, type PresentationView, type PresentedView, readPresentedStatus } from './presentation-check.ts'
import { RecognitionFilter } from './recognition.input.ts'
import {
  PresentationChallengePayload,
  PresentationCheck,
  PresentedCredential,
  Recognition,
  RecognitionConnection,
  RecognitionPayload,
} from './recognition.type.ts'
import { listRecognitions } from './recognition-views.ts'

export { RecognitionPayloadResolver } from './recognition.type.ts'

@Resolver(() => Recognition)
export class RecognitionResolver {
  @FieldResolver(() => Agreement, { description: 'The agreement under which it was granted.' })
  agreement(@Root() { agreement }: RecognitionView, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreement))
  }

  @FieldResolver(() => Cooperative, { description: 'The cooperative that recognises the member.' })
  host(@Root() { host }: RecognitionView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(host))
  }

  @FieldResolver(() => Cooperative, {
    description: 'The cooperative whose member it is: the issuer of the attestation.',
  })
  home(@Root() { home }: RecognitionView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(home))
  }

  @FieldResolver(() => Attestation, {
    nullable: true,
    description: 'The attestation; null where it is a credential that is in no log, or in none that this node reads.',
  })
  attestation(
    @Root() { attestationId }: RecognitionView,
    @Ctx() context: ApiContext,
  ): Promise<AttestationView | null> | null {
    return attestationId === null ? null : context.read((views) => views.find('Attestation', attestationId))
  }

  @Auth('VIEWER')
  @Query(() => Recognition, { nullable: true, description: 'A recognition by its id.' })
  recognition(@Arg('id', () => ID, { description: 'Its id: rcg_…' }) id: string, @Ctx() context: ApiContext) {
    return context.read((views) => views.find('Recognition', id))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => RecognitionConnection, { description: 'Recognitions, newest first.' })
  recognitions(
    @Arg('filter', () => RecognitionFilter, { nullable: true, description: 'Which ones; without it, all.' })
    filter: RecognitionFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<RecognitionView>> {
    return context.read((views) => listRecognitions(views, filter ?? {}, page))
  }

  @Auth('OPERATOR')
  @Mutation(() => PresentationChallengePayload, {
    nullable: true,
    description: 'Makes a challenge by which one member proves, once, that it holds the key of its DID.',
  })
  createPresentationChallenge(@Ctx() context: ApiContext) {
    const create = challengeCommands.createPresentationChallenge(context.principal)
    return context.execute('createPresentationChallenge', {}, () => create)
  }

  @Auth('SIGNER')
  @Mutation(() => RecognitionPayload, {
    nullable: true,
    description: 'Recognises a member of another party of an agreement. A presentation’s challenge is used up.',
  })
  async recogniseMember(
    @Input(attestationInputs.RecogniseMemberInput) input: Input<attestationInputs.RecogniseMemberInput>,
    @Ctx() context: ApiContext,
  ) {
    const { presentation } = input.by
    const readings = presentation
      ? await readPresentedStatus(presentation, context, (work) => context.readOnce(work))
      : []
    return await context.execute('recogniseMember', input, (plain) =>
      recognitionCommands.recogniseMember(plain, readings),
    )
  }

  @Auth('SIGNER')
  @Mutation(() => RecognitionPayload, { nullable: true, description: 'Takes a recognition of our own back, for good.' })
  withdrawRecognition(
    @Input(attestationInputs.WithdrawRecognitionInput) input: Input<attestationInputs.WithdrawRecognitionInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('withdrawRecognition', input, recognitionCommands.withdrawRecognition)
  }
}

@Resolver(() => PresentationCheck)
export class PresentationCheckResolver {
  @FieldResolver(() => [PresentedCredential], { description: 'The credentials in it that can be read.' })
  credentials(@Root() { credentials }: PresentationView): readonly PresentedView[] {
    return credentials
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => PresentationCheck, {
    description:
      'Checks a Verifiable Presentation for a challenge of this node, which stays unused: the holder’s proof, and each credential as checkCredential does. Nothing of it is kept.',
  })
  checkPresentation(
    @Arg('presentation', () => JsonObjectScalar, { description: 'The presentation, with its proof.' })
    presentation: JsonObject,
    @Arg('challenge', () => String, { description: 'The challenge that it was asked for.' }) challenge: string,
    @Arg('domain', () => String, {
      nullable: true,
      description: 'The domain that it was asked for; without it the DID of this cooperative.',
    })
    domain: string | null,
    @Ctx() context: ApiContext,
  ): Promise<PresentationView> {
    return context.read((views) => checkPresented(views, { presentation, challenge, domain }, context))
  }
}

@Resolver(() => PresentedCredential)
export class PresentedCredentialResolver {
  @FieldResolver(() => [Agreement], {
    description: 'The MutualRecognition agreements under which its holder could be recognised by it.',
  })
  recognisedUnder(@Root() presented: PresentedView, @Ctx() context: ApiContext): Promise<AgreementView[]> {
    return context.read((views) =>
      Promise.all(presented.recognisedUnder.map(async (id) => await views.get('Agreement', id))),
    )
  }
}
