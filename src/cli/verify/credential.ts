import {
  type CredentialCheck,
  checkCredential,
  judgeStatus,
  readStatusList,
  type StatusEntry,
  type StatusReading,
} from '../../attestations/index.ts'
import { instantText } from '../../kernel/index.ts'
import { type Finding, fails, holds, note, unknown, type Verification } from './finding.ts'
import type { Question } from './question.ts'

const TYPES: ReadonlySet<unknown> = new Set([
  'VerifiableCredential',
  'VerifiablePresentation',
  'EnvelopedVerifiableCredential',
  'EnvelopedVerifiablePresentation',
])

/** Whether a value should be judged as a credential: a text is one as a JWT, or nothing. */
export function isCredential(json: unknown): boolean {
  if (typeof json === 'string') return true
  return (
    typeof json === 'object' && json !== null && 'type' in json && [json.type].flat().some((type) => TYPES.has(type))
  )
}

/** Checks a credential by itself and, where it is given, by its issuer's status list. */
export function checkCredentialFile(json: unknown, question: Question): Verification {
  const what = 'a Verifiable Credential'
  const checked = checkCredential(json, question.at)
  if (!checked.ok) return { what, findings: [fails(checked.refusal.message)] }
  const check = checked.value
  if (check.status === 'UNSUPPORTED') return { what, findings: [unknown(check.problem ?? ''), ...claimNotes(check)] }
  return {
    what,
    findings: [
      check.problem === null ? holds(`signed by ${check.issuer}`) : fails(check.problem),
      ...claimNotes(check),
      ...dateFindings(check, question),
      ...holderFindings(check, question),
      ...(check.problem === null ? statusFindings(check, question) : []),
      ...check.unchecked.map((member) => note(`${member} is not read by this check`)),
    ],
  }
}

function claimNotes({ types, subjects, claims, issuer }: CredentialCheck): Finding[] {
  if (issuer === null) return []
  const type = types.join(', ') || 'nothing of a known type'
  return [
    note(`it says ${type} of ${subjects.join(', ') || 'no named subject'}`),
    ...claims.flatMap((one) => Object.entries(one)).map(([name, value]) => note(`  ${name}: ${JSON.stringify(value)}`)),
  ]
}

function dateFindings({ status, validFrom, validUntil }: CredentialCheck, { at, isAtGiven }: Question): Finding[] {
  if (validFrom === null && validUntil === null) return []
  const from = validFrom === null ? '' : ` from ${instantText(validFrom)}`
  const until = validUntil === null ? '' : ` until ${instantText(validUntil)}`
  const dates = `valid${from}${until}`
  const moment = isAtGiven ? `at ${instantText(at)}` : 'now'
  if (status === 'EXPIRED') return [fails(`${dates}: ${moment} it has expired`)]
  if (status === 'NOT_YET_VALID') return [(isAtGiven ? fails : note)(`${dates}: ${moment} it is not yet`)]
  return [holds(dates)]
}

function holderFindings({ subjects }: CredentialCheck, { holder }: Question): Finding[] {
  if (holder === null) return []
  return [subjects.includes(holder) ? holds(`it is about ${holder}`) : fails(`it is not about ${holder}`)]
}

function statusFindings(check: CredentialCheck, question: Question): Finding[] {
  const { statusEntries } = check
  if (statusEntries.length === 0 && !check.hasUnreadStatus) {
    if (question.statusList !== null)
      return [unknown('it names no place in a status list, so the list says nothing of it')]
    return [note('a revocation cannot be seen from the credential: ask a node (checkCredential)')]
  }
  const readings = statusEntries.map((entry) => readingOf(entry, check, question))
  const { status, statusProblem, statusAsOf } = judgeStatus(check, readings)
  if (status === 'REVOKED') return [fails(statusProblem ?? '')]
  if (statusProblem !== null) return [(question.statusList === null ? note : unknown)(statusProblem)]
  return [holds(`not revoked, as of ${statusAsOf === null ? 'the list' : instantText(statusAsOf)}`)]
}

/** Of several lists the caller can give one; the others are not read. */
function readingOf(entry: StatusEntry, { issuer }: CredentialCheck, { statusList, at }: Question): StatusReading {
  if (statusList === null) {
    const reason = `whether it was revoked is not read: fetch ${entry.list} and give it with --status-list`
    return { entry, list: null, reason }
  }
  const read = readStatusList(statusList, { issuer: issuer ?? '', entry }, at)
  return read.ok ? { entry, list: read.value, readAt: at } : { entry, list: null, reason: read.refusal.message }
}
