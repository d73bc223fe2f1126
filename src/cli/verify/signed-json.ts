import { decodeDocument, documentHash, signingParties } from '../../agreements/index.ts'
import { findUnsupported, verifyProof } from '../../identity/index.ts'
import type { JsonObject } from '../../kernel/index.ts'
import { CommandError } from '../command-error.ts'
import { checkCredentialFile, isCredential } from './credential.ts'
import { type Finding, fails, holds, note, unknown, type Verification } from './finding.ts'
import { type Question, UNREADABLE } from './question.ts'

/** Checks a single JSON value that carries its proof: a credential, or a signed document. */
export function checkSignedJson(path: string, json: unknown, question: Question): Verification {
  if (isCredential(json)) return checkCredentialFile(json, question)
  if (question.statusList !== null)
    throw new CommandError(`${path} is no credential: --status-list is for one`, UNREADABLE)
  if (typeof json !== 'object' || json === null || Array.isArray(json) || !('proof' in json))
    throw new CommandError(
      `${path} is no export, and no signed document or credential: a JSON object with a proof`,
      UNREADABLE,
    )
  return document(json as JsonObject, question)
}

function document(json: JsonObject, { at, holder }: Question): Verification {
  const { proof, ...unsigned } = json
  const proofs = Array.isArray(proof) ? proof : [proof]
  const signers = new Set<string>()
  const findings: Finding[] = []
  const open: string[] = []
  for (const [i, one] of proofs.entries()) {
    const reason = findUnsupported(one)
    const verified = reason === null ? verifyProof(unsigned, one, at) : null
    if (verified === null) open.push(`proof ${i + 1} cannot be checked here: ${reason}`)
    else if (!verified.ok) findings.push(fails(`proof ${i + 1}: ${verified.refusal.message}`))
    else {
      signers.add(verified.value)
      findings.push(holds(`signed by ${verified.value}`))
    }
  }
  findings.push(...open.map(signers.size > 0 ? note : unknown))
  if (proofs.length === 0) findings.push(fails('it has no proof'))
  if (holder !== null)
    findings.push(signers.has(holder) ? holds(`${holder} has signed it`) : fails(`${holder} has not signed it`))
  const agreement = decodeDocument(unsigned)
  if (!agreement.ok) return { what: 'a signed JSON document', findings }
  const { value } = agreement
  const missing = signingParties(value).filter((did) => !signers.has(did))
  const strangers = [...signers].filter((did) => !signingParties(value).some((party) => party === did))
  findings.push(note(`its hash is ${documentHash(value)}`))
  for (const did of missing) findings.push(note(`${did} is to sign it, and has not signed here`))
  for (const did of strangers) findings.push(note(`${did} has signed it without being one of its signing parties`))
  return { what: `version ${value.version} of the agreement "${value.title}", ${value.agreementId}`, findings }
}
