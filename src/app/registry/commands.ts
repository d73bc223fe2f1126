import { isDeepStrictEqual } from 'node:util'
import { checkDid } from '../../identity/index.ts'
import {
  type Did,
  decodeShape,
  type Hash,
  type JsonObject,
  ok,
  PUBLIC_SCOPE,
  type Result,
  shape,
} from '../../kernel/index.ts'
import type { CommandContext, Run, StoreReader } from '../../node/index.ts'
import { refuseForkers } from '../../node/index.ts'
import {
  asCooperative,
  type Cooperative,
  type Currency,
  type Profile,
  refuseRegistry as refuse,
} from '../../registry/index.ts'
import type {
  BlockCooperativeInput,
  CurrencyInput,
  LiftForkBanInput,
  UnblockCooperativeInput,
  UpdateProfileInput,
  VouchForCooperativeInput,
  WithdrawVouchInput,
} from './inputs.ts'

/** Maximum length of a reason or statement, in characters. */
export const REASON_CHARS_MAX = 1_000

/** Announces this cooperative again if the profile differs from the last announcement. */
export function updateProfile(input: UpdateProfileInput): Run {
  return async (context) => {
    const current = (await findCooperative(context.tx, context.self))?.announcement ?? null
    if (current === null) {
      return refuse('registry.not-announced', 'this node has not announced itself yet, which it does when it starts')
    }
    if (input.name === null) return refuse('registry.name-required', 'a cooperative has a name: it cannot be cleared')
    const { hash: _hash, seq: _seq, at: _at, ...before } = current
    const profile: Profile = {
      ...before,
      ...given(input, ['name', 'description', 'region', 'contact', 'graphqlUrl']),
      ...(input.currencies === undefined ? {} : { currencies: (input.currencies ?? []).map(currencyOf) }),
      ...(input.capabilities === undefined ? {} : { capabilities: [...(input.capabilities ?? [])] }),
    }
    return await announceWhereChanged(context, before, profile)
  }
}

/** Writes an announcement unless the last one is equal; for this node's own first one, `before` is null. */
export async function announceWhereChanged(
  context: CommandContext,
  before: Profile | null,
  profile: Profile,
  recoveryKeyHash: Hash | null = null,
): Promise<Result<JsonObject>> {
  if (before === null || !isDeepStrictEqual(before, profile)) {
    const written = await context.write({
      kind: 'cooperative.announced',
      scope: PUBLIC_SCOPE,
      body: { ...profile, recoveryKeyHash },
    })
    if (!written.ok) return written
  }
  return ok({ cooperativeId: context.self })
}

/** Vouches for another cooperative; repeating it succeeds and writes nothing. */
export function vouchForCooperative(input: VouchForCooperativeInput): Run {
  return async (context) => {
    const did = checkDid(input.did)
    if (!did.ok) return did
    const allowed = await checkMayDealWith(context, [did.value])
    if (!allowed.ok) return allowed
    const statement = input.statement ?? null
    const own = (await findCooperative(context.tx, did.value))?.vouches[context.self]
    if (own === undefined || own.withdrawn || own.statement !== statement) {
      const body = { did: did.value, statement }
      const written = await context.write({ kind: 'cooperative.vouched', scope: PUBLIC_SCOPE, body })
      if (!written.ok) return written
    }
    return ok({ cooperativeId: did.value })
  }
}

/** Withdraws a vouch; if none stands any more it succeeds and writes nothing. */
export function withdrawVouch(input: WithdrawVouchInput): Run {
  return async (context) => {
    const did = checkDid(input.did)
    if (!did.ok) return did
    const own = (await findCooperative(context.tx, did.value))?.vouches[context.self]
    if (own?.withdrawn !== true) {
      const written = await context.write({ kind: 'vouch.withdrawn', scope: PUBLIC_SCOPE, body: { did: did.value } })
      if (!written.ok) return written
    }
    return ok({ cooperativeId: did.value })
  }
}

/** Puts a cooperative on this node's deny-list. */
export function blockCooperative(input: BlockCooperativeInput): Run {
  return async (context) => {
    const did = checkDid(input.did)
    if (!did.ok) return did
    if (did.value === context.self) {
      return refuse('registry.own-cooperative', 'a node cannot block its own cooperative; name another DID')
    }
    const reason = decodeShape(shape.text(REASON_CHARS_MAX).nullable(), input.reason ?? null)
    if (!reason.ok) return refuse('registry.bad-text', `reason: ${reason.refusal.message}`)
    await context.tx.putLocal('denial', did.value, { reason: reason.value, at: context.now })
    await context.letGoProposalsOf(did.value)
    context.note({ kind: 'cooperative.blocked', subjectKind: 'COOPERATIVE', subject: did.value, scope: null })
    return ok({ cooperativeId: did.value })
  }
}

/** Removes a cooperative from this node's deny-list; if it is not on it, nothing changes. */
export function unblockCooperative(input: UnblockCooperativeInput): Run {
  return async (context) => {
    const did = checkDid(input.did)
    if (!did.ok) return did
    if ((await context.tx.local('denial', did.value)) !== null) {
      await context.tx.deleteLocal('denial', did.value)
      context.note({ kind: 'cooperative.unblocked', subjectKind: 'COOPERATIVE', subject: did.value, scope: null })
    }
    return ok({ cooperativeId: did.value })
  }
}

/** The operator states that a cooperative's fork has been resolved: the branches known now no longer ban it. */
export function liftForkBan(input: LiftForkBanInput): Run {
  return async (context) => {
    const did = checkDid(input.did)
    if (!did.ok) return did
    const branches = (await context.tx.forksOf([did.value])).length
    if (branches === 0) return refuse('registry.no-fork', `${did.value} has not forked any log that is here`)
    const explanation = decodeShape(shape.text(REASON_CHARS_MAX), input.explanation)
    if (!explanation.ok) return refuse('registry.bad-text', `explanation: ${explanation.refusal.message}`)
    const lifted = { explanation: explanation.value, at: context.now, branches }
    await context.tx.putLocal('fork-ban-lifted', did.value, lifted)
    context.note({ kind: 'fork-ban.lifted', subjectKind: 'COOPERATIVE', subject: did.value, scope: null })
    return ok({ cooperativeId: did.value })
  }
}

/** The guard of every new dealing: not with a cooperative that this node denies, nor with a forker under a ban. */
export async function checkMayDealWith(context: CommandContext, dids: readonly Did[]): Promise<Result<void>> {
  for (const did of dids) {
    if ((await context.tx.local('denial', did)) === null) continue
    return refuse('registry.denied', `${did} is on this node's deny-list; take it off with unblockCooperative first`)
  }
  return await refuseForkers(context, dids)
}

export async function findCooperative(reader: StoreReader, did: Did): Promise<Cooperative | null> {
  const [row] = await reader.subjects(PUBLIC_SCOPE, [did])
  return row === undefined || row.state === null ? null : asCooperative(row.state)
}

function currencyOf({ code, scale, name }: CurrencyInput): Currency {
  return { code, scale, name: name ?? null }
}

function given<K extends keyof UpdateProfileInput>(input: UpdateProfileInput, keys: readonly K[]): Pick<Profile, K> {
  return Object.fromEntries(keys.filter((key) => input[key] !== undefined).map((key) => [key, input[key]])) as Pick<
    Profile,
    K
  >
}
