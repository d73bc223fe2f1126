import { type StatusLists } from '../../app/index.ts'
import {
  type AttestationView,
  attestationIdOf,
  type CredentialCheck,
  checkCredential,
  isSameStatement,
  judgeStatus,
  readCredential,
  type StatusVerdict,
} from '../../attestations/index.ts'
import type { Json, JsonObject } from '../../kernel/index.ts'
import type { StatusReadings } from '../execution/api-node.ts'
import type { Views } from '../execution/views.ts'
import { unwrap } from '../graphql/errors.ts'

/** A check by the credential alone, and what its issuer's status lists and this node know beyond it. */
export type CheckedCredential = Omit<CredentialCheck, 'status'> &
  StatusVerdict & { readonly attestation: AttestationView | null }

type ReadOnce = <T>(work: (views: Views) => Promise<T>) => Promise<T>

/** What a check needs beside the text. */
interface CheckContext {
  readonly environment: { readonly statusLists: StatusLists }
  readonly principal: string
  readonly statusReadings: StatusReadings
}

/** Reads the status lists that a check will need, so that no snapshot waits for an external server. */
export async function precomputeStatus(text: string, context: CheckContext, readOnce: ReadOnce): Promise<void> {
  const needed = await readOnce(async (views) => {
    const { raw, found } = read(text, views)
    return (await findHere(views, raw, found)) === null ? found : null
  })
  if (needed === null) return
  const { environment, principal, statusReadings } = context
  statusReadings.set(text, await environment.statusLists.read(needed, principal))
}

/** Checks a credential's text; what was not precomputed is read now. */
export async function checkText(text: string, views: Views, context: CheckContext): Promise<CheckedCredential> {
  const { raw, found } = read(text, views)
  const attestation = await findHere(views, raw, found)
  if (attestation === null) {
    const { environment, principal, statusReadings } = context
    const readings = statusReadings.get(text) ?? (await environment.statusLists.read(found, principal))
    return { ...found, ...judgeStatus(found, readings), attestation }
  }
  // The issuer's own log is here: it says more, and sooner, than any list.
  const status = attestation.status === 'REVOKED' ? 'REVOKED' : found.status
  return { ...found, status, statusProblem: null, statusAsOf: views.now, attestation }
}

function read(text: string, { now }: Views): { readonly raw: Json; readonly found: CredentialCheck } {
  const raw = unwrap(readCredential(text))
  return { raw, found: unwrap(checkCredential(raw, now)) }
}

/** Anybody may write any id into a credential: what it says decides whether it is the one that is here. */
async function findHere(views: Views, raw: Json, { problem }: CredentialCheck): Promise<AttestationView | null> {
  if (problem !== null) return null
  const credential = raw as JsonObject
  const named = await views.find('Attestation', attestationIdOf(credential))
  return named !== null && isSameStatement(credential, named.credential) ? named : null
}
