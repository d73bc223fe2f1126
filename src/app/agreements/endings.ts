import { refuseAgreements as refuse } from '../../agreements/index.ts'
import { checkDid } from '../../identity/index.ts'
import { type JsonObject, ok, type Result } from '../../kernel/index.ts'
import type { CommandContext, Run } from '../../node/index.ts'
import { type FoundAgreement, findAgreement, say } from './facts.ts'
import type {
  BreachInput,
  ConsentToTerminationInput,
  ResumeAgreementInput,
  SuspendAgreementInput,
  TerminateAgreementInput,
} from './inputs.ts'

/** Suspends an agreement until this cooperative lifts it again. */
export function suspendAgreement(input: SuspendAgreementInput): Run {
  return async (context) => {
    const found = await findAgreement(context, input.agreementId)
    if (!found.ok) return found
    const { scope, view } = found.value
    const body = { documentHash: view.documentHash, reason: input.reason }
    return await say(context, scope, 'agreement.suspended', body)
  }
}

/** Lifts a suspension of this cooperative's own. */
export function resumeAgreement(input: ResumeAgreementInput): Run {
  return async (context) => {
    const found = await findAgreement(context, input.agreementId)
    if (!found.ok) return found
    const { scope, view } = found.value
    const own = view.suspensions.find(({ by, liftedAt }) => by === context.self && liftedAt === null)
    const suspension = input.suspensionId ?? own?.id
    if (suspension === undefined) {
      return refuse(
        'agreements.wrong-state',
        'your cooperative has not suspended this agreement: there is nothing to lift',
      )
    }
    return await say(context, scope, 'agreement.resumed', { suspension })
  }
}

/** Ends an agreement: by consent that all others must join, at once for a breach, or after a notice. */
export function terminateAgreement({ agreementId, reason }: TerminateAgreementInput): Run {
  return async (context) => {
    const found = await findAgreement(context, agreementId)
    if (!found.ok) return found
    const { mutualConsent, breach, withdrawal } = reason
    const given = [mutualConsent, breach, withdrawal].filter((part) => part !== null && part !== undefined)
    if (given.length !== 1) {
      return refuse('agreements.bad-reason', 'give exactly one reason: mutualConsent, breach or withdrawal')
    }
    if (mutualConsent) return await consent(context, found.value, mutualConsent.explanation ?? null)
    if (breach) return await declareBreach(context, found.value, breach)
    const { scope, view } = found.value
    const body = { documentHash: view.documentHash, explanation: withdrawal?.explanation ?? null }
    return await say(context, scope, 'termination.notified', body)
  }
}

/** Joins another party's consent to end the agreement; repeating it changes nothing. */
export function consentToTermination(input: ConsentToTerminationInput): Run {
  return async (context) => {
    const found = await findAgreement(context, input.agreementId)
    if (!found.ok) return found
    if ((found.value.view.termination?.consentedBy ?? []).length === 0) {
      const message =
        'no party has proposed to end this agreement: propose it with terminateAgreement and mutualConsent'
      return refuse('agreements.nothing-to-consent', message)
    }
    return await consent(context, found.value, null)
  }
}

async function consent(
  context: CommandContext,
  { scope, view }: FoundAgreement,
  explanation: string | null,
): Promise<Result<JsonObject>> {
  if (view.termination?.consentedBy.includes(context.self)) return ok({ agreementId: scope })
  const body = { documentHash: view.documentHash, explanation }
  return await say(context, scope, 'termination.consented', body)
}

async function declareBreach(
  context: CommandContext,
  { scope, view }: FoundAgreement,
  { party, clause, explanation }: BreachInput,
): Promise<Result<JsonObject>> {
  const did = checkDid(party)
  if (!did.ok) return did
  const body = { documentHash: view.documentHash, party: did.value, clause, explanation }
  return await say(context, scope, 'termination.breached', body)
}
