import { type DocumentOf, isSigningParty } from '../../agreements/index.ts'
import {
  type AttestationStatus,
  type AttestationView,
  asAttestation,
  asRecognition,
  attestationIdOf,
  challengeOf,
  checkPresentation,
  credentialHash,
  isSameStatement,
  judgeStatus,
  type Presented,
  refuseAttestations as refuse,
  type StatusEntry,
  type StatusReading,
  viewAttestation,
} from '../../attestations/index.ts'
import { type Did, done, type Instant, type JsonObject, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, Run, StoreReader, SubjectRow } from '../../node/index.ts'
import { findBasis } from '../agreements/in-force.ts'
import { checkChallenge } from './challenges.ts'
import { findAttestation } from './commands.ts'
import type { RecogniseMemberInput, WithdrawRecognitionInput } from './inputs.ts'
import { type KeptCredential, viewRecognitions } from './recognition-views.ts'

const RECOGNITION_ID = /^rcg_[0-9a-f]{64}$/

/** The status lists of each credential of a presentation, in their order, read before the command. */
export type PresentedReadings = readonly (readonly StatusReading[])[]

/** What a recognition is based on, once it fits the agreement. */
interface Evidence {
  readonly attestation: string
  readonly home: Did
  readonly member: string
  readonly attestationType: string
  readonly holderProved: boolean
  /** Where it is in no log. */
  readonly kept: KeptCredential | null
}

/**
 * Recognises a member of another party. By a presentation it uses up the challenge; by an attestation's id, that its
 * bearer is the member is the operator's own word.
 */
export function recogniseMember(input: RecogniseMemberInput, readings: PresentedReadings = []): Run {
  return async (context) => {
    const { agreementId, by, role = null, until = null } = input
    const basis = await findBasis(context, agreementId, 'MUTUAL_RECOGNITION')
    if (!basis.ok) return basis
    const { scope, document, inForce, answers } = basis.value
    const found = by.presentation
      ? await fromPresentation(context, document, by.presentation, readings)
      : await fromAttestation(context, document, by.attestationId ?? '')
    if (!found.ok) return found
    const { kept, ...evidence } = found.value
    const isNew = await checkNew(context, scope, evidence)
    if (!isNew.ok) return isNew
    if (until !== null && until <= context.now) {
      return refuse('attestations.bad-validity', 'until lies in the future')
    }
    const ends = [until, kept?.basis.validUntil ?? null].filter((end) => end !== null)
    const body = {
      nonce: context.nonce(),
      ...inForce,
      ...evidence,
      role,
      until: ends.length === 0 ? null : Math.min(...ends),
    }
    const written = await context.write({ kind: 'recognition.granted', scope, body, answers })
    if (!written.ok) return written
    const recognitionId = written.value.entry.subject
    if (kept !== null) await context.tx.putLocal('presented', recognitionId, kept)
    return ok({ recognitionId })
  }
}

/**
 * Takes a recognition of this node's own back, and forgets its credential; repeating it succeeds and changes nothing.
 */
export function withdrawRecognition(input: WithdrawRecognitionInput): Run {
  return async (context) => {
    const { recognitionId, reason = null } = input
    const row = await findRecognition(context.tx, recognitionId)
    if (row === null || row.state === null) {
      const message = `there is no recognition ${recognitionId.slice(0, 100)} here`
      return refuse('attestations.recognition-not-found', message)
    }
    const { host, withdrawn } = asRecognition(row.state)
    if (host !== context.self) {
      return refuse('attestations.not-the-host', 'a recognition is withdrawn by the host that granted it')
    }
    if (withdrawn === null) {
      const body = { recognitionId, reason }
      const written = await context.write({ kind: 'recognition.withdrawn', scope: row.scope, body })
      if (!written.ok) return written
      await context.tx.deleteLocal('presented', recognitionId)
    }
    return ok({ recognitionId })
  }
}

/** A credential that was presented, with what its issuer's lists and this node's logs say of it. */
export interface JudgedCredential {
  readonly presented: Presented
  readonly status: AttestationStatus
  /** Why it is not valid, where that is no matter of its dates. */
  readonly problem: string | null
  readonly statusAsOf: Instant | null
  /** The attestation that it is, where that is in a log here. */
  readonly attestation: AttestationView | null
}

/** Judges a credential by its issuer's log where that has it, else by its status lists (SPEC B3–B6). */
export async function judgePresented(
  reader: StoreReader,
  presented: Presented,
  readings: readonly StatusReading[] | undefined,
  now: Instant,
): Promise<JudgedCredential> {
  const { check } = presented
  const attestation = await findStated(reader, presented, now)
  if (attestation !== null) {
    const status = attestation.status === 'REVOKED' ? 'REVOKED' : check.status
    const problem = status === 'REVOKED' ? 'its issuer has revoked it' : null
    return { presented, status, problem, statusAsOf: now, attestation }
  }
  const verdict = judgeStatus(check, readings ?? check.statusEntries.map(unread))
  const { status, statusProblem, statusAsOf } = verdict
  return { presented, status, problem: check.problem ?? statusProblem, statusAsOf, attestation: null }
}

/** The attestation in a log here that states the same as a presented credential. */
export async function findStated(
  reader: StoreReader,
  { credential, check }: Presented,
  now: Instant,
): Promise<AttestationView | null> {
  if (check.problem !== null) return null
  const row = await findAttestation(reader, attestationIdOf(credential))
  const view = row === null || row.state === null ? null : viewAttestation(asAttestation(row.state), now)
  return view !== null && isSameStatement(credential, view.credential) ? view : null
}

/** A recognition, in any scope. */
export async function findRecognition(reader: StoreReader, id: string): Promise<SubjectRow | null> {
  if (!RECOGNITION_ID.test(id)) return null
  return (await reader.subjectsAnywhere([id])).find(({ aggregate }) => aggregate === 'recognition') ?? null
}

type Recognising = DocumentOf<'MUTUAL_RECOGNITION'>

async function fromPresentation(
  context: CommandContext,
  document: Recognising,
  presentation: JsonObject,
  readings: PresentedReadings,
): Promise<Result<Evidence>> {
  const { tx, self, now } = context
  const challenge = challengeOf(presentation) ?? ''
  const checked = checkPresentation(presentation, { challenge, domain: self }, now)
  if (!checked.ok) return checked
  const { problems, presented } = checked.value
  if (problems.length > 0) return refuse('attestations.bad-presentation', problems.join('; '))
  const isOpen = await checkChallenge(tx, challenge, now)
  if (!isOpen.ok) return isOpen
  await tx.deleteLocal('challenge', challenge)
  const judged = await Promise.all(presented.map((one, i) => judgePresented(tx, one, readings[i], now)))
  const fits = judged.map((one) => evidenceOf(document, self, one))
  return fits.find(({ ok }) => ok) ?? fits[0] ?? refuse('attestations.bad-presentation', 'it holds no credential')
}

async function fromAttestation(
  { tx, self, now }: CommandContext,
  document: Recognising,
  attestationId: string,
): Promise<Result<Evidence>> {
  const row = await findAttestation(tx, attestationId)
  if (row === null || row.state === null) {
    return refuse('attestations.not-found', `there is no attestation ${attestationId.slice(0, 100)} here`)
  }
  const { issuer, subject, type, status } = viewAttestation(asAttestation(row.state), now)
  const fit = checkFit(document, self, { issuer, types: [type], status, problem: null })
  if (!fit.ok) return fit
  return ok({ attestation: row.id, ...fit.value, member: subject, holderProved: false, kept: null })
}

function evidenceOf(document: Recognising, self: Did, judged: JudgedCredential): Result<Evidence> {
  const { presented, attestation, status, problem, statusAsOf } = judged
  const { check, credential } = presented
  const fit = checkFit(document, self, { ...check, status, problem })
  if (!fit.ok) return fit
  const [member = ''] = check.subjects
  const evidence = { ...fit.value, member, holderProved: true }
  if (attestation !== null) return ok({ ...evidence, attestation: attestation.id, kept: null })
  const { issuer, subjects, types, validUntil } = check
  const kept = { credential, basis: { issuer, subjects, types, validUntil, revokedAt: null }, statusAsOf }
  return ok({ ...evidence, attestation: credentialHash(credential), kept })
}

interface Claimed {
  readonly issuer: string | null
  readonly types: readonly string[]
  readonly status: AttestationStatus
  readonly problem: string | null
}

/** The guard: a valid statement of a type that the document lists, by another signing party. */
function checkFit(
  document: Recognising,
  self: Did,
  { issuer, types, status, problem }: Claimed,
): Result<Pick<Evidence, 'home' | 'attestationType'>> {
  const attestationType = types.find((type) => document.terms.attestationTypes.includes(type))
  if (attestationType === undefined) {
    return refuse('attestations.not-recognised', `this agreement does not recognise ${types.join(', ')}`)
  }
  if (issuer === null || issuer === self || !isSigningParty(document, issuer as Did)) {
    return refuse('attestations.not-recognised', `${issuer} is no other signing party of this agreement`)
  }
  if (status !== 'VALID') {
    const because = problem === null ? '' : `: ${problem}`
    return refuse('attestations.not-valid', `what it is based on is ${status}${because}`)
  }
  return ok({ home: issuer as Did, attestationType })
}

/** The guard: a member that is recognised here on the same attestation already is not recognised a second time. */
async function checkNew(
  { tx, self, now }: CommandContext,
  scope: Scope,
  { home, member, attestation }: Pick<Evidence, 'home' | 'member' | 'attestation'>,
): Promise<Result<void>> {
  const rows = await tx.subjectsTagged({ aggregate: 'recognition', left: home, tags: [attestation] })
  const ours = rows.filter((row) => row.scope === scope && row.index?.right === self)
  const [known] = (await viewRecognitions(tx, ours, now)).filter(
    (view) => view.member === member && view.status === 'ACTIVE',
  )
  if (known === undefined) return done
  return refuse('attestations.already-recognised', `${known.id} recognises this member already: withdraw it first`)
}

function unread(entry: StatusEntry): StatusReading {
  return { entry, list: null, reason: 'its status list was not read' }
}
