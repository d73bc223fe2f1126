import { Ctx, Mutation, Resolver } from 'type-graphql'
import { attestationCommands, attestationInputs } from '../../app/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { Input } from '../graphql/mutation.input.ts'
import { AttestationPayload, TrustEdgePayload } from './attestation.payload.ts'

/** What operators and signers do with attestations and trust. */
@Resolver()
export class AttestationMutations {
  @Auth('SIGNER')
  @Mutation(() => AttestationPayload, {
    nullable: true,
    description: 'States something about a cooperative or a member, and signs it.',
  })
  issueAttestation(
    @Input(attestationInputs.IssueAttestationInput) input: Input<attestationInputs.IssueAttestationInput>,
    @Ctx() context: ApiContext,
  ) {
    const { publicUrl } = context.environment
    return context.execute('issueAttestation', input, (plain) => attestationCommands.issueAttestation(plain, publicUrl))
  }

  @Auth('SIGNER')
  @Mutation(() => AttestationPayload, { nullable: true, description: 'Takes an attestation of our own back.' })
  revokeAttestation(
    @Input(attestationInputs.RevokeAttestationInput) input: Input<attestationInputs.RevokeAttestationInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('revokeAttestation', input, attestationCommands.revokeAttestation)
  }

  @Auth('OPERATOR')
  @Mutation(() => TrustEdgePayload, {
    nullable: true,
    description: 'Sets how much attestations of an issuer count at this node. Not shared.',
  })
  setTrust(
    @Input(attestationInputs.SetTrustInput) input: Input<attestationInputs.SetTrustInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('setTrust', input, attestationCommands.setTrust)
  }
}
