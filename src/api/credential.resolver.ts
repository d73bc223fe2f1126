import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { AgreementView } from '../agreements/index.ts'
import {
  type AttestationView,
  attestationIdOf,
  type CredentialCheck as CredentialCheckView,
  checkCredential,
  type IssuerTrust as IssuerTrustView,
  isSameStatement,
  readCredential,
  weighIssuer,
} from '../attestations/index.ts'
import { checkDid } from '../identity/index.ts'
import type { Json, JsonObject } from '../kernel/index.ts'
import type { CooperativeView } from '../registry/index.ts'
import { Agreement } from './agreement.type.ts'
import { Attestation, CredentialCheck, IssuerTrust } from './attestation.type.ts'
import { Auth } from './auth.decorator.ts'
import { SCOPE_COST } from './bounds.ts'
import type { ApiContext } from './context.ts'
import { Cooperative } from './cooperative.type.ts'
import { Cost } from './cost.decorator.ts'
import { unwrap } from './unwrap.ts'
import { present, type Views } from './views.ts'

/** An offline check, and what this node knows beyond it: its own copy may have been revoked. */
type CheckedCredential = Omit<CredentialCheckView, 'status'> &
  Pick<AttestationView, 'status'> & { readonly attestation: AttestationView | null }

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
    return context.read(async (views) => weighIssuer(check, await views.weights()))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => CredentialCheck, {
    description:
      'Checks a Verifiable Credential from anywhere: its proof, its dates, and what this node knows of it. Nothing is kept.',
  })
  checkCredential(
    @Arg('credential', () => String, { description: 'Its JSON text.' }) text: string,
    @Ctx() context: ApiContext,
  ): Promise<CheckedCredential> {
    return context.read((views) => check(views, unwrap(readCredential(text))))
  }
}

@Resolver(() => IssuerTrust)
export class IssuerTrustResolver {
  @FieldResolver(() => [Agreement], {
    description: 'The MutualRecognition agreements under which the issuer is recognised.',
  })
  recognisedUnder(@Root() trust: IssuerTrustView, @Ctx() context: ApiContext): Promise<AgreementView[]> {
    return context.read((views) =>
      Promise.all(trust.recognisedUnder.map(async (id) => present(await views.agreement(id), id))),
    )
  }
}

async function check(views: Views, raw: Json): Promise<CheckedCredential> {
  const found = unwrap(checkCredential(raw, views.now))
  const attestation = found.problem === null ? await findHere(views, raw as JsonObject) : null
  return { ...found, status: attestation?.status === 'REVOKED' ? 'REVOKED' : found.status, attestation }
}

/** Anybody may write any id into a credential: what it says decides whether it is the one that is here. */
async function findHere(views: Views, credential: JsonObject): Promise<AttestationView | null> {
  const named = await views.attestation(attestationIdOf(credential))
  return named !== null && isSameStatement(credential, named.credential) ? named : null
}
