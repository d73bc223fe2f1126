import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { AgreementView } from '../../agreements/index.ts'
import { type AttestationView, type IssuerTrust as IssuerTrustView, weighIssuer } from '../../attestations/index.ts'
import { checkDid } from '../../identity/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement } from '../agreements/agreement.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { SCOPE_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { Attestation, CredentialCheck, IssuerTrust } from './attestation.type.ts'
import { type CheckedCredential, checkText } from './credential-check.ts'
import { WEIGHTS } from './trust-views.ts'

@Resolver(() => CredentialCheck)
export class CredentialCheckResolver {
  @FieldResolver(() => Attestation, {
    nullable: true,
    description: 'The attestation that it is, where it has come to this node.',
  })
  attestation(@Root() { attestation }: CheckedCredential): AttestationView | null {
    return attestation
  }

  @FieldResolver(() => Cooperative, {
    nullable: true,
    description: 'The issuer, where it is a cooperative that has announced itself.',
  })
  async issuerCooperative(
    @Root() { issuer }: CheckedCredential,
    @Ctx() context: ApiContext,
  ): Promise<CooperativeView | null> {
    const did = checkDid(issuer ?? '')
    if (!did.ok) return null
    const cooperative = await context.read((views) => views.cooperative(did.value))
    return cooperative.known ? cooperative : null
  }

  @FieldResolver(() => IssuerTrust, { description: 'How much its issuer counts at this node.' })
  issuerTrust(@Root() check: CheckedCredential, @Ctx() context: ApiContext): Promise<IssuerTrustView> {
    return context.read(async (views) => weighIssuer(check, await views.once(WEIGHTS)))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => CredentialCheck, {
    description:
      'Checks a Verifiable Credential from anywhere: its proof, its dates, its issuer’s status lists, and what this node knows of it. The credential is not kept.',
  })
  checkCredential(
    @Arg('credential', () => String, { description: 'Its text: JSON with embedded proofs.' }) text: string,
    @Ctx() context: ApiContext,
  ): Promise<CheckedCredential> {
    return context.read((views) => checkText(text, views, context))
  }
}

@Resolver(() => IssuerTrust)
export class IssuerTrustResolver {
  @FieldResolver(() => [Agreement], {
    description: 'The MutualRecognition agreements under which the issuer is recognised.',
  })
  recognisedUnder(@Root() trust: IssuerTrustView, @Ctx() context: ApiContext): Promise<AgreementView[]> {
    return context.read((views) =>
      Promise.all(trust.recognisedUnder.map(async (id) => await views.get('Agreement', id))),
    )
  }
}
